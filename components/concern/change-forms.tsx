import Link from "next/link";
import { useTranslations } from "#components/i18n.ts";
import { TextArea } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";

type Props = {
  action: (state: FormState, data: FormData) => Promise<FormState>;
  submission: string;
  restored: Record<string, string | string[]> | null;
  /** Where the thread stands, and what its forms say of it. */
  at: string;
  fields: Record<string, string>;
  message: string;
  seq: number;
};

function Around({
  base: { action, submission, restored, at, fields, message, seq },
  name,
  label,
  button,
  children,
}: {
  base: Props;
  name: "edit" | "delete";
  label: string;
  button: string;
  children: React.ReactNode;
}) {
  const t = useTranslations("thread");
  return (
    <Form
      key={`${name}-${message}`}
      action={action}
      submission={submission}
      at={`${at}?${name}=${message}`}
      name={name}
      restored={restored}
      label={label}
      className="mt-3 grid gap-3 rounded-md border-2 border-door bg-sheet p-4"
    >
      {Object.entries({ ...fields, message, entry: `${seq}` }).map(([key, value]) => (
        <input key={key} type="hidden" name={key} value={value} />
      ))}
      {children}
      <p className="flex flex-wrap items-center gap-4">
        <Submit main>{button}</Submit>
        <Link href={`${at}#e${seq}`} prefetch={false} className="lone">
          {t("cancel")}
        </Link>
      </p>
    </Form>
  );
}

/** Below a message: its text, to be corrected. */
export function EditForm({ body, ...base }: Props & { body: string }) {
  const t = useTranslations("thread");
  return (
    <Around base={base} name="edit" label={t("editTitle")} button={t("editSave")}>
      <TextArea name="body" label={t("editTitle")} hint={t("editHint")} initial={body} required />
    </Around>
  );
}

/** Below a message: whether it is really to be taken back. */
export function DeleteForm(base: Props) {
  const t = useTranslations("thread");
  return (
    <Around base={base} name="delete" label={t("deleteTitle")} button={t("deleteButton")}>
      <p className="font-bold">{t("deleteTitle")}</p>
      <p className="small">{t("deleteHint")}</p>
    </Around>
  );
}
