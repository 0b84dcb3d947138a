import { useTranslations } from "#components/i18n.ts";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import type { OfficerOption, UnitOption } from "#domain/organization/options.ts";
import type { RoomMember, RoomPage } from "#domain/room/page.ts";
import { MemberFields } from "./member-fields.tsx";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

type Props = {
  page: RoomPage;
  at: string;
  units: UnitOption[];
  officers: OfficerOption[];
  locale: string;
  restored: Record<string, string | string[]> | null;
  actions: { addMembers: Action; remove: Action; close: Action };
  submissions: [string, string, string];
};

/** Who is in a side room; for whoever leads it, who else is asked in, taken out, and that it ends. */
export function Members({ page, at, units, officers, locale, restored, actions, submissions }: Props) {
  const t = useTranslations("room");
  const [adding, removing, closing] = submissions;
  const inIt = new Set(page.members.map(({ principal }) => principal));
  const family = page.members.some(({ kind }) => kind === "family");
  const nameOf = (m: RoomMember) =>
    m.kind === "family" ? t("family") : (locale === "en" && m.nameEn) || m.name || t("title");
  const hidden = (
    <>
      <input type="hidden" name="number" value={page.number} />
      <input type="hidden" name="room" value={page.id} />
    </>
  );
  return (
    <>
      <section aria-labelledby="members">
        <h2 id="members" className="mb-2">
          {t("members")}
        </h2>
        <ul>
          {page.members.map((m) => (
            <li key={m.principal} className="flex flex-wrap items-center justify-between gap-x-3 border-t border-line">
              <span className="py-2">
                <bdi>{nameOf(m)}</bdi>
                {m.detail && <span className="small ms-2">{m.detail}</span>}
              </span>
              {page.leads && (
                <Form action={actions.remove} submission={removing} at={at}>
                  {hidden}
                  <input type="hidden" name="member" value={m.principal} />
                  <Submit className="btn-plain">
                    {t("remove")}
                    <span className="sr-only">{nameOf(m)}</span>
                  </Submit>
                </Form>
              )}
            </li>
          ))}
        </ul>
      </section>
      {page.leads && (
        <>
          <details className="fold">
            <summary>{t("add")}</summary>
            <Form
              action={actions.addMembers}
              submission={adding}
              at={at}
              name="members"
              restored={restored}
              label={t("add")}
              className="grid gap-3"
            >
              {hidden}
              <MemberFields
                units={units.filter((u) => !inIt.has(u.id))}
                officers={officers.filter((o) => !inIt.has(o.id))}
                family={!family}
                locale={locale}
              />
              <p className="small">{t("addHint")}</p>
              <Submit className="justify-self-start">{t("addButton")}</Submit>
            </Form>
          </details>
          <details className="fold">
            <summary>{t("close")}</summary>
            <Form action={actions.close} submission={closing} at={at} label={t("close")} className="grid gap-3">
              {hidden}
              <p className="small">{t("closeHint")}</p>
              <Submit className="justify-self-start">{t("close")}</Submit>
            </Form>
          </details>
        </>
      )}
    </>
  );
}
