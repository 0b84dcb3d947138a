import { z } from "zod";
import { clean } from "../input.ts";

/** The most that an estimate may be, in cents: what a JavaScript number holds exactly, with room to multiply. */
const mostCents = 10_000_000_000_000;

/** A sum as people write it: digits of any width, thousands parted or not, at most two places. As cents; null where it is none. */
export function centsOf(typed: string): number | null {
  const plain = clean(typed)
    .normalize("NFKC")
    .replace(/[\s,，¥$元]/g, "");
  const [, whole, part = ""] = /^(\d{1,11})(?:\.(\d{1,2}))?$/.exec(plain) ?? [];
  if (whole === undefined) return null;
  return Number(whole) * 100 + Number(part.padEnd(2, "0"));
}

/** Cents as a person types them again: 1250000 → 12500.00 */
export const typedCents = (cents: number): string => (cents / 100).toFixed(2);

/** A sum of money in a form: as cents. */
export const money = z
  .string()
  .transform((v, context) => {
    const cents = centsOf(v);
    if (cents === null || cents > mostCents) {
      context.addIssue({ code: "custom", params: { key: "money" } });
      return z.NEVER;
    }
    return cents;
  })
  .meta({ required: true });
