import { useTranslations } from "#components/i18n.ts";
import { Ticks } from "#components/ui/fields.tsx";
import type { HouseholdOption } from "#domain/meeting/offer.ts";
import type { OfficerOption, UnitOption } from "#domain/organization/options.ts";

type Props = {
  units: UnitOption[];
  officers: OfficerOption[];
  households: HouseholdOption[];
  /** Whether whoever raised the concern can be asked. */
  family: boolean;
  /** Units that stand ticked. */
  usual?: string[];
  locale: string;
};

/** Who is asked to the table: units and whoever raised it at once, officers and households behind a fold. */
export function PartyFields({ units, officers, households, family, usual = [], locale }: Props) {
  const t = useTranslations("meetings");
  return (
    <>
      <Ticks
        name="parties"
        label={t("parties")}
        initial={[...(family ? ["family"] : []), ...usual.map((unit) => `organization:${unit}`)]}
        choices={[
          ...(family ? [{ value: "family", label: t("family") }] : []),
          ...units.map((u) => ({
            value: `organization:${u.id}`,
            label: locale === "en" && u.nameEn ? u.nameEn : u.name,
          })),
        ]}
      />
      {households.length > 0 && (
        <details className="fold">
          <summary>{t("households")}</summary>
          <Ticks
            name="households"
            label={t("householdsHint")}
            choices={households.map((h) => ({ value: `household:${h.id}`, label: h.label }))}
          />
        </details>
      )}
      {officers.length > 0 && (
        <details className="fold">
          <summary>{t("officers")}</summary>
          <Ticks
            name="officers"
            label={t("officersHint")}
            choices={officers.map((o) => ({ value: `user:${o.id}`, label: o.post ? `${o.name} · ${o.post}` : o.name }))}
          />
        </details>
      )}
    </>
  );
}
