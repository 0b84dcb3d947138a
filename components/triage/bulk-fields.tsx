import { useLocale, useTranslations } from "#components/i18n.ts";
import { Choices, SelectField, TextField, Ticks } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { categoryKeys } from "#domain/concern/category.ts";
import type { LabelLine } from "#domain/label/labels.ts";
import type { OfficerOption, UnitOption } from "#domain/organization/options.ts";
import { daysLater, localTimeOf } from "#domain/time.ts";
import type { BulkAct } from "#domain/triage/bulk.ts";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

export type BulkContext = { units: UnitOption[]; officers: OfficerOption[]; labels: LabelLine[]; timeZone: string };

type Props = {
  act: BulkAct;
  numbers: string[];
  at: string;
  context: BulkContext;
  /** Units that were proposed on the way here. */
  proposed: string[];
  action: Action;
  restored: Record<string, string | string[]> | null;
};

/** What exactly is to be done with the chosen ones. */
export function BulkFields({ act, numbers, at, context, proposed, action, restored }: Props) {
  const t = useTranslations("triage");
  return (
    <Form action={action} at={at} name="plan" restored={restored} label={t(`acts.${act}`)} className="grid gap-5">
      <input type="hidden" name="act" value={act} />
      {numbers.map((number) => (
        <input key={number} type="hidden" name="numbers" value={number} />
      ))}
      <Fields act={act} context={context} proposed={proposed} />
      <Submit main className="justify-self-start">
        {t("preview")}
      </Submit>
    </Form>
  );
}

function Fields({ act, context, proposed }: Pick<Props, "act" | "context" | "proposed">) {
  const t = useTranslations("triage");
  const words = useTranslations("words");
  const locale = useLocale();
  const { units, officers, labels, timeZone } = context;
  const later = localTimeOf(daysLater(new Date(), 3, timeZone, "17:00"), timeZone);
  switch (act) {
    case "assign":
      return (
        <>
          <Ticks
            name="organizations"
            label={t("fields.units")}
            initial={proposed}
            choices={units.map((u) => ({ value: u.id, label: locale === "en" && u.nameEn ? u.nameEn : u.name }))}
          />
          <TextField name="dueAt" type="datetime-local" label={t("fields.dueAt")} initial={later} required />
        </>
      );
    case "owner":
      return (
        <SelectField
          name="owner"
          label={t("fields.owner")}
          empty={t("fields.choose")}
          options={officers.map((o) => ({ value: o.id, label: o.post ? `${o.name} · ${o.post}` : o.name }))}
        />
      );
    case "next":
      return <TextField name="nextAt" type="datetime-local" label={t("fields.nextAt")} initial={later} required />;
    case "urgency":
      return (
        <Choices
          name="urgency"
          label={t("fields.urgency")}
          inline
          choices={(["normal", "urgent"] as const).map((value) => ({ value, label: words(`urgency.${value}`) }))}
        />
      );
    case "category":
      return (
        <SelectField
          name="category"
          label={t("fields.category")}
          empty={t("fields.choose")}
          options={categoryKeys.map((value) => ({ value, label: words(`categories.${value}`) }))}
        />
      );
    case "label":
    case "unlabel":
      return (
        <SelectField
          name="label"
          label={t("fields.label")}
          empty={t("fields.choose")}
          options={labels.map((l) => ({ value: l.id, label: l.name }))}
        />
      );
    case "close":
      return (
        <Choices
          name="reason"
          label={t("fields.reason")}
          choices={(["explained", "duplicate", "not_possible", "moved_away"] as const).map((value) => ({
            value,
            label: words(`closeReasons.${value}`),
          }))}
        />
      );
    default:
      return null;
  }
}
