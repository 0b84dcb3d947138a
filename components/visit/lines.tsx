import Link from "next/link";
import { useFormatter, useTranslations } from "#components/i18n.ts";
import { State } from "#components/ui/state.tsx";
import type { VisitLine } from "#domain/visit/read.ts";
import { visitLook } from "#domain/visit/rules.ts";

/** Visits as rows: when, which door, who goes. */
export function VisitLines({ visits, now, compact = false }: { visits: VisitLine[]; now: Date; compact?: boolean }) {
  const t = useTranslations("visits");
  const words = useTranslations("words");
  const format = useFormatter();
  return (
    <ul>
      {visits.map((v) => {
        const overdue = v.status === "planned" && v.endsAt < now;
        return (
          <li
            key={v.id}
            className={`relative grid gap-x-6 border-t border-line py-3 ${compact ? "" : "md:grid-cols-[13rem_minmax(0,1fr)_auto] md:items-baseline"}`}
          >
            <time dateTime={v.startsAt.toISOString()} className="text-t1">
              {format.dateTimeRange(v.startsAt, v.endsAt, {
                month: "short",
                day: "numeric",
                weekday: "short",
                hour: "2-digit",
                minute: "2-digit",
                hourCycle: "h23",
              })}
            </time>
            <Link
              href={`/visits/${v.id}`}
              prefetch={false}
              className="font-bold no-underline after:absolute after:inset-0 hover:underline"
            >
              {v.building} {v.entrance} <span className="num">{v.door}</span>
            </Link>
            <span className="flex flex-wrap items-baseline gap-x-3">
              <State look={overdue ? "waiting" : visitLook(v.status)}>
                {overdue ? t("toRecord") : words(`visitStatuses.${v.status}`)}
              </State>
            </span>
            <p className={`small flex flex-wrap gap-x-3 ${compact ? "" : "md:col-start-2"}`}>
              {v.officers.length > 0 && <span>{format.list(v.officers, { type: "conjunction" })}</span>}
              {v.purpose && <span>{v.purpose}</span>}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
