import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { outbox, plans, rounds } from "#db/schema/index.ts";
import { asViewer, change, databaseError, submit } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { id, submissionKey } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import type { RoundStatus } from "./rules.ts";

export const proposeInput = z.object({ key: submissionKey, round: id });
export const planInput = z.object({ plan: id });

/**
 * Asks for a plan of a round; queued work makes it. One that was not agreed to is given up for it.
 * @returns the plan's id @throws NotFound, Refusal `notNow`, `planUnderWay`
 */
export async function askForPlan(viewer: Viewer, { key, round }: z.output<typeof proposeInput>): Promise<string> {
  const user = viewer.user;
  if (!user) throw new NotFound();
  try {
    const { result } = await submit(viewer.claims, { key, command: "round.plan", content: round }, async (tx, plan) => {
      const [found] = await tx
        .select({ communityId: rounds.communityId, status: rounds.status })
        .from(rounds)
        .where(eq(rounds.id, round));
      if (!found || !viewer.claims.coordinates.includes(found.communityId)) throw new NotFound();
      if (found.status === "closed") throw new Refusal("notNow");
      await tx
        .update(plans)
        .set({ givenUpAt: new Date() })
        .where(and(eq(plans.roundId, round), isNull(plans.agreedAt), isNull(plans.givenUpAt)));
      // Written out: what a plan comes to is queued work's to fill.
      await tx.execute(sql`
        insert into ${plans} (community_id, id, round_id, requested_by)
        values (${found.communityId}, ${plan}, ${round}, ${user.id})`);
      await tx.insert(outbox).values({ topic: "plan_make", payload: { plan } });
      return plan;
    });
    return result;
  } catch (error) {
    // One that was agreed to is being written at this moment.
    if (databaseError(error)?.constraint === "plans_one") throw new Refusal("planUnderWay");
    throw error;
  }
}

/** Stops the making of a plan: what it has found so far is shown. @throws NotFound, Refusal `notNow` */
export const stopPlan = (viewer: Viewer, { plan }: z.output<typeof planInput>): Promise<string> =>
  decide(viewer, plan, { stopAskedAt: new Date() });

/** Has the visits of a plan written. Agreeing twice is agreeing once. @throws NotFound, Refusal `notNow` */
export const agreeToPlan = (viewer: Viewer, { plan }: z.output<typeof planInput>): Promise<string> =>
  decide(viewer, plan, { agreedBy: viewer.user?.id ?? null, agreedAt: new Date() });

/** Gives a plan up; nothing was changed by it. @throws NotFound, Refusal `notNow` */
export const giveUpPlan = (viewer: Viewer, { plan }: z.output<typeof planInput>): Promise<string> =>
  decide(viewer, plan, { givenUpAt: new Date() });

type Decision = { stopAskedAt: Date } | { agreedBy: string | null; agreedAt: Date } | { givenUpAt: Date };

/** @returns the round's id */
async function decide(viewer: Viewer, plan: string, values: Decision): Promise<string> {
  return change(viewer.claims, async (tx) => {
    const [known] = await tx
      .select({ roundId: plans.roundId, agreedAt: plans.agreedAt })
      .from(plans)
      .where(eq(plans.id, plan));
    if (!known) throw new NotFound();
    if (known.agreedAt && "agreedAt" in values) return known.roundId;
    const done = await tx
      .update(plans)
      .set(values)
      .where(and(eq(plans.id, plan), isNull(plans.agreedAt), isNull(plans.givenUpAt)))
      .returning({ id: plans.id });
    if (!done.length) throw new Refusal("notNow");
    if ("agreedAt" in values) await tx.insert(outbox).values({ topic: "plan_apply", payload: { plan } });
    return known.roundId;
  }).catch((error: unknown) => {
    if (databaseError(error)?.constraint === "plans_agreed") throw new Refusal("notNow");
    throw error;
  });
}

type PlanState = "none" | "making" | "failed" | "made" | "writing" | "written";

/** What has become of a plan. */
function planState(p: typeof plans.$inferSelect | undefined): PlanState {
  if (!p || p.givenUpAt) return "none";
  if (p.appliedAt) return "written";
  if (p.agreedAt) return "writing";
  if (p.failed) return "failed";
  return p.finishedAt ? "made" : "making";
}

/** What stands in the plan, against what stands now: how many visits are new, move, or are called off. */
type PlanChanges = { added: number; moved: number; same: number; cancelled: number };

/** What a proposed evening of a team holds. */
export type ProposedWalk = {
  shiftId: string;
  startsAt: Date;
  team: string;
  from: Date;
  until: Date;
  doors: number;
  /** Entrances in the order in which they are walked. */
  way: { at: string; building: string; entrance: string; doors: number }[];
};

export type PlanPage = {
  communityId: string;
  round: { id: string; name: string; status: RoundStatus; visitMinutes: number };
  state: PlanState;
  plan: typeof plans.$inferSelect | null;
  /** What there is to plan with. */
  given: { doors: number; teams: number; officers: number; shifts: number };
  changes: PlanChanges | null;
  walks: ProposedWalk[];
  leftOut: { reason: string; building: string; entrance: string; count: number }[];
};

