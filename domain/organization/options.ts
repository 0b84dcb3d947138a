import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import type { OrganizationKind } from "./kind.ts";

export type UnitOption = { id: string; name: string; nameEn: string | null; kind: OrganizationKind };

/** The partner units a concern of a community can be given to. */
async function unitsIn(tx: Transaction, communityId: string): Promise<UnitOption[]> {
  const rows = await tx.execute<UnitOption>(sql`
    select o.id, o.name, o.name_en as "nameEn", o.kind from organizations o
    join community_organizations co on co.organization_id = o.id
    where co.community_id = ${communityId} and o.kind <> 'agency' and o.disabled_at is null order by o.name`);
  return [...rows];
}

/** The partner units of several communities, in one query. */
export async function unitsOfEach(
  tx: Transaction,
  communities: readonly string[],
): Promise<(communityId: string) => UnitOption[]> {
  const rows = await tx.execute<UnitOption & { communityId: string }>(sql`
    select co.community_id as "communityId", o.id, o.name, o.name_en as "nameEn", o.kind from organizations o
    join community_organizations co on co.organization_id = o.id
    where co.community_id = any (${`{${communities.join(",")}}`}::uuid[]) and o.kind <> 'agency' and o.disabled_at is null
    order by o.name`);
  const of = Map.groupBy(rows, (row) => row.communityId);
  return (communityId) => (of.get(communityId) ?? []).map(({ communityId: _, ...unit }) => unit);
}

export type OfficerOption = { id: string; name: string; post: string | null };

/** The officers and coordinators of a community: who can own a concern or go on a visit. */
async function officersIn(tx: Transaction, communityId: string): Promise<OfficerOption[]> {
  const rows = await tx.execute<OfficerOption>(sql`
    select distinct u.id, u.name, u.post from community_organizations co
    join memberships m on m.organization_id = co.organization_id and m.role in ('officer', 'coordinator') and m.ended_at is null
    join users u on u.id = m.user_id
    where co.community_id = ${communityId} order by u.name`);
  return [...rows];
}

/** The same, for a page that needs only them. */
export const partnerUnits = (viewer: Viewer, communityId: string): Promise<UnitOption[]> =>
  asViewer(viewer.claims, (tx) => unitsIn(tx, communityId));

export const officersOf = (viewer: Viewer, communityId: string): Promise<OfficerOption[]> =>
  asViewer(viewer.claims, (tx) => officersIn(tx, communityId));
