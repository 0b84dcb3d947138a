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

/** What nobody is named for. */
const nameless = ["expired", "voiced", "voice_dropped", "rated"];

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
export function entryOf(item: TimelineItem & { count?: number }, { t, format, locale, reporter }: EntryWords): Entry {
  const { actor, data } = item;
  const system = nameless.includes(item.kind) || (item.kind === "raised" && item.from === "unconfirmed");
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
    person: data.person ?? t("someone"),
    count: item.count ?? 1,
    reason: data.reason ? t(`closeReasons.${data.reason as "explained"}`) : "",
  };
  const sentence = item.kind === "replied" ? null : t(`events.${item.kind as "raised"}`, values);
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
