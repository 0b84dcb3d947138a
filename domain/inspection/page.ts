import { sql } from "drizzle-orm";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import type { Attached } from "../attachment/attached.ts";
import type { CategoryKey } from "../concern/category.ts";
import { type MeetingPage, meetingIn } from "../meeting/page.ts";
import { NotFound } from "../refusal.ts";
import type { Finding } from "./rules.ts";

export type InspectionItem = {
  id: string;
  what: string;
  building: string | null;
  buildingId: string | null;
  entrance: string | null;
  entranceId: string | null;
  floor: number | null;
  finding: Finding | null;
  note: string | null;
  foundBy: string | null;
  foundAt: Date | null;
  photos: Attached[];
};

export type InspectedBuilding = {
  id: string;
  name: string;
  entrances: { id: string; name: string; floors: number }[];
};

export type InspectionPage = {
  meeting: MeetingPage;
  items: InspectionItem[];
  /** The buildings that have an item, whole: what was found is placed on them. */
  buildings: InspectedBuilding[];
};

/** The checklist of a site inspection with what was found. @throws NotFound */
export async function inspectionPage(viewer: Viewer, id: string): Promise<InspectionPage> {
  return asViewer(viewer.claims, async (tx) => {
    const meeting = await meetingIn(tx, viewer, id);
    if (meeting.kind !== "inspection") throw new NotFound();
    const [items, buildings] = await Promise.all([
      tx.execute<Omit<InspectionItem, "foundAt"> & { foundAt: string | null }>(sql`
        select i.id, i.what, b.name as building, i.building_id as "buildingId", e.name as entrance, i.entrance_id as "entranceId",
          i.floor, i.finding, i.note, u.name as "foundBy", i.found_at as "foundAt",
          coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'kind', a.kind, 'name', a.name, 'size', a.size, 'width', a.width,
              'height', a.height) order by a.created_at, a.id)
            from attachments a where a.community_id = i.community_id and a.inspection_item_id = i.id), '[]') as photos
        from inspection_items i
        left join buildings b on b.community_id = i.community_id and b.id = i.building_id
        left join entrances e on e.community_id = i.community_id and e.id = i.entrance_id
        left join users u on u.id = i.found_by
        where i.community_id = ${meeting.communityId} and i.meeting_id = ${id}
        order by b.ordinal nulls last, e.ordinal nulls first, i.floor desc nulls first, i.ordinal, i.id`),
      tx.execute<InspectedBuilding>(sql`
        select b.id, b.name, jsonb_agg(jsonb_build_object('id', e.id, 'name', e.name, 'floors', e.floors) order by e.ordinal) as entrances
        from buildings b join entrances e on e.community_id = b.community_id and e.building_id = b.id
        where b.community_id = ${meeting.communityId} and b.id in (
          select building_id from inspection_items where community_id = ${meeting.communityId} and meeting_id = ${id})
        group by b.id, b.name, b.ordinal order by b.ordinal`),
    ]);
    return {
      meeting,
      items: [...items].map((row) => ({ ...row, foundAt: row.foundAt ? new Date(row.foundAt) : null })),
      buildings: [...buildings],
    };
  });
}

/** A place that the concerns behind the problem name, with how many do and of what kind. */
export type OfferedPlace = {
  building: string;
  buildingName: string;
  entrance: string | null;
  entranceName: string | null;
  floor: number | null;
  category: CategoryKey;
  count: number;
};

/** Where the concerns behind a problem are, as far as the viewer sees them: from the street down to the floor. */
export async function offeredPlaces(viewer: Viewer, problem: string): Promise<OfferedPlace[]> {
  return asViewer(viewer.claims, async (tx) => [
    ...(await tx.execute<OfferedPlace>(sql`
      select c.building_id as building, b.name as "buildingName", c.entrance_id as entrance, e.name as "entranceName", c.floor,
        mode() within group (order by c.category) as category, count(*)::int as count
      from problems p
      join problem_concerns pc on pc.community_id = p.community_id and pc.problem_id = p.id
      join concerns c on c.community_id = pc.community_id and c.id = pc.concern_id and c.building_id is not null
      join buildings b on b.community_id = c.community_id and b.id = c.building_id
      left join entrances e on e.community_id = c.community_id and e.id = c.entrance_id
      where p.number = ${problem}
      group by c.building_id, b.name, b.ordinal, c.entrance_id, e.name, e.ordinal, c.floor
      order by b.ordinal, e.ordinal nulls first, c.floor desc nulls first limit 60`)),
  ]);
}
