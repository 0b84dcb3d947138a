import type { ReactNode } from "react";
import { useTranslations } from "#components/i18n.ts";
import { type OpenBy, type OpenMeasure, openShares, openTimes } from "#domain/figures/open/measures.ts";
import type { OpenRow } from "#domain/figures/open/read.ts";
import { Mark } from "./marks.tsx";
import { useTold } from "./told.ts";

export type Line = OpenRow & { said: string };

/** What stands above the column of a measure. */
const useHead = (): ((measure: OpenMeasure) => string) => {
  const t = useTranslations("open");
  const figures = useTranslations("figures");
  return (measure) => {
    if (measure === "raised") return t("raised");
    if (measure in openShares) return figures(`rate.${measure as keyof typeof openShares}`);
    return t(`measure.${measure}`);
  };
};

/** Rows with what is told of them, a column a measure; under counts how large they are among themselves. */
export function OpenTable({
  label,
  first,
  rows,
  measures,
}: {
  label: string;
  first: string;
  rows: readonly Line[];
  measures: readonly OpenMeasure[];
}) {
  const say = useTold();
  const head = useHead();
  const most = Math.max(1, ...rows.map((row) => row.told.raised?.value ?? 0));
  return (
    <table className="w-full table-fixed border-collapse text-t1 max-sm:block">
      <caption className="sr-only">{label}</caption>
      <thead className="max-sm:sr-only">
        <tr>
          <th scope="col" className="py-2 pe-3 text-start align-bottom">
            {first}
          </th>
          {measures.map((m) => (
            <th key={m} scope="col" className="py-2 pe-3 text-start align-bottom font-normal text-ink-2">
              {head(m)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-sm:block">
        {rows.map((row) => (
          <tr
            key={row.key}
            className="border-t border-line max-sm:grid max-sm:grid-cols-2 max-sm:gap-x-4 max-sm:py-2 print:break-inside-avoid"
          >
            <th
              scope="row"
              className="min-w-0 py-2 pe-3 text-start align-top font-normal max-sm:col-span-2 max-sm:py-1 max-sm:font-bold"
            >
              {row.said}
            </th>
            {measures.map((m) => {
              const told = row.told[m];
              return (
                <td key={m} className="num py-2 pe-3 align-top max-sm:py-1">
                  <span className="small block sm:hidden">{head(m)}</span>
                  <span className={told ? (m in openShares ? "font-bold" : "") : "small"}>{say(m, told)}</span>
                  {m === "raised" && <Mark told={told} most={most} />}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The table behind a picture, one tap away. */
export function Behind({ children }: { children: ReactNode }) {
  const t = useTranslations("open");
  return (
    <details className="mt-3 print:hidden">
      <summary className="py-2.5 text-t1">{t("table")}</summary>
      <div className="overflow-x-auto">{children}</div>
    </details>
  );
}

/** The times of rows. */
export const times: readonly OpenMeasure[] = openTimes;

/** The same as files for everybody. */
export function Files({ table, query }: { table: OpenBy; query: string }) {
  const t = useTranslations("open");
  return (
    <p className="flex gap-x-4 print:hidden">
      {(["CSV", "JSON"] as const).map((kind) => (
        <a
          key={kind}
          href={`/figures/open.${kind.toLowerCase()}?table=${table}${query}`}
          className="lone text-t1"
          aria-label={t("file", { table: t(`tables.${table}`), kind })}
        >
          {kind}
        </a>
      ))}
    </p>
  );
}
