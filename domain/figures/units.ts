import { sql } from "drizzle-orm";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import type { Asked } from "./ask.ts";

export type FigureUnit = { id: string; name: string; nameEn: string | null };

/** Partner units that somebody may ask for, also those that are switched off now: for a unit's member their own. */
export function figureUnits(viewer: Viewer, { community, of }: Asked): Promise<FigureUnit[]> {
  const own = viewer.claims.organizations;
  return asViewer(viewer.claims, async (tx) => {
    const rows = await tx.execute<FigureUnit>(sql`
      select o.id, o.name, o.name_en as "nameEn" from organizations o
      join community_organizations co on co.organization_id = o.id
      where co.community_id = ${community.id} and o.kind <> 'agency' order by o.disabled_at is not null, o.name`);
    return [...rows].filter(({ id }) => of !== "own" || own.includes(id));
  });
}
