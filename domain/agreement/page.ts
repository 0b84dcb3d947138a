import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { NotFound } from "../refusal.ts";
import { timeZoneOf } from "../visit/plan.ts";
import { leadsProblem } from "./hold.ts";
import type { AgreementStatus } from "./rules.ts";
import type { ShareKind } from "./shares.ts";

type PartyLine = {
  id: string;
  /** Null: the households, who consent by vote. */
  organizationId: string | null;
  name: string | null;
  nameEn: string | null;
  shareKind: ShareKind | null;
  sharePercent: number | null;
  shareCents: number;
  /** Under the version that is being signed or was signed. */
  signature: { name: string; post: string | null; at: Date } | null;
  /** Whether this viewer may sign for it now. */
  mine: boolean;
};

export type MeasureLine = {
  id: string;
  what: string;
  organizationId: string | null;
  unit: string | null;
  unitEn: string | null;
  dueOn: string | null;
  proof: string | null;
  status: "planned" | "underway" | "done" | "dropped";
  doneNote: string | null;
  doneAt: Date | null;
};

type VersionLine = { ordinal: number; madeAt: Date; by: string | null; hash: string };

export type AgreementPage = {
  id: string;
  communityId: string;
  community: string;
  timeZone: string;
  problem: { number: string; title: string };
  title: string;
  status: AgreementStatus;
  texts: { "zh-CN": string; "zh-TW": string; en: string };
  estimateCents: number | null;
  version: number | null;
  textRevision: number;
  reason: string | null;
  parties: PartyLine[];
  left: { name: string | null; nameEn: string | null; at: Date; reason: string | null }[];
  measures: MeasureLine[];
  versions: VersionLine[];
  /** How many doors the community has: the households' share is told by door. */
  doors: number;
  leads: boolean;
  coordinates: boolean;
  /** Works on it, rather than reads what was put to signing. */
  works: boolean;
};

type Row = Omit<AgreementPage, "parties" | "measures" | "versions" | "left" | "texts" | "problem" | "leads"> & {
  problemId: string;
  number: string;
  problemTitle: string;
  textZhCn: string;
  textZhTw: string;
  textEn: string;
};

/** An agreement as its page shows it. @throws NotFound where there is none, or not for this viewer */
export async function agreementPage(viewer: Viewer, id: string): Promise<AgreementPage> {
  return asViewer(viewer.claims, async (tx) => {
    const [row] = await tx.execute<Row>(sql`
      select a.id, a.community_id as "communityId", c.name as community, a.title, a.status, a.text_zh_cn as "textZhCn",
        a.text_zh_tw as "textZhTw", a.text_en as "textEn", a.estimate_cents::float8 as "estimateCents", a.version,
        a.text_revision as "textRevision", a.reason, p.id as "problemId", p.number, p.title as "problemTitle",
        app.works_on_agreement(a.community_id, a.id, a.problem_id) as works,
        (select count(*)::int from households h where h.community_id = a.community_id) as doors
      from agreements a
      join communities c on c.id = a.community_id
      join problems p on p.community_id = a.community_id and p.id = a.problem_id
      where a.id = ${id}`);
    if (!row) throw new NotFound();
    const { problemId, number, problemTitle, textZhCn, textZhTw, textEn, ...rest } = row;
    const [parties, measures, versions, left, leads, timeZone] = await Promise.all([
      partiesOf(tx, row, viewer.user?.id ?? null),
      measuresOf(tx, row),
      versionsOf(tx, row),
      leftOf(tx, row),
      leadsProblem(tx, row.communityId, problemId),
      timeZoneOf(tx, row.communityId),
    ]);
    return {
      ...rest,
      problem: { number, title: problemTitle },
      texts: { "zh-CN": textZhCn, "zh-TW": textZhTw, en: textEn },
      parties,
      measures,
      versions,
      left,
      leads,
      timeZone,
      coordinates: viewer.claims.coordinates.includes(row.communityId),
    };
  });
}

type Of = { communityId: string; id: string; version: number | null; status: string };

