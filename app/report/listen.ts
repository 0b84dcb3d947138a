import type { z } from "zod";
import { getFormatter, getTranslations } from "#components/i18n.ts";
import { candidateOf, type Listened } from "#components/report/candidates.ts";
import type { Viewer } from "#domain/account/viewer.ts";
import { similarConcerns, type similarInput } from "#domain/concern/similar.ts";

/** What may be the same as what somebody is about to raise, in their language; null where nothing is. */
export async function listen(
  viewer: Viewer,
  asked: z.output<typeof similarInput>,
  except?: string,
): Promise<Listened | null> {
  const [concerns, words, place, listed, format] = await Promise.all([
    similarConcerns(viewer, asked, except),
    getTranslations("words"),
    getTranslations("place"),
    getTranslations("concerns"),
    getFormatter(),
  ]);
  if (!concerns.length) return null;
  return { concerns: concerns.map((c) => candidateOf(c, { words, place, concerns: listed, format })) };
}
