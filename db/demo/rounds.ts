import type postgres from "postgres";
import { clockTime, day, dayText, hour, weekday } from "./clock.ts";
import type { People } from "./people.ts";
import type { Place } from "./place.ts";
import { type Random, randomFrom } from "./random.ts";

type Given = {
  rounds: readonly { id: string; from: number; to: number; status: string }[];
  visits: readonly {
    id: string;
    roundId: string;
    household: { id: string };
    team: string[];
    status: string;
    at: number;
  }[];
  now: number;
};

/** How a round is arranged: its evenings and weekends, what households wish, and who asked not to be visited again. */
export async function loadArrangement(
  sql: postgres.TransactionSql,
  { communityId, households }: Place,
  people: People,
  { rounds, visits, now }: Given,
): Promise<void> {
  // A source of its own: what else is drawn stays what it was.
  const random = randomFrom(20_170_401);
  const here = { community_id: communityId };
  const shifts = await loadShifts(sql, { communityId }, rounds, random);

  const declined = visits.filter((v) => v.status === "declined");
  await sql`insert into visit_refusals ${sql(
    declined.slice(0, 5).map((v) => ({
      ...here,
      id: random.id(),
      household_id: v.household.id,
      visit_id: v.id,
      noted_by: v.team[0] ?? people.officers[0]?.id ?? null,
      created_at: new Date(v.at + hour),
    })),
  )}`;

  const running = rounds.find((r) => r.status === "running");
  if (!running) return;
  const settled = new Set(
    visits.filter((v) => v.roundId === running.id && v.status !== "nobody_home").map((v) => v.household.id),
  );
  const refused = new Set(declined.map((v) => v.household.id));
  const ahead = shifts.filter((s) => s.round_id === running.id && s.starts_at.getTime() > now + day);
  const open = households.filter((h) => !settled.has(h.id) && !refused.has(h.id));
  const wishes = open.flatMap((h) => {
    if (!random.chance(0.22)) return [];
    const kind = random.chance(0.82) ? "times" : random.chance(0.6) ? "call" : "any";
    const chosen = random.shuffled(ahead).slice(0, random.whole(1, 4));
    const spans = chosen.map((s) => `[${s.starts_at.toISOString()},${s.ends_at.toISOString()})`);
    const at = new Date(now - random.between(0.2, 6) * day);
    return [
      {
        ...here,
        id: random.id(),
        round_id: running.id,
        household_id: h.id,
        kind,
        times: kind === "times" ? `{${spans.join(",")}}` : "{}",
        via: "slip",
        created_at: at,
        changed_at: at,
      },
    ];
  });
  await sql`insert into visit_wishes ${sql(wishes)}`;
}

/** The evenings and weekends of rounds. */
export async function loadShifts(
  sql: postgres.TransactionSql,
  { communityId }: Pick<Place, "communityId">,
  rounds: readonly { id: string; from: number; to: number }[],
  random: Random,
) {
  const shifts = rounds.flatMap((r) =>
    daysOf(r.from, r.to).flatMap((at) =>
      ([0, 6].includes(weekday(at + hour)) ? [[9.5, 14.5]] : [[18.5, 21]]).map(([from, to]) => ({
        community_id: communityId,
        id: random.id(),
        round_id: r.id,
        starts_at: new Date(clockTime(at, 0, from as number)),
        ends_at: new Date(clockTime(at, 0, to as number)),
      })),
    ),
  );
  await sql`insert into shifts ${sql(shifts)}`;
  return shifts;
}

/** Every day from one to another, as a moment of it. */
function daysOf(from: number, to: number): number[] {
  const found: number[] = [];
  for (let at = clockTime(from, 0, 0); dayText(at) <= dayText(to); at += day) found.push(at);
  return found;
}
