import Link from "next/link";
import { Rates } from "#components/figures/rates.tsx";
import { Street } from "#components/figures/street.tsx";
import { getFormatter, getLocale, getTranslations } from "#components/i18n.ts";
import { figureMonths, publicFigures } from "#domain/figures/public.ts";
import { allCommunities } from "#domain/place/tree.ts";
import { publicProgress } from "#domain/round/progress.ts";
import { viewer as currentViewer } from "./session.ts";

export default async function HomePage() {
  const viewer = await currentViewer();
  const community = viewer.communities[0] ?? (await allCommunities())[0];
  const [t, words, locale, format] = await Promise.all([
    getTranslations("home"),
    getTranslations("words"),
    getLocale(),
    getFormatter(),
  ]);
  const [figures, progress] = community
    ? await Promise.all([publicFigures(community), publicProgress(community.id)])
    : [null, null];
  const name = community ? (locale === "en" && community.nameEn ? community.nameEn : community.name) : "";
  const day = (iso: string) => format.dateTime(new Date(`${iso}T12:00:00Z`), { dateStyle: "medium", timeZone: "UTC" });
  return (
    <div className="page home">
      <div className="hero">
        <div className="pb-6">
          <h1 className="hero-title">
            {t("promise1")}
            <br />
            {t("promise2")}
          </h1>
          {progress && (
            <p className="mt-4 max-w-[29rem] text-ink-2">
              {t("lead", { community: name, doors: progress.round.doors })}
            </p>
          )}
        </div>
        <nav className="doors" aria-label={t("actions")}>
          <Link href="/report" className="dw dw-red">
            <span className="leaf">
              <b>{t("report")}</b>
              <span>{t("reportHint")}</span>
            </span>
          </Link>
          <Link href="/follow" className="dw">
            <span className="leaf">
              <b>{t("follow")}</b>
              <span>{t("followHint")}</span>
            </span>
          </Link>
        </nav>
      </div>

      {figures && figures.raised > 0 && (
        <section className="rule" aria-labelledby="rates">
          <div className="mb-5 flex flex-wrap items-baseline justify-between gap-x-4">
            <h2 id="rates">{t("rates")}</h2>
            <span className="small">{t("ratesOf", { months: figureMonths, count: figures.raised })}</span>
          </div>
          <Rates figures={figures} />
        </section>
      )}

      {figures && figures.latest.length > 0 && (
        <section className="rule" aria-labelledby="done">
          <h2 id="done" className="mb-3">
            {t("lately")}
          </h2>
          <ul className="grid gap-x-10 md:grid-cols-2">
            {figures.latest.map((l, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the rows have no identity that may be told
              <li key={index} className="flex flex-wrap items-baseline gap-x-3 border-t border-line py-3">
                <span className="st st-done">{words("statuses.confirmed")}</span>
                <b>{words(`categories.${l.category}`)}</b>
                {l.building && <span>{l.building}</span>}
                <span className="small">{t("took", { days: l.days })}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {progress && (
        <section
          className="rule grid items-end gap-x-10 gap-y-6 md:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]"
          aria-labelledby="round"
        >
          <div>
            <h2 id="round">{t("round")}</h2>
            <p className="num my-3 text-t6 leading-none font-bold">
              {format.number(progress.round.visited)}{" "}
              <span className="text-t2 font-normal text-ink-2">{t("ofDoors", { doors: progress.round.doors })}</span>
            </p>
            <p className="text-ink-2">
              {t("roundHint", {
                round: progress.round.name,
                from: day(progress.round.startsOn),
                to: day(progress.round.endsOn),
              })}
            </p>
          </div>
          <Street buildings={progress.buildings} label={t("street")} />
        </section>
      )}
    </div>
  );
}
