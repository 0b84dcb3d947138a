import { type Format, momentStyle, type Words } from "#components/i18n.ts";
import type { Attached } from "#domain/attachment/attached.ts";
import type { TimelineItem } from "#domain/concern/timeline.ts";
import { changeableUntil } from "#domain/thread/rules.ts";

/** One entry of a thread, ready to be shown: the same on the page and when it arrives later. */
export type Entry = {
  seq: number;
  at: string;
  time: string;
  /** The sentence of an event; for a bare message, nothing. */
  event: string | null;
  who: string;
  detail: string | null;
  working: boolean;
  self: boolean;
  body: string | null;
  files: Attached[];
  /** The last event that told something of this entry: of two, the one with the higher number is as it is now. */
  rev: number;
  /** The message's id, where it can be answered to. */
  message: string | null;
  /** Until when the reader may correct it, having written it. */
  changeUntil: string | null;
  /** What it answers to: who wrote it, and how it begins. */
  quote: { seq: number; who: string; text: string } | null;
  /** Whom it names. */
  mentions: string[];
  /** What it said before it was corrected. */
  versions: { time: string; body: string }[];
  /** That it was taken back, by whom and when. */
  deleted: string | null;
};

export type EntryWords = {
  t: Words<"thread">;
  /** What happens in a side room has words of its own. */
  room: Words<"room">;
  /** And what happens to a problem. */
  problem: Words<"problem">;
  format: Format;
  locale: string;
  /** The name of whoever raised the concern, where the viewer may know it. */
  reporter: string | null;
};

const named = (locale: string) => (o: { name: string; nameEn: string | null }) =>
  locale === "en" && o.nameEn ? o.nameEn : o.name;

/** What nobody is named for. */
const nameless = [
  "expired",
  "reminded",
  "escalated",
  "unsolved_late",
  "meeting_called",
  "voiced",
  "voice_dropped",
  "rated",
  "concern_joined",
];

/** Voices one after the other as one entry with their number, where the last of them stands. */
export function foldVoices(timeline: readonly TimelineItem[]): (TimelineItem & { count?: number })[] {
  const folded: (TimelineItem & { count?: number })[] = [];
  for (const item of timeline) {
    const last = folded.at(-1);
    if (item.kind === "voiced" && last?.kind === "voiced")
      folded.splice(-1, 1, { ...item, count: (last.count ?? 1) + 1 });
    else folded.push(item);
  }
  return folded;
}

/** An event of the timeline in the reader's words. */
export function entryOf(
  item: TimelineItem & { count?: number },
  { t, room, problem, format, locale, reporter }: EntryWords,
): Entry {
  const { actor, data } = item;
  const system = nameless.includes(item.kind) || (item.kind === "raised" && item.from === "unconfirmed");
  const unitOf = (a: TimelineItem["actor"]) =>
    a.organization && named(locale)({ name: a.organization, nameEn: a.organizationEn });
  const nameOf = (a: TimelineItem["actor"]) =>
    a.reporter ? (a.name ?? reporter ?? t("reporter")) : (a.name ?? unitOf(a) ?? t("someone"));
  const organization = unitOf(actor);
  const person = nameOf(actor);
  const who = system ? t("system") : person;
  return {
    seq: item.seq,
    at: item.at.toISOString(),
    time: format.dateTime(item.at, momentStyle(item.at)),
    event: eventOf(item, { t, room, problem, format, locale, reporter }, who),
    who,
    detail:
      organization === who
        ? null
        : (organization ?? (actor.reporter ? (person === t("reporter") ? null : t("resident")) : actor.post)),
    working: item.audience === "working",
    self: actor.self,
    body: item.message?.body ?? null,
    files: item.message?.attachments ?? [],
    rev: item.rev,
    ...saidOf(item.message, { t, format, nameOf }),
  };
}

