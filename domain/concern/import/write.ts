import { type SQL, sql } from "drizzle-orm";
import { atMost } from "#db/at-most.ts";
import type { Transaction } from "#db/connect.ts";
import { newId } from "#db/id.ts";
import { record } from "../../event.ts";
import type { Ledger } from "../../ledger/kind.ts";
import { dayOf, daysLater } from "../../time.ts";
import { type CategoryKey, categories } from "../category.ts";
import { numbersFor } from "./numbers.ts";

const batchSize = 500;

type Row = {
  ordinal: number;
  external_number: string;
  title: string;
  body: string;
  category: CategoryKey;
  raised_at: string;
  reporter: string | null;
  phone: string | null;
  building_id: string | null;
  entrance_id: string | null;
  household_id: string | null;
  answer: string | null;
  answered_at: string | null;
  organization_id: string | null;
  mark: string;
  known: string | null;
  changes: string[];
};

type Community = { timeZone: string; duty: string; agency: string | null };

async function communityOf(tx: Transaction, { communityId }: Ledger): Promise<Community> {
  const [found] = await tx.execute<Community>(sql`
    select time_zone as "timeZone", duty_id as duty, agency_id as agency from communities where id = ${communityId}`);
  if (!found?.duty) throw new Error("nobody is on duty");
  return found;
}

/** What the list tells of the past is told to nobody: no notification, no mail, no word to open pages. */
async function silently(tx: Transaction, work: () => Promise<void>): Promise<void> {
  await tx.execute(sql`select set_config('app.silent', 'on', true)`);
  await work();
  await tx.execute(sql`select set_config('app.silent', '', true)`);
}

/** The rows that `compared` gives under a condition, some at a time. */
async function inBatches(tx: Transaction, compared: SQL, which: SQL, work: (rows: Row[]) => Promise<void>) {
  for (let after = -1; ; ) {
    const rows = [
      ...(await tx.execute<Row>(sql`
        select * from (${compared}) x where ${which} and ordinal > ${after} order by ordinal ${atMost(batchSize)}`)),
    ];
    const last = rows.at(-1);
    if (!last) return;
    await work(rows);
    after = last.ordinal;
  }
}

/**
 * Writes the concerns of a list that are not known yet. They are private, and owned by whoever is on duty. One that has
 * been answered is closed, with the times of the list; one that has not waits to be taken up, late or not.
 */
export async function writeNew(tx: Transaction, ledger: Ledger, compared: SQL): Promise<void> {
  const community = await communityOf(tx, ledger);
  await silently(tx, () =>
    inBatches(tx, compared, sql`known is null`, (rows) => writeBatch(tx, ledger, community, rows)),
  );
}

