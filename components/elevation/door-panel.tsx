import Link from "next/link";
import { useFormatter, useTranslations } from "#components/i18n.ts";
import { State } from "#components/ui/state.tsx";
import { lookOf } from "#domain/concern/rules.ts";
import type { DoorPanel as Panel } from "#domain/round/door.ts";
import { visitLook } from "#domain/visit/rules.ts";

type Props = { panel: Panel; running: boolean; close: string; now: Date };

/** One door: its visits in this round, what its household raised, and the way to the next visit. */
export function DoorPanel({ panel, running, close, now }: Props) {
  const t = useTranslations("rounds");
  const words = useTranslations("words");
  const visit = useTranslations("visit");
  const place = useTranslations("place");
  const format = useFormatter();
  const over = panel.visits.some(({ status }) => status === "visited" || status === "planned");
  const plan = new URLSearchParams({ entrance: panel.entranceId, door: panel.door });
  return (
    <section aria-labelledby="door" className="door-panel print:hidden">
      <header className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-3">
        <h2 id="door" tabIndex={-1} className="outline-none">
          {panel.building} {panel.entrance} <span className="num">{panel.door}</span>
          <span className="small block font-normal">{place("floor", { floor: panel.floor })}</span>
        </h2>
        <a href={close} data-door="" data-close="" className="btn btn-plain">
          {t("close")}
        </a>
      </header>
      {panel.refusedAt && (
        <p className="border-s-4 border-refused bg-refused-wash p-3 text-t1">
          {t("refusedSince", { date: format.dateTime(panel.refusedAt, "date") })}
        </p>
      )}
      {panel.visits.length === 0 && <p className="text-t1 text-ink-2">{t("noVisit")}</p>}
      <ul>
        {panel.visits.map((v) => (
          <li key={v.id} className="relative grid gap-x-3 border-t border-line py-3 text-t1">
            <span className="flex flex-wrap items-baseline justify-between gap-x-3">
              <Link
                href={`/visits/${v.id}`}
                prefetch={false}
                className="font-bold no-underline after:absolute after:inset-0 hover:underline"
              >
                <time dateTime={v.startsAt.toISOString()}>{format.dateTime(v.startsAt, "moment")}</time>
              </Link>
              <State look={visitLook(v.status)}>{words(`visitStatuses.${v.status}`)}</State>
            </span>
            <span className="small">
              {[v.team, v.officers.length > 0 && format.list(v.officers, { type: "conjunction" })]
                .filter(Boolean)
                .join(" · ")}
            </span>
            {v.recordedAt && v.recordedBy && (
              <span className="small">
                {t("recordedBy", { who: v.recordedBy, when: format.dateTime(v.recordedAt, "moment") })}
              </span>
            )}
            {v.purpose && <span className="small">{v.purpose}</span>}
          </li>
        ))}
      </ul>
      {panel.concerns.length > 0 && (
        <>
          <h3>{visit("raisedBefore")}</h3>
          <ul>
            {panel.concerns.map((c) => (
              <li
                key={c.number}
                className="relative grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-3 border-t border-line py-3 text-t1"
              >
                <Link
                  href={`/concerns/${c.number}`}
                  prefetch={false}
                  className="no-underline after:absolute after:inset-0 hover:underline"
                >
                  <bdi>{c.title}</bdi>
                </Link>
                <State look={lookOf(c.status, c.nextAt, now)}>{words(`statuses.${c.status}`)}</State>
              </li>
            ))}
          </ul>
        </>
      )}
      {running && !over && !panel.refusedAt && (
        <Link href={`/visits/new?${plan}`} className="btn btn-main">
          {t("planHere")}
        </Link>
      )}
    </section>
  );
}
