import Link from "next/link";
import { useFormatter, useLocale, useTranslations } from "#components/i18n.ts";
import { Qr } from "#components/wish/qr.tsx";
import { localeNames } from "#domain/account/preferences.ts";
import { inLanguage, languagesOf, type Story } from "#domain/story/read.ts";

/** What stands below a story: what it tells of, what belongs beside it, other languages, and how to pass it on. */
export function StoryAfter({ story, address }: { story: Story; address: string }) {
  const t = useTranslations("stories");
  const format = useFormatter();
  const locale = useLocale();
  return (
    <footer className="mx-auto mt-10 grid max-w-[36rem] gap-8 print:max-w-none">
      <p className="small border-t border-line pt-4">{t("consented")}</p>
      {story.problem && (
        <section aria-labelledby="tells" className="grid gap-1">
          <h2 id="tells" className="text-t2">
            {t("tellsOf")}
          </h2>
          <Link href={`/problems/${story.problem.number}`} prefetch={false} className="lone">
            {story.problem.title}
          </Link>
        </section>
      )}
      {story.related.length > 0 && (
        <section aria-labelledby="related" className="grid gap-1 print:hidden">
          <h2 id="related" className="text-t2">
            {t("related")}
          </h2>
          <ul>
            {story.related.map((other) => {
              const title = inLanguage(other.texts, locale);
              return (
                title && (
                  <li
                    key={other.id}
                    className="flex flex-wrap items-baseline justify-between gap-x-4 border-t border-line"
                  >
                    <Link href={`/stories/${other.id}`} prefetch={false} className="lone" lang={title.locale}>
                      {title.text.title}
                    </Link>
                    <time className="small" dateTime={other.publishedAt}>
                      {format.dateTime(new Date(other.publishedAt), "date")}
                    </time>
                  </li>
                )
              );
            })}
          </ul>
        </section>
      )}
      <p className="border-t border-line pt-2 print:hidden">
        {t("yours")}{" "}
        <Link href="/report" prefetch={false} className="lone">
          {t("raise")}
        </Link>
      </p>
      <section aria-labelledby="pass" className="grid gap-3">
        <h2 id="pass" className="text-t2">
          {t("passOn")}
        </h2>
        <div className="grid grid-cols-[6.5rem_minmax(0,1fr)] items-center gap-4">
          <Qr text={address} label={t("qr")} className="size-26" />
          <p className="grid gap-1">
            <span className="small">{t("address")}</span>
            <a href={address} className="break-all text-t1">
              {address.replace(/^https?:\/\//, "")}
            </a>
          </p>
        </div>
        <p className="flex flex-wrap gap-x-5 print:hidden">
          {languagesOf(story)
            .filter((l) => l !== locale)
            .map((l) => (
              <a key={l} href={`/stories/${story.id}?lang=${l}`} lang={l} hrefLang={l} className="lone">
                {localeNames[l].full}
              </a>
            ))}
          <a href={`/stories/feed.xml?lang=${locale}`} className="lone">
            {t("feed")}
          </a>
        </p>
      </section>
    </footer>
  );
}
