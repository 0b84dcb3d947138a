import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { record } from "../event.ts";
import { stays } from "./plan-input.ts";

type Work = { plan: string };

type Sums = { added: number; moved: number; cancelled: number; skipped: number };

/**
 * Writes the visits of a plan that was agreed to: all, or, where the process ends in the middle, none yet. A door that has
 * a time already is moved, and keeps its visit; what the plan has no place for any more is called off. What happened since
 * the plan was made comes first: a door that was reached, fixed or refused meanwhile, and an officer who goes elsewhere.
 */
export async function applyPlan(tx: Transaction, { plan: id }: Work): Promise<void> {
  const [plan] = await tx.execute<{ communityId: string; roundId: string; agreedBy: string | null }>(sql`
    select community_id as "communityId", round_id as "roundId", agreed_by as "agreedBy" from plans
    where id = ${id} and agreed_at is not null and applied_at is null for update`);
  if (!plan) return;
  const { communityId, roundId, agreedBy } = plan;
  const [round] = await tx.execute(
    sql`select from rounds where community_id = ${communityId} and id = ${roundId} and status <> 'closed' for update`,
  );
  const sums = round ? await write(tx, { id, communityId, roundId, agreedBy }) : null;
  await tx.execute(sql`update plans set applied_at = now() where id = ${id}`);
  await tx.execute(sql`delete from plan_visits where plan_id = ${id}`);
  if (!sums) return;
  await record(tx, {
    community: communityId,
    subject: { type: "round", id: roundId },
    kind: "planned",
    audience: "everyone",
    actor: agreedBy,
    data: { ...sums },
  });
}

type Agreed = { id: string; communityId: string; roundId: string; agreedBy: string | null };

async function write(tx: Transaction, { id, communityId, roundId, agreedBy }: Agreed): Promise<Sums> {
  // The visits that the plan may move or call off.
  await tx.execute(sql`
    create temporary table movable on commit drop as
    select v.id, v.household_id, v.starts_at, v.ends_at, v.team_id from visits v
    where v.community_id = ${communityId} and v.round_id = ${roundId} and v.status = 'planned' and not ${stays(Date.now())}
    for update`);
  // What still fits: the rest is left for the next plan.
  await tx.execute(sql`
    create temporary table fitting on commit drop as
    select p.household_id, p.team_id, p.starts_at, p.ends_at, m.id as visit_id,
      m.id is not null and (m.starts_at, m.ends_at, m.team_id) is distinct from (p.starts_at, p.ends_at, p.team_id) as moves
    from plan_visits p
    left join movable m on m.household_id = p.household_id
    where p.plan_id = ${id} and p.starts_at > now()
      and exists (select from team_members t where t.community_id = ${communityId} and t.team_id = p.team_id)
      and not exists (select from visit_refusals x where x.community_id = ${communityId} and x.household_id = p.household_id and x.lifted_at is null)
      and not exists (select from visits v where v.community_id = ${communityId} and v.round_id = ${roundId} and v.household_id = p.household_id
        and (v.status in ('visited', 'declined', 'moved_away') or v.status = 'planned' and not exists (select from movable m2 where m2.id = v.id)))
      and not exists (
        select from team_members t join visit_officers o on o.user_id = t.user_id and o.live and o.during && tstzrange(p.starts_at, p.ends_at)
        where t.community_id = ${communityId} and t.team_id = p.team_id and not exists (select from movable m3 where m3.id = o.visit_id))`);
  // Nobody who moves stands anywhere while all find their places anew.
  await tx.execute(sql`
    delete from visit_officers o using fitting f
    where o.community_id = ${communityId} and o.visit_id = f.visit_id and f.moves`);
  const [counted] = await tx.execute<Sums>(sql`
    with gone as (
      update visits v set status = 'cancelled' from movable m
      where v.community_id = ${communityId} and v.id = m.id and not exists (select from fitting f where f.visit_id = m.id)
      returning v.id
    ), moved as (
      update visits v set starts_at = f.starts_at, ends_at = f.ends_at, team_id = f.team_id from fitting f
      where v.community_id = ${communityId} and v.id = f.visit_id and f.moves
      returning v.id, v.starts_at
    ), added as (
      insert into visits (community_id, id, round_id, household_id, starts_at, ends_at, planned_by, team_id)
      select ${communityId}, gen_random_uuid(), ${roundId}, f.household_id, f.starts_at, f.ends_at, ${agreedBy}::uuid, f.team_id
      from fitting f where f.visit_id is null
      returning id, starts_at
    ), told as (
      insert into events (community_id, subject_type, subject_id, kind, audience, actor_id, from_status, to_status, data)
      select ${communityId}, 'visit', e.id, e.kind, 'everyone', ${agreedBy}::uuid, e.was, e.is, e.data from (
        select id, 'cancelled' as kind, 'planned' as was, 'cancelled' as is, '{}'::jsonb as data from gone
        union all select id, 'moved', null, null, jsonb_build_object('startsAt', starts_at) from moved
        union all select id, 'planned', null, null, jsonb_build_object('startsAt', starts_at) from added) e
    )
    select (select count(*)::int from added) as added, (select count(*)::int from moved) as moved,
      (select count(*)::int from gone) as cancelled,
      (select count(*)::int from plan_visits p where p.plan_id = ${id}) - (select count(*)::int from fitting) as skipped`);
  await tx.execute(sql`
    insert into visit_officers (community_id, visit_id, user_id)
    select v.community_id, v.id, t.user_id
    from fitting f
    join visits v on v.community_id = ${communityId} and v.round_id = ${roundId} and v.household_id = f.household_id and v.status = 'planned'
    join team_members t on t.community_id = v.community_id and t.team_id = f.team_id
    where f.visit_id is null or f.moves`);
  return counted ?? { added: 0, moved: 0, cancelled: 0, skipped: 0 };
}
