import { and, asc, eq, sql } from "drizzle-orm";
import { pool, type Transaction } from "#db/connect.ts";
import { buildings, communities, entrances, households } from "#db/schema/index.ts";
import type { Community } from "../account/viewer.ts";
import { clean } from "../input.ts";

type EntranceOption = { id: string; name: string; floors: number };
export type BuildingOption = { id: string; name: string; entrances: EntranceOption[] };

/** The communities of this installation. No secret: anyone who reports chooses among them. */
export async function allCommunities(): Promise<Community[]> {
  return pool("doorstep_app")
    .db.select({
      id: communities.id,
      code: communities.code,
      name: communities.name,
      nameEn: communities.nameEn,
      timeZone: communities.timeZone,
      demo: communities.demo,
    })
    .from(communities)
    .orderBy(communities.code);
}

/** Buildings and entrances of a community, in their order along the street. */
export async function placeTree(communityId: string): Promise<BuildingOption[]> {
  const rows = await pool("doorstep_app")
    .db.select({
      buildingId: buildings.id,
      building: buildings.name,
      entranceId: entrances.id,
      entrance: entrances.name,
      floors: entrances.floors,
    })
    .from(entrances)
    .innerJoin(buildings, and(eq(buildings.communityId, entrances.communityId), eq(buildings.id, entrances.buildingId)))
    .where(eq(entrances.communityId, communityId))
    .orderBy(asc(buildings.ordinal), asc(entrances.ordinal));
  const byBuilding = Map.groupBy(rows, (row) => row.buildingId);
  return [...byBuilding].map(([id, inIt]) => ({
    id,
    name: inIt[0]?.building ?? "",
    entrances: inIt.map((row) => ({ id: row.entranceId, name: row.entrance, floors: row.floors })),
  }));
}

/** The doors of an entrance, floor by floor. */
export async function doorsOf(entranceId: string): Promise<{ floor: number; doors: string[] }[]> {
  const rows = await pool("doorstep_app")
    .db.select({ floor: households.floor, door: households.door })
    .from(households)
    .where(and(eq(households.entranceId, entranceId), inSomeCommunity(entranceId)))
    .orderBy(asc(households.floor), asc(households.door));
  return [...Map.groupBy(rows, (row) => row.floor)].map(([floor, doors]) => ({
    floor,
    doors: doors.map((d) => d.door),
  }));
}

// The community of the entrance leads every index of its rows.
const inSomeCommunity = (entranceId: string) =>
  sql`${households.communityId} = (select e.community_id from entrances e where e.id = ${entranceId})`;

/** An entrance with its building and community, by id or by the code on the poster in its hall. */
export async function findEntrance(
  tx: Pick<Transaction, "select">,
  by: { id: string } | { code: string },
): Promise<{ id: string; communityId: string; buildingId: string; floors: number } | undefined> {
  const [row] = await tx
    .select({
      id: entrances.id,
      communityId: entrances.communityId,
      buildingId: entrances.buildingId,
      floors: entrances.floors,
    })
    .from(entrances)
    .where("id" in by ? eq(entrances.id, by.id) : eq(entrances.code, by.code));
  return row;
}

/** The household behind a door of an entrance. */
export async function findHousehold(
  tx: Pick<Transaction, "select">,
  entrance: { communityId: string; id: string },
  door: string,
): Promise<{ id: string; floor: number } | undefined> {
  const [row] = await tx
    .select({ id: households.id, floor: households.floor })
    .from(households)
    .where(
      and(
        eq(households.communityId, entrance.communityId),
        eq(households.entranceId, entrance.id),
        eq(households.door, door),
      ),
    );
  return row;
}

/** The entrance behind a poster's code, as it came in an address. */
export const entranceByCode = (code: string) => findEntrance(pool("doorstep_app").db, { code: clean(code) });
