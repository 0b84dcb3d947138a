import { sql } from "drizzle-orm";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { NotFound } from "../refusal.ts";
import type { VisitStatus } from "../visit/rules.ts";
import type { RoundStatus } from "./rules.ts";

export type BoardVisit = {
  id: string;
  status: VisitStatus;
  startsAt: Date;
  endsAt: Date;
  building: string;
  entrance: string;
  floor: number;
  door: string;
  /** Set by hand, or confirmed by the household: planning again leaves it there. */
  fixed: boolean;
  confirmed: boolean;
  /** The household chose when. */
  wished: boolean;
  /** The viewer may move it. */
  movable: boolean;
};

export type BoardTeam = {
  id: string;
  name: string;
  officers: string[];
  onDuty: boolean;
  own: boolean;
  visits: BoardVisit[];
};

export type Board = {
  communityId: string;
  round: { id: string; name: string; status: RoundStatus };
  leads: boolean;
  shifts: { id: string; startsAt: Date; endsAt: Date; visits: number }[];
  shift: { id: string; startsAt: Date; endsAt: Date } | null;
  teams: BoardTeam[];
};

type VisitRow = Omit<BoardVisit, "startsAt" | "endsAt" | "movable"> & {
  startsAt: string;
  endsAt: string;
  teamId: string;
};

/**
 * An evening of a round: who goes where, team by team. The evening asked for, else the next one on which somebody goes.
 * @throws NotFound
 */
export async function board(viewer: Viewer, round: string, shift?: string): Promise<Board> {
  return asViewer(viewer.claims, async (tx) => {
    const [found] = await tx.execute<{ communityId: string; name: string; status: RoundStatus }>(
      sql`select community_id as "communityId", name, status from rounds where id = ${round}`,
    );
    if (!found || !viewer.claims.officerIn.includes(found.communityId)) throw new NotFound();
    const { communityId } = found;
    const shifts = [
      ...(await tx.execute<{ id: string; startsAt: string; endsAt: string; visits: number }>(sql`
        select f.id, f.starts_at as "startsAt", f.ends_at as "endsAt", (select count(*)::int from visits v
          where v.community_id = f.community_id and v.round_id = f.round_id and v.starts_at >= f.starts_at and v.starts_at < f.ends_at
            and v.team_id is not null and v.status not in ('cancelled', 'rescheduled')) as visits
        from shifts f where f.community_id = ${communityId} and f.round_id = ${round} order by f.starts_at`)),
    ].map((s) => ({ ...s, startsAt: new Date(s.startsAt), endsAt: new Date(s.endsAt) }));
    const now = Date.now();
    const ahead = shifts.filter((s) => s.endsAt.getTime() > now);
    const chosen =
      shifts.find((s) => s.id === shift) ?? ahead.find((s) => s.visits > 0) ?? ahead[0] ?? shifts.at(-1) ?? null;
    const leads = viewer.claims.coordinates.includes(communityId);
    const teams = chosen ? await teamsOn(tx, viewer, { communityId, round, shift: chosen.id, leads }) : [];
    return {
      communityId,
      round: { id: round, name: found.name, status: found.status },
      leads,
      shifts,
      shift: chosen && { id: chosen.id, startsAt: chosen.startsAt, endsAt: chosen.endsAt },
      teams,
    };
  });
}

type Tx = Parameters<Parameters<typeof asViewer>[1]>[0];

async function teamsOn(
  tx: Tx,
  viewer: Viewer,
  { communityId, round, shift, leads }: { communityId: string; round: string; shift: string; leads: boolean },
): Promise<BoardTeam[]> {
  const [teams, visits] = await Promise.all([
    tx.execute<{ id: string; name: string; officers: string[]; ids: string[]; onDuty: boolean }>(sql`
      select t.id, t.name, coalesce(array_agg(u.name order by u.name) filter (where u.id is not null), '{}') as officers,
        coalesce(array_agg(m.user_id) filter (where m.user_id is not null), '{}') as ids,
        not exists (select from shift_absences a where a.community_id = t.community_id and a.shift_id = ${shift} and a.team_id = t.id) as "onDuty"
      from teams t
      left join team_members m on m.community_id = t.community_id and m.team_id = t.id
      left join users u on u.id = m.user_id
      where t.community_id = ${communityId} and t.round_id = ${round}
      group by t.community_id, t.id, t.name, t.ordinal order by t.ordinal, t.name`),
    tx.execute<VisitRow>(sql`
      select v.id, v.status, v.starts_at as "startsAt", v.ends_at as "endsAt", v.team_id as "teamId", b.name as building, e.name as entrance,
        h.floor, h.door, v.fixed_at is not null or v.confirmed_at is not null as fixed, v.confirmed_at is not null as confirmed,
        exists (select from visit_wishes w where w.community_id = v.community_id and w.round_id = v.round_id and w.household_id = v.household_id
          and w.kind = 'times') as wished
      from shifts f
      join visits v on v.community_id = f.community_id and v.round_id = f.round_id and v.starts_at >= f.starts_at and v.starts_at < f.ends_at
      join households h on h.community_id = v.community_id and h.id = v.household_id
      join entrances e on e.community_id = h.community_id and e.id = h.entrance_id
      join buildings b on b.community_id = e.community_id and b.id = e.building_id
      where f.community_id = ${communityId} and f.id = ${shift} and v.team_id is not null and v.status not in ('cancelled', 'rescheduled')
      order by v.starts_at, h.floor desc, h.door`),
  ]);
  const byTeam = Map.groupBy(visits, (v) => v.teamId);
  return [...teams].map(({ ids, ...team }) => {
    const own = ids.includes(viewer.user?.id ?? "");
    return {
      ...team,
      own,
      visits: (byTeam.get(team.id) ?? []).map(({ teamId: _, ...v }) => ({
        ...v,
        startsAt: new Date(v.startsAt),
        endsAt: new Date(v.endsAt),
        movable: v.status === "planned" && (leads || own),
      })),
    };
  });
}

/** The round of a visit, and the shift that it begins in now. @throws NotFound */
export async function roundOfVisit(viewer: Viewer, visit: string): Promise<{ round: string; shift: string | null }> {
  const [found] = await asViewer(viewer.claims, (tx) =>
    tx.execute<{ round: string; shift: string | null }>(sql`
      select v.round_id as round, (select f.id from shifts f where f.community_id = v.community_id and f.round_id = v.round_id
        and f.starts_at <= v.starts_at and v.starts_at < f.ends_at) as shift
      from visits v where v.id = ${visit} and v.round_id is not null`),
  );
  if (!found) throw new NotFound();
  return found;
}
