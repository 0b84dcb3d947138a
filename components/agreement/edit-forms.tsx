import { useLocale, useTranslations } from "#components/i18n.ts";
import { SelectField, TextArea, TextField } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { newId } from "#db/id.ts";
import { type Locale, localeNames } from "#domain/account/preferences.ts";
import { typedCents } from "#domain/agreement/money.ts";
import type { AgreementPage, MeasureLine } from "#domain/agreement/page.ts";
import { shareKinds } from "#domain/agreement/shares.ts";
import { unitName } from "./named.ts";

type Action = (state: FormState, data: FormData) => Promise<FormState>;
type Restored = Record<string, string | string[]> | null;
type Unit = { id: string; name: string; nameEn: string | null };

const languages = [
  { locale: "zh-CN", name: "textZhCn" },
  { locale: "zh-TW", name: "textZhTw" },
  { locale: "en", name: "textEn" },
] as const satisfies { locale: Locale; name: string }[];

type Of = { agreement: AgreementPage; at: string; restored: Restored };

/** Title and text, in one to three languages. */
export function TextForm({ agreement, at, restored, action }: Of & { action: Action }) {
  const t = useTranslations("agreement");
  return (
    <Form
      action={action}
      submission={newId()}
      at={at}
      name="text"
      restored={restored}
      label={t("text")}
      className="grid gap-4"
    >
      <input type="hidden" name="agreement" value={agreement.id} />
      <input type="hidden" name="revision" value={agreement.textRevision} />
      <TextField name="title" label={t("titleField")} initial={agreement.title} required />
      {languages.map(({ locale, name }) => (
        <TextArea
          key={name}
          name={name}
          label={
            <>
              {t("text")} <span lang={locale}>({localeNames[locale].full})</span>
            </>
          }
          hint={locale === "zh-CN" ? t("textHint") : t("optional")}
          initial={agreement.texts[locale]}
          rows={locale === "zh-CN" ? 10 : 5}
          required={locale === "zh-CN"}
        />
      ))}
      <Submit main className="justify-self-start">
        {t("save")}
      </Submit>
    </Form>
  );
}

type MeasureProps = Of & { units: readonly Unit[]; set: Action; takeOut: Action };

/** The measures of a draft, each with its form; and one for a new one. */
export function MeasureForms({ agreement, at, restored, units, set, takeOut }: MeasureProps) {
  const t = useTranslations("agreement");
  return (
    <div className="grid gap-4">
      {agreement.measures.map((m, i) => (
        <details key={m.id} className="fold" open={!m.proof || !m.dueOn || !m.organizationId}>
          <summary>
            {i + 1}. {m.what}
          </summary>
          <div className="mt-2 grid gap-3">
            <MeasureForm {...{ agreement, at, restored, units }} action={set} measure={m} />
            <Form action={takeOut} submission={newId()} at={at} name={`out-${m.id}`} label={t("takeOut")}>
              <input type="hidden" name="agreement" value={agreement.id} />
              <input type="hidden" name="measure" value={m.id} />
              <Submit className="btn-plain">{t("takeOut")}</Submit>
            </Form>
          </div>
        </details>
      ))}
      <details className="fold" open={!agreement.measures.length}>
        <summary>{t("addMeasure")}</summary>
        <div className="mt-2">
          <MeasureForm {...{ agreement, at, restored, units }} action={set} measure={null} />
        </div>
      </details>
    </div>
  );
}

function MeasureForm({
  agreement,
  at,
  restored,
  units,
  action,
  measure,
}: Of & { units: readonly Unit[]; action: Action; measure: MeasureLine | null }) {
  const t = useTranslations("agreement");
  const locale = useLocale();
  return (
    <Form
      action={action}
      submission={newId()}
      at={at}
      name={`measure-${measure?.id ?? "new"}`}
      restored={restored}
      label={measure ? measure.what : t("addMeasure")}
      className="grid gap-4"
    >
      <input type="hidden" name="agreement" value={agreement.id} />
      <input type="hidden" name="measure" value={measure?.id ?? ""} />
      <TextField name="what" label={t("what")} initial={measure?.what ?? ""} required />
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          name="organization"
          label={t("who")}
          initial={measure?.organizationId ?? ""}
          empty={t("chooseUnit")}
          options={units.map((u) => ({ value: u.id, label: unitName(locale, u, "") }))}
        />
        <TextField name="dueOn" type="date" label={t("byWhen")} initial={measure?.dueOn ?? ""} required />
      </div>
      <TextField name="proof" label={t("proof")} hint={t("proofHint")} initial={measure?.proof ?? ""} required />
      <Submit className="justify-self-start">{t(measure ? "save" : "addMeasure")}</Submit>
    </Form>
  );
}

