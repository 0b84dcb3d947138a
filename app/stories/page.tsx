import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "#components/i18n.ts";
import { StoryLines } from "#components/story/lines.tsx";
import { StoryWorkLines } from "#components/story/work-lines.tsx";
import { allCommunities } from "#domain/place/tree.ts";
import { storiesInWork } from "#domain/story/page.ts";
import { publishedStories } from "#domain/story/read.ts";
import { asLocale } from "#domain/words.ts";
import { publicPage } from "../public-page.ts";
import { viewer as currentViewer } from "../session.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("stories");
  return publicPage({ title: t("title"), description: t("intro"), path: "/stories", feed: "/stories/feed.xml" });
}

/** So many stand on a page. */
const most = 20;

type Props = { searchParams: Promise<{ before?: string }> };

export default async function StoriesPage({ searchParams }: Props) {
  const { before } = await searchParams;
  const from = before && !Number.isNaN(Date.parse(before)) ? new Date(before) : undefined;
  const [viewer, t, locale] = await Promise.all([currentViewer(), getTranslations("stories"), getLocale()]);
  const communities = viewer.communities.length ? viewer.communities : await allCommunities();
  const [lines, work] = await Promise.all([
    publishedStories(
      communities.map(({ id }) => id),
      asLocale(locale),
      { most: most + 1, before: from },
    ),
    storiesInWork(viewer),
  ]);
  const page = lines.slice(0, most);
  const writes = viewer.claims.officerIn.length > 0;
  return (
    <div className="page">
      <div className="mx-auto max-w-[52rem]">
        <div className="mb-2 flex flex-wrap items-center justify-between gap-4">
          <h1 className="font-serif text-t5">{t("title")}</h1>
          {writes && (
            <Link href="/stories/new" className="btn btn-main">
              {t("write")}
            </Link>
          )}
        </div>
        <p className="mb-6 max-w-[36rem] text-ink-2">{t("intro")}</p>
        {work.length > 0 && <StoryWorkLines lines={work} />}
        {page.length > 0 ? <StoryLines lines={page} /> : <p className="rule">{t("none")}</p>}
        <p className="mt-4 flex flex-wrap gap-x-5">
          {lines.length > most && (
            <Link href={`/stories?before=${page.at(-1)?.publishedAt.toISOString()}`} className="lone">
              {t("older")}
            </Link>
          )}
          <a href={`/stories/feed.xml?lang=${locale}`} className="lone">
            {t("feed")}
          </a>
        </p>
      </div>
    </div>
  );
}
