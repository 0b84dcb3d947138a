/** What a helper is to the household. */
export const relations = ["child", "relative", "neighbour", "volunteer", "other"] as const;

export type Relation = (typeof relations)[number];

/** How an officer was told that the household consents. (By its own account it says so itself.) */
export const consentsHeard = ["door", "paper", "phone"] as const;

/** What a household may let a helper do. */
export const allowances = ["raise", "follow", "choose"] as const;
