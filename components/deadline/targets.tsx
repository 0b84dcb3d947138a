import Link from "next/link";
import { useTranslations } from "#components/i18n.ts";
import { TextField } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { newId } from "#db/id.ts";
import type { CategoryKey } from "#domain/concern/category.ts";
import type { OfficeSettings } from "#domain/deadline/settings.ts";
import type { Target } from "#domain/deadline/target.ts";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

type Props = {
  community: string;
  restored: Record<string, string | string[]> | null;
  targets: OfficeSettings["targets"];
  /** Minutes of a day of work. */
  day: number;
  /** The category whose targets are being changed. */
  open: CategoryKey | undefined;
  save: Action;
  usual: Action;
};

const hours = (minutes: number) => String(Math.round((minutes / 60) * 100) / 100);

/** Within how much working time each category is answered and solved. */
export function Targets({ community, restored, targets, day, open, save, usual }: Props) {
  const t = useTranslations("deadlines");
  const words = useTranslations("words");
  const time = (minutes: number) =>
    minutes % day === 0 ? t("inDays", { count: minutes / day }) : t("inHours", { hours: hours(minutes) });
  const told = (target: Target) =>
    target.solve === null
      ? t("answerOnly", { answer: time(target.answer) })
      : t("answerAndSolve", { answer: time(target.answer), solve: time(target.solve) });
  return (
    <section aria-labelledby="targets" className="rule grid gap-3">
      <h2 id="targets">{t("targets")}</h2>
      <p className="small">{t("targetsHint", { hours: hours(day) })}</p>
      <ul>
        {targets.map((row) => (
          <li key={row.category} id={row.category} className="border-t border-line py-2">
            <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4">
              <div className="text-t1">
                <b>{words(`categories.${row.category}`)}</b>
                <p className="small">
                  {words("urgency.normal")} {told(row.normal)}
                </p>
                <p className="small">
                  {words("urgency.urgent")} {told(row.urgent)}
                </p>
              </div>
              {open !== row.category && (
                <Link
                  href={`/deadlines?category=${row.category}#${row.category}`}
                  prefetch={false}
                  className="lone text-t1"
                  aria-label={t("changeOf", { category: words(`categories.${row.category}`) })}
                >
                  {t("change")}
                </Link>
              )}
            </div>
            {open === row.category && (
              <div className="grid gap-3 py-3">
                <Form
                  action={save}
                  submission={newId()}
                  at={`/deadlines?category=${row.category}`}
                  name="target"
                  restored={restored}
                  label={t("changeOf", { category: words(`categories.${row.category}`) })}
                  className="grid gap-4"
                >
                  <input type="hidden" name="community" value={community} />
                  <input type="hidden" name="category" value={row.category} />
                  <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
                    <TextField
                      name="normalAnswer"
                      label={t("normalAnswer")}
                      initial={hours(row.normal.answer)}
                      required
                    />
                    <TextField
                      name="normalSolve"
                      label={t("normalSolve")}
                      initial={row.normal.solve === null ? "" : hours(row.normal.solve)}
                    />
                    <TextField
                      name="urgentAnswer"
                      label={t("urgentAnswer")}
                      initial={hours(row.urgent.answer)}
                      required
                    />
                    <TextField
                      name="urgentSolve"
                      label={t("urgentSolve")}
                      initial={row.urgent.solve === null ? "" : hours(row.urgent.solve)}
                    />
                  </div>
                  <p className="small">{t("hoursUnit")}</p>
                  <Submit main className="justify-self-start">
                    {t("save")}
                  </Submit>
                </Form>
                {row.own && (
                  <Form action={usual} submission={newId()} at="/deadlines" name="usual">
                    <input type="hidden" name="community" value={community} />
                    <input type="hidden" name="category" value={row.category} />
                    <Submit className="btn-plain">{t("usual")}</Submit>
                  </Form>
                )}
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
