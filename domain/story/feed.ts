import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { pool } from "#db/connect.ts";
import type { Locale } from "../account/preferences.ts";
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

const xml = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replace(/[&<>"']/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[c] ?? c);

type Words = {
  /** A figure in words, with what it counts. */
  figure: (key: keyof typeof storyFigureKinds, value: number | null) => string;
};

function line(story: Story, parts: Inline[], words: Words): string {
  return parts
    .map((part) => {
      if (part.kind === "text") return xml(part.text).replaceAll("\n", "<br/>");
      const figure = story.figures[figureName(part.key, part.argument)];
      return isStoryFigure(part.key)
        ? `<b>${xml(words.figure(part.key, figure ? (figure.value ?? figure.now) : null))}</b>`
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
          return `<blockquote><p>${xml(wordsIn(quote.words, locale))}</p><p>— ${xml(wordsIn(quote.attribution, locale))}</p></blockquote>`;
        }
        case "photo": {
          const photo = story.photos[block.ordinal];
          if (!photo) return "";
          const alt = xml(wordsIn(photo.alt, locale));
          return `<p><img src="${base}/stories/photos/${photo.key}" alt="${alt}" width="${photo.width}" height="${photo.height}"/><br/>${xml(wordsIn(photo.caption, locale))}</p>`;
        }
        default:
          return story.problem
            ? `<p><a href="${base}/problems/${xml(story.problem.number)}">${xml(story.problem.title)}</a></p>`
            : "";
      }
    })
    .join("\n");
}

type Feed = { title: string; subtitle: string; author: string; base: string; locale: Locale; words: Words };

/** Stories as Atom (RFC 4287), with their full text. */
export function atomOf(stories: Story[], { title, subtitle, author, base, locale, words }: Feed): string {
  const updated =
    stories
      .map((s) => s.publishedAt ?? "")
      .sort()
      .at(-1) || "1970-01-01T00:00:00Z";
  const at = (iso: string) => new Date(iso).toISOString();
  const entries = stories.flatMap((story) => {
    const found = inLanguage(story.texts, locale);
    if (!found || !story.publishedAt) return [];
    const { text } = found;
    return `<entry xml:lang="${found.locale}">
<id>urn:uuid:${story.id}</id>
<title>${xml(text.title)}</title>
<link rel="alternate" type="text/html" href="${base}/stories/${story.id}?lang=${locale}"/>
<published>${at(story.publishedAt)}</published>
<updated>${at(story.publishedAt)}</updated>
<author><name>${xml(locale === "en" && story.communityNameEn ? story.communityNameEn : story.communityName)}</name></author>
<summary>${xml(text.lead)}</summary>
<content type="html">${xml(feedBody(story, text.body, locale, base, words))}</content>
</entry>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${locale}">
<id>${xml(base)}/stories</id>
<title>${xml(title)}</title>
<subtitle>${xml(subtitle)}</subtitle>
<updated>${at(updated)}</updated>
<author><name>${xml(author)}</name></author>
<link rel="self" type="application/atom+xml" href="${base}/stories/feed.xml?lang=${locale}"/>
<link rel="alternate" type="text/html" href="${base}/stories?lang=${locale}"/>
${entries.join("\n")}
</feed>
`;
}

/** What a feed says, as its mark: readers who have it ask for another. */
export const markOf = (text: string): string =>
  `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;
