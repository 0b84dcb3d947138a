import { AttachedFiles } from "#components/concern/attached.tsx";
import { useTranslations } from "#components/i18n.ts";
import { SelectField, TextField } from "#components/ui/fields.tsx";
import { State } from "#components/ui/state.tsx";
import type { StageLine, WorksPage } from "#domain/works/read.ts";
import { type StageAct, stageAfter, stageKinds } from "#domain/works/stage-rules.ts";
import { useDay } from "./day.ts";
import { ActForm, type Action, Acts, FileFields, type Here, WhyLate } from "./forms.tsx";
import { barLooks } from "./looks.ts";

type Actions = Record<"choose" | "remove" | "begin" | "finish" | "resume" | "delay", Action>;

type Props = { works: WorksPage; here: Here; actions: Actions };

/** The stages that apply, what came of each, and its documents. */
export function Stages({ works, here, actions }: Props) {
  const t = useTranslations("works");
  const there = new Set(works.stages.map((s) => s.kind));
  const leads = works.agreement.leads && works.agreement.status === "concluded";
  const rest = stageKinds.filter((kind) => !there.has(kind));
  return (
    <div className="grid gap-2">
      {works.stages.length === 0 && <p className="text-ink-2">{t("noStages")}</p>}
      <ol className="grid">
        {works.stages.map((s) => (
          <Stage key={s.id} stage={s} works={works} here={here} actions={actions} leads={leads} />
        ))}
      </ol>
      {leads && rest.length > 0 && (
        <ActForm here={here} hidden={{}} action={actions.choose} name="stage" label={t("addStage")}>
          <SelectField
            name="kind"
            label={t("stage")}
            options={rest.map((value) => ({ value, label: t(`stages.${value}`) }))}
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField name="from" type="date" label={t("from")} required />
            <TextField name="until" type="date" label={t("until")} required />
          </div>
        </ActForm>
      )}
    </div>
  );
}

function Stage({ stage: s, works, here, actions, leads }: Props & { stage: StageLine; leads: boolean }) {
  const t = useTranslations("works");
  const words = useTranslations("words");
  const day = useDay();
  const can = (act: StageAct) => leads && stageAfter(act, s, works.stages) !== undefined;
  const of = { here, about: t(`stages.${s.kind}`), hidden: { stage: s.id } };
  const starts = s.expectedFrom ?? s.plannedFrom;
  const ends = s.expectedUntil ?? s.plannedUntil;
  const late = s.status !== "done" && ends < works.today;
  const state = late ? "late" : s.status;
  const today = <TextField name="day" type="date" label={t("onDay")} initial={works.today} required />;
  return (
    // On paper the line says the rest.
    <li className={`grid gap-2 border-t border-line py-4 ${s.note || s.files.length ? "" : "print:hidden"}`}>
      <p className="flex flex-wrap items-baseline justify-between gap-x-3 gap-y-1">
        <span className="font-bold">{t(`stages.${s.kind}`)}</span>
        <State look={barLooks[state]}>{t(`states.${state}`)}</State>
      </p>
      {s.note && (
        <p className="said" dir="auto">
          {s.note}
        </p>
      )}
      <AttachedFiles files={s.files} photo={words("photo")} />
      <Acts here={here} of={s.id}>
        {can("begin") && (
          <ActForm {...of} action={actions.begin} name={`begin-${s.id}`} label={t("begin")}>
            {today}
            <WhyLate expected={day(starts, "long")} late={starts < works.today} />
          </ActForm>
        )}
        {can("finish") && (
          <ActForm {...of} action={actions.finish} name={`finish-${s.id}`} label={t("finishStage")}>
            {today}
            <TextField name="note" label={t("cameOut")} hint={t("everybodyReads")} />
            <WhyLate expected={day(ends, "long")} late={late} />
            <FileFields here={here} />
          </ActForm>
        )}
        {leads && s.status !== "done" && (
          <ActForm {...of} action={actions.delay} name={`delay-${s.id}`} label={t("delayIt")}>
            <TextField name="toOn" type="date" label={t("newDay")} min={ends} required />
            <TextField name="reason" label={t("why")} hint={t("everybodyReads")} required />
          </ActForm>
        )}
        {can("resume") && <ActForm {...of} action={actions.resume} name={`resume-${s.id}`} label={t("resumeStage")} />}
        {leads && s.status === "planned" && s.delays.length === 0 && (
          <ActForm {...of} action={actions.remove} name={`remove-${s.id}`} label={t("removeStage")} />
        )}
      </Acts>
    </li>
  );
}
