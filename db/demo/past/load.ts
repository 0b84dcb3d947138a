import type postgres from "postgres";
import { awake, day, dayText } from "../clock.ts";
import type { Rows } from "../concern-writer.ts";
import { insertConcerns, noRows } from "../concerns.ts";
import type { People, Resident } from "../people.ts";
import type { Household, Place } from "../place.ts";
import { type Random, randomFrom } from "../random.ts";
import type { Visited } from "../visits.ts";
import { steadyMatters } from "./always.ts";
import { autumnMatters } from "./autumn.ts";
import type { Matter } from "./matter.ts";
import { springMatters } from "./spring.ts";
import { summerMatters } from "./summer.ts";
import { PastTeller, type Raised } from "./tell.ts";
import { winterMatters } from "./winter.ts";

const matters = [...winterMatters, ...springMatters, ...summerMatters, ...autumnMatters, ...steadyMatters];

/** What is told lies between so many days back: the year, without the weeks in which the demo's open concerns live. */
const span = { from: 361, to: 50 };

/** The year before: what was raised by many, handled and rated, each in its season. */
export async function loadPast(
  sql: postgres.TransactionSql,
  place: Place,
  people: People,
  visited: Visited[],
  now: number,
): Promise<void> {
  // A source of its own: what else is drawn stays what it was.
  const random = randomFrom(20_171_101);
  const rows: Rows = noRows();
  const numbers = new Set((await sql<{ number: string }[]>`select number from concerns`).map((c) => c.number));
  const teller = new PastTeller(random, place, people, now, rows, numbers);
  const raisers = whoRaises(random, place, people, visited, now);
  const dated = matters.flatMap((matter) => {
    const lines = random.shuffled(matter.told.trim().split("\n"));
    const days = daysIn(matter, now);
    return lines.map((line, i) => {
      const at = days[Math.floor(((i + random.next()) / lines.length) * days.length)] as number;
      return { matter, line, at: awake(at + random.between(0, 0.9) * day, random) };
    });
  });
  for (const { matter, line, at } of dated.toSorted((a, b) => a.at - b.at))
    teller.tellPast(matter, line, raisers(at, /^[^｜]*｜?(住户|来电)|｜(住户|来电)/.exec(line)?.at(-1)));
  await insertConcerns(sql, rows);
}

/** The days, as moments, on which something of this kind is raised. */
function daysIn({ months }: Matter, now: number): number[] {
  const all = Array.from({ length: span.from - span.to }, (_, i) => now - (span.from - i) * day);
  return all.filter((at) => !months || months.includes(Number(dayText(at).slice(5, 7))));
}

/** Who raises it: while a round runs most at their door, else by telephone or with an account; each household seldom twice. */
function whoRaises(random: Random, place: Place, people: People, visited: Visited[], now: number) {
  // Not the two whom the demo signs in as: their pages are told elsewhere.
  const own = new Set(people.residents.slice(0, 2).map((r) => r.household.id));
  const residents = random.shuffled(people.residents.slice(2));
  const withAccount = new Set(people.residents.map((r) => r.household.id));
  const callers = random.shuffled(place.households.filter((h) => !withAccount.has(h.id)));
  // First those of the entrance where the demo's officer walks now: at the door they are told what became of it.
  const walked = place.entrances.find((e) => e.building === "3幢" && e.name === "2单元")?.id;
  const doors = random
    .shuffled(visited.filter((v) => v.at < now - span.to * day && !own.has(v.household.id)))
    .toSorted((a, b) => Number(b.household.entranceId === walked) - Number(a.household.entranceId === walked));
  const heard = new Set<string>();
  let caller = 0;
  let writer = 0;
  return (at: number, noted: string | undefined): Raised => {
    const near = (v: Visited) => Math.abs(v.at - at) < 6 * day && !heard.has(v.household.id);
    const visit = noted !== "来电" && random.chance(0.7) ? doors.find(near) : undefined;
    if (visit) {
      heard.add(visit.household.id);
      return { begun: visit.at + 8 * 60_000, household: visit.household, visit };
    }
    if (noted || random.chance(0.3)) return { begun: at, household: callers[caller++ % callers.length] as Household };
    const resident = residents[writer++ % residents.length] as Resident;
    return { begun: at, household: resident.household, resident };
  };
}
