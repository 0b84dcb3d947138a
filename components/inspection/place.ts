import type { Words } from "#components/i18n.ts";
import type { InspectionItem } from "#domain/inspection/page.ts";

/** Where an item is, in words. */
export const placeOf = (item: Pick<InspectionItem, "building" | "entrance" | "floor">, place: Words<"place">): string =>
  [`${item.building ?? ""}${item.entrance ?? ""}`, item.floor === null ? "" : place("floor", { floor: item.floor })]
    .filter(Boolean)
    .join(" ");
