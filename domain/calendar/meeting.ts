import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  type ICalEventData,
  ICalEventStatus,
  ICalEventTransparency,
} from "ical-generator";
import type { Locale } from "../account/preferences.ts";
import { wordsOf } from "../words.ts";
import { moment, zoneRules } from "./zone.ts";

/** A meeting as calendars see it. One on a single concern has neither title nor place: calendars are shown around. */
export type CalendarMeeting = {
  id: string;
  kind: string;
  status: string;
  title: string | null;
  place: string | null;
  startsAt: string | Date;
  endsAt: string | Date;
  /** How often its time, place or state has changed since it was called. */
  sequence: number;
  changedAt: string | Date;
  createdAt: string | Date;
  timeZone: string;
};

/** The entry of a meeting: the same for as long as nothing changes, struck out where it was called off. */
export function meetingEvent(m: CalendarMeeting, locale: Locale, baseUrl: string): ICalEventData {
  const t = wordsOf(locale);
  const off = m.status === "cancelled";
  const title = m.title ?? t("calendar.meeting");
  const url = `${baseUrl}/meetings/${m.id}`;
  return {
    id: `meeting-${m.id}@${new URL(baseUrl).hostname}`,
    sequence: m.sequence,
    stamp: moment(m.changedAt),
    created: moment(m.createdAt),
    lastModified: moment(m.changedAt),
    start: moment(m.startsAt),
    end: moment(m.endsAt),
    timezone: zoneRules(m.timeZone) ? m.timeZone : null,
    summary: off ? t("calendar.meetingOff", { title }) : title,
    ...(m.place ? { location: m.place } : {}),
    description: url,
    url,
    status: off ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    transparency: off ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
  };
}

export type Invitation = { text: string; method: "REQUEST" | "CANCEL" };

/**
 * An invitation as calendar programs take it in (RFC 5546): a request, or that it is called off. Whether one comes is
 * said on the page; the program is not asked to answer by mail, which nobody would read.
 */
export function invitation(
  m: CalendarMeeting,
  { to, from, locale, baseUrl }: { to: string; from: { name: string; email: string }; locale: Locale; baseUrl: string },
): Invitation {
  const off = m.status === "cancelled";
  const calendar = ical({
    method: off ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST,
    prodId: { company: "Doorstep", product: "Meetings", language: locale.slice(0, 2).toUpperCase() },
    timezone: { name: null, generator: (zone) => zoneRules(zone) ?? null },
  });
  calendar.createEvent({
    ...meetingEvent(m, locale, baseUrl),
    organizer: from,
    attendees: [{ email: to, role: ICalAttendeeRole.REQ, status: ICalAttendeeStatus.NEEDSACTION, rsvp: false }],
  });
  return { text: `${calendar.toString()}\r\n`, method: off ? "CANCEL" : "REQUEST" };
}
