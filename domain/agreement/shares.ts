/**
 * Who pays how much of a sum: by percent, by amount, or whatever is left over. All arithmetic is exact, in cents and in
 * ten-thousandths of a percent; what does not divide evenly goes, cent by cent, to the largest remainders (Hare's method),
 * the earlier one first among equals. Then the shares add up to exactly the sum.
 */

export const shareKinds = ["percent", "amount", "rest"] as const;

export type ShareKind = (typeof shareKinds)[number];

export type Share =
  /** `percent` with up to four places: 33.3333 */
  { kind: "percent"; percent: number } | { kind: "amount"; cents: number } | { kind: "rest" };

export type SharesRefused =
  /** By so many cents the shares come to less, or more, than the sum. */
  { refused: "missing" | "tooMuch"; cents: number } | { refused: "negative" };

const wholePercent = 1_000_000n;

/**
 * The shares in cents, in the order given.
 * @param cents the sum, a whole number of cents above zero
 */
export function shareOut(cents: number, shares: readonly Share[]): number[] | SharesRefused {
  const whole = BigInt(cents);
  if (shares.some((s) => (s.kind === "percent" ? s.percent < 0 : s.kind === "amount" && s.cents < 0)))
    return { refused: "negative" };
  const rests = BigInt(shares.filter((s) => s.kind === "rest").length);
  // Every ideal share as a numerator over `unit`, so that nothing is rounded before all are known.
  const unit = wholePercent * (rests || 1n);
  const fixed = shares.map((s) =>
    s.kind === "amount"
      ? BigInt(s.cents) * unit
      : s.kind === "percent"
        ? BigInt(Math.round(s.percent * 10_000)) * whole * (rests || 1n)
        : 0n,
  );
  const left = whole * unit - fixed.reduce((a, b) => a + b, 0n);
  // (Said in cents: what a person sees is rounded away from zero, so that it is never "0 missing".)
  if (left < 0n) return { refused: "tooMuch", cents: Number((-left + unit - 1n) / unit) };
  if (left > 0n && !rests) return { refused: "missing", cents: Number((left + unit - 1n) / unit) };
  const ideal = shares.map((s, i) => (s.kind === "rest" ? left / rests : (fixed[i] ?? 0n)));
  const given = ideal.map((n) => n / unit);
  const spare = Number(whole - given.reduce((a, b) => a + b, 0n));
  const order = ideal
    .map((n, i) => ({ i, remainder: n % unit }))
    .sort((a, b) => (a.remainder === b.remainder ? a.i - b.i : a.remainder > b.remainder ? -1 : 1));
  for (const { i } of order.slice(0, spare)) given[i] = (given[i] ?? 0n) + 1n;
  return given.map(Number);
}

/** A share by door: so many pay `each`, the others one cent more. They add up to exactly the share. */
export function perDoor(cents: number, doors: number): { each: number; more: number } | null {
  if (doors <= 0) return null;
  return { each: Math.floor(cents / doors), more: cents % doors };
}
