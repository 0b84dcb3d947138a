import { useTranslations } from "#components/i18n.ts";
import { Choices, SelectField, TextField, Ticks } from "#components/ui/fields.tsx";
import { Form, Shown, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { newId } from "#db/id.ts";
import type { HelpedDoor } from "#domain/helper/list.ts";
import { allowances, consentsHeard, relations } from "#domain/helper/relation.ts";

type Props = {
  door: HelpedDoor;
  at: string;
  visit: string | null;
  /** Whoever acts for others comes for that. */
  main: boolean;
  name: (state: FormState, data: FormData) => Promise<FormState>;
  restored: Record<string, string | string[]> | null;
};

/** A household names who may act for it; an officer writes down how it said so. */
export function NameHelper({ door, at, visit, main, name, restored }: Props) {
  const t = useTranslations("helpers");
  return (
    <Form
      action={name}
      submission={newId()}
      at={at}
      name={`name-${door.household}`}
      restored={restored}
      label={t("add")}
      className="grid gap-4"
    >
      <input type="hidden" name="household" value={door.household} />
      <input type="hidden" name="visit" value={visit ?? ""} />
      <TextField name="name" label={t("name")} hint={t("nameHint")} required />
      <SelectField
        name="relation"
        label={t("relation")}
        empty={t("choose")}
        options={relations.map((value) => ({ value, label: t(`relations.${value}`) }))}
      />
      <Ticks
        name="may"
        label={t("may")}
        choices={allowances.map((value) => ({ value, label: t(`can.${value}`) }))}
        initial={[...allowances]}
      />
      {!door.own && (
        <>
          <Choices
            name="consent"
            label={t("consent")}
            choices={consentsHeard.map((value) => ({ value, label: t(`heard.${value}`) }))}
          />
          <TextField name="consentBy" label={t("consentBy")} required />
        </>
      )}
      <TextField name="email" type="email" label={t("email")} hint={t("emailHint")} />
      <TextField name="until" type="date" label={t("until")} hint={t("untilHint")} />
      <Submit main={main} className="justify-self-start">
        {t("addButton")}
      </Submit>
      <Shown name="code" label={t("code")} />
    </Form>
  );
}
