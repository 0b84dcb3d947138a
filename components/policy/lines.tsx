import Link from "next/link";
import { useFormatter, useTranslations } from "#components/i18n.ts";
import { State } from "#components/ui/state.tsx";
import type { PolicyState } from "#domain/policy/publish.ts";
import type { PolicyLine } from "#domain/policy/read.ts";
import type { Standing } from "#domain/policy/standing.ts";

const looks = { draft: "waiting", published: "done", withdrawn: "quiet" } as const satisfies Record<
  PolicyState,
  string
>;

/** How far a policy explanation is, for who leads: everybody else reads published ones only. */
export function PolicyStateWord({ state }: { state: PolicyState }) {
  const t = useTranslations("policies");
  return <State look={looks[state]}>{t(`states.${state}`)}</State>;
}

/** How a published one stands today, where that is not self-evident. */
export function StandingWord({ standing }: { standing: Standing }) {
  const t = useTranslations("policies");
  if (standing === "valid") return null;
  return <State look={standing === "upcoming" ? "going" : "quiet"}>{t(`standings.${standing}`)}</State>;
}

/** Policy explanations, a line each: what it answers, its kind, and how it begins. */
export function PolicyLines({ lines, leads }: { lines: PolicyLine[]; leads: boolean }) {
  const words = useTranslations("words");
  const format = useFormatter();
  return (
    <ul>
      {lines.map((p) => (
        <li key={p.id} className="relative grid gap-1 border-t border-line py-4">
          <h2 className="text-t2" lang={p.locale}>
            <Link
              href={`/policies/${p.id}`}
              prefetch={false}
              className="no-underline after:absolute after:inset-0 hover:underline"
            >
              {p.title}
            </Link>
          </h2>
          <p className="small flex flex-wrap gap-x-3">
            <span>{words(`categories.${p.category}`)}</span>
            {p.publishedAt && <span>{format.dateTime(p.publishedAt, "date")}</span>}
            {leads && <PolicyStateWord state={p.state} />}
            {p.state === "published" && <StandingWord standing={p.standing} />}
          </p>
          <p className="line-clamp-2 max-w-[40rem]" lang={p.locale}>
            {p.body}
          </p>
        </li>
      ))}
    </ul>
  );
}
