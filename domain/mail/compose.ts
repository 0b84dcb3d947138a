import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { newId } from "#db/id.ts";
import { settings } from "#db/settings.ts";
import { linkSecret } from "../account/secret.ts";
import { tokenHash } from "../account/viewer.ts";
import { ratingAnswers } from "../concern/rules.ts";
import { replyAddress } from "../letter/address.ts";
import { unsubscribeToken } from "../notification/unsubscribe.ts";
import { asLocale, wordsOf } from "../words.ts";
import type { Mail } from "./send.ts";

type Letter = Omit<Mail, "id">;
export type Composed = Letter | null;

export const page = (path: string) => `${settings().baseUrl}${path}`;

const dates = (locale: string, timeZone = "Asia/Shanghai") =>
  new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short", timeZone });

type TokenRow = {
  kind: string;
  email: string | null;
  name: string | null;
  role: string | null;
  organization: string | null;
  organization_en: string | null;
  number: string | null;
  expires_at: string;
  used_at: string | null;
  account_email: string | null;
  account_locale: string | null;
  inviter: string | null;
};

/** Invitations, registrations, resets, confirmations: the secret is made now, and only its hash kept. */
export async function tokenMail(tx: Transaction, payload: { token: string; locale?: string }): Promise<Composed> {
  const [row] = await tx.execute<TokenRow>(sql`
    select t.kind, t.email, t.name, t.role, o.name as organization, o.name_en as organization_en, c.number, t.expires_at, t.used_at,
      a.email as account_email, a.locale as account_locale, i.name as inviter
    from tokens t
    left join organizations o on o.id = t.organization_id
    left join concerns c on c.community_id = t.community_id and c.id = t.concern_id
    left join accounts a on a.user_id = t.user_id
    left join users i on i.id = t.created_by
    where t.id = ${payload.token} and t.expires_at > now()`);
  const to = row?.email ?? row?.account_email;
  if (!row || row.used_at || !to) return null;
  const secret = linkSecret();
  await tx.execute(sql`update tokens set hash = ${tokenHash(secret)} where id = ${payload.token}`);
  const locale = asLocale(row.account_locale ?? payload.locale);
  const t = wordsOf(locale);
  const until = dates(locale).format(new Date(row.expires_at));
  switch (row.kind) {
    case "invitation": {
      const organization = (locale === "en" && row.organization_en) || row.organization || "";
      return {
        to,
        locale,
        subject: t("invitation.subject", { organization }),
        lines: [
          t("greeting", { name: row.name ?? "" }),
          t("invitation.body", { inviter: row.inviter ?? "", organization, role: t(`roles.${row.role as "officer"}`) }),
          t("until", { until }),
        ],
        link: { label: t("invitation.link"), url: page(`/join/${secret}`) },
      };
    }
    case "registration":
      return {
        to,
        locale,
        subject: t("registration.subject"),
        lines: [t("greeting", { name: row.name ?? "" }), t("registration.body"), t("until", { until }), t("notYou")],
        link: { label: t("registration.link"), url: page(`/join/${secret}`) },
      };
    case "helper":
      return {
        to,
        locale,
        subject: t("helper.subject"),
        lines: [t("greeting", { name: row.name ?? "" }), t("helper.body"), t("until", { until }), t("notYou")],
        link: { label: t("helper.link"), url: page(`/join/${secret}`) },
      };
    case "password_reset":
      return {
        to,
        locale,
        subject: t("reset.subject"),
        lines: [t("reset.body"), t("until", { until }), t("notYou")],
        link: { label: t("reset.link"), url: page(`/reset/${secret}`) },
      };
    case "mail_confirmation":
      return {
        to,
        locale,
        subject: t("confirmation.subject", { number: row.number ?? "" }),
        lines: [t("confirmation.body", { number: row.number ?? "" }), t("until", { until }), t("notYou")],
        link: { label: t("confirmation.link"), url: page(`/confirm/${secret}`) },
      };
    default:
      return null;
  }
}

/** To a person with an account, about the account itself. */
export async function accountMail(tx: Transaction, payload: { account: string; template: string }): Promise<Composed> {
  const [row] = await tx.execute<{ email: string | null; locale: string | null; name: string }>(sql`
    select a.email, a.locale, u.name from accounts a join users u on u.id = a.user_id
    where a.user_id = ${payload.account} and a.disabled_at is null`);
  if (!row?.email || payload.template !== "already_registered") return null;
  const locale = asLocale(row.locale);
  const t = wordsOf(locale);
  return {
    to: row.email,
    locale,
    subject: t("alreadyRegistered.subject"),
    lines: [t("greeting", { name: row.name }), t("alreadyRegistered.body"), t("notYou")],
    link: { label: t("alreadyRegistered.link"), url: page("/sign-in") },
  };
}

