import { cache } from "react";
import type { Locale } from "#domain/account/preferences.ts";
import type { Viewer } from "#domain/account/viewer.ts";
import { id as anId } from "#domain/input.ts";
import { type PolicyPage, policyGone, policyPage } from "#domain/policy/read.ts";
import { NotFound } from "#domain/refusal.ts";

/** The explanation of an address; "gone" where it has been taken back, null where there never was one. Once a request. */
export const policyOr = cache(
  async (viewer: Viewer, id: string, locale: Locale): Promise<PolicyPage | "gone" | null> => {
    if (!anId.safeParse(id).success) return null;
    try {
      return await policyPage(viewer, id, locale);
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
      return (await policyGone(id)) ? "gone" : null;
    }
  },
);
