export const measureStatuses = ["planned", "underway", "done", "dropped"] as const;

export type MeasureStatus = (typeof measureStatuses)[number];

export type MeasureCapacity = "lead" | "unit";

type Rule = {
  act: string;
  from: readonly MeasureStatus[];
  to: MeasureStatus;
  allowed: readonly MeasureCapacity[];
};

/** The one transition table of the measure: what becomes of it, said by the unit that is to do it or by whoever leads. */
const rules = [
  { act: "begin", from: ["planned"], to: "underway", allowed: ["unit", "lead"] },
  { act: "finish", from: ["planned", "underway"], to: "done", allowed: ["unit", "lead"] },
  { act: "resume", from: ["done"], to: "underway", allowed: ["unit", "lead"] },
  { act: "drop", from: ["planned", "underway"], to: "dropped", allowed: ["lead"] },
] as const satisfies readonly Rule[];

export type MeasureAct = (typeof rules)[number]["act"];

export const measureTransitions = (rules as readonly Rule[]).flatMap(({ act, from, to, allowed }) =>
  from.map((f) => ({ act, from: f, to, allowed })),
);

/** What a measure comes to by an act of one who may; nothing where that is not possible now, or not theirs to do. */
export const measureAfter = (
  act: MeasureAct,
  status: MeasureStatus,
  capacities: readonly MeasureCapacity[],
): MeasureStatus | undefined =>
  measureTransitions.find((t) => t.act === act && t.from === status && t.allowed.some((c) => capacities.includes(c)))
    ?.to;
