import { refresh } from "next/cache";
import { headers } from "next/headers";
import { getTranslations } from "#components/i18n.ts";
import type { FormState } from "#components/ui/form-state.ts";
import { Refusal } from "#domain/refusal.ts";

/**
 * Sends what was written, unless somebody else wrote meanwhile: then it comes back, with what they wrote on the page, and
 * the form knows that this was seen. The next press sends it.
 */
export async function unlessCollided(sent: Promise<void>): Promise<Partial<FormState> | undefined> {
  try {
    await sent;
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal) || error.params.seen === undefined) throw error;
    const t = await getTranslations("refusals");
    if ((await headers()).has("next-action")) refresh();
    return { error: t(error.code as "writtenMeanwhile", error.params), shown: { seen: String(error.params.seen) } };
  }
}
