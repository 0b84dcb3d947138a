import type { ReactNode } from "react";
import { useLocale, useTranslations } from "#components/i18n.ts";
import { Choices, SelectField, TextArea, TextField, Tick, Ticks } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { newId } from "#db/id.ts";
import type { OfficerOption, UnitOption } from "#domain/organization/options.ts";
import type { ProblemFace, ProblemWorkings } from "#domain/problem/page.ts";
import { type ProblemActName, problemCloseReasons, steps } from "#domain/problem/rules.ts";
import { daysLater, localTimeOf } from "#domain/time.ts";
import { SaidFields } from "./fields.tsx";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

type Context = {
  problem: ProblemFace;
  workings: ProblemWorkings;
  units: UnitOption[];
  officers: OfficerOption[];
  timeZone: string;
  restored: Record<string, string | string[]> | null;
};

type Props = { act: ProblemActName; actions: Record<ProblemActName, Action>; context: Context };

/** One act of whoever leads a problem, as a form. */
export function ProblemActForm({ act, actions, context }: Props) {
  const t = useTranslations("problem");
  const { problem, restored } = context;
  return (
    <section id="do" className="scroll-mt-4 rounded-md border-2 border-door bg-sheet p-4">
      <h2>{t(`acts.${act}`)}</h2>
      <Form
        key={act}
        action={actions[act]}
        submission={newId()}
        at={`/problems/${problem.number}?do=${act}`}
        name={act}
        restored={restored}
        label={t(`acts.${act}`)}
        className="grid gap-4 pt-3"
      >
        <input type="hidden" name="number" value={problem.number} />
        <Fields act={act} context={context} />
        <Submit main className="justify-self-start">
          {t(`acts.${act}`)}
        </Submit>
      </Form>
    </section>
  );
}

function Fields({ act, context }: { act: ProblemActName; context: Context }): ReactNode {
  const { problem, workings, units, officers, timeZone } = context;
  const t = useTranslations("problem");
  const locale = useLocale();
  const step = steps.find((one) => one === act);
  if (step)
    return (
      <>
        <input type="hidden" name="step" value={step} />
        <p className="small">{t(`stepHints.${step}`)}</p>
      </>
    );
  switch (act) {
    case "next":
      return (
        <>
          <TextField
            name="nextAt"
            type="datetime-local"
            label={t("nextAt")}
            initial={localTimeOf(daysLater(new Date(), 7, timeZone, "17:00"), timeZone)}
            required
          />
          <TextField name="nextNote" label={t("nextNote")} initial={workings.nextNote ?? ""} />
        </>
      );
    case "add":
      return <TextArea name="concerns" label={t("concernsField")} hint={t("concernsHint")} rows={2} required />;
    case "seat": {
      const free = units.filter((u) => !workings.units.some((seated) => seated.id === u.id));
      return (
        <Ticks
          name="organizations"
          label={t("seatWho")}
          choices={free.map((u) => ({ value: u.id, label: locale === "en" && u.nameEn ? u.nameEn : u.name }))}
        />
      );
    }
    case "publish":
      return (
        <>
          <p className="small">{t("publishHint")}</p>
          <TextArea name="face" label={t("face")} hint={t("faceHint")} rows={6} initial={problem.face ?? ""} required />
          <Tick name="read" label={t("readTick")} />
        </>
      );
    case "handOver":
      return (
        <SelectField
          name="owner"
          label={t("owner")}
          empty={t("choose")}
          options={officers
            .filter((o) => o.id !== workings.ownerId)
            .map((o) => ({ value: o.id, label: o.post ? `${o.name} · ${o.post}` : o.name }))}
        />
      );
    case "rename":
      return <SaidFields initial={{ title: problem.title, summary: workings.summary, category: problem.category }} />;
    case "close":
      return (
        <Choices
          name="reason"
          label={t("reason")}
          choices={problemCloseReasons
            .filter((reason) => reason !== "carried_out" || problem.status === "done")
            .map((value) => ({ value, label: t(`closeReasons.${value}`) }))}
        />
      );
    default:
      return <p className="small">{act === "hide" ? t("hideHint") : t("reopenHint")}</p>;
  }
}