/** The plan of a round, as far as it has come. @throws NotFound */
export async function planPage(viewer: Viewer, round: string): Promise<PlanPage> {
  return asViewer(viewer.claims, async (tx) => {
    const [found] = await tx.select().from(rounds).where(eq(rounds.id, round));
    if (!found || !viewer.claims.coordinates.includes(found.communityId)) throw new NotFound();
    const [[plan], [given]] = await Promise.all([
      tx.select().from(plans).where(eq(plans.roundId, round)).orderBy(desc(plans.requestedAt)).limit(1),
      tx.execute<PlanPage["given"]>(sql`
        select (select count(*)::int from households h where h.community_id = ${found.communityId}
            and not exists (select from visits v where v.community_id = h.community_id and v.round_id = ${round} and v.household_id = h.id
              and v.status in ('visited', 'declined', 'moved_away'))
            and not exists (select from visit_refusals x where x.community_id = h.community_id and x.household_id = h.id and x.lifted_at is null)) as doors,
          count(distinct t.id)::int as teams, count(distinct m.user_id)::int as officers,
          (select count(*)::int from shifts f where f.community_id = ${found.communityId} and f.round_id = ${round} and f.ends_at > now()) as shifts
        from teams t left join team_members m on m.community_id = t.community_id and m.team_id = t.id
        where t.community_id = ${found.communityId} and t.round_id = ${round}`),
    ]);
    const state = planState(plan);
    const open = plan && state === "made" ? plan : null;
    const [changes, walks, places] = await Promise.all([
      open ? changesOf(tx, open) : null,
      open ? walksOf(tx, open) : [],
      open ? placesOf(tx, open) : [],
    ]);
    return {
      communityId: found.communityId,
      round: { id: round, name: found.name, status: found.status as RoundStatus, visitMinutes: found.visitMinutes },
      state,
      plan: state === "none" ? null : (plan ?? null),
      given: given ?? { doors: 0, teams: 0, officers: 0, shifts: 0 },
      changes,
      walks,
      leftOut: places,
    };
  });
}

type Plan = typeof plans.$inferSelect;
type Tx = Parameters<Parameters<typeof asViewer>[1]>[0];

async function changesOf(tx: Tx, { communityId, roundId, id: plan }: Plan): Promise<PlanChanges> {
  const [changes] = await tx.execute<PlanChanges>(sql`
    with standing as (
      select v.* from visits v where v.community_id = ${communityId} and v.round_id = ${roundId} and v.status = 'planned'
        and v.fixed_at is null and v.confirmed_at is null and v.starts_at > now() + interval '12 hours'
    ), proposed as (select * from plan_visits p where p.plan_id = ${plan})
    select count(*) filter (where s.id is null)::int as added,
      count(*) filter (where s.id is not null and p.plan_id is not null and (s.starts_at, s.team_id) is distinct from (p.starts_at, p.team_id))::int as moved,
      count(*) filter (where (s.starts_at, s.team_id) is not distinct from (p.starts_at, p.team_id))::int as same,
      count(*) filter (where p.plan_id is null)::int as cancelled
    from standing s full join proposed p on p.household_id = s.household_id`);
  return changes ?? { added: 0, moved: 0, same: 0, cancelled: 0 };
}

async function walksOf(tx: Tx, { communityId, id: plan }: Plan): Promise<ProposedWalk[]> {
  const rows = await tx.execute<
    Omit<ProposedWalk, "startsAt" | "from" | "until"> & Record<"startsAt" | "from" | "until", string>
  >(sql`
    with doors as (
      select p.shift_id, p.team_id, p.starts_at, p.ends_at, b.name as building, e.name as entrance,
        row_number() over (partition by p.shift_id, p.team_id order by p.starts_at)
          - row_number() over (partition by p.shift_id, p.team_id, e.id order by p.starts_at) as leg
      from plan_visits p
      join households h on h.community_id = p.community_id and h.id = p.household_id
      join entrances e on e.community_id = h.community_id and e.id = h.entrance_id
      join buildings b on b.community_id = e.community_id and b.id = e.building_id
      where p.community_id = ${communityId} and p.plan_id = ${plan}
    ), legs as (
      select shift_id, team_id, building, entrance, min(starts_at) as starts_at, max(ends_at) as ends_at, count(*)::int as doors
      from doors group by shift_id, team_id, building, entrance, leg
    )
    select l.shift_id as "shiftId", f.starts_at as "startsAt", t.name as team, min(l.starts_at) as "from", max(l.ends_at) as until,
      sum(l.doors)::int as doors,
      jsonb_agg(jsonb_build_object('at', l.starts_at, 'building', l.building, 'entrance', l.entrance, 'doors', l.doors) order by l.starts_at) as way
    from legs l
    join shifts f on f.community_id = ${communityId} and f.id = l.shift_id
    join teams t on t.community_id = ${communityId} and t.id = l.team_id
    group by l.shift_id, f.starts_at, t.id, t.name, t.ordinal order by f.starts_at, t.ordinal`);
  return [...rows].map((r) => ({
    ...r,
    startsAt: new Date(r.startsAt),
    from: new Date(r.from),
    until: new Date(r.until),
  }));
}

async function placesOf(tx: Tx, { communityId, leftOut }: Plan): Promise<PlanPage["leftOut"]> {
  if (!leftOut.length) return [];
  const rows = await tx.execute<PlanPage["leftOut"][number]>(sql`
    select l.reason, b.name as building, e.name as entrance, sum(l.count)::int as count
    from jsonb_to_recordset(${JSON.stringify(leftOut)}::jsonb) as l (reason text, "entranceId" uuid, count int)
    join entrances e on e.community_id = ${communityId} and e.id = l."entranceId"
    join buildings b on b.community_id = e.community_id and b.id = e.building_id
    group by l.reason, b.ordinal, b.name, e.ordinal, e.name order by l.reason, b.ordinal, e.ordinal`);
  return [...rows];
}
