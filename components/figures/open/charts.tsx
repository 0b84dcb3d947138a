import { useMonth } from "#components/figures/scope.tsx";
import { useFormatter, useTranslations } from "#components/i18n.ts";
import type { OpenRow } from "#domain/figures/open/read.ts";
import { Column, Mark, Span } from "./marks.tsx";
import type { Line } from "./table.tsx";
import { useTold } from "./told.ts";

/** What people care about: the largest first; what is too small to be told is named below. */
export function Bars({ rows }: { rows: readonly Line[] }) {
  const say = useTold();
  const shown = rows
    .filter((row) => row.told.raised)
    .toSorted((a, b) => (b.told.raised?.value ?? 0) - (a.told.raised?.value ?? 0));
  const most = (shown[0]?.told.raised?.value ?? 0) + 3;
  return (
    <ul className="grid gap-y-2">
      {shown.map((row) => (
        <li key={row.key} className="grid grid-cols-[7rem_minmax(0,1fr)_4.5rem] items-center gap-x-3 text-t1">
          <span className="min-w-0">{row.said}</span>
          <Mark told={row.told.raised} most={most} />
          <span className="num text-end">{say("raised", row.told.raised)}</span>
        </li>
      ))}
    </ul>
  );
}

/** Which are too small to be told. */
export function NotTold({ rows }: { rows: readonly Line[] }) {
  const t = useTranslations("open");
  const format = useFormatter();
  const hidden = rows.filter((row) => !row.told.raised).map((row) => row.said);
  if (!hidden.length) return null;
  return <p className="small mt-3 max-w-(--measure)">{t("notTold", { names: format.list(hidden) })}</p>;
}

/** A column a month, from the first that something is told of. */
export function Months({ months }: { months: readonly OpenRow[] }) {
  const t = useTranslations("open");
  const format = useFormatter();
  const month = useMonth();
  const say = useTold();
  const first = months.findIndex((m) => m.told.raised);
  if (first < 0) return null;
  const shown = months.slice(first);
  const most = Math.max(...shown.map((m) => (m.told.raised?.value ?? 0) + 3));
  const alt = t("monthsAlt", {
    list: format.list(shown.map((m) => t("monthIs", { month: month(m.key), value: say("raised", m.told.raised) }))),
  });
  return (
    <div role="img" aria-label={alt} className="flex items-end gap-1 sm:gap-3">
      {shown.map((m) => (
        <div key={m.key} className="min-w-0 max-w-24 flex-1 text-center text-t0">
          <span className="num block font-bold">{m.told.raised?.value ?? "–"}</span>
          <div className="border-b-2 border-ink">
            <Column told={m.told.raised} most={most} />
          </div>
          <span className="block pt-1 text-ink-2">
            {format.dateTime(new Date(`${m.key}-15T12:00:00Z`), { month: "short", timeZone: "UTC" })}
          </span>
        </div>
      ))}
    </div>
  );
}

/** How long it takes, a line a row: from what half to what nine of ten do not exceed. */
export function Times({ rows, what }: { rows: readonly Line[]; what: "answer" | "solve" }) {
  const t = useTranslations("open");
  const say = useTold();
  const [median, p90] = [`${what}_median`, `${what}_p90`] as const;
  const shown = rows
    .filter((row) => row.told[median])
    .toSorted((a, b) => (a.told[median]?.value ?? 0) - (b.told[median]?.value ?? 0));
  if (!shown.length) return null;
  const most = Math.max(...shown.flatMap((row) => [row.told[median]?.value ?? 0, row.told[p90]?.value ?? 0]));
  const days = Math.ceil(most / 24);
  return (
    <div>
      <h3 className="flex flex-wrap items-baseline justify-between gap-x-3">
        {t(`until.${what}`)} <span className="small font-normal">{t("axis", { days })}</span>
      </h3>
      <ul className="mt-1">
        {shown.map((row) => (
          <li
            key={row.key}
            className="grid grid-cols-[7rem_minmax(0,1fr)_6rem] items-center gap-x-3 border-t border-line py-1 text-t1"
          >
            <span className="min-w-0">{row.said}</span>
            <Span median={row.told[median]} p90={row.told[p90]} most={days * 24} />
            <span className="num small text-end">
              {say(median, row.told[median])}
              {row.told[p90] && (
                <>
                  <span aria-hidden="true"> – </span>
                  <span className="sr-only">, </span>
                  {say(p90, row.told[p90])}
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
