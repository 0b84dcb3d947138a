import type { ReactNode } from "react";
import { useTranslations } from "#components/i18n.ts";
import { Choices, SelectField, TextArea, TextField, Ticks } from "#components/ui/fields.tsx";
import { Files } from "#components/ui/files.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { newId } from "#db/id.ts";
import type { Colleague } from "#domain/assignment/colleagues.ts";
import { returnReasons } from "#domain/assignment/return-reason.ts";
import { acceptedTypes, maxFiles } from "#domain/attachment/limits.ts";
import { categoryKeys } from "#domain/concern/category.ts";
import { type GivenBefore, likelyUnits } from "#domain/concern/likely-units.ts";
import type { ConcernPage } from "#domain/concern/page.ts";
import type { LabelLine } from "#domain/label/labels.ts";
import type { OfficerOption, UnitOption } from "#domain/organization/options.ts";
import { daysLater, localTimeOf } from "#domain/time.ts";
import { type Act, type ActName, suggestedUnit } from "./acts.ts";
import { HandField } from "./hand-field.tsx";
import { useUnitReason } from "./unit-reason.ts";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

export type ActContext = {
  page: ConcernPage;
  /** For the acts that choose among them. */
  units: UnitOption[];
  /** To which units such concerns were given before. */
  before: GivenBefore;
  officers: OfficerOption[];
  colleagues: Colleague[];
  labels: LabelLine[];
  actions: Record<ActName, Action>;
  /** By when a unit usually answers what it is given now. */
  due: Date;
  now: Date;
  timeZone: string;
  restored: Record<string, string | string[]> | null;
  /** For one who follows by a tracking link: the key of this form's uploads. */
  uploadKey: string | undefined;
  locale: string;
};

type Titles = (act: Act) => string;

const nameOf = (o: { name: string; nameEn: string | null }, locale: string) =>
  locale === "en" && o.nameEn ? o.nameEn : o.name;

/** What an act is called: those on a unit's assignment name the unit. */
export function useActTitles(locale: string): Titles {
  const t = useTranslations("acts");
  return ({ name, assignment: a }) => {
    const unit = a ? nameOf({ name: a.organization, nameEn: a.organizationEn }, locale) : "";
    if (name === "giveBack") return a?.own ? t("giveBack.title") : t("giveBack.takeBack", { unit });
    if (name === "askAgain") return t("askAgain.title", { unit });
    return t(`${name}.title`);
  };
}

/** One act as a form. */
export function ActForm({ act, context }: { act: Act; context: ActContext }) {
  const { page, actions, restored, locale } = context;
  const { concern } = page;
  const t = useTranslations("acts");
  const titles = useActTitles(locale);
  const hints: Partial<Record<ActName, string>> = {
    take: t("take.hint"),
    accept: t("accept.hint"),
    hand: t("hand.hint"),
    withdraw: t("withdraw.hint"),
    nudge: t("nudge.hint"),
    unmerge: t("unmerge.hint"),
  };
  const hint = hints[act.name];
  return (
    <section id="do" className="scroll-mt-4 rounded-md border-2 border-door bg-sheet p-4">
      <h2>{titles(act)}</h2>
      <Form
        // Another act is another form, with nothing left over from the one before.
        key={act.key}
        action={actions[act.name]}
        submission={newId()}
        at={`/concerns/${concern.number}?do=${act.key}`}
        name={act.key}
        restored={restored}
        label={titles(act)}
        className="grid gap-4 pt-3"
      >
        <input type="hidden" name="number" value={concern.number} />
        {act.assignment && <input type="hidden" name="assignment" value={act.assignment.id} />}
        {hint && <p className="small">{hint}</p>}
        <Fields act={act} context={context} />
        <Submit main className="justify-self-start">
          {act.name === "confirm" ? t("confirm.button") : titles(act)}
        </Submit>
      </Form>
    </section>
  );
}

