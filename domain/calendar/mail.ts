import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { settings } from "#db/settings.ts";
import type { Mail } from "../mail/send.ts";
import { asLocale, wordsOf } from "../words.ts";
import { type CalendarVisit, calendarText } from "./feed.ts";

/** A visit as a mail about it needs it. */
type Visit = CalendarVisit & {
  communityId: string;
  roundId: string | null;
  householdId: string;
  agency: string;
  agencyEn: string | null;
};

/** Who is told: by the address left on a wish, or by an account of the household. */
type To = { wish: string } | { account: string };

type News = { community: string; visit: string };

type Told = News & { to: To; sequence: number };

const visitsWhere = (where: ReturnType<typeof sql>) => sql`
  select v.id, v.status, v.starts_at as "startsAt", v.ends_at as "endsAt", v.sequence, v.changed_at as "changedAt",
    v.created_at as "createdAt", v.community_id as "communityId", v.round_id as "roundId", v.household_id as "householdId",
    c.name as community, c.time_zone as "timeZone", b.name as building, e.name as entrance, h.floor, h.door,
    a.name as agency, a.name_en as "agencyEn", '{}'::text[] as guides,
    coalesce((select array_agg(u.name order by u.name) from visit_officers o join users u on u.id = o.user_id
      where o.community_id = v.community_id and o.visit_id = v.id), '{}') as team
  from visits v
  join communities c on c.id = v.community_id
  left join organizations a on a.id = c.agency_id
  join households h on h.community_id = v.community_id and h.id = v.household_id
  join entrances e on e.community_id = h.community_id and e.id = h.entrance_id
  join buildings b on b.community_id = e.community_id and b.id = e.building_id
  where ${where}`;

/** Names the telling of one state of a visit to one address: told once. */
const tellingKey = (visit: string, sequence: number, email: string) =>
  `visit ${visit} ${sequence} ${createHash("sha256").update(email.toLowerCase()).digest("base64url").slice(0, 22)}`;

/**
 * Something about a visit has changed: queues a mail to each who wants to know of the state it is in now. Several changes
 * that come before the first mail are one.
 */
export async function visitNews(tx: Transaction, { community, visit: id }: News): Promise<void> {
  const [visit] = await tx.execute<Visit>(visitsWhere(sql`v.community_id = ${community} and v.id = ${id}`));
  if (!visit || new Date(visit.startsAt) < new Date()) return;
  const off = visit.status === "cancelled" || visit.status === "rescheduled";
  if (!off && visit.status !== "planned") return;
  // Where there is a new time already, the mail about it says that the old one is off.
  if (off && (await successorOf(tx, visit))) return;
  for (const { email, to } of await whoWantsToKnow(tx, visit)) {
    if (off && !(await wasTold(tx, visit, email))) continue;
    await tx.execute(sql`
      insert into outbox (topic, key, payload)
      values ('visit_mail', ${tellingKey(visit.id, visit.sequence, email)},
        ${JSON.stringify({ community, visit: id, to, sequence: visit.sequence } satisfies Told)}::jsonb)
      on conflict (key) do nothing`);
  }
}

/** Whether the household has another visit ahead in that round. */
async function successorOf(tx: Transaction, { communityId, roundId, householdId, id }: Visit): Promise<boolean> {
  const rows = await tx.execute(sql`
    select from visits v where v.community_id = ${communityId} and v.round_id = ${roundId} and v.household_id = ${householdId}
      and v.id <> ${id} and v.status = 'planned' and v.starts_at > now() limit 1`);
  return rows.length > 0;
}

/**
 * The address left with the household's wish for this round; whoever made that wish or confirmed the visit from an account,
 * while they belong to the household and want mail. One address is told once.
 */
async function whoWantsToKnow(tx: Transaction, visit: Visit): Promise<{ email: string; to: To }[]> {
  const rows = await tx.execute<{ email: string; to: To }>(sql`
    with wish as (
      select w.id, w.email, w.made_by from visit_wishes w
      where w.community_id = ${visit.communityId} and w.round_id = ${visit.roundId} and w.household_id = ${visit.householdId})
    select a.email, jsonb_build_object('account', a.user_id) as to
    from accounts a
    join residents r on r.community_id = ${visit.communityId} and r.household_id = ${visit.householdId} and r.user_id = a.user_id
      and r.status = 'confirmed'
    where a.disabled_at is null and a.mail <> 'none' and a.email is not null and a.user_id in (
      select made_by from wish
      union select e.actor_id from events e where e.community_id = ${visit.communityId} and e.subject_id = ${visit.id} and e.kind = 'confirmed')
    union all
    select email, jsonb_build_object('wish', id) from wish where email is not null`);
  const seen = new Set<string>();
  return [...rows].filter(({ email }) => !seen.has(email.toLowerCase()) && seen.add(email.toLowerCase()));
}

