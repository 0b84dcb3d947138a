import type postgres from "postgres";
import { day } from "./clock.ts";
import type { Rows } from "./concern-writer.ts";
import type { People } from "./people.ts";
import type { Place } from "./place.ts";
import type { Random } from "./random.ts";
import { storiesByCategory } from "./stories/index.ts";
import { rooms } from "./stories/rooms.ts";
import { type Stop, Teller } from "./teller.ts";
import type { Visited } from "./visits.ts";

/** Of about 300 concerns, so many are still open; the rest has come to its end. */
const open: Record<Exclude<Stop, "confirmed" | "closed">, number> = {
  new: 9,
  taken: 12,
  assigned: 52,
  waiting: 11,
  solved: 24,
};

export const noRows = (): Rows => ({
  ...{ concerns: [], concern_people: [], threads: [], assignments: [], messages: [], events: [], thread_reads: [] },
});

/** Writes concerns with all that belongs to them, in the order in which they refer to one another. */
export async function insertConcerns(sql: postgres.TransactionSql, rows: Rows): Promise<void> {
  for (const table of Object.keys(noRows()) as (keyof Rows)[])
    for (let i = 0; i < rows[table].length; i += 500)
      await sql`insert into ${sql(table)} ${sql(rows[table].slice(i, i + 500))}`;
}

export async function loadConcerns(
  sql: postgres.TransactionSql,
  random: Random,
  place: Place,
  people: People,
  visited: Visited[],
  now: number,
): Promise<number> {
  const rows = noRows();
  const stories = random.shuffled(storiesByCategory);
  const numbers = new Set<string>();
  const stops = dealStops(stories);
  const own = hers(stories, stops);
  const doorstepVisits = random.shuffled(visited.filter((v) => v.at > now - 40 * day));
  stories.forEach(({ category, story }, index) => {
    const teller = new Teller(random, place, people, now, rows, numbers);
    const atDoor = /^(住户|\d*户|反映|户主|走访|老人说|.{0,6}住户反映)/.test(story.body)
      ? doorstepVisits.pop()
      : undefined;
    teller.tell(
      category,
      story,
      stops[index] ?? "confirmed",
      own.has(index) ? undefined : atDoor,
      own.has(index),
      index,
    );
  });
  await insertConcerns(sql, rows);
  return rows.concerns.length;

  /** What the demo's resident has raised herself: matters of the house, in each state, so that her pages are alive. */
  function hers(list: typeof stories, stopped: Stop[]): Set<number> {
    const found = new Set<number>();
    for (const stop of [
      "solved",
      "assigned",
      "waiting",
      "assigned",
      "new",
      "confirmed",
      "confirmed",
      "confirmed",
    ] as const) {
      const index = list.findIndex(
        ({ category, story }, i) =>
          !found.has(i) &&
          stopped[i] === stop &&
          !story.private &&
          ["fire", "lift", "cleaning", "security"].includes(category) &&
          (stop !== "solved" || category === "fire"),
      );
      if (index >= 0) found.add(index);
    }
    return found;
  }

  /** Which story stops where: waiting needs a question in it, assigned a unit, and what is explained needs no unit. */
  function dealStops(list: typeof stories): Stop[] {
    const left = { ...open };
    return list.map(({ story }) => {
      // A case that is talked over in a side room is in the middle of it.
      if (rooms.some(({ title }) => title === story.title)) {
        left.assigned -= 1;
        return "assigned";
      }
      const asks = story.turns.some((t) => "asks" in t);
      const fits = (Object.keys(left) as (keyof typeof left)[]).filter(
        (stop) => left[stop] > 0 && (stop !== "waiting" || asks) && (stop !== "assigned" || story.units.length > 0),
      );
      // The open ones are dealt first as far as they fit; each story that asks may wait.
      const stop = fits.includes("waiting") ? "waiting" : fits[0];
      if (stop) {
        left[stop] -= 1;
        return stop;
      }
      return story.units.length === 0 && random.chance(0.5) ? "closed" : "confirmed";
    });
  }
}