async function writeBatch(tx: Transaction, ledger: Ledger, community: Community, rows: Row[]): Promise<void> {
  const { timeZone, duty, agency } = community;
  const at = (moment: string) => new Date(moment);
  const numbers = await numbersFor(
    tx,
    rows.map((row) => dayOf(at(row.raised_at), timeZone).replace(/^\d\d(\d\d)-(\d\d).*$/, "$1$2")),
  );
  const tomorrow = daysLater(new Date(), 1, timeZone).toISOString();
  const made = rows.map((row, i) => ({
    row,
    id: newId(),
    person: newId(),
    number: numbers[i] ?? "",
    message: row.answer ? newId() : null,
    assignment: row.answer && row.organization_id !== agency ? newId() : null,
    due: daysLater(at(row.raised_at), categories[row.category].answerDays, timeZone).toISOString(),
  }));
  const json = (list: unknown[]) => sql`${JSON.stringify(list)}::jsonb`;
  await tx.execute(sql`
    insert into concerns (community_id, id, number, title, body, category, privacy, status, origin, building_id, entrance_id,
      owner_id, next_at, next_step, created_at, answered_at, answer_due_at, closed_at, close_reason, external_number, external_mark,
      ledger_id, reminded_at, escalated_at)
    select ${ledger.communityId}, r.id, r.number, r.title, r.body, r.category, 'private',
      case when r.answered is null then 'new' else 'closed' end, 'import', r.building, r.entrance, ${duty},
      case when r.answered is null then ${tomorrow}::timestamptz end, case when r.answered is null then 'take' end, r.raised,
      r.answered, r.due, r.answered, case when r.answered is not null then 'answered_before' end, r.external, r.mark, ${ledger.id},
      -- One that came late is no news: nobody is reminded of what they have just imported.
      case when r.due < now() then now() end, case when r.due < now() then now() end
    from jsonb_to_recordset(${json(
      made.map(({ row, id, number, due }) => ({
        id,
        number,
        due,
        title: row.title,
        body: row.body,
        category: row.category,
        building: row.building_id,
        entrance: row.entrance_id,
        raised: row.raised_at,
        answered: row.answered_at,
        external: row.external_number,
        mark: row.mark,
      })),
    )}) as r (id uuid, number text, due timestamptz, title text, body text, category text, building uuid, entrance uuid,
      raised timestamptz, answered timestamptz, external text, mark text)`);
  await tx.execute(sql`
    insert into threads (community_id, id, concern_id)
    select ${ledger.communityId}, id::uuid, id::uuid from jsonb_array_elements_text(${json(made.map(({ id }) => id))}) as id`);
  await tx.execute(sql`
    insert into concern_people (community_id, id, concern_id, role, household_id, name, created_at)
    select ${ledger.communityId}, r.id, r.concern, 'reporter', r.household, r.name, r.at
    from jsonb_to_recordset(${json(
      made.map(({ row, id, person }) => ({
        id: person,
        concern: id,
        household: row.household_id,
        name: row.reporter,
        at: row.raised_at,
      })),
    )}) as r (id uuid, concern uuid, household uuid, name text, at timestamptz)`);
  await tx.execute(sql`
    insert into concern_contacts (community_id, person_id, phone)
    select ${ledger.communityId}, r.person, r.phone from jsonb_to_recordset(${json(
      made.filter(({ row }) => row.phone).map(({ row, person }) => ({ person, phone: row.phone })),
    )}) as r (person uuid, phone text)`);
  const answered = made.filter(({ message }) => message);
  await tx.execute(sql`
    insert into messages (community_id, id, thread_id, concern_id, organization_id, audience, body, created_at, via)
    select ${ledger.communityId}, r.id, r.concern, r.concern, r.organization, 'everyone', r.body, r.at, 'import'
    from jsonb_to_recordset(${json(
      answered.map(({ row, id, message }) => ({
        id: message,
        concern: id,
        organization: row.organization_id ?? agency,
        body: row.answer,
        at: row.answered_at,
      })),
    )}) as r (id uuid, concern uuid, organization uuid, body text, at timestamptz)`);
  // A unit that answered had it: it reads it here too, and it counts for the unit.
  await tx.execute(sql`
    insert into assignments (community_id, id, concern_id, organization_id, status, due_at, assigned_at, accepted_at, answered_at)
    select ${ledger.communityId}, r.id, r.concern, r.organization, 'answered', r.due, r.raised, r.raised, r.answered
    from jsonb_to_recordset(${json(
      answered
        .filter(({ assignment }) => assignment)
        .map(({ row, id, assignment, due }) => ({
          id: assignment,
          concern: id,
          organization: row.organization_id,
          due,
          raised: row.raised_at,
          answered: row.answered_at,
        })),
    )}) as r (id uuid, concern uuid, organization uuid, due timestamptz, raised timestamptz, answered timestamptz)`);
  await tx.execute(sql`
    insert into events (community_id, subject_type, subject_id, kind, audience, from_status, to_status, message_id, data, at)
    select ${ledger.communityId}, 'concern', r.concern, r.kind, 'everyone', r."from", r."to", r.message, r.data, r.at
    from jsonb_to_recordset(${json(made.flatMap(storyOf).map((told, n) => ({ n, ...told })))})
      as r (n int, concern uuid, kind text, "from" text, "to" text, message uuid, data jsonb, at timestamptz)
    order by r.n`);
}

type Made = { row: Row; id: string; message: string | null; assignment: string | null };

/**
 * What happened on a concern before it was imported, each with its own time. Who gave it to a unit, and when, no list
 * tells.
 */
