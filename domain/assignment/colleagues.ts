import { sql } from "drizzle-orm";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";

export type Colleague = { organization: string; id: string; name: string; self: boolean };

/** Who can have in hand what the viewer's units are given: their members who are there, oneself first. */
export function colleaguesOf(viewer: Viewer): Promise<Colleague[]> {
  const me = viewer.user?.id ?? null;
  return asViewer(viewer.claims, async (tx) => {
    const rows = await tx.execute<Colleague>(sql`
      select m.organization_id as organization, u.id, u.name, u.id = ${me} as self from memberships m
      join users u on u.id = m.user_id
      join accounts a on a.user_id = m.user_id and a.disabled_at is null
      where m.organization_id = any (${`{${viewer.claims.organizations.join(",")}}`}::uuid[]) and m.ended_at is null
      order by (u.id = ${me}) desc, u.name, u.id limit 500`);
    return [...rows];
  });
}
