import { sql } from "drizzle-orm";
import { pool } from "#db/connect.ts";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { NotFound } from "../refusal.ts";
import type { DoorLook } from "../visit/rules.ts";

export type Round = {
  id: string;
  communityId: string;
  name: string;
  startsOn: string;
  endsOn: string;
  status: "planned" | "running" | "closed";
  target: number;
  doors: number;
  visited: number;
};

/** The rounds of the viewer's communities, the newest first, with how far each has come. */
export async function listRounds(viewer: Viewer): Promise<Round[]> {
  return asViewer(viewer.claims, async (tx) => {
    const rows = await tx.execute<Round>(sql`
      select r.id, r.community_id as "communityId", r.name, r.starts_on::text as "startsOn", r.ends_on::text as "endsOn", r.status, r.target,
        p.doors, p.visited
      from rounds r cross join lateral app.round_progress(r.community_id, r.id) p
      where r.community_id = any(${`{${viewer.claims.memberIn.join(",")}}`}::uuid[])
      order by r.starts_on desc`);
    return [...rows];
  });
}

export type Elevation = {
  round: Round;
  buildings: {
    id: string;
    name: string;
    visited: number;
    doors: number;
    entrances: { id: string; name: string; floors: { floor: number; doors: { door: string; look: DoorLook }[] }[] }[];
  }[];
};

/**
 * Every door of a round, for officers: its state is that of its latest visit, and a visited door stays visited.
 * @throws NotFound
 */
export async function elevation(viewer: Viewer, roundId: string): Promise<Elevation> {
  const round = (await listRounds(viewer)).find((r) => r.id === roundId);
  if (!round || !viewer.claims.officerIn.includes(round.communityId)) throw new NotFound();
  const rows = await asViewer(viewer.claims, (tx) =>
    tx.execute<{
      buildingId: string;
      building: string;
      entranceId: string;
      entrance: string;
      floor: number;
      door: string;
      look: DoorLook;
    }>(sql`
      select b.id as "buildingId", b.name as building, e.id as "entranceId", e.name as entrance, h.floor, h.door,
        coalesce((
          select case when v.status in ('rescheduled', 'cancelled') then 'open' else v.status end from visits v
          where v.community_id = h.community_id and v.household_id = h.id and v.round_id = ${roundId}
          order by (v.status = 'visited') desc, v.starts_at desc limit 1), 'open') as look
      from households h
      join entrances e on e.community_id = h.community_id and e.id = h.entrance_id
      join buildings b on b.community_id = e.community_id and b.id = e.building_id
      where h.community_id = ${round.communityId}
      order by b.ordinal, e.ordinal, h.floor desc, h.door`),
  );
  return {
    round,
    buildings: [...Map.groupBy(rows, (r) => r.buildingId)].map(([id, inIt]) => ({
      id,
      name: inIt[0]?.building ?? "",
      doors: inIt.length,
      visited: inIt.filter((r) => r.look === "visited").length,
      entrances: [...Map.groupBy(inIt, (r) => r.entranceId)].map(([entranceId, doors]) => ({
        id: entranceId,
        name: doors[0]?.entrance ?? "",
        floors: [...Map.groupBy(doors, (r) => r.floor)].map(([floor, on]) => ({
          floor,
          doors: on.map(({ door, look }) => ({ door, look })),
        })),
      })),
    })),
  };
}

export type PublicProgress = {
  round: { name: string; startsOn: string; endsOn: string; doors: number; visited: number };
  buildings: { name: string; floors: number; doors: number; visited: number }[];
};

/** How far the running (else the latest) round has come, by building, never by door: for everyone. */
export async function publicProgress(communityId: string): Promise<PublicProgress | null> {
  const [row] = await pool("doorstep_app").db.execute<{ progress: PublicProgress | null }>(
    sql`select app.public_progress(${communityId}) as progress`,
  );
  return row?.progress ?? null;
}
