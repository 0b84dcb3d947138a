import { sql } from "drizzle-orm";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { NotFound } from "../refusal.ts";
import type { RoundStatus } from "./rules.ts";

export type ArrangedShift = {
  id: string;
  startsAt: Date;
  endsAt: Date;
  /** How many visits are still planned in it. */
  visits: number;
};

export type ArrangedTeam = {
  id: string;
  name: string;
  members: { id: string; name: string; post: string | null }[];
};

export type ArrangedEntrance = {
  id: string;
  name: string;
  building: string;
  doors: number;
  guides: { id: string; name: string; phone: string | null; remark: string | null }[];
  /** In which shifts its guide comes; none: whenever the team does. */
  shifts: string[];
};

export type Arrangement = {
  round: {
    id: string;
    communityId: string;
    timeZone: string;
    name: string;
    startsOn: string;
    endsOn: string;
    status: RoundStatus;
    target: number;
    visitMinutes: number;
  };
  shifts: ArrangedShift[];
  teams: ArrangedTeam[];
  /** Which team does not go in which shift. */
  absences: { shiftId: string; teamId: string }[];
  entrances: ArrangedEntrance[];
};

/** How a round is arranged: who goes when, and who opens which entrance. For officers. @throws NotFound */
export async function arranged(viewer: Viewer, roundId: string): Promise<Arrangement> {
  return asViewer(viewer.claims, async (tx) => {
    const [round] = await tx.execute<Arrangement["round"]>(sql`
      select r.id, r.community_id as "communityId", c.time_zone as "timeZone", r.name, r.starts_on::text as "startsOn",
        r.ends_on::text as "endsOn", r.status, r.target, r.visit_minutes as "visitMinutes"
      from rounds r join communities c on c.id = r.community_id where r.id = ${roundId}`);
    if (!round || !viewer.claims.officerIn.includes(round.communityId)) throw new NotFound();
    const here = sql`community_id = ${round.communityId} and round_id = ${roundId}`;
    const [shifts, teams, absences, entrances] = await Promise.all([
      tx.execute<Omit<ArrangedShift, "startsAt" | "endsAt"> & { startsAt: string; endsAt: string }>(sql`
        select s.id, s.starts_at as "startsAt", s.ends_at as "endsAt", (
          select count(*)::int from visits v where v.community_id = s.community_id and v.round_id = s.round_id
            and v.status = 'planned' and v.starts_at >= s.starts_at and v.starts_at < s.ends_at and v.starts_at > now()) as visits
        from (select * from shifts where ${here}) s order by s.starts_at`),
      tx.execute<ArrangedTeam>(sql`
        select t.id, t.name, coalesce((
          select jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name, 'post', u.post) order by u.name)
          from team_members m join users u on u.id = m.user_id
          where m.community_id = t.community_id and m.team_id = t.id), '[]') as members
        from (select * from teams where ${here}) t order by t.ordinal, t.name`),
      tx.execute<Arrangement["absences"][number]>(sql`
        select a.shift_id as "shiftId", a.team_id as "teamId" from shift_absences a
        join (select * from shifts where ${here}) s on s.community_id = a.community_id and s.id = a.shift_id
        order by s.starts_at`),
      tx.execute<ArrangedEntrance>(sql`
        select e.id, e.name, b.name as building,
          (select count(*)::int from households h where h.community_id = e.community_id and h.entrance_id = e.id) as doors,
          coalesce((
            select jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name, 'phone', g.phone, 'remark', g.remark) order by g.name, g.id)
            from guides g where g.community_id = e.community_id and g.entrance_id = e.id), '[]') as guides,
          coalesce((
            select jsonb_agg(s.id order by s.starts_at) from guide_shifts x
            join shifts s on s.community_id = x.community_id and s.id = x.shift_id and s.round_id = ${roundId}
            where x.community_id = e.community_id and x.entrance_id = e.id), '[]') as shifts
        from entrances e join buildings b on b.community_id = e.community_id and b.id = e.building_id
        where e.community_id = ${round.communityId} order by b.ordinal, e.ordinal`),
    ]);
    return {
      round,
      shifts: shifts.map((s) => ({ ...s, startsAt: new Date(s.startsAt), endsAt: new Date(s.endsAt) })),
      teams: [...teams],
      absences: [...absences],
      entrances: [...entrances],
    };
  });
}
