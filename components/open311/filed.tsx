import { useTranslations } from "#components/i18n.ts";
import type { FiledConcern } from "#domain/open311/filed.ts";

/** What a system said along with what it filed, for those who work on it. */
export function Filed({ filed }: { filed: FiledConcern }) {
  const t = useTranslations("open311");
  const ways = filed.contact.map((way) => t(`contact_ways.${way}`)).join(" · ");
  const lines = [
    filed.system && t("cameBy", { system: filed.system }),
    filed.urgent && t("cameUrgent"),
    filed.address && t("cameWhere", { address: filed.address }),
    ways && t("cameContact", { ways }),
    filed.media && t("cameMedia", { state: t(`media.${filed.media}`) }),
  ].filter(Boolean);
  return (
    <ul className="small">
      {lines.map((line) => (
        <li key={String(line)}>{line}</li>
      ))}
    </ul>
  );
}
