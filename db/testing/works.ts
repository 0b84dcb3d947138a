import { type SQL, sql } from "drizzle-orm";
import type postgres from "postgres";
import { newId } from "../id.ts";
import { type Changeable, insert, type Named } from "./part.ts";
import type { World } from "./world.ts";

/** The part of the permission matrix that is about what is carried out: the table, the rows and the acts of it. */

export const worksRowTable = `
tender_stages           | the works, planned                               | .   r   r   r   r   .   r   r   .   r   r   rud .   .   .
work_delays             | that the measure is late                         | .   r   r   r   r   .   r   r   .   r   r   r   .   .   .
payments                | by the property company                          | .   r   r   r   r   .   r   r   .   r   r   r   .   .   .
measure_asks            | whether 1502 says it is done                     | .   .   ru  ru  .   .   ru  .   .   .   .   r   .   .   .
attachments             | a photo of the measure                           | .   r   r   r   r   .   r   r   .   r   r   r   .   .   .
attachments             | the receipt of a payment                         | .   .   .   .   .   .   r   r   .   r   .   r   .   .   .
tokens                  | a link that answers whether it is done           | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
app.told_back()         | how many say it is done                          | .   r   r   r   r   .   r   r   .   r   r   r   .   .   .
app.raisers()           | who raised what is behind it                     | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
`;

export const worksActTable = `
tender_stages           | + choose a stage                                 | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
work_delays             | + say that the works are late                    | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
work_delays             | + say that the property company's measure is late| .   .   .   .   .   .   .   .   .   a   .   a   .   .   .
payments                | + enter a payment                                | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
payments                | + enter one in another's name                    | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
attachments             | tie a photo to the property company's measure    | .   .   .   .   .   .   .   .   .   a   .   a   .   .   .
`;

export type WorksGallery = Awaited<ReturnType<typeof addWorks>>;

/** Adds an agreement that is carried out, with one of each; written behind the triggers. */
export async function addWorks(sql: postgres.TransactionSql, world: World) {
  const { a, people } = world;
  const ids = {
    problem: newId(),
    agreement: newId(),
    party: newId(),
    measure: newId(),
    done: newId(),
    stage: newId(),
    delay: newId(),
    payment: newId(),
    ask: newId(),
    photo: newId(),
    receipt: newId(),
    token: newId(),
  };
  const here = { community_id: a };
  await sql`reset role`;
  await sql`set local session_replication_role = replica`;
  await sql`insert into problems ${sql({ ...here, id: ids.problem, number: "2001-900002", title: "电梯老化", category: "lift", owner_id: people.coordinator, next_at: "2099-01-01" })}`;
  await sql`insert into problem_units ${sql({ ...here, problem_id: ids.problem, organization_id: world.property })}`;
  await sql`insert into agreements ${sql({ ...here, id: ids.agreement, problem_id: ids.problem, title: "换电梯", status: "concluded", version: 1, estimate_cents: 1000, created_by: people.coordinator, signed_at: "2020-01-01" })}`;
  await sql`insert into agreement_parties ${sql({ ...here, id: ids.party, agreement_id: ids.agreement, kind: "organization", organization_id: world.property, share_kind: "rest", share_cents: 1000 })}`;
  const measure = { ...here, problem_id: ids.problem, agreement_id: ids.agreement, what: "换", due_on: "2098-01-01" };
  await sql`insert into measures ${sql([
    { ...measure, id: ids.measure, organization_id: world.property, status: "planned", done_at: null, turn: 0 },
    { ...measure, id: ids.done, organization_id: world.property, status: "done", done_at: "2020-02-01", turn: 1 },
  ])}`;
  await sql`insert into tender_stages ${sql({ ...here, id: ids.stage, agreement_id: ids.agreement, kind: "works", planned_from: "2098-01-01", planned_until: "2098-02-01", created_by: people.coordinator })}`;
  await sql`insert into work_delays ${sql({ ...here, id: ids.delay, agreement_id: ids.agreement, measure_id: ids.measure, was_on: "2097-01-01", to_on: "2098-01-01", reason: "x", said_by: people.coordinator })}`;
  await sql`insert into payments ${sql({ ...here, id: ids.payment, agreement_id: ids.agreement, party_id: ids.party, cents: 5, paid_on: "2020-01-02", recorded_by: people.coordinator })}`;
  await sql`insert into measure_asks ${sql({ ...here, id: ids.ask, measure_id: ids.done, turn: 1, household_id: world.door1502 })}`;
  const file = { ...here, kind: "image", mime: "image/jpeg", name: "", size: 1, sha256: Buffer.alloc(32) };
  await sql`insert into attachments ${sql([
    {
      ...file,
      id: ids.photo,
      storage_key: "works-a",
      measure_id: ids.done,
      payment_id: null,
      uploaded_by: people.propertyMember,
    },
    {
      ...file,
      id: ids.receipt,
      storage_key: "works-b",
      measure_id: null,
      payment_id: ids.payment,
      uploaded_by: people.coordinator,
    },
  ])}`;
  await sql`insert into tokens ${sql({ id: ids.token, hash: Buffer.from("told"), kind: "told", ...here, ask_id: ids.ask, user_id: people.resident, expires_at: "2099-01-01" })}`;
  await sql`set local session_replication_role = origin`;
  await sql`set local role doorstep_owner`;
  return ids;
}