function Fields({ act, context }: { act: Act; context: ActContext }): ReactNode {
  const { name } = act;
  const { page, units, before, officers, colleagues, labels, due, now, timeZone, uploadKey, locale } = context;
  const { concern, assignments } = page;
  const t = useTranslations("acts");
  const words = useTranslations("words");
  const reason = useUnitReason();
  const everyone = t(`everyoneReads.${concern.privacy}`);
  const dueField = (
    <TextField
      name="dueAt"
      type="datetime-local"
      label={t("assign.dueAt")}
      hint={t("assign.dueHint")}
      initial={localTimeOf(due, timeZone)}
      required
    />
  );
  const said = (label: string) => (
    <>
      <TextArea name="body" label={label} hint={everyone} required />
      {uploadKey && <input type="hidden" name="uploadKey" value={uploadKey} />}
      <Files accept={acceptedTypes.join(",")} max={maxFiles} uploadKey={uploadKey} community={concern.communityId} />
    </>
  );
  const others = officers
    .filter((o) => o.id !== concern.ownerId)
    .map((o) => ({ value: o.id, label: o.post ? `${o.name} · ${o.post}` : o.name }));
  switch (name) {
    case "answer":
      return said(t("answer.body"));
    case "solve":
      return said(t("solve.body"));
    case "reopen":
      return said(t("reopen.body"));
    case "confirm":
      return (
        <>
          <Choices
            name="rating"
            label={t("confirm.rating")}
            choices={(["5", "4", "3", "2", "1"] as const).map((value) => ({ value, label: words(`ratings.${value}`) }))}
          />
          <TextArea name="body" label={t("confirm.body")} rows={2} />
        </>
      );
    case "assign": {
      const given = new Set(assignments.filter((a) => a.status !== "returned").map((a) => a.organizationId));
      const free = likelyUnits(units, concern.category, before).filter((u) => !given.has(u.id));
      const returned = suggestedUnit(page);
      const suggested = free.find((u) => u.id === returned?.suggestedId);
      const proposed = concern.status === "assigned" ? [] : free.filter((u) => u.proposed);
      return (
        <>
          {returned && suggested && (
            <p className="border-s-4 border-waiting bg-waiting-wash p-3 text-waiting">
              {t("assign.suggested", {
                unit: nameOf({ name: returned.organization, nameEn: returned.organizationEn }, locale),
                to: nameOf(suggested, locale),
              })}
            </p>
          )}
          <Ticks
            name="organizations"
            label={t("assign.units")}
            initial={(suggested ? [suggested] : proposed).map((u) => u.id)}
            choices={free.map((u) => ({
              value: u.id,
              label: nameOf(u, locale),
              hint: reason(u, concern.category) || undefined,
            }))}
          />
          {dueField}
          <TextArea name="note" label={t("assign.note")} hint={t("workingReads")} rows={2} />
        </>
      );
    }
    case "ask":
      return <TextArea name="body" label={t("ask.body")} hint={everyone} required />;
    case "askAgain":
      return (
        <>
          <TextArea name="body" label={t("askAgain.body")} hint={t("workingReads")} required />
          {dueField}
        </>
      );
    case "giveBack":
      return (
        <>
          {act.assignment?.own ? (
            <>
              <Choices
                name="why"
                label={t("giveBack.why")}
                choices={returnReasons.map((value) => ({ value, label: words(`returnReasons.${value}`) }))}
              />
              <SelectField
                name="suggested"
                label={t("giveBack.suggested")}
                empty={t("giveBack.unknown")}
                options={units
                  .filter((u) => u.id !== act.assignment?.organizationId)
                  .map((u) => ({ value: u.id, label: nameOf(u, locale) }))}
              />
            </>
          ) : (
            <input type="hidden" name="why" value="other" />
          )}
          <TextArea name="reason" label={t("giveBack.reason")} hint={t("workingReads")} required rows={3} />
        </>
      );
    case "setLabels":
      return (
        <>
          {labels.length > 0 && (
            <Ticks
              name="labels"
              label={t("setLabels.labels")}
              initial={concern.labels.map((l) => l.id)}
              choices={labels.map((l) => ({ value: l.id, label: l.name }))}
            />
          )}
          <TextField name="fresh" label={t("setLabels.fresh")} />
        </>
      );
    case "nudge":
      return <TextArea name="body" label={t("nudge.body")} hint={everyone} rows={2} />;
    case "setNext":
      return (
        <>
          <TextField
            name="nextAt"
            type="datetime-local"
            label={t("setNext.nextAt")}
            initial={localTimeOf(daysLater(now, 3, timeZone, "10:00"), timeZone)}
            required
          />
          <TextField name="nextNote" label={t("setNext.nextNote")} initial={concern.nextNote ?? ""} />
        </>
      );
    case "sort":
      return (
        <>
          <SelectField
            name="category"
            label={t("sort.category")}
            initial={concern.category}
            options={categoryKeys.map((value) => ({ value, label: words(`categories.${value}`) }))}
          />
          <Choices
            name="urgency"
            label={t("sort.urgency")}
            inline
            initial={concern.urgency}
            choices={(["normal", "urgent"] as const).map((value) => ({ value, label: words(`urgency.${value}`) }))}
          />
          <Choices
            name="privacy"
            label={t("sort.privacy")}
            initial={concern.privacy}
            // Only the reporter widens the circle.
            choices={(concern.privacy === "private"
              ? (["private"] as const)
              : (["neighbourhood", "private"] as const)
            ).map((value) => ({ value, label: words(`privacy.${value}`) }))}
          />
        </>
      );
    case "handOver":
      return <SelectField name="owner" label={t("handOver.owner")} empty={t("choose")} options={others} />;
    case "hand":
      return (
        <HandField
          colleagues={colleagues.filter((c) => c.organization === act.assignment?.organizationId)}
          handler={act.assignment?.handler?.id ?? null}
        />
      );
    case "takeIn":
      return <SelectField name="officer" label={t("takeIn.officer")} empty={t("choose")} options={others} />;
    case "close":
      return (
        <>
          <Choices
            name="reason"
            label={t("close.reason")}
            choices={(["explained", "duplicate", "not_possible", "moved_away"] as const).map((value) => ({
              value,
              label: words(`closeReasons.${value}`),
            }))}
          />
          <TextArea name="body" label={t("close.body")} hint={everyone} required rows={3} />
        </>
      );
    default:
      return null;
  }
}
