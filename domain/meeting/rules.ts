export const meetingStatuses = ["finding", "called", "held", "sent", "settled", "cancelled"] as const;

export type MeetingStatus = (typeof meetingStatuses)[number];

/** About a problem: a joint meeting, a site inspection. About a single concern: a three-party meeting, known to nobody else. */
export const meetingKinds = ["joint", "inspection", "three_party"] as const;

export type MeetingKind = (typeof meetingKinds)[number];

/** What a party says to a proposed time. */
export const choices = ["yes", "if_need_be", "no"] as const;

export type Choice = (typeof choices)[number];

type MeetingCapacity = "lead" | "system";

type Rule = { act: string; from: readonly MeetingStatus[]; to: MeetingStatus; allowed: readonly MeetingCapacity[] };

/** The one transition table of the meeting; copied into the database like that of the concern. */
const rules = [
  { act: "call", from: ["finding"], to: "called", allowed: ["lead"] },
  { act: "move", from: ["called"], to: "called", allowed: ["lead"] },
  { act: "cancel", from: ["finding", "called"], to: "cancelled", allowed: ["lead"] },
  { act: "hold", from: ["called"], to: "held", allowed: ["lead"] },
  { act: "send", from: ["held"], to: "sent", allowed: ["lead"] },
  { act: "correct", from: ["sent"], to: "held", allowed: ["lead"] },
  { act: "settle", from: ["sent"], to: "settled", allowed: ["lead", "system"] },
] as const satisfies readonly Rule[];

export type MeetingAct = (typeof rules)[number]["act"];

export const meetingTransitions = (rules as readonly Rule[]).flatMap(({ act, from, to, allowed }) =>
  from.map((f) => ({ act, from: f, to, allowed })),
);

/** What a meeting comes to by an act; nothing where that is not possible now. */
export const meetingAfter = (act: MeetingAct, status: string): MeetingStatus | undefined =>
  meetingTransitions.find((t) => t.act === act && t.from === status)?.to;

/** Whether the minutes are being written: from the call on, so that they can be prepared, until they are sent. */
export const isWritten = (status: string): boolean => status === "called" || status === "held";

/** People come a little early: from then on a meeting can be said to be held. */
const early = 60 * 60_000;

export const mayBegin = (startsAt: Date | null, now: Date): boolean =>
  startsAt !== null && startsAt.getTime() - early <= now.getTime();

/** How a state looks. */
export function meetingLook(status: MeetingStatus): "new" | "going" | "waiting" | "done" | "quiet" {
  if (status === "finding") return "waiting";
  if (status === "called") return "new";
  if (status === "held") return "going";
  if (status === "sent") return "waiting";
  return status === "settled" ? "done" : "quiet";
}
