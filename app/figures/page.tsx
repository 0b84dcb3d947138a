import type { Metadata } from "next";
import Link from "next/link";
import { Definitions } from "#components/figures/definitions.tsx";
import { FigureFilters } from "#components/figures/filters.tsx";
import { Scope, useMonth, useName } from "#components/figures/scope.tsx";
import { DutyTable, RateTable, Summary } from "#components/figures/tables.tsx";
import { getTranslations, useTranslations } from "#components/i18n.ts";
import { PrintButton } from "#components/ui/print-button.tsx";
import { addressOf, communitiesWithFigures } from "#domain/figures/ask.ts";
import { type Figures, figures } from "#domain/figures/breakdown.ts";
import { viewer as currentViewer, orNotFound } from "../session.ts";
import { type Look, look, monthsFor, type Search, typedIn } from "./asked.ts";
import { OpenPage, openMetadata } from "./open-page.tsx";

export async function generateMetadata({ searchParams }: { searchParams: Search }): Promise<Metadata> {
  if (!communitiesWithFigures(await currentViewer()).length) return openMetadata(typedIn(await searchParams));
  return { title: (await getTranslations("figures"))("title") };
}

/** The figures of whoever works in a community, each with its list; for everybody else those that all may read. */
export default async function FiguresPage({ searchParams }: { searchParams: Search }) {
  const typed = typedIn(await searchParams);
  const viewer = await currentViewer();
  if (!communitiesWithFigures(viewer).length) return <OpenPage typed={typed} />;
  const [found, t] = await Promise.all([orNotFound(look(viewer, typed)), getTranslations("figures")]);
  const counts = await figures(viewer, found.asked);
  return (
    <div className="page grid gap-6">
      <div className="flex flex-wrap items-start justify-between gap-4">
        <div>
          <h1>{t("title")}</h1>
          <p className="mt-1 text-ink-2">{t("lead")}</p>
        </div>
        <p className="flex flex-wrap items-center gap-x-5 print:hidden">
          <Link href="/figures/public" className="lone text-t1">
            {t("public")}
          </Link>
          <a href={addressOf("/figures/export", found.asked)} className="lone text-t1">
            {t("csv")}
          </a>
          <PrintButton plain>{t("print")}</PrintButton>
        </p>
      </div>
      <Shown found={found} counts={counts} communities={communitiesWithFigures(viewer)} />
    </div>
  );
}

type Shown = { found: Look; counts: Figures; communities: ReturnType<typeof communitiesWithFigures> };

function Shown({ found: { asked, errors, units, buildings }, counts, communities }: Shown) {
  const month = useMonth();
  const name = useName();
  const options = (of: { id: string; name: string; nameEn?: string | null }[]) =>
    of.map((o) => ({ value: o.id, label: name({ nameEn: null, ...o }) }));
  return (
    <>
      <FigureFilters
        asked={asked}
        errors={errors}
        months={monthsFor(asked).map((m) => ({ value: m, label: month(m) }))}
        communities={options(communities)}
        units={options(units)}
        buildings={options(buildings)}
      />
      <Scope asked={asked} unit={units.find((u) => u.id === asked.unit)} />
      <Counted asked={asked} counts={counts} />
      <Definitions />
    </>
  );
}

function Counted({ asked, counts }: { asked: Look["asked"]; counts: Figures }) {
  const t = useTranslations("figures");
  const words = useTranslations("words");
  const month = useMonth();
  const name = useName();
  const units = counts.units.map((row) => ({ key: row.id, name: name(row), narrowed: { unit: row.id }, counts: row }));
  if (counts.total.due + counts.total.raised + counts.units.length === 0) return <p className="rule">{t("none")}</p>;
  return (
    <>
      <Summary counts={counts.total} asked={asked} />
      <RateTable
        by="months"
        asked={asked}
        rows={counts.months.map((row) => ({
          key: row.month,
          name: month(row.month),
          narrowed: { from: row.month, to: row.month },
          counts: row,
        }))}
      />
      {!asked.category && (
        <RateTable
          by="categories"
          asked={asked}
          rows={counts.categories.map((row) => ({
            key: row.category,
            name: words(`categories.${row.category}`),
            narrowed: { category: row.category },
            counts: row,
          }))}
        />
      )}
      {!asked.building && (
        <RateTable
          by="buildings"
          asked={asked}
          rows={counts.buildings.map((row) => ({
            key: row.id ?? "none",
            name: row.name ?? t("elsewhere"),
            narrowed: { building: row.id ?? "none" },
            counts: row,
          }))}
        />
      )}
      {!asked.unit && <RateTable by="units" asked={asked} rows={units} />}
      <DutyTable asked={asked} rows={units} />
    </>
  );
}
