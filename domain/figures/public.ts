import { sql } from "drizzle-orm";
import { pool } from "#db/connect.ts";
import type { CategoryKey } from "../concern/category.ts";

export type PublicFigures = {
  raised: number;
  /** Answered by the time the first answer was due, of those answered or due. */
  answered: number;
  answerable: number;
  /** Said to be solved, of all raised. */
  solved: number;
  /** Rated 4 or 5 by whoever raised them, of those rated. */
  satisfied: number;
  rated: number;
  latest: { category: CategoryKey; building: string | null; days: number }[];
};

/** Days the public figures look back. */
export const figureDays = 90;

/** The three rates of a community and what was lately brought to an end: counts for everyone, never a case. */
export async function publicFigures(communityId: string): Promise<PublicFigures> {
  const [row] = await pool("doorstep_app").db.execute<{ figures: PublicFigures }>(
    sql`select app.public_figures(${communityId}, ${figureDays}) as figures`,
  );
  if (!row) throw new Error("no figures");
  return row.figures;
}
