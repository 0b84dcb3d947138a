/** The stages of tendering and building, in the order in which they follow one another. */
export const stageKinds = [
  "notice",
  "bids",
  "opening",
  "award",
  "contract",
  "works",
  "acceptance",
  "warranty",
] as const;

export type StageKind = (typeof stageKinds)[number];

export const stageStatuses = ["planned", "underway", "done"] as const;

export type StageStatus = (typeof stageStatuses)[number];

type Rule = { act: string; from: readonly StageStatus[]; to: StageStatus; allowed: readonly "lead"[] };

/** The one transition table of the stage. */
const rules = [
  { act: "begin", from: ["planned"], to: "underway", allowed: ["lead"] },
  { act: "finish", from: ["underway"], to: "done", allowed: ["lead"] },
  { act: "resume", from: ["done"], to: "underway", allowed: ["lead"] },
] as const satisfies readonly Rule[];

export type StageAct = (typeof rules)[number]["act"];

export const stageTransitions = (rules as readonly Rule[]).flatMap(({ act, from, to, allowed }) =>
  from.map((f) => ({ act, from: f, to, allowed })),
);

const place = (kind: StageKind) => stageKinds.indexOf(kind);

type Standing = { kind: StageKind; status: StageStatus };

/**
 * What a stage comes to by an act, among the others that were chosen: it begins once all before it have begun, ends once all
 * before it have ended, and is taken up again only while none after it has ended. Nothing where that is not possible now.
 */
export function stageAfter(act: StageAct, stage: Standing, all: readonly Standing[]): StageStatus | undefined {
  const to = stageTransitions.find((t) => t.act === act && t.from === stage.status)?.to;
  if (!to) return undefined;
  const before = all.filter((s) => place(s.kind) < place(stage.kind));
  const after = all.filter((s) => place(s.kind) > place(stage.kind));
  if (before.some((s) => s.status === "planned" || (to === "done" && s.status !== "done"))) return undefined;
  if (to !== "done" && after.some((s) => s.status === "done")) return undefined;
  return to;
}
