import type { Format, Words } from "#components/i18n.ts";
import type { Attached } from "#domain/attachment/attached.ts";
import type { TimelineItem } from "#domain/concern/timeline.ts";

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
};

export type EntryWords = {
  t: Words<"thread">;
  format: Format;
  locale: string;
  /** The name of whoever raised the concern, where the viewer may know it. */
  reporter: string | null;
};

const named = (locale: string) => (o: { name: string; nameEn: string | null }) =>
  locale === "en" && o.nameEn ? o.nameEn : o.name;

/** An event of the timeline in the reader's words. */
export function entryOf(item: TimelineItem, { t, format, locale, reporter }: EntryWords): Entry {
  const { actor, data } = item;
  const system =
    ["expired", "reminded", "escalated", "meeting_called"].includes(item.kind) ||
    (item.kind === "raised" && item.from === "unconfirmed");
  const person = actor.reporter ? (actor.name ?? reporter ?? t("reporter")) : (actor.name ?? t("someone"));
  const organization = actor.organization && named(locale)({ name: actor.organization, nameEn: actor.organizationEn });
  const who = system ? t("system") : person;
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
    reason: data.reason ? t(`closeReasons.${data.reason as "explained"}`) : "",
  };
  const sentence = sentenceOf(item, t, values);
  return {
    seq: item.seq,
    at: item.at.toISOString(),
    time: format.dateTime(item.at, "moment"),
    event: sentence,
    who,
    detail: organization ?? (actor.reporter ? (person === t("reporter") ? null : t("resident")) : actor.post),
    working: item.audience === "working",
    self: actor.self,
    body: item.message?.body ?? null,
    files: item.message?.attachments ?? [],
  };
}

function sentenceOf(
  { kind, data }: TimelineItem,
  t: EntryWords["t"],
  values: Record<string, string | number>,
): string | null {
  if (kind === "replied") return null;
  if (kind === "sorted" && data.dueAt) return t("sortedDue", values);
  // Where the reader may see the other concern that it tells of.
  if (data.concerns) return t(`naming.${kind as "merged"}`, values);
  if (kind === "assigned" && data.passedOn) return t("passedOn", values);
  if (kind === "returned" && data.suggested) return t("returnedTo", values);
  if (kind === "returned" && data.why) return t("returnedWhy", values);
  // Without a unit, it is the first answer that is meant.
  if (kind === "reminded" && !data.organizations) return t("remindedFirst", values);
  if (kind === "escalated" && !data.organizations) return t("escalatedFirst", values);
  return t(`events.${kind as "raised"}`, values);
}