/** Estimate and shares, all at once: they add up, or it is said what is wrong. */
export function SharesForm({ agreement, at, restored, action }: Of & { action: Action }) {
  const t = useTranslations("agreement");
  const locale = useLocale();
  return (
    <Form
      action={action}
      submission={newId()}
      at={at}
      name="shares"
      restored={restored}
      label={t("shares")}
      className="grid gap-4"
    >
      <input type="hidden" name="agreement" value={agreement.id} />
      <TextField
        name="estimate"
        label={t("estimateField")}
        hint={t("estimateHint")}
        inputMode="numeric"
        initial={agreement.estimateCents === null ? "" : typedCents(agreement.estimateCents)}
        required
      />
      {agreement.parties.map((p) => {
        const name = unitName(locale, p, t("households"));
        return (
          <fieldset key={p.id} className="grid gap-3 border-t border-line pt-3 sm:grid-cols-[1fr_1fr]">
            <legend className="float-left w-full font-bold sm:col-span-2">{name}</legend>
            <SelectField
              name={`kind.${p.id}`}
              label={t("pays")}
              initial={p.shareKind ?? "none"}
              options={(["none", ...shareKinds] as const).map((value) => ({ value, label: t(`kinds.${value}`) }))}
            />
            <TextField
              name={`value.${p.id}`}
              label={t("howMuch")}
              inputMode="numeric"
              initial={
                p.shareKind === "percent" && p.sharePercent !== null
                  ? `${p.sharePercent}`
                  : p.shareKind === "amount"
                    ? typedCents(p.shareCents)
                    : ""
              }
            />
          </fieldset>
        );
      })}
      <Submit main className="justify-self-start">
        {t("save")}
      </Submit>
    </Form>
  );
}

/** Who is a party: units of the community, and the households. */
export function PartyForms({
  agreement,
  at,
  restored,
  units,
  add,
  leave,
}: Of & { units: readonly Unit[]; add: Action; leave: Action }) {
  const t = useTranslations("agreement");
  const locale = useLocale();
  const there = new Set(agreement.parties.map((p) => p.organizationId ?? ""));
  const options = [
    ...units.filter((u) => !there.has(u.id)).map((u) => ({ value: u.id, label: unitName(locale, u, "") })),
    ...(there.has("") ? [] : [{ value: "", label: t("householdsByVote") }]),
  ];
  return (
    <div className="grid gap-4">
      <ul>
        {agreement.parties.map((p) => (
          <li key={p.id}>
            <details className="fold">
              <summary>
                <span className="font-bold">{unitName(locale, p, t("households"))}</span>
              </summary>
              <Form
                action={leave}
                submission={newId()}
                at={at}
                name={`leave-${p.id}`}
                restored={restored}
                className="grid gap-3 py-3"
                label={t("leaves")}
              >
                <input type="hidden" name="agreement" value={agreement.id} />
                <input type="hidden" name="party" value={p.id} />
                <p className="small">{t("leavesHint")}</p>
                <TextField name="reason" label={t("reason")} required />
                <Submit className="justify-self-start">{t("leaves")}</Submit>
              </Form>
            </details>
          </li>
        ))}
      </ul>
      {options.length > 0 && (
        <Form
          action={add}
          submission={newId()}
          at={at}
          name="party"
          restored={restored}
          className="grid gap-3"
          label={t("addParty")}
        >
          <input type="hidden" name="agreement" value={agreement.id} />
          <SelectField name="organization" label={t("addParty")} options={options} />
          <Submit className="justify-self-start">{t("add")}</Submit>
        </Form>
      )}
    </div>
  );
}
