import { sql } from "drizzle-orm";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { NotFound } from "../refusal.ts";

/** How many of a round's doors have said when they want to be visited. */
export type WishCount = {
  doors: number;
  chosen: number;
  call: number;
  /** Planned visits that lie ahead at a time that the household did not choose. */
  astray: number;
  /** Doors that asked not to be visited. */
  refused: number;
};

/** For who leads: the others see some of the wishes only, and would count too few. @throws NotFound */
export async function countWishes(viewer: Viewer, round: string): Promise<WishCount> {
  return asViewer(viewer.claims, async (tx) => {
    const [row] = await tx.execute<WishCount>(sql`
      select (select count(*)::int from households h where h.community_id = r.community_id) as doors,
        count(w.id)::int as chosen, count(w.id) filter (where w.kind = 'call')::int as call,
        (select count(*)::int from visit_refusals x where x.community_id = r.community_id and x.lifted_at is null) as refused,
        (select count(*)::int from visits v join visit_wishes y on y.community_id = v.community_id and y.round_id = v.round_id
            and y.household_id = v.household_id
          where v.community_id = r.community_id and v.round_id = r.id and v.status = 'planned' and v.starts_at > now()
            and (y.kind = 'call' or y.kind = 'times' and not y.times @> tstzrange(v.starts_at, v.ends_at))) as astray
      from rounds r left join visit_wishes w on w.community_id = r.community_id and w.round_id = r.id
      where r.id = ${round} and r.community_id = any(${`{${viewer.claims.coordinates.join(",")}}`}::uuid[])
      group by r.community_id, r.id`);
    if (!row) throw new NotFound();
    return row;
  });
}
