import { randomInt } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";

/**
 * Numbers for many concerns at once, each of the month in which it was raised (YYMM). Like those that the database gives,
 * they are random: they tell neither how many there are nor that one is missing.
 */
export async function numbersFor(tx: Transaction, months: readonly string[]): Promise<string[]> {
  const found: string[] = months.map(() => "");
  const given = new Set<string>();
  let digits = 4;
  for (let open = [...months.keys()]; open.length; digits = Math.min(9, digits + 1)) {
    for (const i of open) {
      const candidate = `${months[i]}-${String(randomInt(10 ** digits)).padStart(digits, "0")}`;
      if (!given.has(candidate)) found[i] = candidate;
    }
    const candidates = open.map((i) => found[i] ?? "").filter(Boolean);
    const taken = new Set(
      (
        await tx.execute<{ number: string }>(sql`
          select number from concerns where number = any (${`{${candidates.join(",")}}`}::text[])`)
      ).map(({ number }) => number),
    );
    open = open.filter((i) => {
      const number = found[i] ?? "";
      if (!number || taken.has(number) || given.has(number)) {
        found[i] = "";
        return true;
      }
      given.add(number);
      return false;
    });
  }
  return found;
}
