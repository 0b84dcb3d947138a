import { useTranslations } from "#components/i18n.ts";
import { Choices, TextArea } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { newId } from "#db/id.ts";
import { type RatingAnswer, ratingAnswers } from "#domain/concern/rules.ts";

type Props = {
  action: (state: FormState, data: FormData) => Promise<FormState>;
  /** What says whose word it is, and on what. */
  hidden: Record<string, string>;
  at?: string;
  initial: RatingAnswer | null;
  /** Whoever raised it may add a word; where it is not solved it goes back with what is missing. */
  reporter: boolean;
};

/** The one question when something was solved, and one button. */
export function RateForm({ action, hidden, at, initial, reporter }: Props) {
  const t = useTranslations("rate");
  return (
    <Form action={action} submission={newId()} at={at} name="rate" label={t("question")} className="grid gap-5">
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Choices
        name="answer"
        label={t("question")}
        initial={initial ?? ""}
        choices={ratingAnswers.map((value) => ({ value, label: t(`answers.${value}`) }))}
      />
      {reporter && <TextArea name="body" label={t("body")} hint={t("bodyHint")} rows={3} />}
      <Submit main className="justify-self-start">
        {t("send")}
      </Submit>
    </Form>
  );
}
