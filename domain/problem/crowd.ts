/** How many households, as far as whoever looks may know it. */
export type Crowd = { kind: "exact" | "about"; n: number } | { kind: "few" };

/**
 * How many households a page says. Under five it says a few; to those who do not work on it, a number in steps of five:
 * so that one household that comes or goes does not show in it.
 */
export function crowdOf(households: number, exact: boolean): Crowd {
  if (exact) return { kind: "exact", n: households };
  return households < fewest ? { kind: "few" } : { kind: "about", n: Math.floor(households / fewest) * fewest };
}

const fewest = 5;
