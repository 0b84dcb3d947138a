import { Temporal } from "temporal-polyfill";
import { tzlib_get_ical_block, tzlib_get_timezones } from "timezones-ical-library";

export const moment = (at: string | Date) => Temporal.Instant.fromEpochMilliseconds(new Date(at).getTime());

const known = new Set(tzlib_get_timezones(false));

/** The rules of a time zone, under the name that its times bear; none for a zone that is not known: then times are UTC. */
export function zoneRules(zone: string): string | undefined {
  const [rules = "", line = ""] = known.has(zone) ? tzlib_get_ical_block(zone) : [];
  return line === `TZID=${zone}` ? rules : undefined;
}
