import { sql } from "drizzle-orm";
import { pool } from "#db/connect.ts";
import type { Community } from "../account/viewer.ts";

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
};

/** Months that the public figures tell of, the one that is running among them. */
export const figureMonths = 3;

/** The three rates of a community, counted exactly: what of it strangers are told, `toldRate` says. */
export async function publicFigures({ id, timeZone }: Pick<Community, "id" | "timeZone">): Promise<PublicFigures> {
  const [row] = await pool("doorstep_app").db.execute<{ figures: PublicFigures }>(
    sql`select app.public_figures(${id}, ${figureMonths}, ${timeZone}) as figures`,
  );
  if (!row) throw new Error("no figures");
  return row.figures;
}

/** A rate as everybody is told it: so coarsely that no household shows in it, nor in what came between two looks. */
export type ToldRate = {
  percent: number;
  /** In which steps the percentage is told. */
  step: number;
  /** Fewer than five are left to the whole: it is this or more. */
  orMore: boolean;
  part: number;
  whole: number;
};

/** To the nearest five. */
export const inFives = (n: number): number => Math.round(n / 5) * 5;

/** In which steps a percentage is told: the fewer it is of, the coarser. */
const stepOf = (whole: number): number => (whole < 60 ? 10 : whole < 200 ? 5 : 1);

/**
 * What is told of a rate while it runs: counts in fives, percentages in steps.
 * @returns null where the whole is under twenty, or fewer than five stand in the part
 */
export function toldRate(part: number, whole: number): ToldRate | null {
  if (whole < 20 || part < 5) return null;
  const step = stepOf(whole);
  const exact = (100 * part) / whole;
  const orMore = whole - part < 5;
  const percent = orMore ? Math.min(100 - 2 * step, Math.floor(exact / step) * step) : Math.round(exact / step) * step;
  return { percent, step, orMore, part: inFives(part), whole: inFives(whole) };
}
