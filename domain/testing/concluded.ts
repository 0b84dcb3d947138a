import type postgres from "postgres";
import { newId } from "#db/id.ts";
import type { World } from "#db/testing/world.ts";

export type Concluded = {
  agreement: string;
  problem: string;
  /** To be done by the property company and by the fire brigade. */
  measures: { property: string; fire: string };
  /** Their parties; 400,000 and 600,000 yuan of the million. */
  parties: { property: string; fire: string };
};

/** An agreement on a problem of the world that all have agreed to, as if it had been signed. */
export async function concludedIn(
  admin: postgres.Sql,
  world: World,
  problem: string,
  more: { dueOn?: string } = {},
): Promise<Concluded> {
  const agreement = newId();
  const measures = { property: newId(), fire: newId() };
  const parties = { property: newId(), fire: newId() };
  const here = { community_id: world.a };
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = 'replica'`;
    await sql`insert into agreements ${sql({
      ...here,
      id: agreement,
      problem_id: problem,
      title: "更换消防设施",
      status: "concluded",
      text_zh_cn: "各方同意更换全部消防设施。",
      estimate_cents: 100_000_000,
      version: 1,
      created_by: world.people.officer,
      signed_at: new Date(),
    })}`;
    await sql`insert into agreement_parties ${sql(
      [
        { id: parties.property, organization_id: world.property, share_cents: 40_000_000, ordinal: 0 },
        { id: parties.fire, organization_id: world.fire, share_cents: 60_000_000, ordinal: 1 },
      ].map((p) => ({ ...here, agreement_id: agreement, kind: "organization", share_kind: "amount", ...p })),
    )}`;
    await sql`insert into measures ${sql(
      [
        { id: measures.property, organization_id: world.property, what: "更换六栋楼的消防栓", ordinal: 0 },
        { id: measures.fire, organization_id: world.fire, what: "逐户检查烟感", ordinal: 1 },
      ].map((m) => ({
        ...here,
        agreement_id: agreement,
        problem_id: problem,
        due_on: more.dueOn ?? "2097-06-30",
        proof: "照片和验收单",
        created_by: world.people.officer,
        ...m,
      })),
    )}`;
  });
  return { agreement, problem, measures, parties };
}

/** Puts a concern behind a problem. */
export async function raisedBy(admin: postgres.Sql, world: World, problem: string, number: string): Promise<void> {
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = 'replica'`;
    await sql`insert into problem_concerns (community_id, problem_id, concern_id)
      select ${world.a}, ${problem}, id from concerns where number = ${number}`;
  });
}
