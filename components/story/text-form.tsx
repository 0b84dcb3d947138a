import { useTranslations } from "#components/i18n.ts";
import { SelectField, TextArea, TextField, Ticks } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { newId } from "#db/id.ts";
import { localeNames } from "#domain/account/preferences.ts";
import type { StoryOptions, StoryWork } from "#domain/story/page.ts";

type Props = {
  work: StoryWork;
  options: StoryOptions;
  action: (state: FormState, data: FormData) => Promise<FormState>;
  at: string;
  restored: Record<string, string | string[]> | null;
};

/** The original as it is typed: plain paragraphs, and markers in lines of their own. */
export function StoryTextForm({ work, options, action, at, restored }: Props) {
  const t = useTranslations("stories");
  const text = work.texts[work.original];
  return (
    <Form
      action={action}
      submission={newId()}
      at={at}
      name="text"
      restored={restored}
      label={t("textForm")}
      className="grid max-w-[46rem] gap-5"
    >
      <input type="hidden" name="story" value={work.id} />
      <p className="small">{t("writtenIn", { language: localeNames[work.original].full })}</p>
      <TextField name="title" label={t("titleField")} hint={t("titleHint")} initial={text?.title ?? ""} required />
      <TextArea name="lead" label={t("leadField")} hint={t("leadHint")} initial={text?.lead ?? ""} rows={2} />
      <TextArea name="body" label={t("bodyField")} hint={t("bodyHint")} initial={text?.body ?? ""} rows={16} />
      {options.problems.length > 0 && (
        <SelectField
          name="problem"
          label={t("problemField")}
          hint={t("problemHint")}
          initial={work.problem ?? ""}
          empty={t("noProblem")}
          options={options.problems.map((p) => ({ value: p.id, label: `${p.number} ${p.title}` }))}
        />
      )}
      {options.stories.length > 0 && (
        <details className="fold">
          <summary>{t("relatedField")}</summary>
          <div className="pb-3">
            <Ticks
              name="related"
              label={t("relatedHint")}
              choices={options.stories.map((s) => ({ value: s.id, label: s.title }))}
              initial={work.related}
            />
          </div>
        </details>
      )}
      <Submit main className="justify-self-start">
        {t("save")}
      </Submit>
    </Form>
  );
}
