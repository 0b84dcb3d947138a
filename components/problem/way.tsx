import { Way, type WayStep } from "#components/board/way.tsx";
import { useFormatter, useTranslations } from "#components/i18n.ts";
import { Said } from "#components/ui/said.tsx";
import { type PublicProblemWay, wayOf } from "#domain/problem/way.ts";

/** How far a published problem has come, in six doors. */
export function ProblemWay({ way }: { way: PublicProblemWay }) {
  const t = useTranslations("way");
  const stages = useTranslations("works");
  const format = useFormatter();
  const day = (value: string) => format.dateTime(new Date(value.length === 10 ? `${value}T04:00:00Z` : value), "date");
  const steps = wayOf(way).map((part): WayStep => {
    const waits = part.state === "now" && part.key === "agreed" && way.agreement !== null;
    const hint = waits
      ? way.agreement?.status === "signing"
        ? t("signing")
        : t("voting")
      : part.day &&
        (part.state === "done" || part.key === "heard"
          ? day(part.day)
          : part.stage
            ? t("stageBy", { stage: stages(`stages.${part.stage}`), when: day(part.day) })
            : t("by", { when: day(part.day) }));
    return { key: part.key, title: t(`steps.${part.key}`), when: hint, state: part.state };
  });
  return <Way steps={steps} label={t("label", { title: way.title })} />;
}

/** What was agreed on, measure by measure, as everybody may read it. */
export function PublicMeasures({ way }: { way: PublicProblemWay }) {
  const t = useTranslations("way");
  const format = useFormatter();
  const { agreement } = way;
  if (!agreement?.measures.length) return null;
  const day = (value: string) => format.dateTime(new Date(value.length === 10 ? `${value}T04:00:00Z` : value), "date");
  return (
    <section aria-labelledby="agreed">
      <h2 id="agreed" className="mb-2">
        {t("agreed")}
      </h2>
      <p className="mb-2">
        <Said>{agreement.title}</Said>
      </p>
      <ol>
        {agreement.measures.map((measure) => (
          <li
            key={measure.what}
            className="grid gap-x-4 border-t border-line py-3 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-baseline"
          >
            <Said>{measure.what}</Said>
            <span className="small">
              {measure.status === "done" && measure.doneAt
                ? t("doneOn", { when: day(measure.doneAt) })
                : measure.dueOn
                  ? t("by", { when: day(measure.dueOn) })
                  : t("planned")}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
