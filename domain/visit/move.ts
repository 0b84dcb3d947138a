import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#db/connect.ts";
import { visitOfficers, visits } from "#db/schema/index.ts";
import { asViewer, submit } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { record } from "../event.ts";
import { id, localTime, submissionKey } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import type { Span } from "../round/plan/types.ts";
import { walking } from "../round/plan-input.ts";
import { momentOf } from "../time.ts";
import { type Clash, clashesOf, forbids } from "./clash.ts";
import { refusingClashes, timeZoneOf } from "./plan.ts";
import type { VisitCapacity } from "./rules.ts";

export const moveInput = z.object({ key: submissionKey, visit: id, team: id, startsAt: localTime });

/** Where a visit would be moved to. */
export type Place = { visit: string; team: string; startsAt: string };

/** What a move would mean, for whoever weighs it. */
export type Move = {
  visit: string;
  building: string;
  entrance: string;
  door: string;
  team: { id: string; name: string };
  from: { team: string | null; teamName: string | null; startsAt: Date };
  startsAt: Date;
  endsAt: Date;
  clashes: Clash[];
  forbidden: boolean;
};

type Row = {
  communityId: string;
  roundId: string | null;
  status: string;
  startsAt: string;
  endsAt: string;
  teamId: string | null;
  teamName: string | null;
  building: string;
  entrance: string;
  door: string;
  entranceId: string;
  buildingId: string;
  floor: number;
  householdId: string;
  caps: VisitCapacity[];
};

/** A planned visit of a round that the viewer may move. @throws NotFound, Refusal `notNow` */
async function movable(tx: Transaction, visit: string, hold: boolean): Promise<Row> {
  if (hold) await tx.select({ id: visits.id }).from(visits).where(eq(visits.id, visit)).for("update");
  const [row] = await tx.execute<Row>(sql`
    select v.community_id as "communityId", v.round_id as "roundId", v.status, v.starts_at as "startsAt", v.ends_at as "endsAt",
      v.team_id as "teamId", t.name as "teamName", b.name as building, e.name as entrance, h.door, h.floor, h.entrance_id as "entranceId",
      e.building_id as "buildingId", v.household_id as "householdId", app.visit_capacities(v.community_id, v.id) as caps
    from visits v
    join households h on h.community_id = v.community_id and h.id = v.household_id
    join entrances e on e.community_id = h.community_id and e.id = h.entrance_id
    join buildings b on b.community_id = e.community_id and b.id = e.building_id
    left join teams t on t.community_id = v.community_id and t.id = v.team_id
    where v.id = ${visit}`);
  if (!row?.roundId || row.caps.length === 0) throw new NotFound();
  if (row.status !== "planned") throw new Refusal("notNow");
  return row;
}

/** Who goes where else around that time, how far it is from there, and what the round says of that time. */
async function situation(tx: Transaction, row: Row, visit: string, team: string, startsAt: Date) {
  const endsAt = new Date(startsAt.getTime() + Date.parse(row.endsAt) - Date.parse(row.startsAt));
  const around = (ms: number) => new Date(startsAt.getTime() + ms).toISOString();
  const [head] = await tx.execute<{ name: string; officers: string[] }>(sql`
    select t.name, coalesce((select array_agg(m.user_id) from team_members m where m.community_id = t.community_id and m.team_id = t.id), '{}') as officers
    from teams t where t.community_id = ${row.communityId} and t.round_id = ${row.roundId} and t.id = ${team}`);
  if (!head) throw new NotFound();
  const [others, shifts, guide, [wish]] = await Promise.all([
    tx.execute<{ start: string; end: string; door: string; walk: number }>(sql`
      select distinct v.starts_at as start, v.ends_at as "end", b.name || ' ' || e.name || ' ' || h.door as door,
        case when h.entrance_id = ${row.entranceId} then abs(h.floor - ${row.floor}::int) * ${walking.floor}::int
          when e.building_id = ${row.buildingId} then ${walking.entrance}::int else ${walking.building}::int end as walk
      from visit_officers o
      join visits v on v.community_id = o.community_id and v.id = o.visit_id and v.status = 'planned'
      join households h on h.community_id = v.community_id and h.id = v.household_id
      join entrances e on e.community_id = h.community_id and e.id = h.entrance_id
      join buildings b on b.community_id = e.community_id and b.id = e.building_id
      where o.user_id = any (${`{${head.officers.join(",")}}`}::uuid[]) and v.id <> ${visit}
        and v.starts_at < ${around(6 * 3_600_000)}::timestamptz and v.ends_at > ${around(-6 * 3_600_000)}::timestamptz`),
    tx.execute<{ start: string; end: string; onDuty: boolean }>(sql`
      select f.starts_at as start, f.ends_at as "end", not exists (
        select from shift_absences a where a.community_id = f.community_id and a.shift_id = f.id and a.team_id = ${team}) as "onDuty"
      from shifts f where f.community_id = ${row.communityId} and f.round_id = ${row.roundId}`),
    tx.execute<{ start: string; end: string }>(sql`
      select f.starts_at as start, f.ends_at as "end" from guide_shifts g
      join shifts f on f.community_id = g.community_id and f.id = g.shift_id
      where g.community_id = ${row.communityId} and g.entrance_id = ${row.entranceId} and f.round_id = ${row.roundId}`),
    tx.execute<{ kind: string; times: [string, string][] }>(sql`
      select w.kind, coalesce((select jsonb_agg(jsonb_build_array(lower(s), upper(s))) from unnest(w.times) s), '[]') as times
      from visit_wishes w
      where w.community_id = ${row.communityId} and w.round_id = ${row.roundId} and w.household_id = ${row.householdId}`),
  ]);
  const span = <T extends { start: string; end: string }>({ start, end, ...rest }: T) => ({
    ...rest,
    start: Date.parse(start),
    end: Date.parse(end),
  });
  const clashes = clashesOf({
    now: Date.now(),
    visit: { start: startsAt.getTime(), end: endsAt.getTime() },
    shifts: [...shifts].map(span),
    guide: guide.length ? [...guide].map(span) : null,
    wish: wish?.kind === "call" ? "call" : wish?.kind === "times" ? wish.times.map(spanOf) : null,
    others: [...others].map(span),
  });
  return { clashes, endsAt, team: head };
}

