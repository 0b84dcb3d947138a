/** Places that belong to everyone; a concern is at one of them, or at home. */
export const areas = ["corridor", "lift", "hall", "garage", "roof", "grounds", "gate", "other"] as const;

export type Area = (typeof areas)[number];
