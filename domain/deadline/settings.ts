import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { asViewer, submit } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { type CategoryKey, categoryKeys } from "../concern/category.ts";
import { record } from "../event.ts";
import { NotFound } from "../refusal.ts";
import { refusing } from "../refusing.ts";
import { dayOf, daysLater } from "../time.ts";
import { addWorking, dayMinutes, type Hours } from "./calendar.ts";
import { duesOf, type Office } from "./due.ts";
import { officeOf } from "./office.ts";
import { type Target, targetOf } from "./target.ts";

/** Changes how a community counts what is due, once for each submission, with the event that says so. @throws NotFound */
export async function inOffice(
  viewer: Viewer,
  change: { key: string; community: string; kind: string; content: unknown },
  work: (tx: Transaction) => Promise<unknown>,
): Promise<void> {
  const { key, community, kind, content } = change;
  if (!viewer.claims.coordinates.includes(community)) throw new NotFound();
  await refusing({}, async () => {
    await submit(viewer.claims, { key, command: `deadline.${kind}`, content: [community, content] }, async (tx) => {
      await work(tx);
      await record(tx, {
        community,
        subject: { type: "community", id: community },
        kind,
        audience: "office",
        actor: viewer.user?.id ?? null,
      });
    });
  });
}

export type HolidayLine = { day: string; name: string; works: boolean };

export type OfficeSettings = {
  hours: readonly Hours[];
  dayMinutes: number;
  holidays: HolidayLine[];
  targets: { category: CategoryKey; normal: Target; urgent: Target; own: boolean }[];
  /** Something raised on a Friday afternoon, and when it is due. */
  example: { category: CategoryKey; raised: Date; answer: Date };
};

/** How a community counts what is due: for those who lead it. */
export async function officeSettings(viewer: Viewer, community: string, now = new Date()): Promise<OfficeSettings> {
  return asViewer(viewer.claims, async (tx) => {
    const office = await officeOf(tx, community);
    const holidays = await tx.execute<HolidayLine>(sql`
      select to_char(day, 'YYYY-MM-DD') as day, name, works from holidays
      where community_id = ${community} and day >= ${dayOf(now, office.calendar.timeZone)}::date order by day limit 400`);
    const day = dayMinutes(office.calendar);
    return {
      hours: office.calendar.hours,
      dayMinutes: day,
      holidays: [...holidays],
      targets: categoryKeys.map((category) => ({
        category,
        normal: targetOf(office.targets, { category, urgency: "normal", day }),
        urgent: targetOf(office.targets, { category, urgency: "urgent", day }),
        own: office.targets.some((t) => t.category === category),
      })),
      example: exampleOf(office, now),
    };
  });
}

const friday = 5;

function exampleOf(office: Office, now: Date): OfficeSettings["example"] {
  const { calendar } = office;
  const days = [...Array(7).keys()];
  const weekday = (d: number) => new Date(`${dayOf(daysLater(now, d, calendar.timeZone), calendar.timeZone)}T00:00Z`);
  const ahead = days.find((d) => weekday(d).getUTCDay() === friday) ?? 0;
  // Raised while somebody works, where anybody does on a Friday.
  const raised = addWorking(calendar, daysLater(now, ahead, calendar.timeZone, "16:00"), 0);
  const { answerDueAt } = duesOf(office, { category: "lift", urgency: "normal", from: raised });
  return { category: "lift", raised, answer: answerDueAt };
}
