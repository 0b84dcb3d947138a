import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#db/connect.ts";
import { idFrom } from "#db/id.ts";
import { rounds, shifts, teamMembers, teams } from "#db/schema/index.ts";
import { submit } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { record } from "../event.ts";
import { id, line, localDay, several, submissionKey, whole } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { dayOf } from "../time.ts";
import { timeZoneOf } from "../visit/plan.ts";
import { formerTeams, walkersIn } from "./draft.ts";
import { formTeams, nameTeams } from "./form-teams.ts";
import {
  checkPattern,
  daysBetween,
  patternFields,
  readPattern,
  type ShiftTime,
  type Span,
  shiftsOf,
} from "./pattern.ts";

export const mostShifts = 400;
const mostDays = 366;

/** What stays to be changed of a round: its name, days, how many doors, how long at each. */
export const roundFields = {
  name: line(80),
  startsOn: localDay,
  endsOn: localDay,
  target: whole(1, 1_000_000),
  minutes: whole(5, 120),
};

/** Checks the days of a round within a form's schema. */
export function checkDays(v: { startsOn: string; endsOn: string }, context: z.core.$RefinementCtx): void {
  // A day that is none has its own word already.
  if (![v.startsOn, v.endsOn].every((day) => localDay.safeParse(day).success)) return;
  if (v.endsOn < v.startsOn) context.addIssue({ code: "custom", path: ["endsOn"], params: { key: "lastBeforeFirst" } });
  else if (daysBetween(v.startsOn, v.endsOn) > mostDays)
    context.addIssue({ code: "custom", path: ["endsOn"], params: { key: "tooManyDays", max: mostDays } });
}

export const createInput = z
  .object({
    key: submissionKey,
    community: id,
    ...roundFields,
    ...patternFields,
    size: whole(1, 20),
    officers: several(id, 500).refine((v) => v.length > 0, { params: { key: "chooseOfficer" } }),
  })
  .superRefine((v, context) => {
    checkDays(v, context);
    checkPattern(v, context);
  });

/**
 * Makes a round with its shifts and teams: everything it takes to be planned.
 * @param teamName names a team by its number, in the language of who asks
 * @returns the id of the round
 */
export async function createRound(
  viewer: Viewer,
  input: z.output<typeof createInput>,
  teamName: (number: number) => string,
): Promise<string> {
  const { key, community, ...content } = input;
  const userId = viewer.user?.id;
  if (!userId || !viewer.claims.coordinates.includes(community)) throw new NotFound();
  const { result } = await submit(
    viewer.claims,
    { key, command: "round.create", content: [community, content] },
    async (tx, roundId) => {
      const timeZone = await timeZoneOf(tx, community);
      if (input.endsOn < dayOf(new Date(), timeZone)) throw new Refusal("past", { field: "endsOn" });
      const times = concreteShifts(readPattern(input).spans, input.startsOn, input.endsOn, timeZone);
      const walkers = new Set((await walkersIn(tx, community)).map((w) => w.id));
      if (input.officers.some((officer) => !walkers.has(officer)))
        throw new Refusal("ownerInactive", { field: "officers" });
      // In the order in which they are listed, whatever order a browser sends.
      const chosen = [...walkers].filter((walker) => input.officers.includes(walker));
      const formed = nameTeams(formTeams(chosen, input.size, await formerTeams(tx, community)), teamName);
      // Written out: what a round comes to is not for whoever makes it to fill in.
      await tx.execute(sql`
        insert into ${rounds} (community_id, id, name, starts_on, ends_on, target, visit_minutes, created_by)
        values (${community}, ${roundId}, ${input.name}, ${input.startsOn}, ${input.endsOn}, ${input.target}, ${input.minutes}, ${userId})`);
      const held = { communityId: community, roundId };
      await insertShifts(tx, held, times);
      await tx
        .insert(teams)
        .values(
          formed.map(({ name }, ordinal) => ({ ...held, id: idFrom(roundId, "team", `${ordinal}`), name, ordinal })),
        );
      await tx.insert(teamMembers).values(
        formed.flatMap(({ members }, ordinal) =>
          members.map((member) => ({
            communityId: community,
            teamId: idFrom(roundId, "team", `${ordinal}`),
            userId: member,
          })),
        ),
      );
      await record(tx, {
        community,
        subject: { type: "round", id: roundId },
        kind: "created",
        audience: "everyone",
        actor: userId,
        data: { shifts: times.length, teams: formed.length, officers: chosen.length, target: input.target },
      });
      return roundId;
    },
  );
  return result;
}

/** The shifts of a pattern. @throws Refusal where there are none, or more than anyone could go to */
export function concreteShifts(spans: Span[], first: string, last: string, timeZone: string): ShiftTime[] {
  const times = shiftsOf(spans, first, last, timeZone);
  if (!times.length) throw new Refusal("noShifts", { field: "eveningDays" });
  if (times.length > mostShifts)
    throw new Refusal("tooManyShifts", { field: "endsOn", params: { count: times.length, max: mostShifts } });
  return times;
}

/** Writes shifts of a round; the same time is the same shift. */
export async function insertShifts(
  tx: Transaction,
  { communityId, roundId }: { communityId: string; roundId: string },
  times: readonly ShiftTime[],
  seed: string = roundId,
): Promise<void> {
  if (!times.length) return;
  await tx.insert(shifts).values(
    times.map(({ startsAt, endsAt }) => ({
      communityId,
      id: idFrom(seed, "shift", startsAt.toISOString()),
      roundId,
      startsAt,
      endsAt,
    })),
  );
}
