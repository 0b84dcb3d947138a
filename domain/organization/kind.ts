/** What an organization is; the agency leads, the others are partner units. */
export const organizationKinds = [
  "agency",
  "property",
  "fire",
  "investment",
  "committee",
  "homeowners",
  "health",
  "other",
] as const;

export type OrganizationKind = (typeof organizationKinds)[number];

export const partnerKinds = organizationKinds.filter((kind) => kind !== "agency");

/** The roles a member can have: officer and coordinator in the agency, partner elsewhere. */
export type MemberRole = "officer" | "partner" | "coordinator";

export const rolesIn = (kind: OrganizationKind): readonly MemberRole[] =>
  kind === "agency" ? ["officer", "coordinator"] : ["partner"];
