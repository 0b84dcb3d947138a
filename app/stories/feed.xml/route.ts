import { getFormatter, getLocale, getTranslations } from "#components/i18n.ts";
import { settings } from "#db/settings.ts";
import { atomResponse } from "#domain/feed/atom.ts";
import { allCommunities } from "#domain/place/tree.ts";
import { feedStories, storyFeed } from "#domain/story/feed.ts";
import { storyFigureKinds } from "#domain/story/figures.ts";
import { asLocale } from "#domain/words.ts";

/** The stories as Atom, the same for everybody; a reader that has this already is told so. */
export async function GET(request: Request): Promise<Response> {
  const [t, shell, format, locale, communities] = await Promise.all([
    getTranslations("stories"),
    getTranslations("shell"),
    getFormatter(),
    getLocale(),
    allCommunities(),
  ]);
  const stories = await feedStories(communities.map(({ id }) => id));
  const feed = storyFeed(stories, {
    title: `${t("title")} · ${shell("brand")}`,
    subtitle: t("intro"),
    author: shell("brand"),
    base: settings().baseUrl,
    locale: asLocale(locale),
    words: {
      figure: (key, value) => {
        if (value === null) return "–";
        const { unit } = storyFigureKinds[key];
        if (unit === "percent") return format.number(value / 100, { style: "percent" });
        return `${format.number(value)} ${t(`units.${unit}`, { count: value })}`;
      },
    },
  });
  return atomResponse(request, feed);
}
