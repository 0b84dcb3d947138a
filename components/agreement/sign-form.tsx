import { useLocale, useTranslations } from "#components/i18n.ts";
import { TextField } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { newId } from "#db/id.ts";
import type { AgreementPage } from "#domain/agreement/page.ts";
import { unitName } from "./named.ts";

type Props = {
  agreement: AgreementPage;
  action: (state: FormState, data: FormData) => Promise<FormState>;
  at: string;
};

/** Signing for one's unit: the exact version, its hash, and the password once more. */
export function SignForms({ agreement, action, at }: Props) {
  const t = useTranslations("agreement");
  const locale = useLocale();
  const current = agreement.versions.find((v) => v.ordinal === agreement.version);
  if (!current) return null;
  return agreement.parties
    .filter((p) => p.mine)
    .map((p) => (
      <section
        key={p.id}
        aria-labelledby={`sign-${p.id}`}
        className="print:hidden grid gap-3 border-s-4 border-door bg-door-wash p-4"
      >
        <h2 id={`sign-${p.id}`}>{t("signFor", { unit: unitName(locale, p, "") })}</h2>
        <p>{t("signHint", { version: current.ordinal })}</p>
        <p className="small">
          {t("hash")} <code className="break-all">{current.hash}</code>
        </p>
        <Form
          action={action}
          submission={newId()}
          at={at}
          name={`sign-${p.id}`}
          label={t("sign")}
          className="grid gap-4"
        >
          <input type="hidden" name="agreement" value={agreement.id} />
          <input type="hidden" name="party" value={p.id} />
          <input type="hidden" name="version" value={current.ordinal} />
          <input type="hidden" name="hash" value={current.hash} />
          <TextField name="password" type="password" label={t("password")} autoComplete="current-password" required />
          <Submit main className="justify-self-start">
            {t("sign")}
          </Submit>
        </Form>
      </section>
    ));
}
