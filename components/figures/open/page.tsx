import Link from "next/link";
import type { ReactNode } from "react";
import { Definitions } from "#components/figures/definitions.tsx";
import { useMonth, useName } from "#components/figures/scope.tsx";
import { Street } from "#components/figures/street.tsx";
import { useFormatter, useTranslations } from "#components/i18n.ts";
import { PrintButton } from "#components/ui/print-button.tsx";
import type { CategoryKey } from "#domain/concern/category.ts";
import { type OpenBy, openShareKeys, openShares } from "#domain/figures/open/measures.ts";
import type { OpenFigures, OpenRow } from "#domain/figures/open/read.ts";
import { Bars, Months, NotTold, Times } from "./charts.tsx";
import { Behind, Files, type Line, OpenTable, times } from "./table.tsx";
import { useTold } from "./told.ts";

type Props = {
  /** How the community is called, and its code where there are several. */
  name: string;
  community: string | undefined;
  figures: OpenFigures;
  floors: ReadonlyMap<string, number>;
};

const rules = ["private", "few", "steps", "alone", "still", "tried"] as const;

const day = (of: string) => new Date(`${of}T12:00:00Z`);

/** How well it goes, for everybody: what is told here is in db's open_figures, and nothing besides. */
export function OpenFiguresPage({ name, community, figures, floors }: Props) {
  const t = useTranslations("open");
  const month = useMonth();
  const { since, until, spans, total } = figures;
  const query = new URLSearchParams(community ? { community } : {});
  const to = (path: string, more: Record<string, string> = {}) => {
    const all = new URLSearchParams([...query, ...Object.entries(more)]);
    return all.size ? `${path}?${all}` : path;
  };
  const files = community ? `&community=${encodeURIComponent(community)}` : "";
  const told = total.told.raised !== null && total.told.raised !== undefined;
  return (
    <>
      <header className="grid gap-2">
        <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
          <h1>{t("title")}</h1>
          <PrintButton plain>{useTranslations("figures")("print")}</PrintButton>
        </div>
        <p>{t("lead", { community: name, from: month(since.slice(0, 7)), to: month(until.slice(0, 7)) })}</p>
        <p className="max-w-(--measure) text-t1 text-ink-2">{t("scope")}</p>
        {spans.length > 1 && (
          <nav aria-label={t("spans")} className="flex flex-wrap gap-x-4 print:hidden">
            {spans.map((span) => (
              <Link
                key={span.until}
                href={to("/figures/public", { until: span.until })}
                aria-current={span.until === until ? "page" : undefined}
                className="lone aria-[current]:font-bold aria-[current]:no-underline"
              >
                {t("year", { year: span.since.slice(0, 4) })}
              </Link>
            ))}
          </nav>
        )}
      </header>
      {told ? <Told figures={figures} files={files} /> : <p className="rule">{t("tooFew")}</p>}
      {figures.doors && <Doors doors={figures.doors} floors={floors} files={files} />}
      <section className="rule max-w-(--measure)" aria-labelledby="safe">
        <h2 id="safe" className="mb-3">
          {t("safe")}
        </h2>
        <ul className="grid list-disc gap-2 ps-5 text-t1 text-ink-2 marker:text-door">
          {rules.map((rule) => (
            <li key={rule}>{t(`rules.${rule}`)}</li>
          ))}
        </ul>
      </section>
      <Definitions open />
      <section className="rule" aria-labelledby="data">
        <h2 id="data">{t("data")}</h2>
        <p className="mt-1 text-ink-2">{t("dataHint")}</p>
        <Link href={to("/figures/open")} className="lone">
          {t("dataLink")}
        </Link>
      </section>
    </>
  );
}

/** A part of the page: what it is at the side, the picture beside it. */
function Part({
  id,
  title,
  hint,
  table,
  files,
  children,
}: {
  id: string;
  title: string;
  hint?: ReactNode;
  table?: OpenBy;
  files: string;
  children: ReactNode;
}) {
  return (
    <section
      aria-labelledby={id}
      className="rule grid gap-x-10 gap-y-4 md:grid-cols-[minmax(0,1fr)_minmax(0,2.4fr)] print:break-inside-avoid"
    >
      <div>
        <h2 id={id}>{title}</h2>
        {hint && <div className="mt-1 grid gap-1 text-t1 text-ink-2">{hint}</div>}
        {table && <Files table={table} query={files} />}
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  );
}

