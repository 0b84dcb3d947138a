import Link from "next/link";
import { useTranslations } from "#components/i18n.ts";
import { Choices, SelectField, TextArea, TextField, Tick, Ticks } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import { newId } from "#db/id.ts";
import type { OfficerOption } from "#domain/organization/options.ts";
import type { Offers } from "#domain/step/offers.ts";
import type { StepLine } from "#domain/step/page.ts";
import { familyWords, heardVia } from "#domain/step/rules.ts";
import { localTimeOf } from "#domain/time.ts";
import type { Action } from "./checklist.tsx";

type Restored = Record<string, string | string[]> | null;

/** What else whoever accompanies may do with a step, folded away: order, not needed, out. */
export function StepMore({
  step,
  number,
  first,
  last,
  actions,
}: {
  step: StepLine;
  number: string;
  first: boolean;
  last: boolean;
  actions: { settle: Action; move: Action; remove: Action };
}) {
  const t = useTranslations("steps");
  const about = (
    <>
      <input type="hidden" name="number" value={number} />
      <input type="hidden" name="step" value={step.id} />
      <input type="hidden" name="back" value="steps" />
    </>
  );
  const named = (act: string) => t("of", { act, step: step.title });
  return (
    <div className="flex flex-wrap items-start gap-x-5">
      <Link
        href={`/concerns/${number}/steps?step=${step.id}#write`}
        prefetch={false}
        className="lone"
        aria-label={named(t("change.title"))}
      >
        {t("change.title")}
      </Link>
      <details className="min-w-0 flex-1">
        <summary className="lone cursor-pointer" aria-label={named(t("more"))}>
          {t("more")}
        </summary>
        <div className="grid gap-3 border-s-2 border-line ps-4">
          <div className="flex flex-wrap gap-3">
            {(["up", "down"] as const)
              .filter((by) => !(by === "up" ? first : last))
              .map((by) => (
                <Form key={by} action={actions.move} submission={newId()} label={named(t(by))}>
                  {about}
                  <input type="hidden" name="by" value={by} />
                  <Submit>{t(by)}</Submit>
                </Form>
              ))}
          </div>
          {step.status === "open" && (
            <Form action={actions.settle} submission={newId()} label={named(t("notNeeded"))} className="grid gap-3">
              {about}
              <input type="hidden" name="to" value="not_needed" />
              <TextField name="note" label={t("field.note")} />
              <Submit className="justify-self-start">{t("notNeeded")}</Submit>
            </Form>
          )}
          <Form action={actions.remove} submission={newId()} label={named(t("remove"))}>
            {about}
            <Submit className="btn-plain">{t("remove")}</Submit>
          </Form>
        </div>
      </details>
    </div>
  );
}

/** A step as a form: a new one, or one that is changed. */
export function StepForm({
  step,
  number,
  officers,
  timeZone,
  action,
  restored,
}: {
  step: StepLine | null;
  number: string;
  officers: OfficerOption[];
  timeZone: string;
  action: Action;
  restored: Restored;
}) {
  const t = useTranslations("steps");
  const at = `/concerns/${number}/steps`;
  const title = step ? t("change.title") : t("add.title");
  const [day = "", time = ""] = step?.at ? localTimeOf(step.at, timeZone).split("T") : [];
  return (
    <section id="write" className="scroll-mt-4">
      <h2>{title}</h2>
      <Form
        key={step?.id ?? "new"}
        action={action}
        submission={newId()}
        at={step ? `${at}?step=${step.id}` : at}
        name="step"
        restored={restored}
        label={title}
        className="grid gap-4 pt-3"
      >
        <input type="hidden" name="number" value={number} />
        {step && <input type="hidden" name="step" value={step.id} />}
        <TextField name="title" label={t("field.title")} initial={step?.title} required />
        <TextArea
          name="papers"
          label={t("field.papers")}
          hint={t("field.papersHint")}
          rows={3}
          initial={step?.papers.join("\n")}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField name="day" type="date" label={t("field.day")} initial={day} />
          <TextField
            name="time"
            type="time"
            label={t("field.time")}
            hint={t("field.timeHint")}
            initial={step?.timed ? time : ""}
          />
        </div>
        <TextField name="place" label={t("field.place")} initial={step?.place ?? ""} />
        <SelectField
          name="officer"
          label={t("field.officer")}
          empty={t("field.nobody")}
          initial={step?.officerId ?? ""}
          options={officers.map((o) => ({ value: o.id, label: o.post ? `${o.name} · ${o.post}` : o.name }))}
        />
        <Tick name="generic" label={t("field.generic")} initial={step?.generic ?? false} />
        <p className="flex flex-wrap items-center gap-4">
          <Submit main>{step ? t("change.button") : t("add.button")}</Submit>
          {step && (
            <Link href={at} prefetch={false} className="lone">
              {t("change.cancel")}
            </Link>
          )}
        </p>
      </Form>
    </section>
  );
}

/** Steps that stand written somewhere already, to be ticked and taken over. */
export function OfferForm({
  offers,
  number,
  locale,
  action,
}: {
  offers: Offers;
  number: string;
  locale: string;
  action: Action;
}) {
  const t = useTranslations("steps");
  const groups = [
    ...offers.policies.map((p) => ({ label: t("offers.policy", { title: p.title }), steps: p.steps })),
    ...(offers.before.length ? [{ label: t("offers.before"), steps: offers.before }] : []),
  ];
  if (!groups.length) return null;
  return (
    <section>
      <h2>{t("offers.title")}</h2>
      <Form action={action} submission={newId()} label={t("offers.title")} className="grid gap-4 pt-3">
        <input type="hidden" name="number" value={number} />
        <input type="hidden" name="locale" value={locale} />
        {groups.map((group) => (
          <Ticks
            key={group.label}
            name="offers"
            label={group.label}
            choices={group.steps.map((o) => ({
              value: o.key,
              label: o.titles?.[locale] ?? o.title,
              ...(o.papers ? { hint: o.papers.split("\n").join(" · ") } : {}),
            }))}
          />
        ))}
        <Submit className="justify-self-start">{t("offers.button")}</Submit>
      </Form>
    </section>
  );
}

/** What the family said at the door or by telephone, noted with how it was said. */
export function WordForm({
  number,
  solved,
  action,
  restored,
}: {
  number: string;
  solved: boolean;
  action: Action;
  restored: Restored;
}) {
  const t = useTranslations("steps");
  return (
    <section>
      <h2>{t("word.title")}</h2>
      <p className="small">{t("word.intro")}</p>
      <Form
        action={action}
        submission={newId()}
        at={`/concerns/${number}/steps`}
        name="word"
        restored={restored}
        label={t("word.title")}
        className="grid gap-4 pt-3"
      >
        <input type="hidden" name="number" value={number} />
        <Choices
          name="word"
          label={t("word.word")}
          choices={familyWords.map((value) => ({
            value,
            label: t(`said.${value}`),
            ...(value === "done" && !solved ? { hint: t("word.doneHint") } : {}),
          }))}
        />
        <Choices
          name="via"
          label={t("word.via")}
          inline
          choices={heardVia.map((value) => ({ value, label: t(`said.${value}`) }))}
        />
        <TextArea name="how" label={t("word.how")} rows={2} required />
        <Submit className="justify-self-start">{t("word.button")}</Submit>
      </Form>
    </section>
  );
}
