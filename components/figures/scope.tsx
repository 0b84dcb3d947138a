import { useFormatter, useLocale, useTranslations } from "#components/i18n.ts";
import type { Asked } from "#domain/figures/ask.ts";

type Named = { name: string; nameEn: string | null };

/** A month in words, as 2026-10 says it. */
export const useMonth = (): ((month: string) => string) => {
  const format = useFormatter();
  return (month) =>
    format.dateTime(new Date(`${month}-15T12:00:00Z`), { year: "numeric", month: "short", timeZone: "UTC" });
};

/** A name in the language of the page. */
export const useName = (): ((of: Named) => string) => {
  const locale = useLocale();
  return ({ name, nameEn }) => (locale === "en" && nameEn ? nameEn : name);
};

/** Of what the figures are, and of which months: nobody has to guess what is left out. */
export function Scope({ asked, unit }: { asked: Asked; unit: Named | undefined }) {
  const t = useTranslations("figures");
  const month = useMonth();
  const name = useName();
  const { community, of, from, to } = asked;
  return (
    <p className="text-ink-2">
      {from === to ? month(from) : t("span", { from: month(from), to: month(to) })}
      {" · "}
      {t(`of.${of}`, { community: name(community), unit: unit ? name(unit) : "" })}
    </p>
  );
}
