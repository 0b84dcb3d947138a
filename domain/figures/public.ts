import { sql } from "drizzle-orm";
import { pool } from "#db/connect.ts";
import type { Community } from "../account/viewer.ts";
import type { CategoryKey } from "../concern/category.ts";

export type PublicFigures = {
  raised: number;
  /** (What is private is in none of these.) Answered by the time the first answer was due, of those answered or due. */
  answered: number;
  answerable: number;
  /** Said to be solved, of all raised. */
  solved: number;
  /** More than half of those who rated it are satisfied, of those rated. */
  satisfied: number;
  rated: number;
  latest: { category: CategoryKey; building: string | null; days: number }[];
};

/** Months that the public figures tell of, the one that is running among them. */
export const figureMonths = 3;

/** The three rates of a community and what was lately brought to an end: counts for everyone, never a case. */
export async function publicFigures({ id, timeZone }: Pick<Community, "id" | "timeZone">): Promise<PublicFigures> {
  const [row] = await pool("doorstep_app").db.execute<{ figures: PublicFigures }>(
    sql`select app.public_figures(${id}, ${figureMonths}, ${timeZone}) as figures`,
  );
  if (!row) throw new Error("no figures");
  return row.figures;
}