function storyOf({ row, id: concern, message, assignment }: Made) {
  const raised = { concern, kind: "raised", data: { origin: "import" }, at: row.raised_at };
  if (!message || !row.answered_at) return [raised];
  const at = row.answered_at;
  const data = { assignment, organization: row.organization_id, from: "assigned", to: "answered" };
  const said = assignment ? { kind: "answered", data } : { kind: "replied", data: {} };
  const closed = { kind: "expired", from: "new", to: "closed", data: { reason: "answered_before" } };
  return [raised, { concern, ...said, message, at }, { concern, ...closed, at }];
}

/**
 * What a list says otherwise than when it was imported: an answer joins the thread for everyone, a changed text as a
 * working message. What stands in the portal stays; one that nobody has taken up is closed with its answer.
 */
export async function writeChanged(tx: Transaction, ledger: Ledger, compared: SQL): Promise<void> {
  const { agency } = await communityOf(tx, ledger);
  await silently(tx, () =>
    inBatches(tx, compared, sql`known is not null and changes <> '{}'`, async (rows) => {
      for (const row of rows) await writeChange(tx, ledger, row, agency);
    }),
  );
}

async function writeChange(tx: Transaction, { communityId }: Ledger, row: Row, agency: string | null): Promise<void> {
  const id = row.known ?? "";
  const [concern] = await tx.execute<{ status: string; due: string }>(sql`
    select status, answer_due_at as due from concerns where community_id = ${communityId} and id = ${id} for update`);
  if (!concern) return;
  const about = { community: communityId, subject: { type: "concern" as const, id }, actor: null };
  const say = async (audience: "everyone" | "working", body: string, unit: string | null, at: string | null) => {
    const message = newId();
    await tx.execute(sql`
      insert into messages (community_id, id, thread_id, concern_id, organization_id, audience, body, created_at, via)
      values (${communityId}, ${message}, ${id}, ${id}, ${unit}, ${audience}, ${body}, coalesce(${at}::timestamptz, now()), 'import')`);
    return message;
  };
  if (row.changes.includes("text")) {
    const message = await say("working", `${row.title}\n\n${row.body}`, agency, null);
    await record(tx, { ...about, kind: "restated", audience: "working", message });
  }
  if (row.changes.includes("answer")) {
    const unit = row.organization_id ?? agency;
    const untouched = concern.status === "new";
    const message = await say("everyone", row.answer ?? "", unit, row.answered_at);
    const data = untouched && unit !== agency ? await assignmentOf(tx, communityId, row, concern.due) : undefined;
    await record(tx, { ...about, kind: data ? "answered" : "replied", audience: "everyone", message, data });
    await tx.execute(sql`
      update concerns set answered_at = coalesce(answered_at, ${row.answered_at}::timestamptz)
      where community_id = ${communityId} and id = ${id}`);
    if (untouched) {
      await tx.execute(sql`
        update concerns set status = 'closed', closed_at = now(), close_reason = 'answered_before', next_at = null, next_step = null
        where community_id = ${communityId} and id = ${id}`);
      const closed = { from: "new", to: "closed", data: { reason: "answered_before" } };
      await record(tx, { ...about, kind: "expired", audience: "everyone", ...closed });
    }
  }
  await tx.execute(sql`
    update concerns set external_mark = split_part(${row.mark}, '.', 1) || '.'
      || coalesce(nullif(split_part(${row.mark}, '.', 2), ''), split_part(external_mark, '.', 2))
    where community_id = ${communityId} and id = ${id}`);
}

/** The unit that answered had it. @returns what the event of its answer tells of that */
async function assignmentOf(
  tx: Transaction,
  communityId: string,
  row: Row,
  due: string,
): Promise<Record<string, unknown>> {
  const assignment = newId();
  await tx.execute(sql`
    insert into assignments (community_id, id, concern_id, organization_id, status, due_at, assigned_at, accepted_at, answered_at)
    values (${communityId}, ${assignment}, ${row.known}, ${row.organization_id}, 'answered', ${due}, ${row.raised_at},
      ${row.raised_at}, ${row.answered_at})`);
  return { assignment, organization: row.organization_id, from: "assigned", to: "answered" };
}
