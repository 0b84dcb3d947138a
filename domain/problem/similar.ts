import { sql } from "drizzle-orm";
import type { z } from "zod";
import type { Transaction } from "#db/connect.ts";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { type CategoryKey, suggestCategory } from "../concern/category.ts";
import { alike, type Likeable, likeness } from "../concern/likeness.ts";
import type { similarInput } from "../concern/similar.ts";
import { Refusal } from "../refusal.ts";
import { type Crowd, crowdOf } from "./crowd.ts";
import type { ProblemStatus } from "./rules.ts";

export type SimilarProblem = {
  number: string;
  title: string;
  status: ProblemStatus;
  face: string | null;
  crowd: Crowd;
};

type Row = Omit<SimilarProblem, "crowd"> & {
  category: CategoryKey;
  households: number;
  behind: Likeable[];
};

/**
 * Open problems that what somebody is about to raise may be part of: by their titles, and by those concerns behind them
 * that the viewer may read. For residents of the community alone, who can put their own there.
 */
export async function similarProblems(
  viewer: Viewer,
  { community, body, category: chosen }: z.output<typeof similarInput>,
): Promise<SimilarProblem[]> {
  if (!viewer.user?.households.some((h) => h.community === community)) return [];
  const category = chosen ?? suggestCategory(body)?.category ?? null;
  const rows = await asViewer(viewer.claims, (tx) =>
    tx.execute<Row>(sql`
      select p.number, p.title, p.status, p.face, p.category, p.households, coalesce((
        select jsonb_agg(jsonb_build_object('text', x.title || ' ' || x.body, 'category', x.category, 'buildingId', null,
          'entranceId', null, 'area', null)) from (
            select c.title, c.body, c.category from problem_concerns pc
            join concerns c on c.community_id = pc.community_id and c.id = pc.concern_id and c.privacy = 'neighbourhood'
            where pc.community_id = p.community_id and pc.problem_id = p.id order by c.created_at desc limit 60) x), '[]') as behind
      from app.similar_problems(${community}, ${body}, ${category}) s
      join problems p on p.community_id = ${community} and p.id = s.id`),
  );
  const asked: Likeable = { text: body, category, buildingId: null, entranceId: null, area: null };
  return [...rows]
    .map(({ behind, households, category: own, ...row }) => ({
      ...row,
      crowd: crowdOf(households, false),
      score: Math.max(
        ...[{ ...asked, text: row.title, category: own }, ...behind].map((other) => likeness(asked, other)),
      ),
    }))
    .filter((row) => row.score >= alike)
    .sort((a, b) => b.score - a.score)
    .map(({ score: _, ...row }) => row);
}

/**
 * Puts a concern that is being raised behind a problem, in the same transaction, by whoever raises it.
 * @throws Refusal where the problem is not there any more, or closed
 */
export const joining =
  (community: string, number: string) =>
  async (tx: Transaction, concern: string): Promise<void> => {
    const [row] = await tx.execute<{ joined: boolean }>(
      sql`select app.join_problem(${community}, ${number}, ${concern}) as joined`,
    );
    if (!row?.joined) throw new Refusal("notNow");
  };
