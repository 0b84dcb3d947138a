import { useFormatter, useTranslations } from "#components/i18n.ts";
import type { ProblemWorkings } from "#domain/problem/page.ts";
import { Bars } from "./bars.tsx";
import { DoorsOf } from "./doors.tsx";
import { monthName } from "./picture.tsx";

/** What speaks for it: since when, how it grows, whose voices, behind which doors; as far as the viewer may see it. */
export function Evidence({ workings }: { workings: ProblemWorkings }) {
  const t = useTranslations("problem");
  const format = useFormatter();
  const { since, growth, voices, doors, seen } = workings;
  if (!seen) return null;
  return (
    <section aria-labelledby="evidence" className="grid gap-5">
      <h2 id="evidence">{t("evidence")}</h2>
      <p className="flex flex-wrap gap-x-6 gap-y-1 text-t1">
        {since && <span>{t("since", { when: format.dateTime(since, "date") })}</span>}
        <span>{t("concernsCount", { count: seen })}</span>
        {voices.raised + voices.joined > 0 && <span>{t("whose", voices)}</span>}
      </p>
      {doors && <DoorsOf buildings={doors} />}
      <Bars
        title={t("growth")}
        rows={growth.map(({ month, n }) => ({
          key: month,
          name: monthName(month, format),
          n,
          said: t("concernsCount", { count: n }),
        }))}
      />
    </section>
  );
}
