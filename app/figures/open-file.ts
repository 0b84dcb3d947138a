import { getLocale, getTranslations } from "#components/i18n.ts";
import type { CategoryKey } from "#domain/concern/category.ts";
import { fileInput, type OpenLine, openLines } from "#domain/figures/open/export.ts";
import type { OpenBy } from "#domain/figures/open/measures.ts";
import { type OpenOf, openOf } from "./open-of.ts";

type File = { of: OpenOf; table: OpenBy; lines: OpenLine[] };

/** The rows of a file that is asked for by its address; null: there is none. */
export async function openFile(request: Request): Promise<File | null> {
  const input = fileInput.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!input.success) return null;
  const { table, until, community } = input.data;
  const of = await openOf(community);
  if (!of) return null;
  const [words, figures, locale] = await Promise.all([
    getTranslations("words"),
    getTranslations("figures"),
    getLocale(),
  ]);
  const lines = await openLines(of.community.id, { table, until }, ({ by, key, name, nameEn }) => {
    if (by === "category") return words(`categories.${key as CategoryKey}`);
    if (by === "month") return key;
    if (name) return locale === "en" && nameEn ? nameEn : name;
    return by === "building" ? figures("elsewhere") : of.name;
  });
  return { of, table, lines };
}

/** Everybody gets the same, and it changes once a month: it may be kept for a while. */
export const openHeaders = {
  "access-control-allow-origin": "*",
  "cache-control": "public, max-age=300",
  vary: "accept-language, cookie",
};
