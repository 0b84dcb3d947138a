import Link from "next/link";
import { useTranslations } from "#components/i18n.ts";
import { type Option, SelectField, TextArea, TextField } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import type { SavedReply } from "#domain/thread/saved.ts";
import { type Known, placeholders } from "#domain/thread/saved-text.ts";

type Props = {
  action: (state: FormState, data: FormData) => Promise<FormState>;
  submission: string;
  restored: Record<string, string | string[]> | null;
  units: Option[];
  /** The one that is changed; none: a new one. */
  reply: SavedReply | null;
};

/** A saved reply to be written, changed or thrown away. */
export function ReplyForm({ action, submission, restored, units, reply }: Props) {
  const t = useTranslations("replies");
  const named = Object.fromEntries(placeholders.map((p) => [p, `{${p}}`])) as Known;
  const [only] = units.length === 1 ? units : [];
  const unit = reply?.organization ?? only?.value;
  return (
    <Form
      action={action}
      submission={submission}
      at={reply ? `/replies?edit=${reply.id}` : "/replies"}
      name={reply ? "change" : "add"}
      restored={restored}
      label={reply ? t("changeTitle", { name: reply.name }) : t("add")}
      className="grid gap-4"
    >
      {reply && <input type="hidden" name="saved" value={reply.id} />}
      {unit ? (
        <input type="hidden" name="organization" value={unit} />
      ) : (
        <SelectField name="organization" label={t("organization")} empty={t("choose")} options={units} />
      )}
      <TextField name="name" label={t("name")} hint={t("nameHint")} initial={reply?.name} required />
      <TextArea name="body" label={t("body")} hint={t("bodyHint", named)} initial={reply?.body} rows={6} required />
      <p className="flex flex-wrap items-center gap-4">
        <Submit main>{t("save")}</Submit>
        {reply && (
          <>
            <Submit name="remove" value="1">
              {t("remove")}
            </Submit>
            <Link href="/replies" prefetch={false} className="lone">
              {t("cancel")}
            </Link>
          </>
        )}
      </p>
    </Form>
  );
}
