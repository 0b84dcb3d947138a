/** Why a unit gives a concern back. */
export const returnReasons = ["not_ours", "needs_more", "not_possible", "other"] as const;
