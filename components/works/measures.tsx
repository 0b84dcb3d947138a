import { unitName } from "#components/agreement/named.ts";
import { AttachedFiles } from "#components/concern/attached.tsx";
import { useLocale, useTranslations } from "#components/i18n.ts";
import { TextArea, TextField } from "#components/ui/fields.tsx";
import { State } from "#components/ui/state.tsx";
import { type MeasureAct, type MeasureCapacity, measureAfter } from "#domain/measure/rules.ts";
import type { CarriedMeasure, WorksPage } from "#domain/works/read.ts";
import { useDay } from "./day.ts";
import { ActForm, type Action, Acts, FileFields, type Here, WhyLate } from "./forms.tsx";
import { barLooks } from "./looks.ts";
import { Told } from "./told.tsx";

type Actions = Record<"begin" | "finish" | "resume" | "drop" | "delay", Action>;

/** The measures, what became of each, and what those who raised it say. */
export function CarriedMeasures({ works, here, actions }: { works: WorksPage; here: Here; actions: Actions }) {
  return (
    <ol className="grid">
      {works.measures.map((m) => (
        <Measure key={m.id} measure={m} works={works} here={here} actions={actions} />
      ))}
    </ol>
  );
}

type Props = { measure: CarriedMeasure; works: WorksPage; here: Here; actions: Actions };

function Measure({ measure: m, works, here, actions }: Props) {
  const t = useTranslations("works");
  const words = useTranslations("words");
  const locale = useLocale();
  const day = useDay();
  const expected = m.expectedOn ?? m.dueOn;
  const open = m.status === "planned" || m.status === "underway";
  const late = open && expected !== null && expected < works.today;
  const { status, leads } = works.agreement;
  const capacities: MeasureCapacity[] = [...(leads ? ["lead" as const] : []), ...(m.mine ? ["unit" as const] : [])];
  const can = (act: MeasureAct) =>
    measureAfter(act, m.status, capacities) !== undefined &&
    (status === "concluded" || (status === "carried_out" && act === "resume" && leads));
  const of = { here, about: m.what, hidden: { measure: m.id } };
  return (
    <li className="grid gap-2 border-t border-line py-4">
      <p className="flex flex-wrap items-baseline justify-between gap-x-3 gap-y-1">
        <span className="font-bold">{m.what}</span>
        <State look={barLooks[late ? "late" : m.status]}>{t(`states.${late ? "late" : m.status}`)}</State>
      </p>
      <p className="small">
        {[
          m.unit && unitName(locale, { name: m.unit, nameEn: m.unitEn }, ""),
          m.dueOn && t("due", { day: day(m.dueOn, "long") }),
          m.expectedOn && t("expected", { day: day(m.expectedOn, "long") }),
          m.doneOn && t("doneOn", { day: day(m.doneOn, "long") }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {m.doneNote && (
        <p className="said" dir="auto">
          {m.doneNote}
        </p>
      )}
      {m.reason && <p>{t(m.status === "dropped" ? "droppedBecause" : "resumedBecause", { reason: m.reason })}</p>}
      <AttachedFiles files={m.files} photo={words("photo")} />
      {m.status === "done" && <Told told={m.told} />}
      <Acts here={here} of={m.id}>
        {can("begin") && <ActForm {...of} action={actions.begin} name={`begin-${m.id}`} label={t("begin")} />}
        {can("finish") && (
          <ActForm {...of} action={actions.finish} name={`finish-${m.id}`} label={t("finish")}>
            <TextArea name="note" label={t("whatWasDone")} hint={t("whatWasDoneHint")} required />
            {late && expected && <WhyLate expected={day(expected, "long")} late />}
            <FileFields here={here} />
          </ActForm>
        )}
        {open && status === "concluded" && capacities.length > 0 && (
          <ActForm {...of} action={actions.delay} name={`delay-${m.id}`} label={t("delayIt")}>
            <TextField name="toOn" type="date" label={t("newDay")} min={expected ?? undefined} required />
            <TextField name="reason" label={t("why")} hint={t("everybodyReads")} required />
          </ActForm>
        )}
        {can("resume") && (
          <ActForm {...of} action={actions.resume} name={`resume-${m.id}`} label={t("resume")}>
            <p className="small">{t("resumeHint")}</p>
            <TextField name="reason" label={t("why")} hint={t("everybodyReads")} required />
          </ActForm>
        )}
        {can("drop") && (
          <ActForm {...of} action={actions.drop} name={`drop-${m.id}`} label={t("drop")}>
            <TextField name="reason" label={t("why")} hint={t("everybodyReads")} required />
          </ActForm>
        )}
      </Acts>
    </li>
  );
}
