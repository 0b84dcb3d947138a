import type { Metadata } from "next";
import { getTranslations } from "#components/i18n.ts";
import { settings } from "#db/settings.ts";
import { locales } from "#domain/account/preferences.ts";

const described = 150;

type Shown = {
  title: string;
  description: string;
  /** The path of the page, without a language. */
  path: string;
  /** The path of a picture of 1200 × 630, for those who share it. */
  image?: string;
  /** Atom, where the page has a feed. */
  feed?: string;
  /** Since when everybody may read it. */
  published?: Date;
};

/** What search engines and those who share a public page are told: one address a language, the picture, the feed. */
export async function publicPage({
  title,
  description: whole,
  path,
  image,
  feed,
  published,
}: Shown): Promise<Metadata> {
  const t = await getTranslations("shell");
  const base = settings().baseUrl;
  // A line or two is shown of it.
  const description = Array.from(whole.replace(/\s+/g, " ").trim()).slice(0, described).join("");
  const at = (locale: string) => `${base}${path}${path.includes("?") ? "&" : "?"}lang=${locale}`;
  return {
    title,
    description,
    robots: { index: true, follow: true },
    alternates: {
      canonical: `${base}${path}`,
      languages: { ...Object.fromEntries(locales.map((l) => [l, at(l)])), "x-default": `${base}${path}` },
      ...(feed ? { types: { "application/atom+xml": `${base}${feed}` } } : {}),
    },
    openGraph: {
      title,
      description,
      url: `${base}${path}`,
      siteName: t("brand"),
      type: published ? "article" : "website",
      ...(published ? { publishedTime: published.toISOString() } : {}),
      ...(image ? { images: [{ url: `${base}${image}`, width: 1200, height: 630, alt: title }] } : {}),
    },
    twitter: { card: image ? "summary_large_image" : "summary" },
  };
}
