import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { settings } from "#db/settings.ts";
import { viewerOfPerson } from "../account/viewer.ts";
import type { Mail } from "../mail/send.ts";
import { unsubscribeToken } from "../notification/unsubscribe.ts";
import { asLocale, formats, wordsOf } from "../words.ts";
import { dayInput, dayLimit, unitDay } from "./unit-day.ts";

/** So many of what is open are named in a mail, the most pressing first. */
const named = 10;

/**
 * On Monday from eight in the morning of a community, for a day: a summary to each member of its partner units who wants
 * one and whose unit had anything to do. What week it is of is its name, so that it is queued once, however often the
 * house is kept and by whom; whether there is anything to tell is found out as it is written.
 */
export async function queueWeekly(tx: Transaction, at: string): Promise<void> {
  await tx.execute(sql`
    insert into outbox (topic, key, payload)
    select distinct on (m.user_id) 'weekly_mail', concat_ws(' ', 'weekly', m.user_id, w.monday::date),
      jsonb_build_object('user', m.user_id, 'community', w.id, 'from', (w.monday - interval '7 days') at time zone w.time_zone,
        'until', w.monday at time zone w.time_zone)
    from (
      select c.id, c.time_zone, date_trunc('week', ${at}::timestamptz at time zone c.time_zone) as monday from communities c
      where extract(isodow from (${at}::timestamptz at time zone c.time_zone) - interval '8 hours') = 1) w
    join community_organizations co on co.community_id = w.id
    join organizations o on o.id = co.organization_id and o.disabled_at is null
    join memberships m on m.organization_id = o.id and m.role = 'partner' and m.ended_at is null
    join accounts a on a.user_id = m.user_id and a.weekly and a.mail <> 'none' and a.email is not null and a.disabled_at is null
    where exists (
      select from assignments x where x.organization_id = o.id and (
        x.status in ('assigned', 'accepted') or greatest(x.assigned_at, x.answered_at, x.returned_at) >= (w.monday - interval '7 days') at time zone w.time_zone))
    order by m.user_id, w.id
    on conflict (key) do nothing`);
}

type Week = { came: number; answered: number; inTime: number; returned: number; redone: number };

/**
 * What happened in a week to what some units were given. An answer was in time by the date that stood when it was given:
 * one that was asked for again has another since. What is counted are deeds of the units themselves; nothing is named.
 */
async function weekOf(tx: Transaction, organizations: string[], from: string, until: string): Promise<Week> {
  const [row] = await tx.execute<Week>(sql`
    with ours as (
      select a.* from assignments a
      where a.organization_id = any (${`{${organizations.join(",")}}`}::uuid[]) and (
        a.status in ('assigned', 'accepted') or a.assigned_at >= ${from}::timestamptz or a.answered_at >= ${from}::timestamptz
        or a.returned_at >= ${from}::timestamptz)
    ), told as (
      select e.kind, e.at, e.data, coalesce((
        select (x.data ->> 'dueAt')::timestamptz from events x
        where x.community_id = e.community_id and x.subject_id = e.subject_id and x.seq < e.seq and x.data ? 'dueAt' and (
          x.kind = 'assigned' and x.data -> 'organizations' ? a.organization_id::text
          or x.kind = 'asked_again' and x.data ->> 'assignment' = a.id::text)
        order by x.seq desc limit 1), a.due_at) as due
      from ours a
      join events e on e.community_id = a.community_id and e.subject_id = a.concern_id and e.subject_type = 'concern'
        and e.kind in ('answered', 'returned', 'asked_again') and e.data ->> 'assignment' = a.id::text
        and e.at >= ${from}::timestamptz and e.at < ${until}::timestamptz)
    select
      (select count(*)::int from ours where assigned_at >= ${from}::timestamptz and assigned_at < ${until}::timestamptz) as came,
      (count(*) filter (where t.kind = 'answered'))::int as answered,
      (count(*) filter (where t.kind = 'answered' and t.at <= t.due))::int as "inTime",
      -- (What whoever leads took back was not given back by the unit.)
      (count(*) filter (where t.kind = 'returned' and t.data ? 'why'))::int as returned,
      (count(*) filter (where t.kind = 'asked_again'))::int as redone
    from told t`);
  return row ?? { came: 0, answered: 0, inTime: 0, returned: 0, redone: 0 };
}

/**
 * The summary of a week for a member of a unit: what is open by deadline, as their own desk shows it to them now, and how
 * the week was. Nothing open and nothing that happened: no mail.
 */
export async function weeklyMail(
  tx: Transaction,
  p: { user: string; community: string; from: string; until: string },
): Promise<Omit<Mail, "id"> | null> {
  const [account] = await tx.execute<{ email: string | null }>(sql`
    select email from accounts where user_id = ${p.user} and weekly and mail <> 'none' and disabled_at is null`);
  const viewer = await viewerOfPerson(tx, p.user);
  const units = viewer?.user?.memberships.filter((m) => m.role === "partner").map((m) => m.organization) ?? [];
  if (!account?.email || !viewer?.user || !units.length) return null;
  const [day, week, [zone]] = await Promise.all([
    unitDay(viewer, dayInput.parse({})),
    weekOf(tx, units, p.from, p.until),
    tx.execute<{ name: string }>(sql`select time_zone as name from communities where id = ${p.community}`),
  ]);
  const { ours: open, mine } = day.counts;
  if (!open && !week.came && !week.answered && !week.returned && !week.redone) return null;

  const locale = asLocale(viewer.user.locale);
  const t = wordsOf(locale);
  const timeZone = zone?.name ?? "Asia/Shanghai";
  const at = (style: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { ...style, timeZone });
  const moment = at(formats.dateTime.moment);
  const days = at({ month: "long", day: "numeric" });
  const lines = day.lines.slice(0, named);
  return {
    to: account.email,
    locale,
    subject: t("weekly.subject", { count: open }),
    unsubscribe: unsubscribeToken({ weekly: p.user }),
    lines: [
      t("greeting", { name: viewer.user.name }),
      t("weekly.week", {
        days: days.formatRange(new Date(p.from), new Date(new Date(p.until).getTime() - 1)),
        ...week,
      }),
      open > dayLimit
        ? t("weekly.openMany", { count: dayLimit, late: day.late })
        : t("weekly.open", { count: open, late: day.late }),
      ...(mine ? [t("weekly.mine", { count: mine })] : []),
      ...lines.map(({ number, dueAt, standing }) =>
        t(standing?.state === "late" ? "weekly.late" : standing?.state === "paused" ? "weekly.paused" : "weekly.line", {
          number,
          due: moment.format(dueAt),
        }),
      ),
      ...(open > lines.length ? [t("weekly.more", { count: Math.min(open, dayLimit) - lines.length })] : []),
    ],
    link: { label: t("weekly.link"), url: `${settings().baseUrl}/desk` },
  };
}
