import { sql } from "drizzle-orm";
import { pool, type Transaction } from "#db/connect.ts";
import { closePolls } from "../agreement/close-polls.ts";
import { store } from "../attachment/store.ts";
import { remindAndEscalate } from "../deadline/remind.ts";
import { queueWeekly } from "../desk/weekly.ts";
import { openFiguresDue } from "../figures/open/count.ts";
import { settleQuiet } from "../meeting/send.ts";
import { remindOfPolicies } from "../policy/remind.ts";
import { remindOfSteps } from "../step/remind.ts";
import { queueBoardMails } from "../subscription/mail.ts";
import { remindOfWorks } from "../works/remind.ts";

const lock = 720_051_135;

/** Days after which what nobody needs any more goes. */
const kept = {
  submissions: 90,
  pendingUploads: 2,
  ledgers: 2,
  sessions: 90,
  tokens: 30,
  outbox: 30,
  drafts: 90,
  letters: 90,
};

/**
 * What is due by the clock, by one process at a time: reminders, daily and weekly mails, reports nobody confirmed, leftovers.
 * @param now for tests
 */
export async function keepHouse(now = new Date()): Promise<void> {
  const at = now.toISOString();
  const orphans = await pool("doorstep_worker").transaction(async (tx) => {
    const [held] = await tx.execute<{ ok: boolean }>(sql`select pg_try_advisory_xact_lock(${lock}) as ok`);
    if (!held?.ok) return [];
    await remindAndEscalate(tx, at);
    await settleQuiet(tx, at);
    await remindOfSteps(tx, at);
    await remindOfWorks(tx, at);
    await remindOfPolicies(tx, at);
    await closePolls(tx);
    // A daily mail in the evening of the person's community, to whoever has something unread that no mail told of.
    await tx.execute(sql`
      insert into outbox (topic, key, payload)
      select distinct on (n.user_id) 'digest_mail', concat_ws(' ', 'digest', n.user_id, (${at}::timestamptz at time zone c.time_zone)::date),
        jsonb_build_object('user', n.user_id)
      from notifications n
      join communities c on c.id = n.community_id
      join accounts a on a.user_id = n.user_id and a.mail = 'daily' and a.disabled_at is null
      where n.mailed_at is null and n.read_at is null and extract(hour from ${at}::timestamptz at time zone c.time_zone) >= 18
      order by n.user_id
      on conflict (key) do nothing`);
    await queueWeekly(tx, at);
    await queueBoardMails(tx, at);
    // Once a night each community is searched for what belongs together, where something was raised since.
    await tx.execute(sql`
      insert into outbox (topic, key, payload)
      select 'problems_find', concat_ws(' ', 'problems', c.id, (${at}::timestamptz at time zone c.time_zone)::date),
        jsonb_build_object('community', c.id)
      from communities c
      where extract(hour from ${at}::timestamptz at time zone c.time_zone) between 2 and 5 and exists (
        select from concerns x where x.community_id = c.id and x.created_at > coalesce((
          select max(s.started_at) from problem_searches s where s.community_id = c.id), '-infinity'))
      on conflict (key) do nothing`);
    // What everybody may read is counted in the night after a month or a week has ended.
    await tx.execute(sql`
      insert into outbox (topic, key, payload)
      select 'figures_open', concat_ws(' ', 'figures', c.id, (${at}::timestamptz at time zone c.time_zone)::date),
        jsonb_build_object('community', c.id)
      from communities c where ${openFiguresDue(at)}
      on conflict (key) do nothing`);
    await expire(tx, sql`c.status = 'unconfirmed' and c.next_at < ${at}::timestamptz`, "not_confirmed");
    // Who does not answer for two weeks after the date has no objection; reopening stays possible. (A concern that is
    // followed to its end waits for the family's word, however long.)
    await expire(
      tx,
      sql`c.status = 'solved' and c.next_at < ${at}::timestamptz - interval '14 days' and not exists (
        select from concern_followings f where f.community_id = c.community_id and f.concern_id = c.id and f.ended_at is null)`,
      "not_answered",
    );
    await tx.execute(
      sql`delete from submissions where created_at < ${at}::timestamptz - make_interval(days => ${kept.submissions})`,
    );
    await tx.execute(sql`delete from parked_forms where expires_at < ${at}::timestamptz`);
    await tx.execute(sql`delete from throttles where window_start < ${at}::timestamptz - interval '2 days'`);
    await tx.execute(
      sql`delete from sessions where coalesce(ended_at, expires_at) < ${at}::timestamptz - make_interval(days => ${kept.sessions})`,
    );
    await tx.execute(
      sql`delete from tokens where expires_at < ${at}::timestamptz - make_interval(days => ${kept.tokens})`,
    );
    await tx.execute(
      sql`delete from outbox where done_at < ${at}::timestamptz - make_interval(days => ${kept.outbox})`,
    );
    await tx.execute(
      sql`delete from drafts where saved_at < ${at}::timestamptz - make_interval(days => ${kept.drafts})`,
    );
    await tx.execute(sql`select app.fold_figures()`);
    await tx.execute(sql`delete from presences where seen_at < ${at}::timestamptz - interval '10 minutes'`);
    // That a mail came is known for as long as it may come again.
    await tx.execute(sql`
      delete from letters where status <> 'held' and received_at < ${at}::timestamptz - make_interval(days => ${kept.letters})`);
    // A ledger that nobody agreed to is given up: who lives where is not kept in passing.
    await tx.execute(sql`
      with old as (update ledgers set given_up_at = ${at}
        where agreed_at is null and given_up_at is null and created_at < ${at}::timestamptz - make_interval(days => ${kept.ledgers}) returning id)
      insert into outbox (topic, payload) select 'ledger_drop', jsonb_build_object('ledger', id) from old`);
    const gone = await tx.execute<{ storage_key: string }>(sql`
      delete from attachments where concern_id is null and message_id is null and visit_note_id is null and inspection_item_id is null
        and measure_id is null and stage_id is null and payment_id is null
        and created_at < ${at}::timestamptz - make_interval(days => ${kept.pendingUploads}) returning storage_key`);
    return [...gone].map((row) => row.storage_key);
  });
  for (const key of orphans) {
    await store().remove(key);
    await store().remove(`${key}s`);
  }
}

async function expire(
  tx: Transaction,
  due: ReturnType<typeof sql>,
  reason: "not_confirmed" | "not_answered",
): Promise<void> {
  const rows = await tx.execute<{ community_id: string; id: string; status: string }>(sql`
    select c.community_id, c.id, c.status from concerns c where ${due} limit 200 for update skip locked`);
  for (const row of rows) {
    await tx.execute(sql`
      update concerns set status = 'closed', closed_at = now(), close_reason = ${reason}, next_at = null, next_step = null
      where community_id = ${row.community_id} and id = ${row.id}`);
    await tx.execute(sql`
      insert into events (community_id, subject_type, subject_id, kind, audience, from_status, to_status, data)
      values (${row.community_id}, 'concern', ${row.id}, 'expired', 'everyone', ${row.status}, 'closed', ${JSON.stringify({ reason })}::jsonb)`);
  }
}
