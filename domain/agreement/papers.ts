import { sql } from "drizzle-orm";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { NotFound } from "../refusal.ts";

type PaperDoor = {
  householdId: string;
  place: string;
  door: string;
  /** What stands of its vote: nothing, a paper that one officer has read, or it counts. */
  state: "none" | "read" | "counts";
  /** Who has read the paper first. */
  reader: string | null;
  mine: boolean;
};

export type PapersPage = { poll: string; title: string; entrances: { id: string; name: string }[]; doors: PaperDoor[] };

/** The doors of an entrance with their papers, for the officers who read them. @throws NotFound */
export async function papersPage(viewer: Viewer, agreement: string, entrance: string | null): Promise<PapersPage> {
  return asViewer(viewer.claims, async (tx) => {
    const [poll] = await tx.execute<{ id: string; community: string; title: string }>(sql`
      select p.id, p.community_id as community, a.title from polls p
      join agreements a on a.community_id = p.community_id and a.id = p.agreement_id and a.version = p.ordinal
      where a.id = ${agreement} and p.closed_at is null`);
    if (!poll || !viewer.claims.officerIn.includes(poll.community)) throw new NotFound();
    const entrances = await tx.execute<{ id: string; name: string }>(sql`
      select e.id, b.name || ' ' || e.name as name from entrances e
      join buildings b on b.community_id = e.community_id and b.id = e.building_id
      where e.community_id = ${poll.community} order by b.ordinal, e.ordinal`);
    const shown = entrances.find((e) => e.id === entrance) ?? entrances[0];
    const doors = await tx.execute<PaperDoor>(sql`
      select h.id as "householdId", ${shown?.name ?? ""} as place, h.door,
        case when s.household_id is null then 'none' when s.counts then 'counts' else 'read' end as state,
        u.name as reader, coalesce(s.cast_by = ${viewer.user?.id ?? null}::uuid, false) as mine
      from poll_roll r
      join households h on h.community_id = r.community_id and h.id = r.household_id and h.entrance_id = ${shown?.id ?? null}::uuid
      left join app.voted_doors(r.community_id, r.poll_id) s on s.household_id = r.household_id
      left join users u on u.id = s.cast_by
      where r.community_id = ${poll.community} and r.poll_id = ${poll.id}
      order by h.floor, length(h.door), h.door`);
    return { poll: poll.id, title: poll.title, entrances: [...entrances], doors: [...doors] };
  });
}
