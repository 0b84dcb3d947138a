import type postgres from "postgres";
import { dayText } from "./clock.ts";

/** The month in the community that begins the number of what came at a moment, as 2611. */
export const monthOf = (at: number): string => dayText(at).slice(2, 7).replace("-", "");

/** A number that is told of, with these digits or others where it is taken: no two things have the same. */
export async function freeNumber(
  sql: postgres.Sql | postgres.TransactionSql,
  at: number,
  wanted: string,
): Promise<string> {
  const taken = new Set((await sql<{ number: string }[]>`select number from concerns`).map((c) => c.number));
  let digits = Number(wanted);
  while (taken.has(`${monthOf(at)}-${digits}`)) digits += 10;
  return `${monthOf(at)}-${digits}`;
}
