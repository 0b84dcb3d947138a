import { getLocale, getTranslations } from "#components/i18n.ts";
import { type CategoryKey, categoryKeys } from "#domain/concern/category.ts";
import { figures } from "#domain/figures/breakdown.ts";
import { figuresAsCsv } from "#domain/figures/export.ts";
import { type Measure, measureKeys } from "#domain/figures/measures.ts";
import { NotFound } from "#domain/refusal.ts";
import { viewer } from "../../session.ts";
import { look } from "../asked.ts";

/** The table of the figures as they are asked for, as a file. */
export async function GET(request: Request): Promise<Response> {
  const who = await viewer();
  try {
    const { asked, errors } = await look(who, Object.fromEntries(new URL(request.url).searchParams));
    if (Object.keys(errors).length > 0) return new Response(null, { status: 404 });
    const [counts, t, words, locale] = await Promise.all([
      figures(who, asked),
      getTranslations("figures"),
      getTranslations("words"),
      getLocale(),
    ]);
    const file = figuresAsCsv(counts, {
      by: t("csvBy"),
      name: t("csvName"),
      all: t("csvAll"),
      breakdowns: {
        months: t("row.months"),
        categories: t("row.categories"),
        buildings: t("row.buildings"),
        units: t("row.units"),
      },
      what: Object.fromEntries(measureKeys.map((m) => [m, t(`what.${m}`)])) as Record<Measure, string>,
      categories: Object.fromEntries(categoryKeys.map((c) => [c, words(`categories.${c}`)])) as Record<
        CategoryKey,
        string
      >,
      elsewhere: t("elsewhere"),
      unitName: ({ name, nameEn }) => (locale === "en" && nameEn ? nameEn : name),
    });
    return new Response(file, {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": 'attachment; filename="figures.csv"',
        "cache-control": "private, no-store",
      },
    });
  } catch (error) {
    if (error instanceof NotFound) return new Response(null, { status: 404 });
    throw error;
  }
}
