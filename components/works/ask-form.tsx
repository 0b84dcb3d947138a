import { useTranslations } from "#components/i18n.ts";
import { Choices, TextField } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import { newId } from "#db/id.ts";
import { type ToldAnswer, toldAnswers } from "#domain/told/answers.ts";
import type { Action } from "./forms.tsx";

type Props = {
  action: Action;
  /** What says whose word it is, and on what. */
  hidden: Record<string, string>;
  name: string;
  at?: string;
  what: string;
  note: string | null;
  initial: ToldAnswer | null;
  /** It was answered before, and can be answered otherwise. */
  again: boolean;
  word?: string | null;
  restored?: Record<string, string | string[]> | null;
};

/** One question to a household that raised it: is it done? */
export function AskForm({ action, hidden, name, at, what, note, initial, again, word, restored }: Props) {
  const t = useTranslations("told");
  return (
    <Form
      action={action}
      submission={newId()}
      at={at}
      name={name}
      restored={restored}
      label={t("question", { what })}
      className="grid gap-4 border-s-4 border-door bg-door-wash p-4"
    >
      {Object.entries(hidden).map(([key, value]) => (
        <input key={key} type="hidden" name={key} value={value} />
      ))}
      {note && (
        <p className="said" dir="auto">
          {note}
        </p>
      )}
      <Choices
        name="answer"
        label={t("question", { what })}
        initial={initial ?? ""}
        choices={toldAnswers.map((value) => ({ value, label: t(`answers.${value}`) }))}
      />
      <TextField name="word" label={t("word")} hint={t("wordHint")} initial={word ?? ""} />
      <Submit main className="justify-self-start">
        {t(again ? "change" : "send")}
      </Submit>
    </Form>
  );
}
