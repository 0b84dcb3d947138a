import { randomUUID } from "node:crypto";
import type postgres from "postgres";
import { emailOf } from "./session.ts";

/** An agreement of the demo community that all have agreed to. */
export type Concluded = { agreement: string; measures: [string, string]; parties: [string, string] };

/**
 * An agreement on a problem behind which these concerns stand, concluded as if all had signed: how one comes to that is
 * told elsewhere. Two measures, of the property company and of the fire brigade; 40 and 60 per cent of a million yuan.
 */
export async function concluded(sql: postgres.Sql, numbers: readonly string[]): Promise<Concluded> {
  const [demo] = await sql<[{ community: string; coordinator: string; property: string; fire: string }]>`
    select c.id as community, a.user_id as coordinator,
      (select id from organizations where kind = 'property') as property, (select id from organizations where kind = 'fire') as fire
    from communities c, accounts a where c.demo and a.email = ${emailOf("coordinator")}`;
  const here = { community_id: demo.community };
  const [problem, agreement] = [randomUUID(), randomUUID()];
  const measures: [string, string] = [randomUUID(), randomUUID()];
  const parties: [string, string] = [randomUUID(), randomUUID()];
  const units = [demo.property, demo.fire];
  const what = ["更换六栋楼的消防栓和水带", "逐户检查烟感，坏的换新"];
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = 'replica'`;
    await tx`insert into problems ${tx({
      ...here,
      id: problem,
      number: `2027-${`${Math.random()}`.slice(2, 8)}`,
      title: "消防设施老化",
      category: "fire",
      owner_id: demo.coordinator,
      next_at: new Date("2098-01-01"),
      created_by: demo.coordinator,
    })}`;
    await tx`insert into problem_units ${tx(units.map((organization_id) => ({ ...here, problem_id: problem, organization_id })))}`;
    await tx`insert into problem_concerns (community_id, problem_id, concern_id)
      select ${demo.community}, ${problem}, id from concerns where number = any (${[...numbers]})`;
    await tx`insert into agreements ${tx({
      ...here,
      id: agreement,
      problem_id: problem,
      title: "更换六栋楼的消防设施",
      status: "concluded",
      text_zh_cn: "各方同意更换全部消防设施。",
      estimate_cents: 100_000_000,
      version: 1,
      created_by: demo.coordinator,
      signed_at: new Date(Date.now() - 60 * 86_400_000),
    })}`;
    await tx`insert into agreement_parties ${tx(
      parties.map((id, i) => ({
        ...here,
        id,
        agreement_id: agreement,
        kind: "organization",
        organization_id: units[i] ?? null,
        ordinal: i,
        share_kind: "percent",
        share_percent: i ? 60 : 40,
        share_cents: i ? 60_000_000 : 40_000_000,
      })),
    )}`;
    await tx`insert into measures ${tx(
      measures.map((id, i) => ({
        ...here,
        id,
        problem_id: problem,
        agreement_id: agreement,
        ordinal: i,
        what: what[i] ?? "",
        organization_id: units[i] ?? null,
        due_on: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10),
        proof: "每栋楼一张照片，消防验收单",
        created_by: demo.coordinator,
      })),
    )}`;
  });
  return { agreement, measures, parties };
}
