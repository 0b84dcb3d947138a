/** How a published explanation stands today: it comes into force, it holds, or it is over. */
export const standings = ["upcoming", "valid", "expired"] as const;

export type Standing = (typeof standings)[number];

/** By the days between which it holds, both of them included; days as 2026-11-28. */
export function standingOf(
  { validFrom, ends }: { validFrom: string | null; ends: string | null },
  today: string,
): Standing {
  if (ends && ends < today) return "expired";
  return validFrom && validFrom > today ? "upcoming" : "valid";
}
