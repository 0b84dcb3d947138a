import { useFormatter, useTranslations } from "#components/i18n.ts";
import { State } from "#components/ui/state.tsx";
import { type Bar, lineOf, type Stretch } from "#domain/works/line.ts";
import type { WorksPage } from "#domain/works/read.ts";
import { useDay } from "./day.ts";
import { barLooks } from "./looks.ts";

/** Stages and measures in time: hollow what was planned, solid what came of it, striped what comes later than planned. */
export function WorksLine({ works }: { works: WorksPage }) {
  const t = useTranslations("works");
  const format = useFormatter();
  const day = useDay();
  const line = lineOf(works, works.signedOn, works.today);
  if (!line) return <p className="text-ink-2">{t("nothingPlanned")}</p>;
  const items = new Map(itemsOf(works, t).map((item) => [item.id, item]));
  const rows = line.bars.flatMap((bar) => {
    const item = items.get(bar.id);
    return item ? [{ bar, ...item }] : [];
  });
  const whyLater = (bar: Bar) =>
    bar.delays.map((d) => t(`delay.${d.of}`, { was: day(d.was), to: day(d.to), reason: d.reason }));
  const short = { year: "2-digit", month: "numeric", timeZone: "UTC" } as const;
  return (
    <figure className="works-line">
      <div className="sr-only">
        <table>
          <caption>{t("line")}</caption>
          <thead>
            <tr>
              {(["item", "state", "planned", "came", "why"] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`columns.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ bar, name, planned, came }) => (
              <tr key={bar.id}>
                <th scope="row">{name}</th>
                <td>{t(`states.${bar.state}`)}</td>
                <td>{planned.map((d) => day(d)).join(" – ") || t("noDay")}</td>
                <td>{cameDays(came, bar, day) || t("notYet")}</td>
                <td>{whyLater(bar).join(" ")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div aria-hidden="true">
        <svg className="works-track works-months">
          <title>{t("line")}</title>
          {line.marks.map((mark) => (
            <text key={mark.day} x={`${mark.at}%`} y="15" textAnchor={mark.at > 90 ? "end" : "start"}>
              {format.dateTime(new Date(`${mark.day}T00:00Z`), short)}
            </text>
          ))}
        </svg>
        <ul>
          {rows.map(({ bar, name, planned, came }) => (
            <li key={bar.id} className="works-row">
              <p className="flex flex-wrap items-baseline justify-between gap-x-3">
                <span className="font-bold">{name}</span>
                <State look={barLooks[bar.state]}>{t(`states.${bar.state}`)}</State>
              </p>
              <Track bar={bar} today={line.today} marks={line.marks.map((m) => m.at)} />
              <p className="small flex flex-wrap gap-x-4">
                {planned.length > 0 && (
                  <span>{t("plannedDays", { days: planned.map((d) => day(d)).join(" – ") })}</span>
                )}
                {came.length > 0 && <span>{t("cameDays", { days: cameDays(came, bar, day) })}</span>}
              </p>
              {whyLater(bar).map((why) => (
                <p key={why} className="small text-late">
                  {why}
                </p>
              ))}
            </li>
          ))}
        </ul>
        <ul className="small mt-2 flex flex-wrap gap-x-5 gap-y-1">
          {(["planned", "came", "later", "today"] as const).map((key) => (
            <li key={key} className="flex items-center gap-2">
              <svg width="28" height="14">
                <title>{t(`legend.${key}`)}</title>
                {key === "planned" && <rect className="works-planned" x="1" y="2" width="26" height="10" />}
                {key === "came" && (
                  <rect className="works-came works-came-underway" x="0" y="3" width="28" height="8" />
                )}
                {key === "later" && <Later x="1" width="26" y={2} id="legend" />}
                {key === "today" && <line className="works-today" x1="14" x2="14" y1="0" y2="14" />}
              </svg>
              {t(`legend.${key}`)}
            </li>
          ))}
        </ul>
      </div>
    </figure>
  );
}

/** From when to when; of what runs, from when. */
const cameDays = (came: string[], { state }: Bar, day: (d: string) => string): string =>
  came.map((d) => day(d)).join(" – ") + (came.length === 1 && (state === "underway" || state === "late") ? " –" : "");

type Words = ReturnType<typeof useTranslations<"works">>;

/** What stands on the line, with the days that were planned and those that came. */
function itemsOf({ stages, measures }: WorksPage, t: Words) {
  const days = (...all: (string | null)[]) => [...new Set(all.filter((d) => d !== null))];
  return [
    ...stages.map((s) => ({
      id: s.id,
      name: t(`stages.${s.kind}`),
      planned: days(s.plannedFrom, s.plannedUntil),
      came: days(s.startedOn, s.endedOn),
    })),
    ...measures.map((m) => ({ id: m.id, name: m.what, planned: days(m.dueOn), came: days(m.startedOn, m.doneOn) })),
  ];
}

const place = ({ from, to }: Stretch) => ({ x: `${from}%`, width: `${Math.max(0.8, to - from)}%` });

function Track({ bar, today, marks }: { bar: Bar; today: number | null; marks: number[] }) {
  return (
    <svg className="works-track">
      <title>{bar.state}</title>
      <line className="works-ground" x1="0" x2="100%" y1="12" y2="12" />
      {marks.map((at) => (
        <line key={at} className="works-ground" x1={`${at}%`} x2={`${at}%`} y1="4" y2="20" />
      ))}
      {bar.planned && <rect className="works-planned" y="5" height="14" {...place(bar.planned)} />}
      {bar.later && <Later {...place(bar.later)} y={5} id={bar.id} />}
      {bar.actual && <rect className={`works-came works-came-${bar.state}`} y="8" height="8" {...place(bar.actual)} />}
      {today !== null && <line className="works-today" x1={`${today}%`} x2={`${today}%`} y1="0" y2="24" />}
    </svg>
  );
}

function Later({ id, x, width, y }: { id: string; x: string; width: string; y: number }) {
  return (
    <>
      <defs>
        <pattern id={`later-${id}`} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line className="works-stripe" x1="0" x2="0" y1="0" y2="6" />
        </pattern>
      </defs>
      <rect className="works-later" x={x} y={y} width={width} height={y === 5 ? 14 : 10} fill={`url(#later-${id})`} />
    </>
  );
}
