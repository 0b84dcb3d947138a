import type { Metadata } from "next";
import Link from "next/link";
import { CalendarAddressForms } from "#components/calendar/address.tsx";
import { getFormatter, getLocale, getTranslations } from "#components/i18n.ts";
import { PushDevice } from "#components/push/device.tsx";
import { Choices, TextField, Tick } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import { State } from "#components/ui/state.tsx";
import { newId } from "#db/id.ts";
import { parkedForm } from "#domain/account/parked.ts";
import { listSessions, localeNames, locales, notifyOf } from "#domain/account/preferences.ts";
import { ownAddress } from "#domain/calendar/address.ts";
import { toldHere } from "#domain/push/subscribe.ts";
import { pushKey } from "#domain/push/vapid.ts";
import { ownOrganization } from "#domain/webhook/manage.ts";
import { signedIn } from "../session.ts";
import {
  endCalendar,
  endOne,
  endOthers,
  renewCalendar,
  saveName,
  saveNotify,
  savePassword,
  savePreferences,
} from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("title") };
}

/** What a browser calls itself, in a word. */
function browserOf(agent: string | null): string {
  const system = ["Android", "iPhone", "iPad", "Windows", "Macintosh", "Linux"].find((s) => agent?.includes(s));
  const browser = ["MicroMessenger", "Edg", "Firefox", "Chrome", "Safari"].find((b) => agent?.includes(b));
  return [browser, system].filter(Boolean).join(" · ") || "?";
}

type Props = { searchParams: Promise<{ parked?: string }> };

