import { sql } from "drizzle-orm";
import { pool, type Transaction } from "#db/connect.ts";
import type { PlanFiguresRow } from "#db/schema/index.ts";
import { logProblem } from "../log.ts";
import type { Plan, PlanInput, PlanProgress } from "./plan/types.ts";
import { planInputOf } from "./plan-input.ts";

type Work = { plan: string };

/** Milliseconds for a plan: a bigger community is given longer. */
const budgetOf = (households: number) =>
  households <= 100 ? 1_500 : households <= 500 ? 4_000 : households <= 2_000 ? 8_000 : 45_000;

/** How often a plan tells how far it is, in milliseconds. */
const tellEvery = 400;

/** How a plan that is under way tells of itself, and hears that it is to stop. */
async function told(plan: string, p: PlanProgress): Promise<boolean> {
  const [row] = await pool("doorstep_worker").transaction((own) =>
    own.execute<{ stop: boolean }>(sql`
      update plans set phase = ${p.phase}, progress = ${p.done}, planned = ${p.planned}, unplanned = ${p.unplanned}, used = ${p.used}
      where id = ${plan} returning stop_asked_at is not null or given_up_at is not null as stop`),
  );
  return row?.stop ?? true;
}

/**
 * Makes a plan that was asked for. What it is made from is read first; while it is made it tells how far it is and can be
 * stopped; begun again after the process ended, it begins anew.
 */
export async function makePlan(tx: Transaction, { plan: id }: Work): Promise<void> {
  const worker = pool("doorstep_worker");
  const [asked] = await tx.execute<{ communityId: string; roundId: string }>(sql`
    select community_id as "communityId", round_id as "roundId" from plans
    where id = ${id} and finished_at is null and given_up_at is null`);
  if (!asked) return;
  await worker.transaction((own) =>
    own.execute(sql`update plans set started_at = now(), failed = null where id = ${id}`),
  );
  const { input, aside, wished } = await planInputOf(tx, asked.communityId, asked.roundId, Date.now());
  let made: Plan;
  try {
    made = await propose(id, input);
  } catch (error) {
    logProblem("plan", error, { plan: id });
    await worker.transaction((own) =>
      own.execute(sql`update plans set failed = 'planFailed', finished_at = now() where id = ${id}`),
    );
    return;
  }
  const entranceOf = new Map(input.households.map((h) => [h.id, h.entrance]));
  const left = Map.groupBy(made.unplanned, (u) => `${u.reason} ${entranceOf.get(u.household)}`);
  const leftOut = [
    ...[...left.values()].map((all) => ({
      reason: all[0]?.reason as string,
      entranceId: entranceOf.get(all[0]?.household ?? "") ?? "",
      count: all.length,
    })),
    ...aside.map(({ entrance, ...rest }) => ({ ...rest, entranceId: entrance })),
  ];
  await worker.transaction(async (own) => {
    const [still] = await own.execute(sql`select from plans where id = ${id} and given_up_at is null for update`);
    if (!still) return;
    await own.execute(sql`delete from plan_visits where plan_id = ${id}`);
    await own.execute(sql`
      insert into plan_visits (community_id, plan_id, household_id, team_id, shift_id, starts_at, ends_at)
      select ${asked.communityId}, ${id}, v.household, v.team, v.shift, v.start, v."end"
      from jsonb_to_recordset(${JSON.stringify(
        made.visits.map((v) => ({ ...v, start: new Date(v.start), end: new Date(v.end) })),
      )}::jsonb) as v (household uuid, team uuid, shift uuid, start timestamptz, "end" timestamptz)`);
    // Another time of day after nobody was home is no wish of the household's.
    const wishes = { kept: made.visits.filter((v) => wished.has(v.household)).length, of: wished.size };
    const figures: PlanFiguresRow = { ...made.figures, wishes, fixed: input.fixed?.length ?? 0 };
    await own.execute(sql`
      update plans set finished_at = now(), stopped = ${made.stopped}, progress = 1, planned = ${made.visits.length},
        unplanned = ${leftOut.reduce((sum, l) => sum + l.count, 0)}, used = ${made.figures.used},
        figures = ${JSON.stringify(figures)}::jsonb, left_out = ${JSON.stringify(leftOut)}::jsonb
      where id = ${id}`);
  });
}

async function propose(id: string, input: PlanInput): Promise<Plan> {
  // Loaded where it is needed: the solver is a megabyte that no other work wants.
  const { plan } = await import("./plan/plan.ts");
  const stop = new AbortController();
  let last = 0;
  let telling: Promise<void> = Promise.resolve();
  const onProgress = (p: PlanProgress) => {
    if (Date.now() - last < tellEvery) return;
    last = Date.now();
    telling = telling
      .then(async () => {
        if (await told(id, p)) stop.abort();
      })
      .catch((error: unknown) => logProblem("plan", error, { plan: id }));
  };
  const made = await plan(input, { budget: budgetOf(input.households.length), signal: stop.signal, onProgress });
  await telling;
  return made;
}
