import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { type AgreementPage, agreementPage } from "../agreement/page.ts";
import type { Attached } from "../attachment/attached.ts";
import type { MeasureStatus } from "../measure/rules.ts";
import { dayOf } from "../time.ts";
import type { ToldAnswer } from "../told/answers.ts";
import { type StageKind, type StageStatus, stageKinds } from "./stage-rules.ts";

/** A delay as it was said: days as YYYY-MM-DD. */
export type Delay = { of: "start" | "end"; was: string; to: string; reason: string };

export type CarriedMeasure = {
  id: string;
  what: string;
  organizationId: string | null;
  unit: string | null;
  unitEn: string | null;
  status: MeasureStatus;
  dueOn: string | null;
  expectedOn: string | null;
  startedOn: string | null;
  doneOn: string | null;
  doneNote: string | null;
  reason: string | null;
  delays: Delay[];
  files: Attached[];
  /** What the households that raised it say: how many were asked, and how many said what. */
  told: { asked: number; yes: number; no: number; notYet: number };
  /** The viewer's unit is to do it. */
  mine: boolean;
};

export type StageLine = {
  id: string;
  kind: StageKind;
  status: StageStatus;
  plannedFrom: string;
  plannedUntil: string;
  expectedFrom: string | null;
  expectedUntil: string | null;
  startedOn: string | null;
  endedOn: string | null;
  note: string | null;
  delays: Delay[];
  files: Attached[];
};

export type PaymentLine = {
  id: string;
  partyId: string;
  cents: number;
  paidOn: string;
  note: string | null;
  overReason: string | null;
  countersId: string | null;
  countered: boolean;
  files: Attached[];
};

/** A question of the viewer's own household. */
type OwnAsk = {
  id: string;
  measure: string;
  what: string;
  note: string;
  answer: ToldAnswer | null;
  word: string | null;
};

export type WorksPage = {
  agreement: AgreementPage;
  /** Today where the community lives. */
  today: string;
  /** The day on which all had agreed; today where they have not. */
  signedOn: string;
  measures: CarriedMeasure[];
  stages: StageLine[];
  payments: PaymentLine[];
  asks: OwnAsk[];
};

/** How an agreement is carried out, as its page shows it. @throws NotFound where it is not for this viewer */
export async function worksPage(viewer: Viewer, id: string): Promise<WorksPage> {
  const agreement = await agreementPage(viewer, id);
  const today = dayOf(new Date(), agreement.timeZone);
  return asViewer(viewer.claims, async (tx) => {
    const of = { community: agreement.communityId, id, zone: agreement.timeZone };
    const [[signed], measures, stages, payments, asks] = await Promise.all([
      tx.execute<{ on: string | null }>(sql`
        select (signed_at at time zone ${agreement.timeZone}::text)::date::text as on from agreements where id = ${id}`),
      measuresOf(tx, viewer, of),
      stagesOf(tx, of),
      paymentsOf(tx, of),
      asksOf(tx, viewer, of),
    ]);
    return { agreement, today, signedOn: signed?.on ?? today, measures, stages, payments, asks };
  });
}

type Of = { community: string; id: string; zone: string };

const delaysOf = (owner: SQL) => sql`coalesce((
  select jsonb_agg(jsonb_build_object('of', d.of, 'was', d.was_on, 'to', d.to_on, 'reason', d.reason) order by d.said_at, d.id)
  from work_delays d where ${owner}), '[]')`;

const filesOf = (owner: SQL) => sql`coalesce((
  select jsonb_agg(jsonb_build_object('id', f.id, 'kind', f.kind, 'name', f.name, 'size', f.size, 'width', f.width, 'height', f.height)
    order by f.created_at, f.id)
  from attachments f where ${owner}), '[]')`;

async function measuresOf(tx: Transaction, viewer: Viewer, of: Of): Promise<CarriedMeasure[]> {
  const day = (at: SQL) => sql`(${at} at time zone ${of.zone}::text)::date::text`;
  const rows = await tx.execute<Omit<CarriedMeasure, "mine">>(sql`
    select m.id, m.what, m.organization_id as "organizationId", o.name as unit, o.name_en as "unitEn", m.status,
      m.due_on::text as "dueOn", m.expected_on::text as "expectedOn", ${day(sql`m.started_at`)} as "startedOn",
      ${day(sql`m.done_at`)} as "doneOn", m.done_note as "doneNote", m.reason,
      ${delaysOf(sql`d.community_id = m.community_id and d.measure_id = m.id`)} as delays,
      ${filesOf(sql`f.community_id = m.community_id and f.measure_id = m.id`)} as files,
      jsonb_build_object('asked', t.asked, 'yes', t.yes, 'no', t.no, 'notYet', t.not_yet) as told
    from measures m
    left join organizations o on o.id = m.organization_id,
    lateral app.told_back(m.community_id, m.id) t
    where m.community_id = ${of.community} and m.agreement_id = ${of.id} order by m.ordinal, m.id`);
  return [...rows].map((row) => ({
    ...row,
    mine: row.organizationId !== null && viewer.claims.organizations.includes(row.organizationId),
  }));
}

async function stagesOf(tx: Transaction, of: Of): Promise<StageLine[]> {
  const rows = await tx.execute<StageLine>(sql`
    select s.id, s.kind, s.status, s.planned_from::text as "plannedFrom", s.planned_until::text as "plannedUntil",
      s.expected_from::text as "expectedFrom", s.expected_until::text as "expectedUntil", s.started_on::text as "startedOn",
      s.ended_on::text as "endedOn", s.note,
      ${delaysOf(sql`d.community_id = s.community_id and d.stage_id = s.id`)} as delays,
      ${filesOf(sql`f.community_id = s.community_id and f.stage_id = s.id`)} as files
    from tender_stages s where s.community_id = ${of.community} and s.agreement_id = ${of.id}`);
  return [...rows].toSorted((a, b) => stageKinds.indexOf(a.kind) - stageKinds.indexOf(b.kind));
}

async function paymentsOf(tx: Transaction, of: Of): Promise<PaymentLine[]> {
  const rows = await tx.execute<PaymentLine>(sql`
    select p.id, p.party_id as "partyId", p.cents::float8 as cents, p.paid_on::text as "paidOn", p.note, p.over_reason as "overReason",
      p.counters_id as "countersId",
      exists (select from payments c where c.community_id = p.community_id and c.counters_id = p.id) as countered,
      ${filesOf(sql`f.community_id = p.community_id and f.payment_id = p.id`)} as files
    from payments p where p.community_id = ${of.community} and p.agreement_id = ${of.id}
    order by p.paid_on, p.recorded_at, p.id`);
  return [...rows];
}

async function asksOf(tx: Transaction, viewer: Viewer, of: Of): Promise<OwnAsk[]> {
  const rows = await tx.execute<OwnAsk>(sql`
    select q.id, m.id as measure, m.what, m.done_note as note, q.answer, q.word
    from measures m
    join measure_asks q on q.community_id = m.community_id and q.measure_id = m.id and q.turn = m.turn
    where m.community_id = ${of.community} and m.agreement_id = ${of.id} and m.status = 'done'
      and (q.household_id = any ((select app.households())::uuid[]) or q.user_id = ${viewer.user?.id ?? null})
    order by m.ordinal, q.id`);
  return [...rows];
}
