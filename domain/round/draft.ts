import { sql } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import type { Transaction } from "#db/connect.ts";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { NotFound } from "../refusal.ts";
import type { FormerTeam } from "./form-teams.ts";

export type Walker = { id: string; name: string; post: string | null; leads: boolean };

/** Who can go: officers of the community's agency, and its coordinators. */
export async function walkersIn(tx: Transaction, communityId: string): Promise<Walker[]> {
  const rows = await tx.execute<Walker>(sql`
    select u.id, u.name, u.post, bool_or(m.role = 'coordinator') as leads from community_organizations co
    join memberships m on m.organization_id = co.organization_id and m.role in ('officer', 'coordinator') and m.ended_at is null
    join users u on u.id = m.user_id
    where co.community_id = ${communityId} and app.owner_is_active(co.community_id, u.id)
    group by u.id, u.name, u.post order by leads, u.name, u.id`);
  return [...rows];
}

/** The same, for a page that needs only them. */
export const walkersOf = (viewer: Viewer, communityId: string): Promise<Walker[]> =>
  asViewer(viewer.claims, (tx) => walkersIn(tx, communityId));

/** The teams of the latest round of a community that has any, those without members left out. */
export async function formerTeams(tx: Transaction, communityId: string): Promise<FormerTeam[]> {
  const rows = await tx.execute<{ name: string; members: string[] }>(sql`
    select t.name, array_agg(m.user_id::text order by m.user_id) as members from teams t
    join team_members m on m.community_id = t.community_id and m.team_id = t.id
    where t.community_id = ${communityId} and t.round_id = (
      select r.id from rounds r where r.community_id = ${communityId} and exists (
        select from teams x join team_members y on y.community_id = x.community_id and y.team_id = x.id
        where x.community_id = r.community_id and x.round_id = r.id)
      order by r.starts_on desc, r.created_at desc, r.id limit 1)
    group by t.id, t.name, t.ordinal order by t.ordinal, t.name`);
  return [...rows];
}

export type Season = "spring" | "summer" | "autumn" | "winter";

export type Draft = {
  startsOn: string;
  endsOn: string;
  season: Season;
  year: number;
  target: number;
  doors: number;
  walkers: Walker[];
  /** How many teams went last time. */
  former: number;
};

/** What a new round could be, so that pressing the button is enough. @throws NotFound for whoever does not lead */
export async function draftRound(
  viewer: Viewer,
  community: { id: string; timeZone: string },
  now: Date,
): Promise<Draft> {
  if (!viewer.claims.coordinates.includes(community.id)) throw new NotFound();
  return asViewer(viewer.claims, async (tx) => {
    const [walkers, former, [figures]] = await Promise.all([
      walkersIn(tx, community.id),
      formerTeams(tx, community.id),
      tx.execute<{ doors: number; refusing: number; busyUntil: string | null }>(sql`
        select (select count(*)::int from households h where h.community_id = ${community.id}) as doors,
          (select count(distinct x.household_id)::int from visit_refusals x
            where x.community_id = ${community.id} and x.lifted_at is null) as refusing,
          (select max(r.ends_on)::text from rounds r where r.community_id = ${community.id} and r.status <> 'closed') as "busyUntil"`),
    ]);
    const { startsOn, endsOn } = draftDays(now, community.timeZone, figures?.busyUntil ?? null);
    const month = Number(startsOn.slice(5, 7));
    return {
      startsOn,
      endsOn,
      // The winter that began in December is told by the year it began in.
      year: Number(startsOn.slice(0, 4)) - (month < 3 ? 1 : 0),
      season: seasonOf(month),
      doors: figures?.doors ?? 0,
      target: (figures?.doors ?? 0) - (figures?.refusing ?? 0),
      walkers,
      former: former.length,
    };
  });
}

/** Three weeks from the Monday after next weekend; from the one after the round that is still to be ended, where there is one. */
export function draftDays(now: Date, timeZone: string, busyUntil: string | null): { startsOn: string; endsOn: string } {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();
  const busy = busyUntil ? Temporal.PlainDate.from(busyUntil) : today;
  // A round without an end in sight pushes nothing away.
  const from = Temporal.PlainDate.compare(busy, today) > 0 && today.until(busy).days < 120 ? busy : today;
  const startsOn = from.add({ days: 8 - from.dayOfWeek });
  return { startsOn: startsOn.toString(), endsOn: startsOn.add({ days: 20 }).toString() };
}

export function seasonOf(month: number): Season {
  return (["winter", "spring", "summer", "autumn"] as const)[Math.floor((month % 12) / 3)] ?? "winter";
}
