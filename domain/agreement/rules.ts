export const agreementStatuses = [
  "draft",
  "signing",
  "consent",
  "refused",
  "concluded",
  "carried_out",
  "dropped",
] as const;

export type AgreementStatus = (typeof agreementStatuses)[number];

type AgreementCapacity = "lead" | "system";

type Rule = {
  act: string;
  from: readonly AgreementStatus[];
  to: AgreementStatus;
  allowed: readonly AgreementCapacity[];
};

/**
 * The one transition table of the agreement; copied into the database like that of the concern. The last signature and
 * the count of the households' vote move it by themselves (`system`).
 */
const rules = [
  { act: "offer", from: ["draft"], to: "signing", allowed: ["lead"] },
  { act: "recall", from: ["signing", "consent", "refused", "concluded"], to: "draft", allowed: ["lead"] },
  { act: "signed_by_all", from: ["signing"], to: "consent", allowed: ["system"] },
  { act: "conclude", from: ["signing", "consent"], to: "concluded", allowed: ["system"] },
  { act: "not_consented", from: ["consent"], to: "refused", allowed: ["system"] },
  { act: "carry_out", from: ["concluded"], to: "carried_out", allowed: ["lead"] },
  { act: "resume", from: ["carried_out"], to: "concluded", allowed: ["lead"] },
  { act: "drop", from: ["draft", "signing", "consent", "refused"], to: "dropped", allowed: ["lead"] },
] as const satisfies readonly Rule[];

export type AgreementAct = (typeof rules)[number]["act"];

export const agreementTransitions = (rules as readonly Rule[]).flatMap(({ act, from, to, allowed }) =>
  from.map((f) => ({ act, from: f, to, allowed })),
);

/** What an agreement comes to by an act; nothing where that is not possible now. */
export const agreementAfter = (act: AgreementAct, status: AgreementStatus): AgreementStatus | undefined =>
  agreementTransitions.find((t) => t.act === act && t.from === status)?.to;
