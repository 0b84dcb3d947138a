import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#db/connect.ts";
import { concernNumber, several } from "../input.ts";

/** The number of a problem: made like that of a concern, and never the same as one. */
export const problemNumber = concernNumber;

/** So many concerns are put behind a problem at once at most. */
const mostAtOnce = 500;

/** Numbers of concerns: chosen in a list, or typed one after the other. */
export const concernNumbers = z.preprocess(
  (v) =>
    [v ?? []].flat().flatMap((one) => (typeof one === "string" ? one.normalize("NFKC").split(/[\s,;，、；]+/) : [one])),
  several(concernNumber, mostAtOnce),
);

/** A new number, by the clock of a place. */
export async function newProblemNumber(tx: Transaction, timeZone: string): Promise<string> {
  const [row] = await tx.execute<{ number: string }>(sql`select app.new_number(${timeZone}) as number`);
  if (!row) throw new Error("no number");
  return row.number;
}
