import Link from "next/link";
import { Bar } from "#components/elevation/bar.tsx";
import { useFormatter, useTranslations } from "#components/i18n.ts";
import { Said } from "#components/ui/said.tsx";
import { State } from "#components/ui/state.tsx";
import type { ProblemLine } from "#domain/problem/list.ts";
import { problemLook } from "#domain/problem/rules.ts";
import { useCrowd } from "./crowd.ts";

/** The problems, those of most households first: the top of the list is what comes first. */
export function ProblemLines({ lines, now }: { lines: ProblemLine[]; now: Date }) {
  const t = useTranslations("problem");
  const words = useTranslations("words");
  const format = useFormatter();
  const crowd = useCrowd();
  const most = Math.max(5, ...lines.map((line) => line.size));
  return (
    <ol>
      {lines.map((p) => {
        const look = problemLook(p.status, p.nextAt, now);
        return (
          <li
            key={p.number}
            className="relative grid gap-x-6 gap-y-1 border-t border-line py-4 md:grid-cols-[minmax(0,1fr)_13rem_11rem] md:items-center"
          >
            <div className="min-w-0">
              <h2 className="text-t2">
                <Link
                  href={`/problems/${p.number}`}
                  prefetch={false}
                  className="no-underline after:absolute after:inset-0 hover:underline"
                >
                  <Said>{p.title}</Said>
                </Link>
              </h2>
              <p className="small flex flex-wrap gap-x-3">
                <span className="num">{p.number}</span>
                <span>{words(`categories.${p.category}`)}</span>
                {p.published && p.owner && <span>{t("isPublic")}</span>}
              </p>
            </div>
            <div className="grid gap-1">
              <b className="num text-t1">{crowd(p.crowd)}</b>
              <Bar value={p.size || 1} max={most} />
            </div>
            <p className="flex flex-wrap items-baseline gap-x-3 text-t1">
              <State look={look}>{look === "late" ? words("late") : t(`statuses.${p.status}`)}</State>
              {p.owner && (
                <span className="small">
                  {p.owner}
                  {p.nextAt && ` · ${format.dateTime(p.nextAt, "date")}`}
                </span>
              )}
            </p>
          </li>
        );
      })}
    </ol>
  );
}
