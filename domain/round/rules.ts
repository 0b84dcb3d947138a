export const roundStatuses = ["planned", "running", "closed"] as const;

export type RoundStatus = (typeof roundStatuses)[number];

type RoundCapacity = "coordinator" | "system";

type Rule = { act: string; from: readonly RoundStatus[]; to: RoundStatus; allowed: readonly RoundCapacity[] };

/** The one transition table of the round; copied into the database like that of the concern. */
const rules = [
  { act: "begin", from: ["planned"], to: "running", allowed: ["coordinator"] },
  { act: "close", from: ["planned", "running"], to: "closed", allowed: ["coordinator"] },
  { act: "reopen", from: ["closed"], to: "running", allowed: ["coordinator"] },
] as const satisfies readonly Rule[];

export type RoundAct = (typeof rules)[number]["act"];

export const roundTransitions = (rules as readonly Rule[]).flatMap(({ act, from, to, allowed }) =>
  from.map((f) => ({ act, from: f, to, allowed })),
);

/** What a round comes to by an act; nothing where that is not possible now. */
export const roundAfter = (act: RoundAct, status: RoundStatus): RoundStatus | undefined =>
  roundTransitions.find((t) => t.act === act && t.from === status)?.to;
