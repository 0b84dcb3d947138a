import { and, between, eq, inArray } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { holidays } from "#db/schema/index.ts";
import type { Viewer } from "../account/viewer.ts";
import { id, line, localDay, orNull, several, submissionKey } from "../input.ts";
import { Refusal } from "../refusal.ts";
import { daysOf, stretchInput } from "./pasted-days.ts";
import { inOffice } from "./settings.ts";

export const holidayInput = z.object({
  key: submissionKey,
  community: id,
  first: localDay,
  /** The last day, where it is more than one. */
  last: orNull(localDay),
  name: line(40),
  works: z.enum(["0", "1"], { error: "choose" }).transform((v) => v === "1"),
});

/** So many days at once at most. */
const mostDays = 31;

/** Enters days that are not as their weekday is. A day that was entered before becomes what is said now. */
export async function addHoliday(viewer: Viewer, input: z.output<typeof holidayInput>): Promise<void> {
  const { key, community, ...content } = input;
  const first = Temporal.PlainDate.from(input.first);
  const last = Temporal.PlainDate.from(input.last ?? input.first);
  const days = first.until(last, { largestUnit: "days" }).days + 1;
  if (days < 1) throw new Refusal("lastBefore", { field: "last" });
  if (days > mostDays) throw new Refusal("tooManyHolidays", { field: "last", params: { max: mostDays } });
  await inOffice(viewer, { key, community, kind: "holiday_set", content }, async (tx) => {
    await tx
      .delete(holidays)
      .where(and(eq(holidays.communityId, community), between(holidays.day, first.toString(), last.toString())));
    await tx.insert(holidays).values(
      Array.from({ length: days }, (_, i) => ({
        communityId: community,
        day: first.add({ days: i }).toString(),
        name: input.name,
        works: input.works,
      })),
    );
  });
}

/** A whole list of days, as it was looked through and agreed to. */
export const agreedInput = z.object({
  key: submissionKey,
  community: id,
  days: several(stretchInput, 80).refine((v) => v.length > 0, { params: { key: "chooseDays" } }),
});

/** Enters all days of a list at once. A day that was entered before becomes what is said now. */
export async function addHolidays(
  viewer: Viewer,
  { key, community, days }: z.output<typeof agreedInput>,
): Promise<void> {
  // Said twice, the later one counts.
  const rows = [...new Map(days.flatMap(daysOf).map((one) => [one.day, one])).values()];
  await inOffice(viewer, { key, community, kind: "holiday_set", content: days }, async (tx) => {
    await tx.delete(holidays).where(
      and(
        eq(holidays.communityId, community),
        inArray(
          holidays.day,
          rows.map(({ day }) => day),
        ),
      ),
    );
    await tx.insert(holidays).values(rows.map((row) => ({ communityId: community, ...row })));
  });
}

export const dropHolidayInput = z.object({ key: submissionKey, community: id, day: localDay });

/** Takes a day out again: it is as its weekday is. */
export async function dropHoliday(viewer: Viewer, input: z.output<typeof dropHolidayInput>): Promise<void> {
  const { key, community, day } = input;
  await inOffice(viewer, { key, community, kind: "holiday_dropped", content: day }, (tx) =>
    tx.delete(holidays).where(and(eq(holidays.communityId, community), eq(holidays.day, day))),
  );
}
