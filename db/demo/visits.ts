import type postgres from "postgres";
import { clockTime, day, dayText, hour, weekday } from "./clock.ts";
import type { People } from "./people.ts";
import type { Entrance, Household, Place } from "./place.ts";
import { type Random, randomFrom } from "./random.ts";
import { loadArrangement, loadShifts } from "./rounds.ts";
import { visitNotes } from "./stories/notes.ts";
import { visitPurposes } from "./stories/purposes.ts";

export type Visited = { id: string; household: Household; officers: string[]; at: number };

type VisitRow = {
  id: string;
  roundId: string;
  household: Household;
  team: string[];
  status: string;
  at: number;
  purpose: string | null;
};

const minutes = 12;
const doorsAnEvening = 12;

/** Of the demo's officer and the officer who goes with them. */
const demoTeam = 4;

/** How much of each building the running round has reached: the first ones nearly done, the last hardly begun. */
const reached = [0.83, 0.72, 0.64, 0.5, 0.44, 0.25];

/**
 * Three rounds: the first, last winter; one of the season before, ended; the running one, half done. Teams of two walk an
 * entrance from the top down, in the evening or at the weekend.
 */
export async function loadVisits(
  sql: postgres.TransactionSql,
  random: Random,
  place: Place,
  people: People,
  now: number,
): Promise<Visited[]> {
  const communityId = place.communityId;
  const teams = Array.from({ length: 17 }, (_, i) => people.officers.slice(2 * i, 2 * i + 2).map((o) => o.id));
  // A winter is called by the year in which it began.
  const season = (at: number) => {
    const month = Number(dayText(at - 59 * day).slice(5, 7));
    const year = dayText(at - 59 * day).slice(0, 4);
    return `${year} 年${month <= 3 ? "春" : month <= 6 ? "夏" : month <= 9 ? "秋" : "冬"}季走访`;
  };
  // A source of its own: what else is drawn stays what it was.
  const early = randomFrom(20_161_212);
  const first = {
    id: early.id(),
    name: season(now - 330 * day),
    from: now - 340 * day,
    to: now - 298 * day,
    status: "closed",
    share: () => 0.74,
  } as const;
  const rounds = [
    {
      id: random.id(),
      name: season(now - 150 * day),
      from: now - 165 * day,
      to: now - 125 * day,
      status: "closed",
      share: () => 0.87,
    },
    {
      id: random.id(),
      name: season(now - 10 * day),
      from: now - 20 * day,
      to: now + 22 * day,
      status: "running",
      share: (b: number) => reached[b] ?? 0.5,
    },
    first,
  ] as const;
  if (new Set(rounds.map((r) => r.name)).size < rounds.length) throw new Error("two rounds of one name");
  const drawn = (round: { id: string }) => (round.id === first.id ? early : random);
  await sql`insert into rounds ${sql(
    rounds.map((r) => ({
      community_id: communityId,
      id: r.id,
      name: r.name,
      starts_on: dayText(r.from),
      ends_on: dayText(r.to),
      status: r.status,
      target: Math.round(place.households.length * 0.9),
      created_at: new Date(r.from - 14 * day),
    })),
  )}`;
  const teamIds: Record<string, string[]> = {};
  for (const r of rounds) {
    const ids = teams.map(() => drawn(r).id());
    teamIds[r.id] = ids;
    await sql`insert into teams ${sql(ids.map((id, i) => ({ community_id: communityId, id, round_id: r.id, name: `${i + 1} 组`, ordinal: i })))}`;
    await sql`insert into team_members ${sql(ids.flatMap((team_id, i) => (teams[i] ?? []).map((user_id) => ({ community_id: communityId, team_id, user_id }))))}`;
  }

  const rows: VisitRow[] = [];
  for (const round of rounds) {
    // When each team is free next: evenings from half past six, weekends from half past nine.
    const evenings = teams.map(() => slots(round.from, round.to));
    // The demo's officer walks this very evening, if it has not begun yet.
    const begins = clockTime(now, 0, [0, 6].includes(weekday(now)) ? 9.5 : 18.5);
    const ahead = teams.map((_, i) => slots(clockTime(now, i === demoTeam && now < begins ? 0 : 1, 0), now + 21 * day));
    const own = place.entrances.findIndex((e) => e.building === "3幢" && e.name === "2单元");
    place.entrances.forEach((entrance, index) => {
      const b = place.buildings.findIndex((x) => x.id === entrance.buildingId);
      // The demo's officer has the entrance where the demo's resident lives.
      const team = index === own ? demoTeam : (index * 7 + 1) % 17 === demoTeam ? 11 : (index * 7 + 1) % 17;
      walk(round, entrance, round.share(b), { team, past: evenings[team] as Slots, ahead: ahead[team] as Slots });
    });
  }

  function walk(
    round: (typeof rounds)[number],
    entrance: Entrance,
    share: number,
    { team, past, ahead }: { team: number; past: Slots; ahead: Slots },
  ) {
    const random = drawn(round);
    const doors = [...entrance.households].sort((a, b) => b.floor - a.floor || a.door.localeCompare(b.door));
    const gone = Math.round(doors.length * Math.min(1, share + random.between(-0.06, 0.06)));
    const members = teams[team] ?? [];
    const push = (household: Household, status: string, at: number) =>
      rows.push({
        id: random.id(),
        roundId: round.id,
        household,
        team: members,
        status,
        at,
        purpose: random.chance(0.08) ? random.pick(visitPurposes) : null,
      });
    doors.slice(0, gone).forEach((household) => {
      const at = past.next(now - 2 * hour);
      if (at === undefined) return;
      const status = random.chance(0.84) ? "visited" : random.chance(0.75) ? "nobody_home" : "declined";
      push(household, status, at);
      // Where nobody was home, most have a second time already.
      if (status === "nobody_home" && round.status === "running" && random.chance(0.4)) {
        const again = ahead.next(now + 21 * day);
        if (again !== undefined) push(household, "planned", again);
      }
    });
    if (round.status !== "running") return;
    const planned = random.chance(0.75) ? doors.slice(gone, gone + doorsAnEvening) : [];
    for (const household of planned) {
      const at = ahead.next(now + 21 * day);
      if (at !== undefined) push(household, "planned", at);
    }
  }

  const inCommunity = { community_id: communityId };
  const chunks = <T>(list: T[]) =>
    Array.from({ length: Math.ceil(list.length / 1000) }, (_, i) => list.slice(i * 1000, i * 1000 + 1000));
  for (const part of chunks(rows)) {
    await sql`insert into visits ${sql(
      part.map((v) => ({
        ...inCommunity,
        id: v.id,
        round_id: v.roundId,
        household_id: v.household.id,
        status: v.status,
        starts_at: new Date(v.at),
        ends_at: new Date(v.at + minutes * 60_000),
        purpose: v.purpose,
        planned_by: people.coordinators[1]?.id ?? null,
        recorded_by: v.status === "planned" ? null : (v.team[0] ?? null),
        recorded_at: v.status === "planned" ? null : new Date(v.at + 10 * 60_000),
        team_id: teamIds[v.roundId]?.[teams.indexOf(v.team)] ?? null,
        knocked_by: v.status === "planned" ? null : (v.team[0] ?? null),
        feeling: v.status === "visited" ? feelingAt(v.at) : null,
        created_at: new Date(Math.min(now, v.at) - 3 * day),
        changed_at: new Date(v.status === "planned" ? Math.min(now, v.at) - 3 * day : v.at + 10 * 60_000),
      })),
    )}`;
    await sql`insert into visit_officers ${sql(part.flatMap((v) => v.team.map((user_id) => ({ ...inCommunity, visit_id: v.id, user_id }))))}`;
    await sql`insert into events ${sql(
      part.map((v) => ({
        ...inCommunity,
        subject_type: "visit",
        subject_id: v.id,
        kind: v.status,
        audience: "everyone",
        actor_id: (v.status === "planned" ? people.coordinators[1]?.id : v.team[0]) ?? null,
        from_status: v.status === "planned" ? null : "planned",
        to_status: v.status === "planned" ? null : v.status,
        data: {},
        at: new Date(v.status === "planned" ? now - 2 * day : v.at + 10 * 60_000),
      })),
    )}`;
  }
  await loadArrangement(sql, place, people, {
    rounds: rounds.filter((r) => r.id !== first.id),
    now,
    visits: rows.filter((v) => v.roundId !== first.id),
  });
  await loadShifts(sql, place, [first], early);
  const visited = rows.filter((v) => v.status === "visited");
  const noted = random.shuffled(visited.filter((v) => v.roundId === rounds[1].id)).slice(0, visitNotes.length);
  await sql`insert into visit_notes ${sql(
    noted.flatMap((v, i) => {
      const note = visitNotes[i];
      const base = {
        ...inCommunity,
        visit_id: v.id,
        author_id: v.team[i % 2] ?? v.team[0] ?? null,
        created_at: new Date(v.at + hour),
      };
      if (!note || !base.author_id) return [];
      return [
        { ...base, id: random.id(), kind: "heard", body: note.heard, topic: note.topic ?? null, quotable: i % 3 === 0 },
        // A thought is had once.
        ...(note.reflection
          ? [{ ...base, id: random.id(), kind: "reflection", body: note.reflection, topic: null, quotable: false }]
          : []),
      ];
    }),
  )}`;
  return visited.map((v) => ({ id: v.id, household: v.household, officers: v.team, at: v.at }));
}

/** How a household said it felt; not all were asked. */
function feelingAt(at: number): string | null {
  const dice = (at / 60_000) % 23;
  if (dice < 7) return null;
  return dice < 17 ? "glad" : dice < 21 ? "neutral" : "uneasy";
}

type Slots = ReturnType<typeof slots>;

/** The times at which one team stands before a door, one after the other. */
function slots(from: number, to: number) {
  let date = clockTime(from, 0, 0);
  let within = 0;
  return {
    /** The next free time before a limit. */
    next(limit: number): number | undefined {
      const weekend = [0, 6].includes(weekday(date + hour));
      const room = weekend ? doorsAnEvening * 2 : doorsAnEvening;
      if (within >= room) {
        date = clockTime(date, 1, 0);
        within = 0;
        return this.next(limit);
      }
      const at = clockTime(date, 0, weekend ? 9.5 : 18.5) + within * minutes * 60_000;
      if (at > Math.min(limit, to)) return undefined;
      within += 1;
      return at;
    },
  };
}