export const worksChangeable: Changeable = {
  tender_stages: { columns: ["ended_on", "note", "started_on", "status"], harmless: "note = 'x'" },
  measure_asks: {
    columns: ["answer", "answered_by", "via", "word"],
    harmless: `answer = 'yes', answered_by = app.user(), via = case when household_id = any (app.households()) then 'online' else 'door' end`,
  },
};

/** Where the rows stand. */
export function worksRowsOf(g: WorksGallery): Named<string> {
  const id = (value: string) => `id = '${value}'`;
  return {
    tender_stages: { "the works, planned": id(g.stage) },
    work_delays: { "that the measure is late": id(g.delay) },
    payments: { "by the property company": id(g.payment) },
    measure_asks: { "whether 1502 says it is done": id(g.ask) },
    attachments: { "a photo of the measure": id(g.photo), "the receipt of a payment": id(g.receipt) },
    tokens: { "a link that answers whether it is done": id(g.token) },
  };
}

export function worksFunctionsOf(world: World, g: WorksGallery): Named<string> {
  return {
    "app.told_back()": {
      "how many say it is done": `select 1 from app.told_back('${world.a}', '${g.done}') where asked > 0`,
    },
    "app.raisers()": { "who raised what is behind it": `select 1 from app.raisers('${world.a}', '${g.problem}')` },
  };
}

/** What a viewer might try: the last statement is the act, what stands before prepares it. */
export function worksActsOf(world: World, g: WorksGallery, user: string | null): Named<SQL[]> {
  const here = { community_id: world.a };
  const of = { ...here, agreement_id: g.agreement };
  const late = { ...of, to_on: sql`'2099-01-01'::date`, reason: "x", said_by: user };
  const pays = (by: string | null) =>
    insert("payments", {
      ...of,
      id: newId(),
      party_id: g.party,
      cents: 5,
      paid_on: sql`'2020-01-03'::date`,
      recorded_by: by,
    });
  const photo = newId();
  return {
    tender_stages: {
      "+ choose a stage": [
        insert("tender_stages", {
          ...of,
          id: newId(),
          kind: "notice",
          planned_from: sql`'2097-01-01'::date`,
          planned_until: sql`'2097-01-02'::date`,
          created_by: user,
        }),
      ],
    },
    work_delays: {
      "+ say that the works are late": [insert("work_delays", { ...late, id: newId(), stage_id: g.stage })],
      "+ say that the property company's measure is late": [
        insert("work_delays", { ...late, id: newId(), measure_id: g.measure }),
      ],
    },
    payments: {
      "+ enter a payment": [pays(user)],
      "+ enter one in another's name": [
        pays(user === world.people.officer ? world.people.coordinator : world.people.officer),
      ],
    },
    attachments: {
      "tie a photo to the property company's measure": [
        insert("attachments", {
          ...here,
          id: photo,
          kind: "image",
          mime: "image/jpeg",
          name: "",
          size: 1,
          storage_key: `works-${photo}`,
          sha256: sql`'\\x00'::bytea`,
          uploaded_by: user,
        }),
        sql`update attachments set measure_id = ${g.done} where id = ${photo}`,
      ],
    },
  };
}
