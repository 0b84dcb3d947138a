import { type SQL, sql } from "drizzle-orm";
import { atMost } from "#db/at-most.ts";
import type { Transaction } from "#db/connect.ts";

/** So many at once; the rest a minute later. */
const batch = 200;

type Marked = {
  community_id: string;
  id: string;
  following_id: string;
  concern_id: string;
  officer: string;
  at: string;
};

// (A day without a time is over when the day is.)
const over = sql`s.at + case when s.timed then interval '0' else interval '15 hours' end`;

/**
 * Reminds whoever goes along (the owner, where nobody does) a day before a step and when it has passed, and the family by
 * mail before it: each once. The mark and what is said of it are one transaction.
 */
export async function remindOfSteps(tx: Transaction, at: string): Promise<void> {
  const now = sql`${at}::timestamptz`;
  const soon = sql`s.at - interval '1 day' <= ${now} and ${over} > ${now}`;
  const mark = (column: SQL, when: SQL) =>
    tx.execute<Marked>(sql`
      update concern_steps t set ${column} = ${now} from (
        select s.community_id, s.id, s.concern_id,
          case when app.owner_is_active(c.community_id, s.officer_id) then s.officer_id else c.owner_id end as officer
        from concern_steps s
        join concern_followings f on f.community_id = s.community_id and f.id = s.following_id and f.ended_at is null
        join concerns c on c.community_id = s.community_id and c.id = s.concern_id and c.closed_at is null
        where s.status = 'open' and s.${column} is null and ${when} ${atMost(batch)} for update of s skip locked) due
      where t.community_id = due.community_id and t.id = due.id
      returning t.community_id, t.id, t.following_id, t.concern_id, due.officer, t.at`);
  for (const step of await mark(sql`reminded_at`, soon)) await tellOfficer(tx, step, "step_soon");
  for (const step of await mark(sql`late_at`, sql`${over} <= ${now}`)) await tellOfficer(tx, step, "step_late");
  for (const step of await mark(sql`family_told_at`, soon)) await tellFamily(tx, step);
}

/** An event on the chain of what is followed, a word for the officer, and a mail where they want one at once. */
async function tellOfficer(tx: Transaction, step: Marked, kind: "step_soon" | "step_late"): Promise<void> {
  const { community_id: community, id, following_id: following, officer } = step;
  const data = JSON.stringify({ step: id, at: new Date(step.at).toISOString() });
  const [event] = await tx.execute<{ seq: number }>(sql`
    insert into events (community_id, subject_type, subject_id, kind, audience, data)
    values (${community}, 'following', ${following}, ${kind}, 'everyone', ${data}::jsonb) returning seq`);
  const told = await tx.execute<{ mail: string }>(sql`
    with told as (
      insert into notifications (community_id, id, user_id, following_id, kind, seq, mailed_at)
      select ${community}, gen_random_uuid(), a.user_id, ${following}, ${kind}, ${event?.seq ?? 0}, now()
      from accounts a where a.user_id = ${officer} and a.disabled_at is null
      on conflict do nothing returning user_id)
    select a.mail from told join accounts a on a.user_id = told.user_id`);
  if (told[0]?.mail !== "each") return;
  await queue(tx, { community, step: id, kind, user: officer });
}

/** The family's accounts that want mail and have not muted the concern, and an address left without an account. */
async function tellFamily(
  tx: Transaction,
  { community_id: community, concern_id: concern, id }: Marked,
): Promise<void> {
  const people = await tx.execute<{ user: string | null; person: string | null }>(sql`
    select a.user_id as "user", null::uuid as person from accounts a
    where a.disabled_at is null and a.mail <> 'none' and a.email is not null and exists (
      select from access x where x.community_id = ${community} and x.subject_id = ${concern} and (
        x.reason = 'reporter' and x.principal = a.user_id
        or x.reason = 'household' and exists (
          select from residents r where r.community_id = x.community_id and r.household_id = x.principal and r.user_id = a.user_id
            and r.status = 'confirmed')))
      and not exists (
        select from thread_mutes m where m.community_id = ${community} and m.concern_id = ${concern} and m.user_id = a.user_id)
    union all
    select null, p.id from concern_people p
    join concern_contacts k on k.community_id = p.community_id and k.person_id = p.id
    where p.community_id = ${community} and p.concern_id = ${concern} and p.role = 'reporter' and p.user_id is null
      and k.email is not null and k.muted_at is null`);
  for (const { user, person } of people) {
    await queue(tx, { community, step: id, kind: "step_family", ...(user ? { user } : { person }) });
  }
}

async function queue(tx: Transaction, payload: Record<string, unknown>): Promise<void> {
  await tx.execute(sql`insert into outbox (topic, payload) values ('step_mail', ${JSON.stringify(payload)}::jsonb)`);
}
