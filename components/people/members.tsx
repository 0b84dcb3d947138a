import { useLocale, useTranslations } from "#components/i18n.ts";
import { SelectField } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { State } from "#components/ui/state.tsx";
import type { MemberLine } from "#domain/account/manage.ts";
import { rolesIn } from "#domain/organization/kind.ts";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

type Props = { members: MemberLine[]; nameLead: Action; changeRole: Action; dismiss: Action; setDisabled: Action };

/** Who works in which organization; those who lead change roles, dismiss, and switch accounts off. */
export function Members({ members, nameLead, changeRole, dismiss, setDisabled }: Props) {
  const t = useTranslations("people");
  const locale = useLocale();
  const byOrganization = Map.groupBy(members, (m) => m.organizationId);
  const base = { at: "/people" };
  return (
    <>
      {[...byOrganization].map(([organization, list]) => {
        const [first] = list;
        return (
          <section key={organization} aria-labelledby={`o-${organization}`}>
            <h2 id={`o-${organization}`} className="mb-2">
              {locale === "en" && first?.organizationEn ? first.organizationEn : first?.organization}{" "}
              <span className="num small">{list.length}</span>
            </h2>
            {list.some((m) => m.namesLead) && <p className="small mb-2">{t("leadHint")}</p>}
            <ul className="grid gap-x-10 md:grid-cols-2">
              {list.map((m) => (
                <li key={m.userId} className="border-t border-line py-2 text-t1">
                  <div className="flex min-h-(--touch) flex-wrap items-center gap-x-3">
                    <b>{m.name}</b>
                    <span className="text-ink-2">{m.post ?? t(`roles.${m.role}`)}</span>
                    {m.role === "coordinator" && <State look="going">{t("roles.coordinator")}</State>}
                    {m.lead && <State look="going">{t("lead")}</State>}
                    {m.disabled && <State look="quiet">{t("disabled")}</State>}
                  </div>
                  {m.email && <p className="small">{m.email}</p>}
                  {(m.manageable || m.namesLead) && (
                    <details>
                      <summary className="lone underline decoration-door underline-offset-4">
                        {t("change", { name: m.name })}
                      </summary>
                      <div className="grid gap-4 py-3">
                        {m.namesLead && (
                          <Form {...base} action={nameLead} name={`lead-${m.userId}`}>
                            <input type="hidden" name="user" value={m.userId} />
                            <input type="hidden" name="organization" value={m.organizationId} />
                            <input type="hidden" name="lead" value={m.lead ? "0" : "1"} />
                            <Submit className="btn-plain">{t(m.lead ? "endLead" : "makeLead")}</Submit>
                          </Form>
                        )}
                        {m.manageable && (
                          <>
                            {rolesIn(m.kind).length > 1 && (
                              <Form {...base} action={changeRole} className="flex flex-wrap items-end gap-3">
                                <input type="hidden" name="user" value={m.userId} />
                                <input type="hidden" name="organization" value={m.organizationId} />
                                <SelectField
                                  name="role"
                                  label={t("role")}
                                  initial={m.role}
                                  options={rolesIn(m.kind).map((value) => ({ value, label: t(`roles.${value}`) }))}
                                />
                                <Submit>{t("save")}</Submit>
                              </Form>
                            )}
                            <div className="flex flex-wrap gap-3">
                              <Form {...base} action={setDisabled}>
                                <input type="hidden" name="user" value={m.userId} />
                                <input type="hidden" name="disabled" value={m.disabled ? "0" : "1"} />
                                <Submit>{t(m.disabled ? "enable" : "disable")}</Submit>
                              </Form>
                              <details>
                                <summary className="btn btn-plain list-none">{t("dismiss")}</summary>
                                <Form {...base} action={dismiss} className="grid gap-2 py-2">
                                  <input type="hidden" name="user" value={m.userId} />
                                  <input type="hidden" name="organization" value={m.organizationId} />
                                  <p className="small">{t("dismissHint")}</p>
                                  <Submit className="justify-self-start">{t("dismissNow", { name: m.name })}</Submit>
                                </Form>
                              </details>
                            </div>
                            <p className="small">{t("changeHint")}</p>
                          </>
                        )}
                      </div>
                    </details>
                  )}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}
