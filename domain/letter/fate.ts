/** Why a mail is held for a coordinator. */
export const heldReasons = [
  /** Its address is not one that we wrote, or what it was about is not there. */
  "unknown",
  /** It does not come from whom the address was given to. */
  "sender",
  /** A new concern from an address that no account here has. */
  "stranger",
  /** Its writer has nothing to do with the concern any more. */
  "gone",
  "empty",
  "broken",
  "refused",
] as const;

export type HeldReason = (typeof heldReasons)[number];

/** What became of a mail. */
export type Fate =
  | { status: "landed" | "raised"; concern: string }
  | { status: "held"; reason: HeldReason; concern?: string }
  | { status: "ignored" };
