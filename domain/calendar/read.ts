import { sql } from "drizzle-orm";
import { pool } from "#db/connect.ts";
import { settings } from "#db/settings.ts";
import { type Locale, locales } from "../account/preferences.ts";
import { tokenHash } from "../account/viewer.ts";
import { asLocale, wordsOf } from "../words.ts";
import { type CalendarVisit, calendarText } from "./feed.ts";
import type { CalendarMeeting } from "./meeting.ts";

type Found = {
  guide: boolean;
  locale: Locale | null;
  place: { building: string; entrance: string } | null;
  visits: CalendarVisit[];
};

/** How often a program is to look again: visits are moved by the hour, not by the minute. */
const refresh = 30 * 60;

/**
 * The calendar behind an address, as text; nothing where there is none, or it was ended, or whom it belongs to works
 * there no more.
 * @param wanted a language to write it in, instead of its owner's
 */
export async function readCalendar(secret: string, wanted?: string | null): Promise<string | null> {
  const [row] = await pool("doorstep_app").db.execute<{ found: Found | null; meetings: CalendarMeeting[] }>(
    sql`select auth.calendar(${tokenHash(secret)}) as found, auth.calendar_meetings(${tokenHash(secret)}) as meetings`,
  );
  const found = row?.found;
  if (!found) return null;
  const locale = locales.find((l) => l === wanted) ?? asLocale(found.locale);
  const t = wordsOf(locale);
  return calendarText({
    visits: found.visits,
    meetings: row.meetings,
    name: found.place ? t("calendar.nameOfGuide", found.place) : t("calendar.name"),
    locale,
    baseUrl: settings().baseUrl,
    goes: !found.guide,
    linked: !found.guide,
    refresh,
  });
}
