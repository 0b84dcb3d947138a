import type { z } from "zod";
import { getFormatter, getLocale, getTranslations } from "#components/i18n.ts";
import { answerOf, candidateOf, knownOf, type Listened } from "#components/report/candidates.ts";
import type { Viewer } from "#domain/account/viewer.ts";
import { similarConcerns, type similarInput } from "#domain/concern/similar.ts";
import { policyAnswers } from "#domain/policy/answers.ts";
import { similarProblems } from "#domain/problem/similar.ts";
import { asLocale } from "#domain/words.ts";

/** What may be the same as what somebody is about to raise, or answer it at once, in their language; null where nothing is. */
export async function listen(
  viewer: Viewer,
  asked: z.output<typeof similarInput>,
  except?: string,
): Promise<Listened | null> {
  const locale = asLocale(await getLocale());
  const [problems, concerns, policies, words, place, listed, format] = await Promise.all([
    similarProblems(viewer, asked),
    similarConcerns(viewer, asked, except),
    policyAnswers(viewer, asked, locale),
    getTranslations("words"),
    getTranslations("place"),
    getTranslations("concerns"),
    getFormatter(),
  ]);
  if (!problems.length && !concerns.length && !policies.length) return null;
  const known = await getTranslations("problem");
  return {
    problems: problems.map((p) => knownOf(p, known)),
    concerns: concerns.map((c) => candidateOf(c, { words, place, concerns: listed, format })),
    policies: policies.map(answerOf),
  };
}
