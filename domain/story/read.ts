import { sql } from "drizzle-orm";
import { pool } from "#db/connect.ts";
import { asViewer } from "#db/viewer.ts";
import { type Locale, locales } from "../account/preferences.ts";
import type { Viewer } from "../account/viewer.ts";
import type { PublicState } from "../publication/rules.ts";
import { NotFound } from "../refusal.ts";
import type { InLanguages } from "./quote.ts";

type Text = { title: string; lead: string; body: string; made: string };

type StoryPhoto = {
  key: string;
  width: number;
  height: number;
  alt: InLanguages;
  caption: InLanguages;
  cover: boolean;
};

type StoryQuote = {
  voice: "officer" | "household";
  words: InLanguages;
  attribution: InLanguages;
  agreed: boolean;
};

export type StoryFigure = {
  /** As it was at publication, and when that was; null before. */
  value: number | null;
  frozenAt: string | null;
  now: number | null;
};

/** A story as it is read: what may be told, and nothing else. */
export type Story = {
  id: string;
  community: string;
  communityName: string;
  communityNameEn: string | null;
  original: Locale;
  publishedAt: string | null;
  texts: Partial<Record<Locale, Text>>;
  /** By their numbers. */
  quotes: Record<string, StoryQuote>;
  photos: Record<string, StoryPhoto>;
  /** By key and argument, as figureName() puts them. */
  figures: Record<string, StoryFigure>;
  problem: { number: string; title: string } | null;
  agreement: string | null;
  /** Those it points to that everybody reads now, by their numbers. */
  concerns: Record<string, { title: string; state: PublicState }>;
  related: { id: string; publishedAt: string; texts: Partial<Record<Locale, { title: string }>> }[];
};

/** The languages in which somebody would rather read, after their own. */
const instead: Record<Locale, readonly Locale[]> = {
  "zh-CN": ["zh-CN", "zh-TW", "en"],
  "zh-TW": ["zh-TW", "zh-CN", "en"],
  en: ["en", "zh-CN", "zh-TW"],
};

/** What there is in a reader's language, else in the nearest one; and which that is. */
export function inLanguage<T>(by: Partial<Record<Locale, T>>, locale: Locale): { locale: Locale; text: T } | null {
  for (const l of instead[locale]) {
    const text = by[l];
    if (text !== undefined) return { locale: l, text };
  }
  return null;
}

/** The words of it in a reader's language, or the nearest. */
export const wordsIn = (by: InLanguages, locale: Locale): string => inLanguage(by, locale)?.text ?? "";

/** A published story, for everybody; `gone` where it was published once. @throws NotFound */
export async function publicStory(id: string): Promise<Story | "gone"> {
  const [row] = await pool("doorstep_app").db.execute<{ story: Story | { gone: true } | null }>(
    sql`select app.public_story(${id}) as story`,
  );
  if (!row?.story) throw new NotFound();
  return "gone" in row.story ? "gone" : row.story;
}

/** A story as it would be read, for those who write or look at it. @throws NotFound */
export async function previewOf(viewer: Viewer, id: string): Promise<Story> {
  const [row] = await asViewer(viewer.claims, (tx) =>
    tx.execute<{ story: Story }>(
      sql`select app.story_shape(s.community_id, s.id) as story from stories s where s.id = ${id}`,
    ),
  );
  if (!row) throw new NotFound();
  return row.story;
}

export type StoryLine = {
  id: string;
  publishedAt: Date;
  locale: Locale;
  title: string;
  lead: string;
  cover: { key: string; width: number; height: number; alt: string } | null;
};

type Row = {
  id: string;
  publishedAt: string;
  texts: Partial<Record<Locale, { title: string; lead: string }>>;
  cover: { key: string; width: number; height: number; alt: InLanguages } | null;
};

/** Published stories of some communities, the latest first. */
export async function publishedStories(
  communities: string[],
  locale: Locale,
  { most, before }: { most: number; before?: Date },
): Promise<StoryLine[]> {
  const rows = await pool("doorstep_app").db.execute<Row>(sql`
    select id, published_at as "publishedAt", texts, cover
    from app.public_stories(${`{${communities.join(",")}}`}::uuid[], ${before?.toISOString() ?? null}::timestamptz, ${most})`);
  return [...rows].flatMap(({ texts, cover, publishedAt, id }) => {
    const text = inLanguage(texts, locale);
    return text
      ? [
          {
            id,
            publishedAt: new Date(publishedAt),
            locale: text.locale,
            ...text.text,
            cover: cover && { ...cover, alt: wordsIn(cover.alt, locale) },
          },
        ]
      : [];
  });
}

/** The languages in which a story is there. */
export const languagesOf = (story: Story): Locale[] => locales.filter((l) => story.texts[l]);
