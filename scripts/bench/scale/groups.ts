/** What is measured at growing numbers of concerns, in groups that can be chosen. */
export const groups = ["list", "search", "figures", "board", "open311", "stories"] as const;

export type Group = (typeof groups)[number];
