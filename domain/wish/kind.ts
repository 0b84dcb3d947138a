/** What a household can say: one of these times, any time, or rather a call than a visit. */
export const wishKinds = ["times", "any", "call"] as const;

export type WishKind = (typeof wishKinds)[number];
