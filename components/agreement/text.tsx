import { useLocale, useTranslations } from "#components/i18n.ts";
import { type Locale, localeNames, locales } from "#domain/account/preferences.ts";

/** The text of an agreement: in the reader's language where there is one, the others folded below. */
export function AgreementText({ texts }: { texts: Record<Locale, string> }) {
  const t = useTranslations("agreement");
  const locale = useLocale();
  const written = locales.filter((l) => texts[l]);
  const first = written.find((l) => l === locale) ?? written[0];
  if (!first) return <p className="text-ink-2">{t("noText")}</p>;
  return (
    <div className="grid gap-4">
      <p className="said" lang={first}>
        {texts[first]}
      </p>
      {written
        .filter((l) => l !== first)
        .map((l) => (
          <details key={l} className="fold print:hidden">
            <summary lang={l}>{localeNames[l].full}</summary>
            <p className="said mt-2" lang={l}>
              {texts[l]}
            </p>
          </details>
        ))}
    </div>
  );
}
