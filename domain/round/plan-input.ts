import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { otherTimes } from "../wish/other-times.ts";
import type { PlanHousehold, PlanInput, Span } from "./plan/types.ts";

/** In minutes: how long teams walk between doors. */
export const walking = { floor: 1, entrance: 3, building: 4 };

/** Visits that begin within so many hours stay: people expect them by now. */
const settledHours = 12;

/** A plan leaves so many minutes before its first door. */
const leadMinutes = 30;

type DoorRow = {
  id: string;
  entrance: string;
  floor: number;
  wish: "times" | "any" | "call" | null;
  times: [string, string][];
  missed: [string, string][];
  knownBy: string | null;
};

type StandingRow = {
  id: string;
  household: string;
  team: string | null;
  start: string;
  end: string;
  entrance: string;
  floor: number;
  own: boolean;
  officers: string[];
};

/** Doors that are left out before any plan: who asked not to be visited, and where an outcome is still to be entered. */
type SetAside = { entrance: string; reason: "refuses" | "unrecorded"; count: number };

/** What a plan is made from, what is set aside, and which households chose a time themselves. */
export type RoundInput = { input: PlanInput; aside: SetAside[]; wished: Set<string> };

/**
 * Everything that the planner needs to know of a round, as queued work sees it. Doors that were reached, that declined or
 * moved away are left out; a door where nobody was home comes back, at another time of day where there is one; what was
 * fixed by hand, confirmed or is about to happen stays; and officers who go elsewhere meanwhile are not free.
 * @param now epoch milliseconds
 */
export async function planInputOf(tx: Transaction, community: string, round: string, now: number): Promise<RoundInput> {
  const [head] = await tx.execute<{ minutes: number; timeZone: string }>(sql`
    select r.visit_minutes as minutes, c.time_zone as "timeZone" from rounds r join communities c on c.id = r.community_id
    where r.community_id = ${community} and r.id = ${round}`);
  const { minutes, timeZone } = head ?? { minutes: 12, timeZone: "Asia/Shanghai" };
  const shiftRows = await tx.execute<{ id: string; start: string; end: string; absent: string[] }>(sql`
    select f.id, f.starts_at as start, f.ends_at as "end",
      coalesce((select array_agg(a.team_id) from shift_absences a where a.community_id = f.community_id and a.shift_id = f.id), '{}') as absent
    from shifts f where f.community_id = ${community} and f.round_id = ${round} order by f.starts_at`);
  const teams = await tx.execute<{ id: string; officers: string[] }>(sql`
    select t.id, array_agg(m.user_id order by m.user_id) as officers from teams t
    join team_members m on m.community_id = t.community_id and m.team_id = t.id
    where t.community_id = ${community} and t.round_id = ${round} and app.owner_is_active(t.community_id, m.user_id)
    group by t.id, t.ordinal order by t.ordinal, t.id`);
  const entranceRows = await tx.execute<{ id: string; building: string; guide: string[] }>(sql`
    select e.id, e.building_id as building,
      coalesce((select array_agg(g.shift_id) from guide_shifts g join shifts f on f.community_id = g.community_id and f.id = g.shift_id
        where g.community_id = e.community_id and g.entrance_id = e.id and f.round_id = ${round}), '{}') as guide
    from entrances e where e.community_id = ${community}`);
  const doors = await doorsOf(tx, community, round);
  const refusing = await tx.execute<SetAside>(sql`
    select h.entrance_id as entrance, 'refuses' as reason, count(*)::int as count from visit_refusals x
    join households h on h.community_id = x.community_id and h.id = x.household_id
    where x.community_id = ${community} and x.lifted_at is null group by 1`);

  const earliest = now + leadMinutes * 60_000;
  const all = [...shiftRows].map((s) => ({ ...s, start: Date.parse(s.start), end: Date.parse(s.end) }));
  const shifts = all
    .map((s) => ({
      id: s.id,
      start: Math.max(s.start, Math.ceil(earliest / 300_000) * 300_000),
      end: s.end,
      teams: teams.map((t) => t.id).filter((t) => !s.absent.includes(t)),
    }))
    .filter((s) => s.end > s.start);
  const byId = new Map(all.map((s) => [s.id, s]));
  const entrances = [...entranceRows].map(({ id, building, guide }) => ({
    id,
    building,
    ...(guide.length > 0 && {
      guide: guide.flatMap((g) => {
        const shift = byId.get(g);
        return shift ? [{ start: shift.start, end: shift.end }] : [];
      }),
    }),
  }));
  const settled = await settledOf(tx, community, round, { teams: [...teams], now });
  const households: PlanHousehold[] = [...doors]
    .filter((d) => !settled.doors.has(d.id))
    .map(({ id, entrance, floor, ...d }) => {
      const guide = entrances.find((e) => e.id === entrance)?.guide;
      const wish = wishOf(d, { shifts, guide, timeZone, minutes });
      return { id, entrance, floor, ...(wish && { wish }), ...(d.knownBy && { knownBy: d.knownBy }) };
    });
  return {
    input: {
      households: [...households, ...settled.households],
      entrances,
      teams: [...teams],
      shifts,
      timing: { visit: minutes, ...walking },
      fixed: settled.fixed,
    },
    aside: [...refusing, ...settled.unrecorded],
    wished: new Set([...doors].filter((d) => d.wish === "times" && !settled.doors.has(d.id)).map((d) => d.id)),
  };
}

