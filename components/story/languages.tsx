import Link from "next/link";
import { useTranslations } from "#components/i18n.ts";
import { State } from "#components/ui/state.tsx";
import { localeNames, locales } from "#domain/account/preferences.ts";
import { changedSince, type StoryWork } from "#domain/story/page.ts";

/** In which languages it is there, how each was made, and where the original has changed since. */
export function StoryLanguages({ work, writes }: { work: StoryWork; writes: boolean }) {
  const t = useTranslations("stories");
  return (
    <section aria-labelledby="languages" className="grid gap-3">
      <h2 id="languages">{t("languages")}</h2>
      <ul>
        {locales.map((locale) => {
          const text = work.texts[locale];
          const changed = changedSince(work, locale) !== null;
          return (
            <li key={locale} className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line py-2">
              <span className="min-w-20 font-bold" lang={locale}>
                {localeNames[locale].full}
              </span>
              {changed ? (
                <State look="late">{t("originalChanged")}</State>
              ) : (
                <span className="text-t1">
                  {locale === work.original ? t("original") : text ? t(`made.${text.made}`) : t("notThere")}
                </span>
              )}
              {writes && locale !== work.original && (
                <Link
                  href={`/stories/${work.id}/languages/${locale}`}
                  prefetch={false}
                  className="lone ms-auto text-t1"
                >
                  {t(text ? "lookThrough" : "writeEnglish")} <span className="sr-only">{localeNames[locale].full}</span>
                </Link>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
