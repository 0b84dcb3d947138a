import Link from "next/link";
import { Standing } from "#components/deadline/standing.tsx";
import { useFormatter, useTranslations } from "#components/i18n.ts";
import { State } from "#components/ui/state.tsx";
import { lookOf, nextSteps } from "#domain/concern/rules.ts";
import type { DeskLine } from "#domain/desk/desk.ts";

/** What waits on a desk: the matter, where, what is to be done, and by when. */
export function DeskLines({ lines, now }: { lines: DeskLine[]; now: Date }) {
  const t = useTranslations("desk");
  const words = useTranslations("words");
  const format = useFormatter();
  return (
    <ul>
      {lines.map((c) => {
        const look = lookOf(c.status, c.due, now);
        const step = nextSteps.find((s) => s === c.nextStep);
        return (
          <li
            key={c.number}
            className="relative grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 border-t border-line py-3"
          >
            <Link
              href={`/concerns/${c.number}`}
              prefetch={false}
              className="font-bold no-underline after:absolute after:inset-0 hover:underline"
            >
              <bdi>{c.title}</bdi>
              {c.unread > 0 && <span className="ms-2 text-t0 text-door">{t("unread", { count: c.unread })}</span>}
            </Link>
            <State look={look}>{look === "late" ? words("late") : words(`statuses.${c.status}`)}</State>
            <p className="small col-span-2 flex flex-wrap gap-x-3">
              <span>{words(`categories.${c.category}`)}</span>
              {c.building && (
                <span>
                  {c.building} {c.entrance}
                </span>
              )}
              {c.nudges > 0 && <b className="text-late">{words("askedAgain", { count: c.nudges })}</b>}
              {(c.nextNote || step) && <span>{c.nextNote ?? words(`nextSteps.${step ?? "answer"}`)}</span>}
              <Standing standing={c.standing} now={now} />
              {c.due && c.standing?.of !== "unit" && (
                <time dateTime={c.due.toISOString()}>{format.relativeTime(c.due, now)}</time>
              )}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
