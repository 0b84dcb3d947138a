import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { settings } from "#db/settings.ts";
import { type CalendarMeeting, invitation } from "../calendar/meeting.ts";
import type { Mail } from "../mail/send.ts";
import { unsubscribeToken } from "../notification/unsubscribe.ts";
import { asLocale, wordsOf } from "../words.ts";
import { mailedOfMeeting } from "./told.ts";

type Row = CalendarMeeting & {
  email: string | null;
  locale: string | null;
  private: boolean;
  cancelReason: string | null;
  /** Whether the calendar of whoever reads this has had it. */
  wasCalled: boolean;
};

const whenStyle = {
  ...({ month: "long", day: "numeric", weekday: "long" } as const),
  ...({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const),
};

type News = { user: string; community: string; meeting: string; seq: number; kind: string };

/** With these the time is put into the calendar, moved there, or struck out. */
const dated: readonly string[] = ["called", "moved", "cancelled", "invited"];

/**
 * What happened with a meeting, to somebody who is still at the table. Of a meeting on a single concern a mail says that
 * there is news and when it is: neither what it is about nor who comes nor where.
 */
export async function meetingMail(tx: Transaction, p: News): Promise<Omit<Mail, "id"> | null> {
  const [row] = await tx.execute<Row>(sql`
    select a.email, a.locale, m.id, m.kind, m.status, m.title, m.place, m.starts_at as "startsAt", m.ends_at as "endsAt", m.sequence,
      m.changed_at as "changedAt", m.created_at as "createdAt", c.time_zone as "timeZone", m.concern_id is not null as private,
      m.cancel_reason as "cancelReason", m.starts_at is not null as "wasCalled"
    from accounts a
    join meetings m on m.community_id = ${p.community} and m.id = ${p.meeting}
    join communities c on c.id = m.community_id
    where a.user_id = ${p.user} and a.disabled_at is null and a.mail = 'each' and app.told_of_meeting(m.community_id, m.id, a.user_id)
      and not exists (select from notifications n where n.user_id = a.user_id and n.community_id = m.community_id
        and n.meeting_id = m.id and n.seq = ${p.seq} and n.read_at is not null and not (${dated.includes(p.kind)}))`);
  const kind = mailedOfMeeting.find((k) => k === p.kind);
  if (!row?.email || !kind) return null;
  const locale = asLocale(row.locale);
  const t = wordsOf(locale);
  const { baseUrl, mailFrom } = settings();
  const when =
    row.wasCalled && new Date(row.startsAt) > new Date()
      ? new Intl.DateTimeFormat(locale, { ...whenStyle, timeZone: row.timeZone }).format(new Date(row.startsAt))
      : null;
  const shown = row.private ? { ...row, title: null, place: null } : row;
  return {
    to: row.email,
    locale,
    subject: row.private ? t("meeting.private") : t("meeting.subject", { title: row.title ?? "" }),
    thread: `meeting.${row.id}`,
    unsubscribe: unsubscribeToken({ user: p.user }),
    lines: [
      t(`meeting.events.${kind}`),
      ...(when && row.status === "called" ? [t("meeting.when", { when })] : []),
      ...(shown.place && row.status === "called" ? [t("meeting.place", { place: shown.place })] : []),
      ...(!row.private && row.status === "cancelled" && row.cancelReason
        ? [t("meeting.reason", { reason: row.cancelReason })]
        : []),
      ...(row.private ? [t("meeting.unsaid")] : []),
    ],
    link: { label: t("meeting.link"), url: `${baseUrl}/meetings/${row.id}` },
    ...(when && dated.includes(p.kind) && ["called", "cancelled"].includes(row.status)
      ? { invitation: invitation(shown, { to: row.email, from: senderOf(mailFrom), locale, baseUrl }) }
      : {}),
  };
}

/**
 * That somebody who was taken from the table need not come: the time, for their calendar to strike out, and nothing else.
 * Not to who was asked in again meanwhile.
 */
export async function struckMail(
  tx: Transaction,
  p: { user: string; community: string; meeting: string },
): Promise<Omit<Mail, "id"> | null> {
  const [row] = await tx.execute<
    Omit<CalendarMeeting, "title" | "place"> & { email: string; locale: string | null }
  >(sql`
    select a.email, a.locale, m.id, m.kind, 'cancelled' as status, m.starts_at as "startsAt", m.ends_at as "endsAt", m.sequence,
      now() as "changedAt", m.created_at as "createdAt", c.time_zone as "timeZone"
    from accounts a
    join meetings m on m.community_id = ${p.community} and m.id = ${p.meeting} and m.starts_at > now()
    join communities c on c.id = m.community_id
    where a.user_id = ${p.user} and a.disabled_at is null and a.mail = 'each' and a.email is not null
      and not app.told_of_meeting(m.community_id, m.id, a.user_id)`);
  if (!row) return null;
  const locale = asLocale(row.locale);
  const t = wordsOf(locale);
  const { baseUrl, mailFrom } = settings();
  const when = new Intl.DateTimeFormat(locale, { ...whenStyle, timeZone: row.timeZone }).format(new Date(row.startsAt));
  const unsaid = { ...row, title: null, place: null };
  return {
    to: row.email,
    locale,
    subject: t("meeting.struck"),
    thread: `meeting.${row.id}`,
    unsubscribe: unsubscribeToken({ user: p.user }),
    lines: [t("meeting.notNeeded"), t("meeting.when", { when })],
    link: { label: t("meeting.own"), url: `${baseUrl}/meetings` },
    invitation: invitation(unsaid, { to: row.email, from: senderOf(mailFrom), locale, baseUrl }),
  };
}

/** Name and address of who sends the portal's mails. */
function senderOf(from: string): { name: string; email: string } {
  const [, name = "", email = from] = /^\s*"?([^"<]*?)"?\s*<([^>]+)>\s*$/.exec(from) ?? [];
  return { name: name || email, email };
}
