import { useTranslations } from "#components/i18n.ts";
import { SelectField, TextArea, TextField } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { newId } from "#db/id.ts";
import { type Locale, localeNames } from "#domain/account/preferences.ts";
import { categoryKeys } from "#domain/concern/category.ts";
import { policyParts } from "#domain/policy/parts.ts";
import type { PolicyTexts } from "#domain/policy/read.ts";
import { partField } from "#domain/policy/write.ts";

type Props = {
  action: (state: FormState, data: FormData) => Promise<FormState>;
  at: string;
  community: string;
  policy: PolicyTexts | null;
  /** Whether what is written follows that one as its next version. */
  follows?: boolean;
  /** Today, as the community's calendar has it: where a new version begins unless another day is said. */
  today: string;
  restored: Record<string, string | string[]> | null;
};

/** The fields of each language: the first one is needed, the others where there are words for them. */
const languages = [
  { locale: "zh-CN", title: "title", body: "body" },
  { locale: "zh-TW", title: "titleTw", body: "bodyTw" },
  { locale: "en", title: "titleEn", body: "bodyEn" },
] as const;

/** A policy explanation as it is written, in one to three languages. */
export function PolicyForm({ action, at, community, policy, follows = false, today, restored }: Props) {
  const t = useTranslations("policies");
  const words = useTranslations("words");
  const said = (locale: Locale) => policy?.texts.find((text) => text.locale === locale);
  return (
    <Form
      action={action}
      submission={newId()}
      at={at}
      name="policy"
      restored={restored}
      label={t(follows ? "newVersion" : policy ? "edit" : "write")}
      className="grid gap-6"
    >
      <input type="hidden" name="community" value={community} />
      {policy && <input type="hidden" name={follows ? "replaces" : "policy"} value={policy.id} />}
      <SelectField
        name="category"
        label={t("category")}
        initial={policy?.category ?? ""}
        empty={t("choose")}
        options={categoryKeys.map((value) => ({ value, label: words(`categories.${value}`) }))}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          name="validFrom"
          type="date"
          label={t("validFrom")}
          hint={follows ? t("validFromNext") : t("validFromHint")}
          initial={follows ? today : (policy?.validFrom ?? "")}
          required={follows}
        />
        <TextField
          name="validUntil"
          type="date"
          label={t("validUntil")}
          hint={t("validUntilHint")}
          initial={follows ? "" : (policy?.validUntil ?? "")}
        />
      </div>
      {languages.map(({ locale, title, body }) => (
        <fieldset key={locale} className="grid gap-4 border-t border-line pt-4">
          <legend className="float-left mb-2 w-full text-t2 font-bold" lang={locale}>
            {localeNames[locale].full}
          </legend>
          <TextField
            name={title}
            label={t("titleField")}
            hint={locale === "zh-CN" ? t("titleHint") : t("optional")}
            initial={said(locale)?.title ?? ""}
            required={locale === "zh-CN"}
          />
          <TextArea
            name={body}
            label={t("bodyField")}
            hint={locale === "zh-CN" ? t("bodyHint") : undefined}
            initial={said(locale)?.body ?? ""}
            rows={8}
            required={locale === "zh-CN"}
          />
          <details className="fold" open={policyParts.some((part) => said(locale)?.[part]) || locale === "zh-CN"}>
            <summary>{t("partsField")}</summary>
            <div className="grid gap-4 py-2">
              {policyParts.map((part) => (
                <TextArea
                  key={part}
                  name={partField(part, locale)}
                  label={t(`parts.${part}`)}
                  initial={said(locale)?.[part] ?? ""}
                  rows={2}
                />
              ))}
            </div>
          </details>
        </fieldset>
      ))}
      <Submit main className="justify-self-start">
        {t("save")}
      </Submit>
    </Form>
  );
}