/**
 * Whether an address was told of an earlier state, or is being told: nobody calls off what nobody heard of. (What was sent
 * long ago is swept out of the queue.)
 */
async function wasTold(tx: Transaction, visit: Visit, email: string): Promise<boolean> {
  const earlier = Array.from({ length: visit.sequence }, (_, i) => `"${tellingKey(visit.id, i, email)}"`);
  const rows = await tx.execute(sql`
    select from outbox o where o.key = any(${`{${earlier.join(",")}}`}::text[]) and o.failed_at is null
    union all select where ${new Date(visit.createdAt).toISOString()}::timestamptz < now() - interval '25 days' limit 1`);
  return rows.length > 0;
}

/** When a household is visited, or that it is not, in its own language, with the time for its calendar. */
export async function visitMail(tx: Transaction, p: Told): Promise<Omit<Mail, "id"> | null> {
  const [visit] = await tx.execute<Visit>(visitsWhere(sql`v.community_id = ${p.community} and v.id = ${p.visit}`));
  if (!visit || new Date(visit.startsAt) < new Date()) return null;
  const [reader] = await tx.execute<{ email: string; locale: string | null }>(
    "wish" in p.to
      ? sql`select email, locale from visit_wishes where community_id = ${p.community} and id = ${p.to.wish} and email is not null`
      : sql`select a.email, a.locale from accounts a
          join residents r on r.community_id = ${p.community} and r.household_id = ${visit.householdId} and r.user_id = a.user_id
            and r.status = 'confirmed'
          where a.user_id = ${p.to.account} and a.disabled_at is null and a.mail <> 'none' and a.email is not null`,
  );
  if (!reader) return null;
  // Changed again meanwhile: the mail about that is queued, and this state was told to nobody.
  if (visit.sequence !== p.sequence) {
    await tx.execute(sql`update outbox set key = null where key = ${tellingKey(visit.id, p.sequence, reader.email)}`);
    return null;
  }
  const locale = asLocale(reader.locale);
  const t = wordsOf(locale);
  const whenOf = ({ startsAt, timeZone }: Visit) =>
    new Intl.DateTimeFormat(locale, {
      month: "long",
      day: "numeric",
      weekday: "long",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      timeZone,
    }).format(new Date(startsAt));
  const off = visit.status !== "planned";
  const told = await wasTold(tx, visit, reader.email);
  if (off && !told) return null;
  const before = off ? [] : await calledOffBefore(tx, visit, reader.email);
  const kind = off ? "calledOff" : told || before.length ? "moved" : "planned";
  const when = whenOf(visit);
  const door = t("visit.door", { building: visit.building, entrance: visit.entrance, door: visit.door });
  const agency = (locale === "en" && visit.agencyEn) || visit.agency || "";
  const names = new Intl.ListFormat(locale, { type: "conjunction" }).format(visit.team);
  const account = "account" in p.to;
  return {
    to: reader.email,
    locale,
    subject: t(`visit.subject.${kind}`, { when }),
    lines: [
      t(`visit.when.${kind}`, { when, door, agency }),
      ...before.map((old) => t("visit.instead", { when: whenOf(old) })),
      ...(off ? [t("visit.again")] : [t("visit.who", { names }), t("visit.attached")]),
      ...(account || off ? [] : [t("visit.bySlip")]),
    ],
    ...(account ? { link: { label: t("visit.link"), url: `${settings().baseUrl}/visits/${visit.id}` } } : {}),
    calendar: calendarText({
      visits: [...before, visit],
      name: t("calendar.name"),
      locale,
      baseUrl: settings().baseUrl,
      goes: false,
      linked: account,
    }),
  };
}

/**
 * Visits to the same household that this address was told of, and that were called off since without its being told: the
 * mail about the new time takes them out of the calendar, and counts as their telling.
 */
async function calledOffBefore(tx: Transaction, visit: Visit, email: string): Promise<Visit[]> {
  const rows = await tx.execute<Visit>(
    visitsWhere(sql`v.community_id = ${visit.communityId} and v.round_id = ${visit.roundId}
      and v.household_id = ${visit.householdId} and v.id <> ${visit.id} and v.status in ('cancelled', 'rescheduled')
      and v.starts_at > now() order by v.starts_at`),
  );
  const found: Visit[] = [];
  for (const old of rows) {
    if (!(await wasTold(tx, old, email))) continue;
    const marked = await tx.execute(sql`
      insert into outbox (topic, key, payload, done_at) values ('visit_mail', ${tellingKey(old.id, old.sequence, email)}, '{}', now())
      on conflict (key) do nothing`);
    if (marked.count > 0) found.push(old);
  }
  return found;
}
