import { useTranslations } from "#components/i18n.ts";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import type { HouseholdOption } from "#domain/meeting/offer.ts";
import type { MeetingPage, Party } from "#domain/meeting/page.ts";
import type { OfficerOption, UnitOption } from "#domain/organization/options.ts";
import { partyName } from "./names.ts";
import { PartyFields } from "./party-fields.tsx";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

type Props = {
  meeting: MeetingPage;
  at: string;
  locale: string;
  restored: Record<string, string | string[]> | null;
  options: { units: UnitOption[]; officers: OfficerOption[]; households: HouseholdOption[] };
  actions: { invite: Action; uninvite: Action; rsvp: Action };
  submissions: [string, string, string];
};

/** Who is at the table, and whether they come; for whoever leads, who else is asked. */
export function Parties({ meeting, at, locale, restored, options, actions, submissions }: Props) {
  const t = useTranslations("meetings");
  const [inviting, removing, replying] = submissions;
  const { parties, leads, status } = meeting;
  const open = status === "finding" || status === "called";
  const there = new Set(parties.map((p) => p.principal));
  const state = (p: Party) => {
    if (p.attended !== null) return t(p.attended ? "wasThere" : "wasNotThere");
    if (status === "finding" || p.organizer) return null;
    return p.reply ? t(`replies.${p.reply}`) : status === "called" ? t("replies.open") : null;
  };
  return (
    <section aria-labelledby="parties">
      <h2 id="parties" className="mb-2">
        {t("parties")}
      </h2>
      <ul>
        {parties.map((p) => (
          <li key={p.principal} className="flex flex-wrap items-center justify-between gap-x-3 border-t border-line">
            <span className="py-2">
              <bdi>{partyName(p, t, locale)}</bdi>
              <span className="small ms-2">
                {[p.organizer && t("organizer"), p.detail, p.attendees, state(p)].filter(Boolean).join(" · ")}
              </span>
            </span>
            {leads && open && !p.organizer && (
              <span className="flex flex-wrap gap-x-1">
                {status === "called" && !p.own && !p.reply && (
                  <Form action={actions.rsvp} submission={replying} at={at}>
                    <input type="hidden" name="meeting" value={meeting.id} />
                    <input type="hidden" name="principal" value={p.principal} />
                    <Submit className="btn-plain" name="reply" value="yes">
                      {t("saidYes")}
                      <span className="sr-only">{partyName(p, t, locale)}</span>
                    </Submit>
                  </Form>
                )}
                <Form action={actions.uninvite} submission={removing} at={at}>
                  <input type="hidden" name="meeting" value={meeting.id} />
                  <input type="hidden" name="principal" value={p.principal} />
                  <Submit className="btn-plain">
                    {t("remove")}
                    <span className="sr-only">{partyName(p, t, locale)}</span>
                  </Submit>
                </Form>
              </span>
            )}
          </li>
        ))}
      </ul>
      {leads && (open || status === "held") && (
        <details className="fold" open={restored?.form === "invite" || undefined}>
          <summary>{t("inviteMore")}</summary>
          <Form
            action={actions.invite}
            submission={inviting}
            at={at}
            name="invite"
            restored={restored}
            label={t("inviteMore")}
            className="grid gap-3 py-2"
          >
            <input type="hidden" name="meeting" value={meeting.id} />
            <PartyFields
              units={options.units.filter((u) => !there.has(u.id))}
              officers={options.officers.filter((o) => !there.has(o.id))}
              households={options.households.filter((h) => !there.has(h.id))}
              family={false}
              locale={locale}
            />
            <Submit className="justify-self-start">{t("invite")}</Submit>
          </Form>
        </details>
      )}
    </section>
  );
}

/** Whether one comes: two buttons, one press. */
export function Reply({
  meeting,
  at,
  locale,
  action,
  submission,
}: {
  meeting: MeetingPage;
  at: string;
  locale: string;
  action: Action;
  submission: string;
}) {
  const t = useTranslations("meetings");
  const own = meeting.parties.filter((p) => p.own && !p.organizer);
  if (meeting.status !== "called" || !own.length) return null;
  return (
    <>
      {own.map((p) => (
        <Form
          key={p.principal}
          action={action}
          submission={submission}
          at={at}
          label={own.length > 1 ? `${t("doYouCome")} ${partyName(p, t, locale)}` : t("doYouCome")}
          className="grid gap-3"
        >
          <h2>{t("doYouCome")}</h2>
          <p className="small">
            {t("asParty", { party: partyName(p, t, locale) })}
            {p.reply && ` · ${t(`replies.${p.reply}`)}`}
          </p>
          <input type="hidden" name="meeting" value={meeting.id} />
          <input type="hidden" name="principal" value={p.principal} />
          <div className="flex flex-wrap gap-3">
            <Submit main={!p.reply} name="reply" value="yes">
              {t("come")}
            </Submit>
            <Submit name="reply" value="no">
              {t("comeNot")}
            </Submit>
          </div>
        </Form>
      ))}
    </>
  );
}
