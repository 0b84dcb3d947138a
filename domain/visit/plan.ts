import { and, desc, eq, gte, lte, sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#db/connect.ts";
import { communities, rounds, visitOfficers, visits } from "#db/schema/index.ts";
import { submit } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { record } from "../event.ts";
import { id, line, localTime, optionalText, several, submissionKey } from "../input.ts";
import { findEntrance, findHousehold } from "../place/tree.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { refusing } from "../refusing.ts";
import { dayOf, momentOf } from "../time.ts";

const minutes = z.coerce.number({ error: "choose" }).int().min(5, { error: "choose" }).max(240, { error: "choose" });

export const planInput = z.object({
  key: submissionKey,
  entrance: id,
  door: line(20),
  startsAt: localTime,
  minutes,
  officers: several(id, 8),
  purpose: optionalText(200),
});

/**
 * Plans a visit at a household, for the officers chosen (oneself where none is). The database refuses two doors at once
 * and a second live visit at the same door in a round.
 * @returns the id of the visit
 */
export async function planVisit(viewer: Viewer, input: z.output<typeof planInput>): Promise<string> {
  const { key, ...content } = input;
  const user = viewer.user;
  if (!user) throw new NotFound();
  return refusingClashes(async () => {
    const { result } = await submit(viewer.claims, { key, command: "visit.plan", content }, async (tx, visitId) => {
      const entrance = await findEntrance(tx, { id: input.entrance });
      if (!entrance || !viewer.claims.officerIn.includes(entrance.communityId)) throw new NotFound();
      const household = await findHousehold(tx, entrance, input.door);
      if (!household) throw new Refusal("noSuchDoor", { field: "door", params: { door: input.door } });
      for (const officer of input.officers) {
        const [found] = await tx.execute<{ ok: boolean }>(
          sql`select app.owner_is_active(${entrance.communityId}, ${officer}) as ok`,
        );
        if (!found?.ok) throw new Refusal("ownerInactive", { field: "officers" });
      }
      const timeZone = await timeZoneOf(tx, entrance.communityId);
      const startsAt = aheadOf(input.startsAt, timeZone);
      await insertVisit(tx, {
        timeZone,
        communityId: entrance.communityId,
        id: visitId,
        householdId: household.id,
        startsAt,
        endsAt: new Date(startsAt.getTime() + input.minutes * 60_000),
        purpose: input.purpose,
        plannedBy: user.id,
        officers: input.officers.length ? [...new Set(input.officers)] : [user.id],
      });
      return visitId;
    });
    return result;
  });
}

/** The time zone of a community. */
export async function timeZoneOf(tx: Transaction, communityId: string): Promise<string> {
  const [community] = await tx
    .select({ timeZone: communities.timeZone })
    .from(communities)
    .where(eq(communities.id, communityId));
  return community?.timeZone ?? "Asia/Shanghai";
}

/** The moment a visit is to begin. @throws Refusal `past` where that is over */
export function aheadOf(local: string, timeZone: string): Date {
  const moment = momentOf(local, timeZone);
  if (moment.getTime() < Date.now() - 60_000) throw new Refusal("past", { field: "startsAt" });
  return moment;
}

type NewVisit = {
  timeZone: string;
  communityId: string;
  id: string;
  householdId: string;
  startsAt: Date;
  endsAt: Date;
  purpose: string | null;
  plannedBy: string;
  officers: string[];
};

/** Writes a planned visit with its officers and its event, in the round that runs on that day. */
export async function insertVisit(tx: Transaction, { officers, timeZone, ...visit }: NewVisit): Promise<void> {
  const day = dayOf(visit.startsAt, timeZone);
  const [round] = await tx
    .select({ id: rounds.id })
    .from(rounds)
    .where(
      and(
        eq(rounds.communityId, visit.communityId),
        eq(rounds.status, "running"),
        lte(rounds.startsOn, day),
        gte(rounds.endsOn, day),
      ),
    )
    .orderBy(desc(rounds.startsOn), rounds.id)
    .limit(1);
  // Written out: what a visit comes to is not for whoever plans it to fill in.
  await tx.execute(sql`
    insert into ${visits} (community_id, id, round_id, household_id, starts_at, ends_at, purpose, planned_by, team_id, fixed_by, fixed_at)
    values (${visit.communityId}, ${visit.id}, ${round?.id ?? null}, ${visit.householdId}, ${visit.startsAt.toISOString()}::timestamptz,
      ${visit.endsAt.toISOString()}::timestamptz, ${visit.purpose}, ${visit.plannedBy}, ${await teamOf(tx, visit.communityId, round?.id, officers)},
      ${visit.plannedBy}, now())`);
  await tx
    .insert(visitOfficers)
    .values(officers.map((userId) => ({ communityId: visit.communityId, visitId: visit.id, userId })));
  await record(tx, {
    community: visit.communityId,
    subject: { type: "visit", id: visit.id },
    kind: "planned",
    audience: "everyone",
    actor: visit.plannedBy,
    data: { startsAt: visit.startsAt.toISOString() },
  });
}

/** The team of a round that these officers are: all of them in it. */
async function teamOf(tx: Transaction, communityId: string, round: string | undefined, officers: string[]) {
  if (!round) return null;
  const [team] = await tx.execute<{ id: string }>(sql`
    select t.id from teams t join team_members m on m.community_id = t.community_id and m.team_id = t.id
    where t.community_id = ${communityId} and t.round_id = ${round} and m.user_id = any (${`{${officers.join(",")}}`}::uuid[])
    group by t.id having count(*) = ${new Set(officers).size} order by t.id limit 1`);
  return team?.id ?? null;
}

/** Does something to visits, and says in words where the database saw them clash. @throws NotFound, Refusal */
export const refusingClashes = <T>(work: () => Promise<T>): Promise<T> =>
  refusing(
    {
      "23P01": new Refusal("officerBusy", { field: "startsAt" }),
      visits_one_live: new Refusal("alreadyPlanned", { field: "door" }),
      DS001: new Refusal("notNow"),
      DS004: new Refusal("asksNotToBeVisited", { field: "door" }),
    },
    work,
  );
