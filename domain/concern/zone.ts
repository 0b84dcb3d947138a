import type { Held } from "./act.ts";

/** The time zone of the concern's community. */
export const timeZoneOf = ({ viewer, concern }: Pick<Held, "viewer" | "concern">): string =>
  viewer.communities.find((c) => c.id === concern.communityId)?.timeZone ?? "Asia/Shanghai";