/** The doors that are to be visited (again), with what they wish, when nobody was home, and which team knows them. */
async function doorsOf(tx: Transaction, community: string, round: string) {
  return tx.execute<DoorRow>(sql`
    select h.id, h.entrance_id as entrance, h.floor, w.kind as wish,
      coalesce((select jsonb_agg(jsonb_build_array(lower(s), upper(s))) from unnest(w.times) s), '[]') as times,
      coalesce((select jsonb_agg(jsonb_build_array(v.starts_at, v.ends_at) order by v.starts_at) from visits v
        where v.community_id = h.community_id and v.round_id = ${round} and v.household_id = h.id and v.status = 'nobody_home'), '[]') as missed,
      -- Whoever raised something meets, where it can be, those who were there when they last came.
      (select t.id from visits v
        join visit_officers o on o.community_id = v.community_id and o.visit_id = v.id
        join team_members m on m.community_id = v.community_id and m.user_id = o.user_id
        join teams t on t.community_id = m.community_id and t.id = m.team_id and t.round_id = ${round}
        where v.community_id = h.community_id and v.household_id = h.id and v.status = 'visited' and exists (
          select from concern_people p where p.community_id = h.community_id and p.household_id = h.id and p.role = 'reporter')
        group by t.id, t.ordinal order by max(v.starts_at) desc, count(*) desc, t.ordinal limit 1) as "knownBy"
    from households h
    left join visit_wishes w on w.community_id = h.community_id and w.round_id = ${round} and w.household_id = h.id
    where h.community_id = ${community}
      and not exists (select from visits v where v.community_id = h.community_id and v.round_id = ${round} and v.household_id = h.id
        and v.status in ('visited', 'declined', 'moved_away'))
      and not exists (select from visit_refusals x where x.community_id = h.community_id and x.household_id = h.id and x.lifted_at is null)
    order by h.id`);
}

const spanOf = ([start, end]: [string, string]): Span => ({ start: Date.parse(start), end: Date.parse(end) });

/** What a household wishes; where it said nothing and nobody was home, another time of day, if the guide can come then. */
function wishOf(
  door: Pick<DoorRow, "wish" | "times" | "missed">,
  {
    shifts,
    guide,
    timeZone,
    minutes,
  }: { shifts: readonly Span[]; guide?: Span[] | undefined; timeZone: string; minutes: number },
): PlanHousehold["wish"] {
  if (door.wish === "call") return "call";
  if (door.wish === "times") return door.times.map(spanOf);
  if (door.wish === "any" || door.missed.length === 0) return undefined;
  const others = otherTimes(door.missed.map(spanOf), shifts, { timeZone, minutes });
  const comes = (o: Span) =>
    !guide || guide.some((g) => Math.min(o.end, g.end) - Math.max(o.start, g.start) >= minutes * 60_000);
  return others?.some(comes) ? others : undefined;
}

/**
 * What stands already. Visits of the round's teams that stay are fixed; where an officer goes somewhere else meanwhile, their
 * team is busy, as if at a door of its own; and a visit whose outcome is not entered yet is not planned a second time.
 */
async function settledOf(
  tx: Transaction,
  community: string,
  round: string,
  { teams, now }: { teams: { id: string; officers: string[] }[]; now: number },
) {
  const rows = await tx.execute<StandingRow>(sql`
    select v.id, v.household_id as household, v.team_id as team, v.starts_at as start, v.ends_at as "end", h.entrance_id as entrance, h.floor,
      v.round_id is not distinct from ${round}::uuid as own,
      coalesce((select array_agg(o.user_id) from visit_officers o where o.community_id = v.community_id and o.visit_id = v.id), '{}') as officers
    from visits v join households h on h.community_id = v.community_id and h.id = v.household_id
    where v.community_id = ${community} and v.status = 'planned'
      and (v.round_id = ${round} and ${stays(now)} or v.round_id is distinct from ${round}::uuid and v.ends_at > ${at(now)})`);
  const known = new Set(teams.map((t) => t.id));
  const doors = new Set<string>();
  const fixed: { household: string; team: string; start: number; end: number }[] = [];
  const households: PlanHousehold[] = [];
  const unrecorded = new Map<string, number>();
  for (const { id, household, team, entrance, floor, own, officers, ...row } of rows) {
    const span = { start: Date.parse(row.start), end: Date.parse(row.end) };
    if (own) doors.add(household);
    if (span.end <= now) {
      unrecorded.set(entrance, (unrecorded.get(entrance) ?? 0) + 1);
      continue;
    }
    const goes = own && team && known.has(team) ? team : null;
    if (goes) {
      households.push({ id: household, entrance, floor });
      fixed.push({ household, team: goes, ...span });
    }
    for (const other of teams) {
      if (other.id === goes || !other.officers.some((o) => officers.includes(o))) continue;
      const busy = `${id} ${other.id}`;
      households.push({ id: busy, entrance, floor });
      fixed.push({ household: busy, team: other.id, ...span });
    }
  }
  return {
    doors,
    fixed,
    households,
    unrecorded: [...unrecorded].map(([entrance, count]): SetAside => ({ entrance, reason: "unrecorded", count })),
  };
}

/** Visits that stay where they are when a round is planned again: the condition on `visits v`. */
export const stays = (now: number) =>
  sql`(v.fixed_at is not null or v.confirmed_at is not null or v.starts_at < ${at(now + settledHours * 3_600_000)})`;

const at = (time: number) => sql`${new Date(time).toISOString()}::timestamptz`;
