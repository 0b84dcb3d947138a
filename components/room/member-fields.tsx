import { useTranslations } from "#components/i18n.ts";
import { Ticks } from "#components/ui/fields.tsx";
import type { OfficerOption, UnitOption } from "#domain/organization/options.ts";

type Props = {
  units: UnitOption[];
  officers: OfficerOption[];
  /** Whether whoever raised it can be asked in. */
  family: boolean;
  locale: string;
};

/** Who is asked into a side room: units, whoever raised the concern, officers. */
export function MemberFields({ units, officers, family, locale }: Props) {
  const t = useTranslations("room");
  return (
    <>
      <Ticks
        name="members"
        label={t("who")}
        choices={[
          ...(family ? [{ value: "family", label: t("family") }] : []),
          ...units.map((u) => ({
            value: `organization:${u.id}`,
            label: locale === "en" && u.nameEn ? u.nameEn : u.name,
          })),
        ]}
      />
      {officers.length > 0 && (
        <details className="fold">
          <summary>{t("officers")}</summary>
          <Ticks
            name="officers"
            label={t("officers")}
            choices={officers.map((o) => ({ value: `user:${o.id}`, label: o.post ? `${o.name} · ${o.post}` : o.name }))}
          />
        </details>
      )}
    </>
  );
}
