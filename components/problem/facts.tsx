import { useFormatter, useLocale, useTranslations } from "#components/i18n.ts";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { newId } from "#db/id.ts";
import type { ProblemWorkings } from "#domain/problem/page.ts";

type Props = {
  number: string;
  workings: ProblemWorkings;
  now: Date;
  /** For whoever leads it: a unit leaves the table. */
  unseat: ((state: FormState, data: FormData) => Promise<FormState>) | null;
};

/** Who leads it, what comes next and when, who sits at the table. */
export function ProblemFacts({ number, workings, now, unseat }: Props) {
  const t = useTranslations("problem");
  const format = useFormatter();
  const locale = useLocale();
  const { owner, nextAt, nextNote, units } = workings;
  return (
    <div className="sheet !p-4">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-2 text-t1 [&_dt]:text-ink-3">
        <dt>{t("owner")}</dt>
        <dd>{owner ?? t("nobody")}</dd>
        {nextAt && (
          <>
            <dt>{t("next")}</dt>
            <dd>
              <time dateTime={nextAt.toISOString()}>{format.dateTime(nextAt, "moment")}</time>
              <span className="small ms-2">{format.relativeTime(nextAt, now)}</span>
              {nextNote && <span className="block">{nextNote}</span>}
            </dd>
          </>
        )}
      </dl>
      <div className="mt-3 border-t border-line pt-3 text-t1">
        <h2 className="text-t1 font-normal text-ink-3">{t("table")}</h2>
        {units.length === 0 && t("nobodyAtTable")}
        <ul>
          {units.map((unit) => {
            const name = locale === "en" && unit.nameEn ? unit.nameEn : unit.name;
            return (
              <li key={unit.id} className="flex flex-wrap items-center justify-between gap-x-3">
                {name}
                {unseat && (
                  <Form
                    action={unseat}
                    submission={newId()}
                    name={`unseat-${unit.id}`}
                    label={t("unseatWho", { unit: name })}
                  >
                    <input type="hidden" name="number" value={number} />
                    <input type="hidden" name="organization" value={unit.id} />
                    <Submit className="btn-plain">{t("unseat")}</Submit>
                  </Form>
                )}
              </li>
            );
          })}
        </ul>
      </div>
    </div>
  );
}