/** What happened, in words; null where something was said, which speaks for itself. */
function eventOf(
  item: TimelineItem & { count?: number },
  { t, room, problem, format, locale }: EntryWords,
  who: string,
): string | null {
  if (item.kind === "replied") return null;
  const { data } = item;
  const units = data.organizations?.map(named(locale)) ?? [];
  const at = (iso?: string) => (iso ? format.dateTime(new Date(iso), "moment") : "");
  const values = {
    who,
    units: format.list(units, { type: "conjunction" }),
    due: at(data.dueAt),
    next: at(data.nextAt),
    rating: data.rating ?? 0,
    numbers: format.list(data.concerns ?? [], { type: "conjunction" }),
    why: data.why ? t(`returnReasons.${data.why as "other"}`) : "",
    to: data.suggested ? named(locale)(data.suggested) : "",
    person: data.person ?? t("someone"),
    count: item.count ?? 1,
    reason: data.reason && !item.onProblem ? t(`closeReasons.${data.reason as "explained"}`) : "",
  };
  if (item.onProblem) return problemSentence(item, problem, { ...values, unit: values.units, when: values.next });
  if (!item.inRoom) return sentenceOf(item, t, values);
  const member = units[0] ?? (data.family ? room("family") : values.person);
  return room(`events.${item.kind as "opened"}`, { who, member });
}

type Said = Pick<Entry, "message" | "changeUntil" | "quote" | "mentions" | "versions" | "deleted">;

/** What is to be shown around a message's text. */
function saidOf(
  message: TimelineItem["message"],
  { t, format, nameOf }: Pick<EntryWords, "t" | "format"> & { nameOf: (a: TimelineItem["actor"]) => string },
): Said {
  if (!message) return { message: null, changeUntil: null, quote: null, mentions: [], versions: [], deleted: null };
  const { quotes, deleted } = message;
  return {
    message: deleted ? null : message.id,
    changeUntil: deleted ? null : changeableUntil(message.createdAt).toISOString(),
    quote: quotes && {
      seq: quotes.seq,
      who: t("quoting", { who: quotes.actor.organization ?? nameOf(quotes.actor) }),
      text: quotes.body ?? t("quoteDeleted"),
    },
    mentions: message.mentions,
    versions: message.versions.map((v) => ({ time: format.dateTime(v.at, "moment"), body: v.body })),
    deleted: deleted && t("deletedBy", { who: deleted.by ?? t("reporter"), at: format.dateTime(deleted.at, "moment") }),
  };
}

function problemSentence(
  { kind, to, data }: TimelineItem,
  t: EntryWords["problem"],
  values: Record<string, string | number>,
): string {
  return t(`events.${kind as "moved"}`, {
    ...values,
    count: data.count ?? 1,
    state: to ? t(`statuses.${to as "talks"}`) : "",
    reason: data.reason && kind === "closed" ? t(`closeReasons.${data.reason as "elsewhere"}`) : "",
  });
}

function sentenceOf({ kind, data }: TimelineItem, t: EntryWords["t"], values: Record<string, string | number>): string {
  if (kind === "sorted" && data.dueAt) return t("sortedDue", values);
  // Where the reader may see the other concern that it tells of.
  if (data.concerns) return t(`naming.${kind as "merged"}`, values);
  if (kind === "assigned" && data.passedOn) return t("passedOn", values);
  if (kind === "in_hand" && data.person) return t("handedTo", values);
  if (kind === "laid_back" && data.person) return t("leftHand", values);
  if (kind === "returned" && data.suggested) return t("returnedTo", values);
  if (kind === "returned" && data.why) return t("returnedWhy", values);
  if (kind === "confirmed" && data.heard) return t(`confirmedHeard.${data.heard as "door"}`, values);
  // Without a unit, it is the first answer that is meant.
  if (kind === "reminded" && !data.organizations) return t("remindedFirst", values);
  if (kind === "escalated" && !data.organizations) return t("escalatedFirst", values);
  return t(`events.${kind as "raised"}`, values);
}
