import { useFormatter, useLocale, useTranslations } from "#components/i18n.ts";
import { SelectField, TextField } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import type { InvitationLine } from "#domain/account/manage.ts";
import type { OrganizationLine } from "#domain/organization/manage.ts";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

export function InviteForm({
  action,
  submission,
  organizations,
  restored,
}: {
  action: Action;
  submission: string;
  organizations: OrganizationLine[];
  restored: Record<string, string | string[]> | null;
}) {
  const t = useTranslations("people");
  const locale = useLocale();
  return (
    <Form
      action={action}
      submission={submission}
      at="/people"
      name="invite"
      restored={restored}
      label={t("invite")}
      className="sheet grid gap-4 sm:grid-cols-2 [&>[role]]:sm:col-span-2"
    >
      <TextField name="name" label={t("name")} autoComplete="off" required />
      <TextField name="email" type="email" label={t("email")} autoComplete="off" required />
      <SelectField
        name="organization"
        label={t("organization")}
        empty={t("choose")}
        options={organizations.map((o) => ({ value: o.id, label: locale === "en" && o.nameEn ? o.nameEn : o.name }))}
      />
      <SelectField
        name="role"
        label={t("role")}
        empty={t("choose")}
        options={(["officer", "coordinator", "partner"] as const).map((value) => ({
          value,
          label: t(`roles.${value}`),
        }))}
      />
      <Submit main className="justify-self-start sm:col-span-2">
        {t("send")}
      </Submit>
    </Form>
  );
}

export function Invitations({ invitations, revoke }: { invitations: InvitationLine[]; revoke: Action }) {
  const t = useTranslations("people");
  const format = useFormatter();
  const locale = useLocale();
  if (!invitations.length) return null;
  return (
    <div>
      <h3 className="mb-2">{t("open")}</h3>
      <ul>
        {invitations.map((i) => (
          <li
            key={i.id}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 border-t border-line py-2 text-t1"
          >
            <div>
              <b>{i.name}</b> · {i.email}
              <p className="small">
                {locale === "en" && i.organizationEn ? i.organizationEn : i.organization} · {t(`roles.${i.role}`)} ·{" "}
                {t("until", { when: format.dateTime(i.expiresAt, "moment") })}
              </p>
            </div>
            <Form action={revoke} at="/people">
              <input type="hidden" name="token" value={i.id} />
              <Submit>{t("revoke")}</Submit>
            </Form>
          </li>
        ))}
      </ul>
    </div>
  );
}
