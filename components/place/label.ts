import type { Words } from "#components/i18n.ts";
import type { Area } from "#domain/place/area.ts";

type Place = {
  building: string | null;
  entrance: string | null;
  floor?: number | null;
  area?: Area | null;
  door?: string | null;
};

/** A place as people say it: 3幢 2单元 15层 楼道; the door only where the viewer may know it. */
export function placeLabel(place: Place, t: Words<"place">): string {
  const parts = [place.building, place.entrance];
  // A door beside a common area would be read as the place; it is only whose concern it is.
  if (place.door && !place.area) parts.push(place.door);
  else if (place.floor) parts.push(t("floor", { floor: place.floor }));
  if (place.area) parts.push(t(`areas.${place.area}`));
  const known = parts.filter(Boolean).join(" ");
  return known || t("community");
}
