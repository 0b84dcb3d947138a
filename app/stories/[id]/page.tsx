import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTranslations } from "#components/i18n.ts";
import { StoryAfter } from "#components/story/after.tsx";
import { StoryArticle } from "#components/story/reading.tsx";
import { settings } from "#db/settings.ts";
import { id as anId } from "#domain/input.ts";
import { NotFound } from "#domain/refusal.ts";
import { inLanguage, publicStory } from "#domain/story/read.ts";
import { asLocale } from "#domain/words.ts";
import { gone } from "../../gone.ts";
import { publicPage } from "../../public-page.ts";
import { viewer as currentViewer, orNotFound } from "../../session.ts";

type Props = { params: Promise<{ id: string }> };

/** A published story. */
const asked = (id: string) => orNotFound(anId.safeParse(id).success ? publicStory(id) : Promise.reject(new NotFound()));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  const [story, t, locale] = await Promise.all([asked(id), getTranslations("stories"), getLocale()]);
  const text = story === "gone" ? null : inLanguage(story.texts, asLocale(locale))?.text;
  if (story === "gone" || !text) return { title: t("title"), robots: { index: false } };
  return publicPage({
    title: text.title,
    description: text.lead || t("intro"),
    path: `/stories/${id}`,
    image: `/stories/${id}/share.png?lang=${locale}`,
    feed: "/stories/feed.xml",
    published: story.publishedAt ? new Date(story.publishedAt) : undefined,
  });
}

export default async function StoryPage({ params }: Props) {
  const { id } = await params;
  const [story, viewer, t, locale] = await Promise.all([
    asked(id),
    currentViewer(),
    getTranslations("stories"),
    getLocale(),
  ]);
  if (story === "gone") return gone();
  return (
    <div className="page">
      <p className="mx-auto mb-3 flex max-w-[36rem] flex-wrap justify-between gap-x-5 print:hidden">
        <Link href="/stories" className="lone">
          {t("title")}
        </Link>
        {viewer.claims.officerIn.includes(story.community) && (
          <Link href={`/stories/${id}/edit`} prefetch={false} className="lone">
            {t("workOn")}
          </Link>
        )}
      </p>
      <StoryArticle story={story} locale={asLocale(locale)} />
      <StoryAfter story={story} address={`${settings().baseUrl}/stories/${id}`} />
    </div>
  );
}
