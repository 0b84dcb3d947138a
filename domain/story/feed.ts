import { sql } from "drizzle-orm";
import { pool } from "#db/connect.ts";
import type { Locale } from "../account/preferences.ts";
import { escaped, type Feed } from "../feed/atom.ts";
import { isStoryFigure, type storyFigureKinds } from "./figures.ts";
import { blocksOf, figureName, type Inline } from "./markers.ts";
import { inLanguage, type Story, wordsIn } from "./read.ts";

/** So many of the latest stories stand in a feed. */
const most = 20;

export async function feedStories(communities: string[]): Promise<Story[]> {
  const rows = await pool("doorstep_app").db.execute<{ story: Story }>(sql`
    select app.public_story(s.id) as story from app.public_stories(${`{${communities.join(",")}}`}::uuid[], null, ${most}) s`);
  return [...rows].map(({ story }) => story);
}

type Words = {
  /** A figure in words, with what it counts. */
  figure: (key: keyof typeof storyFigureKinds, value: number | null) => string;
};

function line(story: Story, parts: Inline[], words: Words): string {
  return parts
    .map((part) => {
      if (part.kind === "text") return escaped(part.text).replaceAll("\n", "<br/>");
      const figure = story.figures[figureName(part.key, part.argument)];
      return isStoryFigure(part.key)
        ? `<b>${escaped(words.figure(part.key, figure ? (figure.value ?? figure.now) : null))}</b>`
        : "";
    })
    .join("");
}

/** The full text of a story as HTML, for readers of feeds. */
function feedBody(story: Story, body: string, locale: Locale, base: string, words: Words): string {
  return blocksOf(body)
    .map((block) => {
      switch (block.kind) {
        case "heading":
          return `<h2>${line(story, block.parts, words)}</h2>`;
        case "paragraph":
          return `<p>${line(story, block.parts, words)}</p>`;
        case "quote": {
          const quote = story.quotes[block.ordinal];
          if (!quote?.agreed) return "";
          return `<blockquote><p>${escaped(wordsIn(quote.words, locale))}</p><p>— ${escaped(wordsIn(quote.attribution, locale))}</p></blockquote>`;
        }
        case "photo": {
          const photo = story.photos[block.ordinal];
          if (!photo) return "";
          const alt = escaped(wordsIn(photo.alt, locale));
          return `<p><img src="${base}/stories/photos/${photo.key}" alt="${alt}" width="${photo.width}" height="${photo.height}"/><br/>${escaped(wordsIn(photo.caption, locale))}</p>`;
        }
        case "concern": {
          const concern = story.concerns[block.number];
          return concern
            ? `<p><a href="${base}/concerns/${escaped(block.number)}">${escaped(concern.title)}</a></p>`
            : "";
        }
        default:
          return story.problem
            ? `<p><a href="${base}/problems/${escaped(story.problem.number)}">${escaped(story.problem.title)}</a></p>`
            : "";
      }
    })
    .join("\n");
}

type About = { title: string; subtitle: string; author: string; base: string; locale: Locale; words: Words };

/** Stories as a feed, with their full text. */
export function storyFeed(stories: Story[], { title, subtitle, author, base, locale, words }: About): Feed {
  return {
    url: `${base}/stories?lang=${locale}`,
    self: `${base}/stories/feed.xml?lang=${locale}`,
    ...{ title, subtitle, author, locale },
    updated: new Date(0),
    entries: stories.flatMap((story) => {
      const found = inLanguage(story.texts, locale);
      if (!found || !story.publishedAt) return [];
      const published = new Date(story.publishedAt);
      return {
        url: `${base}/stories/${story.id}?lang=${locale}`,
        id: `urn:uuid:${story.id}`,
        title: found.text.title,
        summary: found.text.lead,
        html: feedBody(story, found.text.body, locale, base, words),
        author: locale === "en" && story.communityNameEn ? story.communityNameEn : story.communityName,
        locale: found.locale,
        published,
        updated: published,
      };
    }),
  };
}
