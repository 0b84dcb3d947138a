import Link from "next/link";
import { useFormatter, useTranslations } from "#components/i18n.ts";
import { State } from "#components/ui/state.tsx";
import type { DeskProblem } from "#domain/problem/desk.ts";
import { problemLook } from "#domain/problem/rules.ts";

/** The problems on a desk: how far, and what comes next by when. */
export function DeskProblems({ problems, now }: { problems: DeskProblem[]; now: Date }) {
  const t = useTranslations("problem");
  const desk = useTranslations("desk");
  const words = useTranslations("words");
  const format = useFormatter();
  if (!problems.length) return null;
  return (
    <section aria-labelledby="problems">
      <h2 id="problems" className="mb-2">
        {t("title")} <span className="num small">{problems.length}</span>
      </h2>
      <ul>
        {problems.map((p) => {
          const look = problemLook(p.status, p.nextAt, now);
          return (
            <li
              key={p.number}
              className="relative grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 border-t border-line py-3"
            >
              <Link
                href={`/problems/${p.number}`}
                prefetch={false}
                className="font-bold no-underline after:absolute after:inset-0 hover:underline"
              >
                <bdi>{p.title}</bdi>
                {p.unread > 0 && <span className="ms-2 text-t0 text-door">{desk("unread", { count: p.unread })}</span>}
              </Link>
              <State look={look}>{look === "late" ? words("late") : t(`statuses.${p.status}`)}</State>
              <p className="small col-span-2 flex flex-wrap gap-x-3">
                {p.nextNote && <span>{p.nextNote}</span>}
                {p.nextAt && <time dateTime={p.nextAt.toISOString()}>{format.relativeTime(p.nextAt, now)}</time>}
              </p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
