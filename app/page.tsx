import type { Metadata } from "next";
import Link from "next/link";
import { Outcomes } from "#components/board/outcomes.tsx";
import { Rates } from "#components/figures/rates.tsx";
import { Street } from "#components/figures/street.tsx";
import { getFormatter, getLocale, getTranslations } from "#components/i18n.ts";
import { ProblemWay } from "#components/problem/way.tsx";
import { StoryLines } from "#components/story/lines.tsx";
import { Said } from "#components/ui/said.tsx";
import { figureMonths, inFives, publicFigures } from "#domain/figures/public.ts";
import { publicWay } from "#domain/problem/way.ts";
import { boardGoing, latestOutcomes } from "#domain/publication/list.ts";
import { publicProgress } from "#domain/round/progress.ts";
import { latestStories } from "#domain/story/latest.ts";
import { asLocale } from "#domain/words.ts";
import { shownCommunity } from "./community.ts";
import { publicPage } from "./public-page.ts";

export async function generateMetadata(): Promise<Metadata> {
  const shell = await getTranslations("shell");
  const page = await publicPage({
    title: shell("title"),
    description: shell("description"),
    path: "/",
    feed: "/board/feed.xml",
  });
  return { ...page, title: { absolute: shell("title") } };
}

const outcomesShown = 6;

/** What was raised, what became of it, and what one can do: understood at a glance. */
export default async function HomePage() {
  const community = await shownCommunity();
  const [t, locale, format] = await Promise.all([getTranslations("home"), getLocale(), getFormatter()]);
  await Promise.all([getTranslations("publicBoard"), getTranslations("stories")]);
  const [figures, progress, way, outcomes, going, stories] = community
    ? await Promise.all([
        publicFigures(community),
        publicProgress(community.id),
        publicWay(community.id),
        latestOutcomes(community.id, outcomesShown),
        boardGoing(community.id),
        latestStories(community.id, asLocale(locale), 3),
      ])
    : [null, null, null, [], 0, []];
  const name = community ? (locale === "en" && community.nameEn ? community.nameEn : community.name) : "";
  const noon = (day: string) => new Date(`${day}T12:00:00Z`);
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

      {figures && figures.raised >= 20 && (
        <section className="rule" aria-labelledby="rates">
          <div className="mb-5 flex flex-wrap items-baseline justify-between gap-x-4">
            <h2 id="rates">{t("rates")}</h2>
            <span className="small">{t("ratesOf", { months: figureMonths, count: inFives(figures.raised) })}</span>
          </div>
          <Rates figures={figures} />
          <Link href="/figures" prefetch={false} className="lone mt-3">
            {t("allFigures")}
          </Link>
        </section>
      )}

      {way && (
        <section className="rule" aria-labelledby="way">
          <div className="mb-4 flex flex-wrap items-baseline justify-between gap-x-6">
            <h2 id="way">
              {t("most")}
              {locale === "en" && " "}
              <Link href={`/problems/${way.number}`} prefetch={false}>
                <Said heading>{way.agreement?.title ?? way.title}</Said>
              </Link>
            </h2>
            <span className="small">
              {way.households === null ? t("wayFew") : t("wayHouseholds", { count: way.households })}
            </span>
          </div>
          <ProblemWay way={way} />
        </section>
      )}

      {stories.length > 0 && (
        <section className="rule" aria-labelledby="stories">
          <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-6">
            <h2 id="stories">{t("stories")}</h2>
            <Link href="/stories" prefetch={false} className="lone text-t1">
              {t("allStories")}
            </Link>
          </div>
          <StoryLines lines={stories} under="h3" />
        </section>
      )}
      {outcomes.length > 0 && (
        <section className="rule" aria-labelledby="done">
          <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-6">
            <h2 id="done">{t("lately")}</h2>
            <Link href="/board?state=solved" prefetch={false} className="lone text-t1">
              {t("allDone")}
            </Link>
          </div>
          <Outcomes lines={outcomes} wide />
          {going > 0 && (
            <Link href="/board?state=going" prefetch={false} className="lone">
              {t("stillGoing", { count: going })}
            </Link>
          )}
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
              <span className="inline-block text-t2 font-normal whitespace-nowrap text-ink-2">
                {t("ofDoors", { doors: progress.round.doors })}
              </span>
            </p>
            <p className="text-ink-2">
              {t("roundHint", {
                round: progress.round.name,
                when: format.dateTimeRange(noon(progress.round.startsOn), noon(progress.round.endsOn), {
                  dateStyle: "long",
                  timeZone: "UTC",
                }),
              })}
            </p>
          </div>
          <Street
            buildings={progress.buildings.map(({ visited, ...b }) => ({
              ...b,
              visited: inFives(visited),
              said: visited < 5 ? t("streetFew") : t("streetAbout", { visited: inFives(visited) }),
            }))}
            label={t("street")}
          />
        </section>
      )}
    </div>
  );
}
