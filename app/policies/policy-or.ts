import { cache } from "react";
import type { Locale } from "#domain/account/preferences.ts";
import type { Viewer } from "#domain/account/viewer.ts";
import { id as anId } from "#domain/input.ts";
import { type PolicyPage, policyGone, policyPage } from "#domain/policy/read.ts";
import { NotFound } from "#domain/refusal.ts";
import { gone } from "../gone.ts";
import { orNotFound } from "../session.ts";

/** The explanation of an address; what was taken back is gone for whoever could read it. Once a request. */
export const policyOr = cache(async (viewer: Viewer, id: string, locale: Locale): Promise<PolicyPage> => {
  const asked = anId.safeParse(id).success ? policyPage(viewer, id, locale) : Promise.reject(new NotFound());
  return orNotFound(
    asked.catch(async (error) => {
      if (error instanceof NotFound && anId.safeParse(id).success && (await policyGone(id))) await gone();
      throw error;
    }),
  );
});
