import { sql } from "drizzle-orm";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import type { Area } from "../place/area.ts";
import type { CategoryKey, Privacy } from "./category.ts";
import { alike, type Degree, degreeOf, likeness, type WhyAlike, whyAlike } from "./likeness.ts";
import type { ConcernStatus } from "./rules.ts";

/** One that a concern may be the same as, with how alike they are and what speaks for it. */
export type MergeProposal = {
  number: string;
  title: string;
  category: CategoryKey;
  privacy: Privacy;
  status: ConcernStatus;
  createdAt: Date;
  degree: Degree;
  why: WhyAlike;
  /** Raised by the same person or household. */
  sameHousehold: boolean;
};

/** So many are proposed, the likest first. */
const proposedMost = 8;

/** Who raised something raises it again more often than two neighbours do. */
const householdBonus = 0.15;

type Row = Omit<MergeProposal, "createdAt" | "degree" | "why"> & {
  createdAt: string;
  body: string;
  buildingId: string | null;
  entranceId: string | null;
  area: Area | null;
};

/**
 * Which open concerns one may be merged into: found and weighed as for somebody who is about to raise it, and those that
 * the same household raised. Only what the viewer may see, and only what merging would not refuse: a private one where
 * the same household raised both and this one is private too.
 */
export async function mergeProposals(viewer: Viewer, number: string): Promise<MergeProposal[]> {
  return asViewer(viewer.claims, async (tx) => {
    const select = sql`c.number, c.title, c.body, c.category, c.privacy, c.status, c.created_at as "createdAt",
      c.building_id as "buildingId", c.entrance_id as "entranceId", c.area`;
    const [asked] = await tx.execute<Row & { id: string; communityId: string }>(
      sql`select c.id, c.community_id as "communityId", ${select} from concerns c where c.number = ${number}`,
    );
    if (!asked) return [];
    const text = `${asked.title} ${asked.body}`;
    const { id, communityId } = asked;
    const same = sql`
      select b.concern_id from concern_people a
      join concern_people b on b.community_id = a.community_id and b.role = 'reporter'
        and (b.household_id = a.household_id or b.user_id = a.user_id)
      where a.community_id = ${communityId} and a.concern_id = ${id} and a.role = 'reporter'`;
    const rows = await tx.execute<Row>(sql`
      with same as (${same})
      select ${select}, c.id in (select concern_id from same) as "sameHousehold"
      from concerns c
      where c.community_id = ${communityId} and c.id <> ${id} and c.closed_at is null and c.status <> 'unconfirmed'
        and (c.privacy = 'neighbourhood' or ${asked.privacy} = 'private' and c.id in (select concern_id from same))
        and (c.id in (select app.similar_concerns(${communityId}, ${text}, ${asked.category}, ${asked.buildingId}))
          or c.id in (select concern_id from same))`);
    const one = { ...asked, text };
    return (
      [...rows]
        .map((row) => ({ row, other: { ...row, text: `${row.title} ${row.body}` } }))
        .map(({ row, other }) => ({
          row,
          score: likeness(one, other) + (row.sameHousehold ? householdBonus : 0),
          why: whyAlike(one, other),
        }))
        // The same door alone says nothing: the words or the kind must speak for it too.
        .filter(({ score, why }) => score >= alike && (why.words.length > 0 || why.category))
        .sort((a, b) => b.score - a.score || b.row.createdAt.localeCompare(a.row.createdAt))
        .slice(0, proposedMost)
        .map(({ row: { body: _, buildingId: __, entranceId: ___, area: ____, ...row }, score, why }) => ({
          ...row,
          createdAt: new Date(row.createdAt),
          degree: degreeOf(score),
          why,
        }))
    );
  });
}
