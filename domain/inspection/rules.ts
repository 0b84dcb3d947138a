/** What is found at an item of a site inspection. */
export const findings = ["fine", "defect", "missing", "not_reached"] as const;

export type Finding = (typeof findings)[number];