type ConcernRow = {
  number: string;
  title: string;
  privacy: string;
  kind: string;
  audience: string;
  organization: string | null;
  organization_en: string | null;
  actor: string | null;
  body: string | null;
};

async function concernEvent(
  tx: Transaction,
  p: { community: string; concern: string; seq: number },
): Promise<ConcernRow | undefined> {
  const [row] = await tx.execute<ConcernRow>(sql`
    select c.number, c.title, c.privacy, e.kind, e.audience, o.name as organization, o.name_en as organization_en,
      case when exists (select from memberships m where m.user_id = e.actor_id) then u.name end as actor, m.body
    from concerns c
    join events e on e.community_id = c.community_id and e.subject_id = c.id and e.seq = ${p.seq}
    left join messages m on m.community_id = e.community_id and m.id = e.message_id
    left join organizations o on o.id = m.organization_id
    left join users u on u.id = e.actor_id
    where c.community_id = ${p.community} and c.id = ${p.concern}`);
  return row;
}

function concernLines(row: ConcernRow, locale: ReturnType<typeof asLocale>) {
  const t = wordsOf(locale);
  const who = (locale === "en" && row.organization_en) || row.organization || row.actor || t("reporter");
  const what = t(`events.${row.kind as "replied"}`, { who });
  // What is private, or among those who work on it, does not leave the house in a mail.
  const open = row.privacy === "neighbourhood" && row.audience === "everyone";
  const lines = open
    ? [t("concern.about", { title: row.title }), what, ...(row.body ? [row.body] : [])]
    : [what, t("concern.private")];
  return { subject: t("concern.subject", { number: row.number }), lines };
}

type Locale = Parameters<typeof concernLines>[1];

/** What one taps in the mail that says that it is solved: each leads to a page that asks once more. */
function ratingChoices(secret: string, locale: Locale): Letter["choices"] {
  const t = wordsOf(locale);
  return {
    question: t("rate.question"),
    links: ratingAnswers.map((answer) => ({
      label: t(`rate.answers.${answer}`),
      url: page(`/rate/${secret}?r=${answer}`),
    })),
  };
}

/** A link for a person's own word on whether this one concern was solved. */
async function ratingLink(tx: Transaction, p: { user: string; community: string; concern: string }): Promise<string> {
  const secret = linkSecret();
  await tx.execute(sql`
    insert into tokens (id, hash, kind, community_id, concern_id, user_id, expires_at)
    values (${newId()}, ${tokenHash(secret)}, 'rating', ${p.community}, ${p.concern}, ${p.user}, now() + interval '60 days')`);
  return secret;
}

/** Whether somebody wants a mail of this at once. */
export const wants = (kind: string | undefined) =>
  sql`(a.mail = 'each' or a.mail = 'daily' and a.mentions_at_once and app.is_personal(${kind ?? ""}))`;

