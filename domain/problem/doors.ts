import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";

/** What a door says of a problem: raised behind it, "mine too", or nothing. */
export const behindLooks = ["raised", "joined", "none"] as const;

export type BehindLook = (typeof behindLooks)[number];

type DoorBehind = { id: string; door: string; look: BehindLook };

export type BuildingBehind = {
  id: string;
  name: string;
  doors: number;
  behind: number;
  entrances: { id: string; name: string; floors: { floor: number; doors: DoorBehind[] }[] }[];
};

export type DoorsBehind = BuildingBehind[];

type Row = {
  buildingId: string;
  building: string;
  entranceId: string;
  entrance: string;
  floor: number;
  id: string;
  door: string;
  look: BehindLook;
};

/**
 * The doors of the buildings in which a problem was raised, for officers: behind which doors, as far as they may see the
 * concerns and whose they are. (Units and residents read nothing here: the rows of who raised it are not theirs to read.)
 */
export async function doorsBehind(tx: Transaction, community: string, problem: string): Promise<DoorsBehind | null> {
  const rows = await tx.execute<Row>(sql`
    with told as (
      select x.household_id, bool_or(x.role = 'reporter') as raised
      from problem_concerns pc
      join concern_people x on x.community_id = pc.community_id and x.concern_id = pc.concern_id
        and x.role in ('reporter', 'voice') and x.household_id is not null
      where pc.community_id = ${community} and pc.problem_id = ${problem} and ${community} = any (app.officer_in())
      group by 1
    )
    select b.id as "buildingId", b.name as building, e.id as "entranceId", e.name as entrance, h.floor, h.id, h.door,
      case when t.raised then 'raised' when not t.raised then 'joined' else 'none' end as look
    from households h
    join entrances e on e.community_id = h.community_id and e.id = h.entrance_id
    join buildings b on b.community_id = e.community_id and b.id = e.building_id
    left join told t on t.household_id = h.id
    where h.community_id = ${community} and b.id in (
      select e2.building_id from told t2 join households h2 on h2.community_id = ${community} and h2.id = t2.household_id
      join entrances e2 on e2.community_id = h2.community_id and e2.id = h2.entrance_id)
    order by b.ordinal, b.id, e.ordinal, e.id, h.floor desc, h.door`);
  if (!rows.length) return null;
  return [...Map.groupBy(rows, (r) => r.buildingId)].map(([id, inIt]) => ({
    id,
    name: inIt[0]?.building ?? "",
    doors: inIt.length,
    behind: inIt.filter((r) => r.look !== "none").length,
    entrances: [...Map.groupBy(inIt, (r) => r.entranceId)].map(([entranceId, behind]) => ({
      id: entranceId,
      name: behind[0]?.entrance ?? "",
      floors: [...Map.groupBy(behind, (r) => r.floor)].map(([floor, on]) => ({
        floor,
        doors: on.map(({ id: door, door: name, look }) => ({ id: door, door: name, look })),
      })),
    })),
  }));
}
