import type { Format, Words } from "#components/i18n.ts";
import type { ConcernPage } from "#domain/concern/page.ts";
import type { Known } from "#domain/thread/saved-text.ts";

type Unit = { organization: string; name: string; nameEn: string | null };

/**
 * What a saved reply of a unit is filled in with. Where neighbours read along, whoever raised it stays unnamed, though the
 * writer may know them.
 */
export function knownOf(
  { concern, assignments }: ConcernPage,
  organization: string,
  { t, format, locale, memberships = [] }: { t: Words<"thread">; format: Format; locale: string; memberships?: Unit[] },
): Known {
  const unit = memberships.find((m) => m.organization === organization);
  const own = assignments.find((a) => a.organizationId === organization && a.status !== "returned");
  const due = own?.dueAt ?? concern.nextAt;
  return {
    number: concern.number,
    title: concern.title,
    reporter: (concern.privacy === "private" && concern.reporter) || t("reporter"),
    owner: concern.owner ?? t("someone"),
    due: due ? format.dateTime(due, "moment") : "—",
    unit: (locale === "en" && unit?.nameEn) || unit?.name || "",
  };
}
