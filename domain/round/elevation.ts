import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { NotFound } from "../refusal.ts";
import { type DoorLook, doorLooks } from "../visit/rules.ts";
import { stampOf } from "./follow.ts";
import type { Round } from "./progress.ts";

/** `fresh`: recorded within the last minutes, so that the light behind it can still be seen. */
export type Door = { id: string; door: string; look: DoorLook; fresh: boolean };

/** How far something has come: doors, those visited, and how many look how. */
export type Count = { doors: number; visited: number; looks: Record<DoorLook, number> };

export type Entrance = Count & { id: string; name: string; floors: { floor: number; doors: Door[] }[] };

export type Building = Count & { id: string; name: string; entrances: Entrance[] };

/** The doors a team of the round has or had, and how many of them it was let in at; `today`: those of this day. */
export type TeamProgress = {
  id: string;
  name: string;
  members: string[];
  doors: number;
  visited: number;
  today: number;
  byEntrance: { id: string; doors: number; visited: number }[];
};

export type Elevation = {
  round: Round;
  /** Which state of the round this is: an open page asks whether another has come about since. */
  stamp: string;
  buildings: Building[];
  teams: TeamProgress[];
  /** What was recorded last. */
  latest: {
    building: string;
    buildingId: string;
    entrance: string;
    door: string;
    householdId: string;
    look: DoorLook;
    at: Date;
  } | null;
};

type Row = {
  buildingId: string;
  building: string;
  entranceId: string;
  entrance: string;
  floor: number;
  id: string;
  door: string;
  look: DoorLook;
  at: string | null;
};

const minutesOfLight = 20;

/**
 * Every door of a round, for officers: its state is that of its latest visit, and a visited door stays visited. What was
 * moved or called off says nothing; a household that asked not to be visited is left in peace, unless it was visited before.
 * @throws NotFound
 */
export async function elevation(viewer: Viewer, roundId: string): Promise<Elevation> {
  return asViewer(viewer.claims, async (tx) => {
    const round = await officersRound(tx, viewer, roundId);
    const [rows, teams, stamp] = await Promise.all([
      tx.execute<Row>(sql`
        select b.id as "buildingId", b.name as building, e.id as "entranceId", e.name as entrance, h.floor, h.id, h.door,
          case when v.status = 'visited' then 'visited' when x.household_id is not null then 'refuses'
            else coalesce(v.status, 'open') end as look,
          v.recorded_at as at
        from households h
        join entrances e on e.community_id = h.community_id and e.id = h.entrance_id
        join buildings b on b.community_id = e.community_id and b.id = e.building_id
        left join visit_refusals x on x.community_id = h.community_id and x.household_id = h.id and x.lifted_at is null
          and x.created_at < (${round.endsOn}::date + 1)::timestamp at time zone (
            select c.time_zone from communities c where c.id = ${round.communityId})
        left join (
          select distinct on (household_id) household_id, status, recorded_at from visits
          where community_id = ${round.communityId} and round_id = ${roundId} and status not in ('rescheduled', 'cancelled')
          order by household_id, (status = 'visited') desc, starts_at desc) v on v.household_id = h.id
        where h.community_id = ${round.communityId}
        order by b.ordinal, b.id, e.ordinal, e.id, h.floor desc, h.door`),
      teamsOf(tx, round),
      stampOf(tx, round),
    ]);
    return { round, stamp, buildings: buildingsOf(rows, new Date()), teams, latest: latestOf(rows) };
  });
}

/** A round that the viewer walks or leads, with its progress. @throws NotFound */
export async function officersRound(tx: Transaction, viewer: Viewer, roundId: string): Promise<Round> {
  const [round] = await tx.execute<Round>(sql`
    select r.id, r.community_id as "communityId", r.name, r.starts_on::text as "startsOn", r.ends_on::text as "endsOn", r.status, r.target,
      p.doors, p.visited
    from rounds r cross join lateral app.round_progress(r.community_id, r.id) p
    where r.id = ${roundId}`);
  if (!round || !viewer.claims.officerIn.includes(round.communityId)) throw new NotFound();
  return round;
}

