import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from "ical-generator";
import type { Locale } from "../account/preferences.ts";
import type { VisitStatus } from "../visit/rules.ts";
import { wordsOf } from "../words.ts";
import { type CalendarMeeting, meetingEvent } from "./meeting.ts";
import { moment, zoneRules } from "./zone.ts";

/** A visit as calendars see it: a time, a door, who goes. No resident's name is among it. */
export type CalendarVisit = {
  id: string;
  status: VisitStatus;
  startsAt: string | Date;
  endsAt: string | Date;
  /** How often its time or state has changed. */
  sequence: number;
  changedAt: string | Date;
  createdAt: string | Date;
  community: string;
  timeZone: string;
  building: string;
  entrance: string;
  floor: number;
  door: string;
  /** The officers who go, but for the one whose calendar it is. */
  team: string[];
  /** Who opens doors there. */
  guides: string[];
};

export type CalendarOf = {
  visits: CalendarVisit[];
  /** Meetings at which whose calendar it is has a seat. */
  meetings?: CalendarMeeting[];
  /** What a program shows the calendar as. */
  name: string;
  locale: Locale;
  baseUrl: string;
  /** Whether it is the calendar of one who goes; for others they come. */
  goes: boolean;
  /** Whether each visit says where its page is: a guide has no account. */
  linked: boolean;
  /** How often a program is to look again, in seconds; nothing in a mail, which is read once. */
  refresh?: number;
};

/** Visits that do not take place; their entries stay, so that programs strike them out. */
const calledOff: readonly VisitStatus[] = ["cancelled", "rescheduled"];

/**
 * Visits as an iCalendar text (RFC 5545) that programs can follow or take in: stable UIDs, a higher SEQUENCE after each
 * change, times as the clock in the community shows them, with the rules of its time zone. The same visits give the same
 * text, so that a program can be told that nothing has changed.
 */
export function calendarText({
  visits,
  meetings = [],
  name,
  locale,
  baseUrl,
  goes,
  linked,
  refresh,
}: CalendarOf): string {
  const t = wordsOf(locale);
  const teamLine = (names: string) => (goes ? t("calendar.team", { names }) : t("calendar.visitors", { names }));
  const host = new URL(baseUrl).hostname;
  const calendar = ical({
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: "Doorstep", product: "Visits", language: locale.slice(0, 2).toUpperCase() },
    name: escaped(name),
    // A zone of the calendar's own would give its stamps in local time, which none may be: each visit names its zone.
    timezone: { name: null, generator: (zone) => zoneRules(zone) ?? null },
    ...(refresh ? { ttl: refresh } : {}),
  });
  for (const v of visits) {
    const zone = zoneRules(v.timeZone) ? v.timeZone : null;
    const place = { building: v.building, entrance: v.entrance, door: v.door };
    const said = [
      v.team.length ? teamLine(listed(v.team, locale)) : "",
      v.guides.length ? t("calendar.guide", { names: listed(v.guides, locale) }) : "",
      linked ? `${baseUrl}/visits/${v.id}` : "",
    ].filter(Boolean);
    calendar.createEvent({
      id: `visit-${v.id}@${host}`,
      sequence: v.sequence,
      // By when it was changed, not by now: an unchanged visit is the same text.
      stamp: moment(v.changedAt),
      created: moment(v.createdAt),
      lastModified: moment(v.changedAt),
      start: moment(v.startsAt),
      end: moment(v.endsAt),
      timezone: zone,
      summary: calledOff.includes(v.status) ? t("calendar.calledOff", place) : t("calendar.summary", place),
      location: t("calendar.location", { ...place, community: v.community, floor: v.floor }),
      ...(said.length ? { description: said.join("\n") } : {}),
      ...(linked ? { url: `${baseUrl}/visits/${v.id}` } : {}),
      status: calledOff.includes(v.status) ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      transparency: calledOff.includes(v.status) ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
    });
  }
  for (const meeting of meetings) calendar.createEvent(meetingEvent(meeting, locale, baseUrl));
  return `${calendar.toString()}\r\n`;
}

const listed = (names: string[], locale: Locale) => new Intl.ListFormat(locale, { type: "conjunction" }).format(names);

/** The generator escapes what visits say, but not the calendar's own name. */
const escaped = (text: string) => text.replace(/[\\;,]/g, "\\$&").replace(/\r\n|\r|\n/g, "\\n");