async function partiesOf(tx: Transaction, of: Of, user: string | null): Promise<PartyLine[]> {
  const rows = await tx.execute<
    Omit<PartyLine, "signature"> & { signer: string | null; post: string | null; at: string | null }
  >(sql`
    select p.id, p.organization_id as "organizationId", o.name, o.name_en as "nameEn", p.share_kind as "shareKind",
      p.share_percent::float8 as "sharePercent", p.share_cents::float8 as "shareCents", s.name as signer, s.post, s.signed_at as at,
      ${of.status} = 'signing' and s.id is null and p.organization_id is not null and app.signs_for(p.organization_id, ${user}::uuid) as mine
    from agreement_parties p
    left join organizations o on o.id = p.organization_id
    left join signatures s on s.community_id = p.community_id and s.party_id = p.id and s.ordinal = ${of.version}
    where p.community_id = ${of.communityId} and p.agreement_id = ${of.id} and p.left_at is null
    order by p.kind = 'households', p.ordinal, p.id`);
  return [...rows].map(({ signer, post, at, ...p }) => ({
    ...p,
    // (A draft is signed by nobody, whatever was signed before it was called back.)
    signature: signer && at && of.status !== "draft" ? { name: signer, post, at: new Date(at) } : null,
  }));
}

async function leftOf(tx: Transaction, of: Of): Promise<AgreementPage["left"]> {
  const rows = await tx.execute<{ name: string | null; nameEn: string | null; at: string; reason: string | null }>(sql`
    select o.name, o.name_en as "nameEn", p.left_at as at, p.left_reason as reason from agreement_parties p
    left join organizations o on o.id = p.organization_id
    where p.community_id = ${of.communityId} and p.agreement_id = ${of.id} and p.left_at is not null order by p.left_at`);
  return [...rows].map((row) => ({ ...row, at: new Date(row.at) }));
}

async function measuresOf(tx: Transaction, of: Of): Promise<MeasureLine[]> {
  const rows = await tx.execute<Omit<MeasureLine, "doneAt"> & { doneAt: string | null }>(sql`
    select m.id, m.what, m.organization_id as "organizationId", o.name as unit, o.name_en as "unitEn", m.due_on::text as "dueOn", m.proof,
      m.status, m.done_note as "doneNote", m.done_at as "doneAt"
    from measures m left join organizations o on o.id = m.organization_id
    where m.community_id = ${of.communityId} and m.agreement_id = ${of.id} and m.status <> 'dropped' order by m.ordinal, m.id`);
  return [...rows].map((row) => ({ ...row, doneAt: row.doneAt ? new Date(row.doneAt) : null }));
}

async function versionsOf(tx: Transaction, of: Of): Promise<VersionLine[]> {
  const rows = await tx.execute<Omit<VersionLine, "madeAt"> & { madeAt: string }>(sql`
    select v.ordinal, v.made_at as "madeAt", u.name as by, encode(v.hash, 'hex') as hash
    from agreement_versions v left join users u on u.id = v.made_by
    where v.community_id = ${of.communityId} and v.agreement_id = ${of.id} order by v.ordinal desc limit 50`);
  return [...rows].map((row) => ({ ...row, madeAt: new Date(row.madeAt) }));
}

export type AgreementLine = {
  id: string;
  title: string;
  status: AgreementStatus;
  createdAt: Date;
  /** Of what is said to be done: how many of the households that raised it were asked, and what they say. */
  told: { id: string; what: string; asked: number; yes: number; no: number; notYet: number }[];
};

/** The agreements on a problem that the viewer may see, newest first. */
export async function agreementsOn(tx: Transaction, problem: string): Promise<AgreementLine[]> {
  const rows = await tx.execute<Omit<AgreementLine, "createdAt"> & { createdAt: string }>(sql`
    select a.id, a.title, a.status, a.created_at as "createdAt",
      coalesce((
        select jsonb_agg(jsonb_build_object('id', m.id, 'what', m.what, 'asked', t.asked, 'yes', t.yes, 'no', t.no, 'notYet', t.not_yet)
          order by m.ordinal, m.id)
        from measures m, lateral app.told_back(m.community_id, m.id) t
        where m.community_id = a.community_id and m.agreement_id = a.id and m.done_at is not null and t.asked > 0), '[]') as told
    from problems p
    join agreements a on a.community_id = p.community_id and a.problem_id = p.id
    where p.number = ${problem} order by a.created_at desc, a.id limit 50`);
  return [...rows].map((row) => ({ ...row, createdAt: new Date(row.createdAt) }));
}

/** A problem on which the viewer may begin an agreement. */
export async function problemToAgreeOn(viewer: Viewer, number: string): Promise<{ id: string; title: string } | null> {
  const [row] = await asViewer(viewer.claims, (tx) =>
    tx.execute<{ id: string; title: string }>(sql`
      select id, title from problems where number = ${number} and status <> 'closed' and app.leads_problem(community_id, id)`),
  );
  return row ?? null;
}
