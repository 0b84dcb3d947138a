import type { Choice } from "./rules.ts";

export type TimeTally = { id: string; startsAt: Date; choices: ReadonlyMap<string, Choice> };

export type Weighed = {
  id: string;
  yes: number;
  ifNeedBe: number;
  no: number;
  /** Who has not answered. */
  open: number;
  /** Whether all have answered and none said no. */
  suitsAll: boolean;
};

/**
 * How the proposed times stand, and which is the best: the fewest that cannot come, then the most that gladly do, then
 * the earliest. A time is only the best where somebody has said yes to it.
 * @param parties all that are asked
 */
export function weigh(
  times: readonly TimeTally[],
  parties: readonly string[],
): { times: Weighed[]; best: string | null; answered: number; noneSuitsAll: boolean } {
  const weighed = times.map(({ id, startsAt, choices }) => {
    const count = (choice: Choice) => parties.filter((party) => choices.get(party) === choice).length;
    const [yes, ifNeedBe, no] = [count("yes"), count("if_need_be"), count("no")];
    const open = parties.length - yes - ifNeedBe - no;
    return { id, startsAt, yes, ifNeedBe, no, open, suitsAll: open === 0 && no === 0 };
  });
  const answered = parties.filter((party) => times.some(({ choices }) => choices.has(party))).length;
  const [first] = weighed
    .filter(({ yes, ifNeedBe }) => yes + ifNeedBe > 0)
    .toSorted(
      (a, b) => a.no - b.no || b.yes - a.yes || b.ifNeedBe - a.ifNeedBe || a.startsAt.getTime() - b.startsAt.getTime(),
    );
  return {
    times: weighed.map(({ startsAt, ...rest }) => rest),
    best: first?.id ?? null,
    answered,
    // Known as soon as somebody cannot come to any of them.
    noneSuitsAll: answered > 0 && weighed.length > 0 && weighed.every(({ no }) => no > 0),
  };
}
