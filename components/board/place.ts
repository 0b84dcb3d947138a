import type { Words } from "#components/i18n.ts";
import type { Area } from "#domain/place/area.ts";

/** Where something is, as everybody may know it: the building at the finest. */
export function publicPlace(
  { building, area }: { building: string | null; area: Area | null },
  t: Words<"place">,
): string {
  return [building, area && t(`areas.${area}`)].filter(Boolean).join(" · ") || t("community");
}