const spanOf = ([start, end]: [string, string]): Span => ({ start: Date.parse(start), end: Date.parse(end) });

/** A team of officers stays with them; who leads may send another. */
function mayChoose(row: Row, team: string): boolean {
  return row.caps.includes("coordinator") || row.teamId === team;
}

/** What speaks against moving a visit to a team and time, before it is done. @throws NotFound, Refusal `notNow` */
export async function weighMove(viewer: Viewer, { visit, team, startsAt: local }: Place): Promise<Move> {
  return asViewer(viewer.claims, async (tx) => {
    const row = await movable(tx, visit, false);
    if (!mayChoose(row, team)) throw new NotFound();
    const startsAt = momentOf(local, await timeZoneOf(tx, row.communityId));
    const { clashes, endsAt, team: to } = await situation(tx, row, visit, team, startsAt);
    return {
      visit,
      building: row.building,
      entrance: row.entrance,
      door: row.door,
      team: { id: team, name: to.name },
      from: { team: row.teamId, teamName: row.teamName, startsAt: new Date(row.startsAt) },
      startsAt,
      endsAt,
      clashes,
      forbidden: clashes.some(forbids),
    };
  });
}

/**
 * Moves a planned visit to a team and time, by hand: from then on it stays there when the round is planned again. Who leads
 * moves any, a team its own in time.
 * @returns where it was @throws NotFound, Refusal `notNow`, `past`, `officerBusy`
 */
export async function moveVisit(
  viewer: Viewer,
  { key, visit, team, startsAt: local }: z.output<typeof moveInput>,
): Promise<{ team: string | null; startsAt: string }> {
  const userId = viewer.user?.id;
  if (!userId) throw new NotFound();
  return refusingClashes(async () => {
    const { result } = await submit(
      viewer.claims,
      { key, command: "visit.move", content: [visit, team, local] },
      async (tx) => {
        const row = await movable(tx, visit, true);
        if (!mayChoose(row, team)) throw new NotFound();
        const startsAt = momentOf(local, await timeZoneOf(tx, row.communityId));
        const { clashes, endsAt, team: to } = await situation(tx, row, visit, team, startsAt);
        const worst = clashes.find(forbids);
        if (worst) throw new Refusal(worst.kind === "past" ? "past" : "officerBusy", { field: "startsAt" });
        const of = and(eq(visitOfficers.communityId, row.communityId), eq(visitOfficers.visitId, visit));
        // Nobody is held by the old time while the new officers are put in.
        if (team !== row.teamId) await tx.delete(visitOfficers).where(of);
        await tx
          .update(visits)
          .set({ startsAt, endsAt, teamId: team, fixedBy: userId, fixedAt: new Date() })
          .where(and(eq(visits.communityId, row.communityId), eq(visits.id, visit)));
        if (team !== row.teamId)
          await tx
            .insert(visitOfficers)
            .values(to.officers.map((officer) => ({ communityId: row.communityId, visitId: visit, userId: officer })));
        await record(tx, {
          community: row.communityId,
          subject: { type: "visit", id: visit },
          kind: "moved",
          audience: "everyone",
          actor: userId,
          data: { startsAt: startsAt.toISOString() },
        });
        return { team: row.teamId, startsAt: new Date(row.startsAt).toISOString() };
      },
    );
    return result;
  });
}
