import type { Format, Words } from "#components/i18n.ts";
import { placeLabel } from "#components/place/label.ts";
import { crowdIn } from "#components/problem/crowd.ts";
import type { SimilarConcern } from "#domain/concern/similar.ts";
import type { PolicyAnswer } from "#domain/policy/answers.ts";
import type { SimilarProblem } from "#domain/problem/similar.ts";

/** A concern that may be the same, ready to be shown: on the page, or when it arrives while somebody writes. */
export type Candidate = {
  number: string;
  title: string;
  text: string;
  photo: string | null;
  /** Kind, place, when, state, how many say so too. */
  facts: string[];
  own: boolean;
  voiced: boolean;
  mayVoice: boolean;
};

/** What the portal knows already of what somebody is about to raise. */
export type Listened = { problems: KnownProblem[]; concerns: Candidate[]; policies: Answer[] };

/** A common problem that it may be part of. */
export type KnownProblem = { number: string; title: string; text: string; facts: string[] };

export const knownOf = ({ number, title, face, status, crowd }: SimilarProblem, t: Words<"problem">): KnownProblem => ({
  number,
  title,
  text: cut(face ?? ""),
  facts: [t(`statuses.${status}`), crowdIn(t, crowd)],
});

/** A published policy explanation that may answer it. */
export type Answer = { id: string; locale: string; title: string; text: string };

export const answerOf = ({ id, locale, title, body }: PolicyAnswer): Answer => ({ id, locale, title, text: cut(body) });

/** So much of its text is shown: enough to judge by. */
const shownMost = 160;

const cut = (text: string) => {
  const chars = Array.from(text);
  return chars.length > shownMost ? `${chars.slice(0, shownMost - 1).join("")}…` : text;
};

type CandidateWords = { words: Words<"words">; place: Words<"place">; concerns: Words<"concerns">; format: Format };

export function candidateOf(
  { number, title, body, photo, own, voiced, mayVoice, ...c }: SimilarConcern,
  { words, place, concerns, format }: CandidateWords,
): Candidate {
  return {
    number,
    title,
    text: cut(body),
    photo,
    facts: [
      words(`categories.${c.category}`),
      placeLabel(c, place),
      format.dateTime(c.createdAt, "date"),
      words(`statuses.${c.status}`),
      ...(c.voices ? [concerns("voices", { count: c.voices })] : []),
    ],
    own,
    voiced,
    mayVoice,
  };
}
