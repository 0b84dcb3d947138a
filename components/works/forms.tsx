import { Children, type ReactNode } from "react";
import { useTranslations } from "#components/i18n.ts";
import { TextField } from "#components/ui/fields.tsx";
import { Files } from "#components/ui/files.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { newId } from "#db/id.ts";
import { acceptedTypes, maxFiles } from "#domain/attachment/limits.ts";

export type Action = (state: FormState, data: FormData) => Promise<FormState>;

/** Where a form of this page stands, and what was typed before a session ended. */
export type Here = {
  agreement: string;
  community: string;
  at: string;
  restored: Record<string, string | string[]> | null;
};

type Props = {
  here: Here;
  action: Action;
  name: string;
  label: string;
  /** What it is about, so that no two forms have one name. */
  about?: string;
  hidden: Record<string, string>;
  children?: ReactNode;
  /** Stands open by itself, or folded until it is wanted. */
  folded?: boolean;
};

/** A form for one act: folded under its name, since most who read do not act. */
export function ActForm({ here, action, name, label, about, hidden, children, folded = true }: Props) {
  const form = (
    <Form
      action={action}
      submission={newId()}
      at={here.at}
      name={name}
      restored={here.restored}
      label={about ? `${label} · ${about}` : label}
      className="grid gap-4 pb-3"
    >
      <input type="hidden" name="agreement" value={here.agreement} />
      {Object.entries(hidden).map(([key, value]) => (
        <input key={key} type="hidden" name={key} value={value} />
      ))}
      {children}
      <Submit className="justify-self-start">{label}</Submit>
    </Form>
  );
  if (!folded) return form;
  return (
    <details className="fold print:hidden" open={here.restored?.form === name}>
      <summary>{label}</summary>
      {form}
    </details>
  );
}

/** The acts on one thing, folded together where there are several: most who read do not act. */
export function Acts({ here, of, children }: { here: Here; of: string; children: ReactNode }) {
  const t = useTranslations("works");
  const acts = Children.toArray(children).filter(Boolean);
  if (acts.length < 2) return acts;
  return (
    <details className="fold print:hidden" open={String(here.restored?.form ?? "").endsWith(of)}>
      <summary>{t("say")}</summary>
      <div className="ps-4">{acts}</div>
    </details>
  );
}

export const FileFields = ({ here }: { here: Here }) => (
  <Files accept={acceptedTypes.join(",")} max={maxFiles} community={here.community} />
);

/** Why it comes later than planned: asked for where it does. */
export function WhyLate({ expected, late }: { expected: string; late: boolean }) {
  const t = useTranslations("works");
  return <TextField name="late" label={t("whyLate")} hint={t("whyLateHint", { day: expected })} required={late} />;
}