/** What happened on a concern, to somebody with an account who may still see it. */
export async function concernMail(
  tx: Transaction,
  p: { user: string; community: string; concern: string; seq: number; kind?: string },
): Promise<Composed> {
  const [account] = await tx.execute<{
    email: string | null;
    locale: string | null;
    read: boolean;
    concerned: boolean;
    rates: boolean;
    reporter: boolean;
  }>(sql`
    select a.email, a.locale, exists (
      select from notifications n where n.user_id = a.user_id and n.community_id = ${p.community} and n.concern_id = ${p.concern}
        and n.seq = ${p.seq} and n.read_at is not null) as read,
      app.is_concerned(${p.community}, ${p.concern}, a.user_id) or ${p.kind === "mentioned"} and exists (
        select from events e join messages m on m.community_id = e.community_id
          and m.id = coalesce(e.message_id, (e.data ->> 'message')::uuid) and m.deleted_at is null
        where e.community_id = ${p.community} and e.subject_id = ${p.concern} and e.seq = ${p.seq}
          and app.may_read(m.community_id, m.thread_id, m.audience, a.user_id)) as concerned,
      exists (
        select from access x where x.community_id = ${p.community} and x.subject_id = ${p.concern}
          and x.reason in ('reporter', 'household') and (x.principal = a.user_id or x.principal in (
            select r.household_id from residents r where r.user_id = a.user_id and r.status = 'confirmed'))) as reporter,
      -- Theirs, or theirs too: it is for them to say whether it is solved.
      exists (
        select from access x where x.community_id = ${p.community} and x.subject_id = ${p.concern} and (
          x.principal = a.user_id and x.reason in ('reporter', 'voice')
          or x.reason in ('household', 'voice') and exists (
            select from residents r where r.user_id = a.user_id and r.household_id = x.principal and r.status = 'confirmed'))) as rates
    from accounts a where a.user_id = ${p.user} and a.disabled_at is null and ${wants(p.kind)}`);
  const row = await concernEvent(tx, p);
  // Whom a message names is told that it does.
  if (row && p.kind === "mentioned") row.kind = p.kind;
  // Read on the page before the mail went out, or no longer theirs to know: nothing to tell.
  if (!account?.email || account.read || !account.concerned || !row) return null;
  const locale: Locale = asLocale(account.locale);
  const { subject, lines } = concernLines(row, locale);
  const replyTo = replyAddress({ number: row.number, person: p.user, account: true });
  return {
    to: account.email,
    locale,
    subject,
    // Whoever works on it should know whom a reply by mail does not reach.
    lines: replyTo && !account.reporter ? [...lines, wordsOf(locale)("replyWorking")] : lines,
    thread: `concern.${row.number}`,
    unsubscribe: unsubscribeToken({ user: p.user }),
    replyTo,
    link: { label: wordsOf(locale)("concern.link"), url: page(`/concerns/${row.number}`) },
    ...(row.kind === "solved" && account.rates ? { choices: ratingChoices(await ratingLink(tx, p), locale) } : {}),
  };
}

/** That something happened in a side room, to somebody who is still in it: neither what, nor what the room is about. */
export async function roomMail(
  tx: Transaction,
  p: { user: string; community: string; room: string; seq: number; kind?: string },
): Promise<Composed> {
  const [row] = await tx.execute<{ email: string | null; locale: string | null; number: string }>(sql`
    select a.email, a.locale, c.number from accounts a
    join threads t on t.community_id = ${p.community} and t.id = ${p.room}
    join concerns c on c.community_id = t.community_id and c.id = t.concern_id
    where a.user_id = ${p.user} and a.disabled_at is null and ${wants(p.kind)}
      and app.may_read(${p.community}, ${p.room}, 'everyone', a.user_id)
      and not exists (select from notifications n where n.user_id = a.user_id and n.community_id = ${p.community} and n.room_id = ${p.room}
        and n.seq = ${p.seq} and n.read_at is not null)`);
  if (!row?.email) return null;
  const locale = asLocale(row.locale);
  const t = wordsOf(locale);
  return {
    to: row.email,
    locale,
    subject: t("room.subject"),
    unsubscribe: unsubscribeToken({ user: p.user }),
    lines: [t("room.body")],
    link: { label: t("room.link"), url: page(`/concerns/${row.number}/rooms/${p.room}`) },
  };
}

/** What happened on a concern, to one without an account, with a new link that opens their own concern and nothing else. */
export async function trackingMail(
  tx: Transaction,
  p: { person: string; community: string; concern: string; seq: number; own?: string },
): Promise<Composed> {
  const [contact] = await tx.execute<{ email: string | null; locale: string | null }>(sql`
    select k.email, k.locale from concern_contacts k where k.community_id = ${p.community} and k.person_id = ${p.person} and k.muted_at is null`);
  const row = await concernEvent(tx, p);
  if (!contact?.email || !row) return null;
  const secret = linkSecret();
  await tx.execute(sql`
    insert into tokens (id, hash, kind, community_id, concern_id, expires_at)
    values (${newId()}, ${tokenHash(secret)}, 'tracking', ${p.community}, ${p.own ?? p.concern}, now() + interval '180 days')`);
  const locale: Locale = asLocale(contact.locale);
  return {
    to: contact.email,
    locale,
    ...concernLines(row, locale),
    thread: `concern.${row.number}`,
    replyTo: replyAddress({ number: row.number, person: p.person, account: false }),
    unsubscribe: unsubscribeToken({ community: p.community, person: p.person }),
    link: { label: wordsOf(locale)("concern.link"), url: page(`/follow/${secret}`) },
    // The link that opens the concern also speaks for whoever raised it.
    ...(row.kind === "solved" ? { choices: ratingChoices(secret, locale) } : {}),
  };
}
