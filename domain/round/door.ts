import { sql } from "drizzle-orm";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import type { ConcernStatus } from "../concern/rules.ts";
import { NotFound } from "../refusal.ts";
import type { VisitStatus } from "../visit/rules.ts";
import { officersRound } from "./elevation.ts";

type DoorVisit = {
  id: string;
  status: VisitStatus;
  startsAt: Date;
  endsAt: Date;
  team: string | null;
  officers: string[];
  recordedAt: Date | null;
  recordedBy: string | null;
  purpose: string | null;
};

/** One door in a round, as far as the viewer may know of it. */
export type DoorPanel = {
  id: string;
  building: string;
  buildingId: string;
  entrance: string;
  entranceId: string;
  floor: number;
  door: string;
  /** Since when its household asks not to be visited. */
  refusedAt: Date | null;
  /** The latest first. */
  visits: DoorVisit[];
  /** What the household raised, as far as row security lets the viewer see it. */
  concerns: { number: string; title: string; status: ConcernStatus; nextAt: Date | null }[];
};

type Found = Omit<DoorPanel, "visits" | "concerns" | "refusedAt"> & { refusedAt: string | null };
type VisitRow = Omit<DoorVisit, "startsAt" | "endsAt" | "recordedAt"> & {
  startsAt: string;
  endsAt: string;
  recordedAt: string | null;
};
type ConcernRow = Omit<DoorPanel["concerns"][number], "nextAt"> & { nextAt: string | null };

const moment = (at: string | null) => (at === null ? null : new Date(at));

/** What an officer sees of a door of a round. @throws NotFound */
export async function doorPanel(viewer: Viewer, roundId: string, householdId: string): Promise<DoorPanel> {
  return asViewer(viewer.claims, async (tx) => {
    const { communityId } = await officersRound(tx, viewer, roundId);
    const [[found], visits, concerns] = await Promise.all([
      tx.execute<Found>(sql`
        select h.id, b.name as building, b.id as "buildingId", e.name as entrance, e.id as "entranceId", h.floor, h.door,
          (select x.created_at from visit_refusals x
            where x.community_id = h.community_id and x.household_id = h.id and x.lifted_at is null) as "refusedAt"
        from households h
        join entrances e on e.community_id = h.community_id and e.id = h.entrance_id
        join buildings b on b.community_id = e.community_id and b.id = e.building_id
        where h.community_id = ${communityId} and h.id = ${householdId}`),
      tx.execute<VisitRow>(sql`
        select v.id, v.status, v.starts_at as "startsAt", v.ends_at as "endsAt", v.purpose, v.recorded_at as "recordedAt",
          r.name as "recordedBy",
          coalesce((select t.name from teams t where t.community_id = v.community_id and t.id = v.team_id), (
            select t.name from visit_officers o
            join team_members m on m.community_id = o.community_id and m.user_id = o.user_id
            join teams t on t.community_id = m.community_id and t.id = m.team_id and t.round_id = v.round_id
            where o.community_id = v.community_id and o.visit_id = v.id order by t.name limit 1)) as team,
          coalesce((select array_agg(u.name order by u.name) from visit_officers o join users u on u.id = o.user_id
            where o.community_id = v.community_id and o.visit_id = v.id), '{}') as officers
        from visits v left join users r on r.id = v.recorded_by
        where v.community_id = ${communityId} and v.household_id = ${householdId} and v.round_id = ${roundId}
        order by v.starts_at desc limit 20`),
      tx.execute<ConcernRow>(sql`
        select c.number, c.title, c.status, c.next_at as "nextAt" from concern_people p
        join concerns c on c.community_id = p.community_id and c.id = p.concern_id
        where p.community_id = ${communityId} and p.household_id = ${householdId} and p.role = 'reporter'
        order by c.created_at desc limit 5`),
    ]);
    if (!found) throw new NotFound();
    return {
      ...found,
      refusedAt: moment(found.refusedAt),
      visits: [...visits].map((v) => ({
        ...v,
        startsAt: new Date(v.startsAt),
        endsAt: new Date(v.endsAt),
        recordedAt: moment(v.recordedAt),
      })),
      concerns: [...concerns].map((c) => ({ ...c, nextAt: moment(c.nextAt) })),
    };
  });
}