function Told({ figures, files }: { figures: OpenFigures; files: string }) {
  const t = useTranslations("open");
  const words = useTranslations("words");
  const rows = useTranslations("figures");
  const month = useMonth();
  const name = useName();
  const say = useTold();
  const { total, months, categories, buildings, units } = figures;
  const line = (row: OpenRow, said: string): Line => ({ ...row, said });
  const named = (row: OpenRow) =>
    line(row, row.name ? name({ name: row.name, nameEn: row.nameEn }) : rows("elsewhere"));
  const byCategory = categories.map((row) => line(row, words(`categories.${row.key as CategoryKey}`)));
  const rated = ["raised", ...openShareKeys] as const;
  const table = (
    by: "months" | "categories" | "buildings" | "units",
    of: readonly Line[],
    measures = rated as readonly (typeof rated)[number][],
  ) => <OpenTable label={rows(`by.${by}`)} first={rows(`row.${by}`)} rows={of} measures={measures} />;
  return (
    <>
      <section className="rule" aria-labelledby="rates">
        <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-6">
          <h2 id="rates">{t("rates")}</h2>
          <Files table="total" query={files} />
        </div>
        <dl className="grid gap-x-8 gap-y-5 sm:grid-cols-3">
          {openShareKeys.map((share) => {
            const whole = openShares[share].whole;
            return (
              <div key={share} className="grid content-start">
                <dt className="font-bold">{rows(`rate.${share}`)}</dt>
                <dd className="num text-t5 leading-tight font-bold tracking-tight">{say(share, total.told[share])}</dd>
                <dd className="num text-t1 text-ink-2">
                  {t(`of.${share}`, {
                    whole: total.told[whole] ? t("concerns", { n: say(whole, total.told[whole]) }) : "",
                  })}
                </dd>
                <dd>
                  <details className="text-t1 text-ink-2">
                    <summary className="py-2.5">{t("what")}</summary>
                    <p className="max-w-(--measure)">{rows(`definitions.${share}`)}</p>
                  </details>
                </dd>
              </div>
            );
          })}
        </dl>
      </section>
      <Part
        id="care"
        title={t("care")}
        hint={
          <>
            <p>{t("careHint")}</p>
            <p className="small">{t("rounded")}</p>
          </>
        }
        table="category"
        files={files}
      >
        <Bars rows={byCategory} />
        <NotTold rows={byCategory} />
        <Behind>{table("categories", byCategory)}</Behind>
      </Part>
      <Part id="months" title={t("months")} hint={<p>{t("monthsHint")}</p>} table="month" files={files}>
        <Months months={months} />
        <Behind>
          {table(
            "months",
            months.filter((m) => m.told.raised).map((m) => line(m, month(m.key))),
          )}
        </Behind>
      </Part>
      {total.told.answer_median && (
        <Part
          id="times"
          title={t("times")}
          files={files}
          hint={
            <>
              <p>
                {t("timesAnswer", { median: say("answer_median", total.told.answer_median) })}{" "}
                {total.told.answer_p90 && t("timesAnswerMost", { p90: say("answer_p90", total.told.answer_p90) })}
              </p>
              {total.told.solve_median && (
                <p>
                  {t("timesSolve", { median: say("solve_median", total.told.solve_median) })}{" "}
                  {total.told.solve_p90 && t("timesSolveMost", { p90: say("solve_p90", total.told.solve_p90) })}
                </p>
              )}
              <p className="small">{t("timesHint")}</p>
            </>
          }
        >
          <div className="grid gap-x-8 gap-y-5 lg:grid-cols-2">
            <Times rows={byCategory} what="answer" />
            <Times rows={byCategory} what="solve" />
          </div>
          <Behind>
            <OpenTable
              label={t("times")}
              first={rows("row.categories")}
              rows={byCategory.filter((row) => row.told.answer_median)}
              measures={times}
            />
          </Behind>
        </Part>
      )}
      <Part id="buildings" title={t("buildings")} hint={<p>{t("buildingsHint")}</p>} table="building" files={files}>
        {table("buildings", buildings.filter((row) => row.told.raised).map(named))}
        <NotTold rows={buildings.map(named)} />
      </Part>
      <Part id="units" title={t("units")} hint={<p>{t("unitsHint")}</p>} table="unit" files={files}>
        {table("units", units.filter((row) => row.told.raised).map(named))}
        <NotTold rows={units.map(named)} />
      </Part>
    </>
  );
}

type DoorsProps = { doors: NonNullable<OpenFigures["doors"]>; floors: ReadonlyMap<string, number>; files: string };

function Doors({ doors, floors, files }: DoorsProps) {
  const t = useTranslations("open");
  const rows = useTranslations("figures");
  const short = useTranslations("home");
  const format = useFormatter();
  const say = useTold();
  const until = format.dateTime(day(doors.until), { month: "long", day: "numeric", timeZone: "UTC" });
  const all = doors.all.told;
  return (
    <Part
      id="doors"
      title={t("doors")}
      table="door"
      files={files}
      hint={
        <>
          <p>
            {t("doorsLead", {
              round: doors.round,
              until,
              doors: all.doors?.value ?? 0,
              visited: say("visited", all.visited),
            })}
          </p>
          <p className="small">{t("doorsHint")}</p>
        </>
      }
    >
      <Street
        label={t("street")}
        buildings={doors.buildings.map((row) => ({
          name: row.name ?? "",
          floors: floors.get(row.key) ?? 6,
          doors: row.told.doors?.value ?? 0,
          visited: row.told.visited?.value ?? 0,
          said: row.told.visited ? short("streetAbout", { visited: row.told.visited.value }) : "–",
        }))}
      />
      <Behind>
        <OpenTable
          label={t("doors")}
          first={rows("row.buildings")}
          rows={doors.buildings.map((row) => ({ ...row, said: row.name ?? "" }))}
          measures={["doors", "visited"]}
        />
      </Behind>
    </Part>
  );
}