export default async function SettingsPage({ searchParams }: Props) {
  const { parked } = await searchParams;
  const viewer = await signedIn("/settings", { parked });
  const { user } = viewer;
  const partner = user.memberships.some((m) => m.role === "partner");
  const officer = viewer.claims.officerIn.length > 0;
  const [t, calendar, push, helperWords, told, format, locale, sessions, address, notify, restored] = await Promise.all(
    [
      getTranslations("settings"),
      getTranslations("calendar"),
      getTranslations("push"),
      getTranslations("helpers"),
      toldHere(viewer),
      getFormatter(),
      getLocale(),
      listSessions(viewer),
      officer ? ownAddress(viewer) : null,
      notifyOf(viewer),
      parkedForm(viewer, parked),
    ],
  );
  const base = { at: "/settings", restored };
  return (
    <div className="page-narrow grid gap-8">
      <h1>{t("title")}</h1>
      <section aria-labelledby="reading" className="rule grid gap-4">
        <h2 id="reading">{t("reading")}</h2>
        <Form {...base} name="reading" action={savePreferences} label={t("reading")} className="grid gap-5">
          <Choices
            name="locale"
            label={t("language")}
            inline
            initial={locale}
            choices={locales.map((value) => ({ value, label: localeNames[value].full }))}
          />
          <Choices
            name="typeSize"
            label={t("typeSize")}
            inline
            initial={user.typeSize}
            choices={(["normal", "large"] as const).map((value) => ({ value, label: t(`typeSizes.${value}`) }))}
          />
          <Choices
            name="theme"
            label={t("theme")}
            inline
            initial={user.theme}
            choices={(["system", "light", "dark"] as const).map((value) => ({ value, label: t(`themes.${value}`) }))}
          />
          <Submit main className="justify-self-start">
            {t("save")}
          </Submit>
        </Form>
      </section>
      <section aria-labelledby="notify" className="rule grid gap-4">
        <h2 id="notify">{t("notify")}</h2>
        <Form {...base} name="notify" action={saveNotify} label={t("notify")} className="grid gap-4">
          <Choices
            name="mail"
            label={t("mail")}
            initial={user.mail}
            choices={(["each", "daily", "none"] as const).map((value) => ({ value, label: t(`mails.${value}`) }))}
          />
          {!user.email && <p className="small">{t("noEmail")}</p>}
          <Tick name="mentionsAtOnce" label={t("mentionsAtOnce")} initial={notify.mentionsAtOnce} />
          {partner && (
            <>
              <Tick name="weekly" label={t("weekly")} initial={notify.weekly} />
              <input type="hidden" name="weeklyAsked" value="1" />
            </>
          )}
          <fieldset className="grid gap-3">
            <legend className="font-bold">{t("quiet")}</legend>
            <p className="small">{t("quietHint")}</p>
            <div className="flex flex-wrap gap-4">
              <TextField name="quietFrom" type="time" label={t("quietFrom")} initial={notify.quietFrom ?? ""} />
              <TextField name="quietUntil" type="time" label={t("quietUntil")} initial={notify.quietUntil ?? ""} />
            </div>
          </fieldset>
          <Submit className="justify-self-start">{t("save")}</Submit>
        </Form>
        {(viewer.claims.households.length > 0 || user.helps.length > 0) && (
          <p>
            <Link href="/helpers" className="lone">
              {helperWords("link")}
            </Link>
          </p>
        )}
        {ownOrganization(viewer) && (
          <p>
            <Link href="/webhooks" className="lone">
              {t("webhooks")}
            </Link>
          </p>
        )}
      </section>
      <section aria-labelledby="device" className="rule grid gap-4">
        <h2 id="device">{push("title")}</h2>
        <p className="small">{push("hint")}</p>
        <PushDevice
          pushKey={pushKey()}
          build={process.env.DOORSTEP_BUILD ?? ""}
          told={told}
          words={{
            needsScript: push("needsScript"),
            cannot: push("cannot"),
            denied: push("denied"),
            off: push("off"),
            on: push("on"),
            turnOn: push("turnOn"),
            turnOff: push("turnOff"),
            failed: push("failed"),
          }}
        />
      </section>
      {officer && (
        <section aria-labelledby="calendar" className="rule grid gap-4">
          <h2 id="calendar">{calendar("title")}</h2>
          <p className="small">{calendar("own")}</p>
          <CalendarAddressForms
            address={address}
            at="/settings"
            submission={newId()}
            renew={renewCalendar}
            end={endCalendar}
          />
        </section>
      )}
      <section aria-labelledby="account" className="rule grid gap-4">
        <h2 id="account">{t("account")}</h2>
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-t1 [&_dt]:text-ink-3">
          {user.email && (
            <>
              <dt>{t("email")}</dt>
              <dd>{user.email}</dd>
            </>
          )}
          {user.phone && (
            <>
              <dt>{t("phone")}</dt>
              <dd>{user.phone}</dd>
            </>
          )}
          {user.memberships.map((m) => (
            <div key={m.organization} className="contents">
              <dt>{t(`roles.${m.role}`)}</dt>
              <dd>{locale === "en" && m.nameEn ? m.nameEn : m.name}</dd>
            </div>
          ))}
        </dl>
        <Form {...base} name="name" action={saveName} label={t("name")} className="grid gap-4">
          <TextField
            name="name"
            label={t("name")}
            hint={t("nameHint")}
            initial={user.name}
            autoComplete="name"
            required
          />
          <Submit className="justify-self-start">{t("save")}</Submit>
        </Form>
      </section>
      <section aria-labelledby="password" className="rule grid gap-4">
        <h2 id="password">{t("password")}</h2>
        <Form {...base} name="password" action={savePassword} label={t("password")} className="grid gap-4">
          <TextField name="current" type="password" label={t("current")} autoComplete="current-password" required />
          <TextField
            name="password"
            type="password"
            label={t("newPassword")}
            hint={t("passwordHint")}
            autoComplete="new-password"
            required
          />
          <Submit className="justify-self-start">{t("changePassword")}</Submit>
        </Form>
      </section>
      <p className="rule">
        <Link href="/stories/quoted" className="lone">
          {t("quoted")}
        </Link>
      </p>
      <section aria-labelledby="sessions" className="rule grid gap-4">
        <h2 id="sessions">{t("sessions")}</h2>
        <ul>
          {sessions.map((s) => (
            <li
              key={s.id}
              className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 border-t border-line py-2 text-t1"
            >
              <div>
                <b>{browserOf(s.agent)}</b> {s.current && <State look="going">{t("thisOne")}</State>}
                <p className="small">{t("seen", { when: format.dateTime(s.seenAt, "moment") })}</p>
              </div>
              {!s.current && (
                <Form {...base} name="end" action={endOne}>
                  <input type="hidden" name="session" value={s.id} />
                  <Submit>{t("end")}</Submit>
                </Form>
              )}
            </li>
          ))}
        </ul>
        {sessions.length > 1 && (
          <Form {...base} name="others" action={endOthers}>
            <Submit>{t("endOthers")}</Submit>
          </Form>
        )}
      </section>
    </div>
  );
}