/** A visit is the team's that it names; one that names none, that of the team whose member goes. */
async function teamsOf(tx: Transaction, { id, communityId }: Round): Promise<TeamProgress[]> {
  const rows = await tx.execute<TeamProgress>(sql`
    with gone as (
      select distinct on (v.id, t.id) t.id as team_id, v.household_id, h.entrance_id, v.status,
        (v.starts_at at time zone c.time_zone)::date = (now() at time zone c.time_zone)::date as today
      from visits v
      join communities c on c.id = v.community_id
      join households h on h.community_id = v.community_id and h.id = v.household_id
      left join visit_officers o on v.team_id is null and o.community_id = v.community_id and o.visit_id = v.id
      left join team_members m on m.community_id = o.community_id and m.user_id = o.user_id
      join teams t on t.community_id = v.community_id and t.round_id = v.round_id and t.id = coalesce(v.team_id, m.team_id)
      where v.community_id = ${communityId} and v.round_id = ${id} and v.status not in ('rescheduled', 'cancelled')
    ), by_entrance as (
      select team_id, entrance_id, count(distinct household_id)::int as doors,
        count(distinct household_id) filter (where status = 'visited')::int as visited,
        count(distinct household_id) filter (where today)::int as today
      from gone group by team_id, entrance_id
    )
    select t.id, t.name,
      coalesce((select array_agg(u.name order by u.name) from team_members m join users u on u.id = m.user_id
        where m.community_id = t.community_id and m.team_id = t.id), '{}') as members,
      coalesce(sum(g.doors), 0)::int as doors, coalesce(sum(g.visited), 0)::int as visited, coalesce(sum(g.today), 0)::int as today,
      coalesce(jsonb_agg(jsonb_build_object('id', g.entrance_id, 'doors', g.doors, 'visited', g.visited))
        filter (where g.team_id is not null), '[]') as "byEntrance"
    from teams t left join by_entrance g on g.team_id = t.id
    where t.community_id = ${communityId} and t.round_id = ${id}
    group by t.community_id, t.id, t.name, t.ordinal`);
  const { compare } = new Intl.Collator("zh", { numeric: true });
  return [...rows].sort((a, b) => compare(a.name, b.name));
}

/** The rows as the place they tell of. */
function buildingsOf(rows: Iterable<Row>, now: Date): Building[] {
  const doorOf = ({ id, door, look, at }: Row): Door => ({
    id,
    door,
    look,
    fresh: look !== "planned" && at !== null && now.getTime() - new Date(at).getTime() < minutesOfLight * 60_000,
  });
  return [...Map.groupBy(rows, (r) => r.buildingId)].map(([id, inIt]) => ({
    id,
    name: inIt[0]?.building ?? "",
    ...counted(inIt),
    entrances: [...Map.groupBy(inIt, (r) => r.entranceId)].map(([entranceId, behind]) => ({
      id: entranceId,
      name: behind[0]?.entrance ?? "",
      ...counted(behind),
      floors: [...Map.groupBy(behind, (r) => r.floor)].map(([floor, on]) => ({ floor, doors: on.map(doorOf) })),
    })),
  }));
}

function counted(rows: Row[]): Count {
  const looks = Object.fromEntries(doorLooks.map((look) => [look, 0])) as Record<DoorLook, number>;
  for (const { look } of rows) looks[look] += 1;
  return { doors: rows.length, visited: looks.visited, looks };
}

function latestOf(rows: Iterable<Row>): Elevation["latest"] {
  let last: Row | undefined;
  const when = (row: Row) => (row.at === null ? 0 : new Date(row.at).getTime());
  for (const row of rows) if (when(row) > (last ? when(last) : 0)) last = row;
  if (!last?.at) return null;
  const { building, buildingId, entrance, door, id, look, at } = last;
  return { building, buildingId, entrance, door, householdId: id, look, at: new Date(at) };
}
