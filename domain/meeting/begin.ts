import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#db/connect.ts";
import { meetings, meetingTimes } from "#db/schema/index.ts";
import { submit } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { concernNumber, line, optionalText, submissionKey } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { refusing } from "../refusing.ts";
import { timeZoneOf } from "../visit/plan.ts";
import { tellMeeting } from "./hold.ts";
import { askIn, partiesInput } from "./party.ts";
import { minutesInput, spanOf, timesInput } from "./when.ts";

/** What a new meeting is about: the number of a problem, or of a single concern. */
export const aboutInput = z.union([z.object({ problem: concernNumber }), z.object({ concern: concernNumber })]);

export const beginInput = z.object({
  key: submissionKey,
  problem: concernNumber.optional(),
  concern: concernNumber.optional(),
  kind: z.enum(["joint", "inspection", "three_party"], { error: "choose" }),
  title: line(80),
  place: line(120),
  note: optionalText(2000),
  minutes: minutesInput,
  times: timesInput,
  /** `find`: the parties choose among the times; `fixed`: the first one it is. */
  how: z.enum(["find", "fixed"], { error: "choose" }),
  ...partiesInput,
});

type Input = z.output<typeof beginInput>;

type About = { communityId: string; problemId: string | null; concernId: string | null };

/** What it is about, as far as the viewer of the transaction sees it. */
async function aboutOf(tx: Transaction, { problem, concern }: Pick<Input, "problem" | "concern">): Promise<About> {
  const [row] = await tx.execute<{ community: string; id: string }>(
    problem
      ? sql`select community_id as community, id from problems where number = ${problem} and status <> 'closed'`
      : sql`select community_id as community, id from concerns where number = ${concern ?? ""}`,
  );
  if (!row) throw new NotFound();
  return { communityId: row.community, problemId: problem ? row.id : null, concernId: problem ? null : row.id };
}

/**
 * Begins a meeting: for who coordinates, owns the problem, or owns the concern. Whoever calls it is at the table.
 * @returns its id
 */
export async function beginMeeting(viewer: Viewer, input: Input): Promise<string> {
  const { key, ...content } = input;
  const { user } = viewer;
  if (!user || (content.problem === undefined) === (content.concern === undefined)) throw new NotFound();
  if ((content.kind === "three_party") !== (content.concern !== undefined))
    throw new Refusal("choose", { field: "kind" });
  const asked = [...input.parties, ...input.officers, ...input.households];
  if (!asked.some((one) => one.principal !== user.id)) throw new Refusal("inviteSomebody", { field: "parties" });
  if (!input.times.length) throw new Refusal("proposeTimes", { field: "times" });
  return refusing({ DS001: new Refusal("inviteSomebody", { field: "parties" }) }, async () => {
    const { result } = await submit(viewer.claims, { key, command: "meeting.begin", content }, async (tx, id) => {
      const about = await aboutOf(tx, input);
      const now = new Date();
      const zone = await timeZoneOf(tx, about.communityId);
      const spans = [...new Set(input.times)].map((time) => spanOf(time, input.minutes, zone, now, "times"));
      const fixed = input.how === "fixed" ? spans[0] : undefined;
      const status = fixed ? "called" : "finding";
      const { title, place, note, kind } = input;
      // Without asking for it back: it can only be read once it is there.
      await tx.insert(meetings).values({
        ...about,
        ...{ id, kind, title, place, note, status, organizerId: user.id },
        ...(fixed ?? {}),
      });
      const meeting = { ...about, id };
      const held = { tx, user, meeting };
      await askIn(tx, meeting, [{ kind: "user", principal: user.id }, ...asked], user.id);
      await tellMeeting(held, "begun");
      if (fixed) await tellMeeting(held, "called");
      else {
        await addTimes(tx, meeting, spans);
        await tellMeeting(held, "times_proposed", { data: { count: spans.length } });
      }
      return id;
    });
    return result;
  });
}

/** Adds proposed times; one that stands there already is not added again. */
export async function addTimes(
  tx: Transaction,
  { communityId, id: meetingId }: { communityId: string; id: string },
  spans: readonly { startsAt: Date; endsAt: Date }[],
): Promise<number> {
  const found = await tx
    .select({ startsAt: meetingTimes.startsAt })
    .from(meetingTimes)
    .where(eq(meetingTimes.meetingId, meetingId));
  const there = new Set(found.map(({ startsAt }) => startsAt.getTime()));
  const fresh = spans.filter(({ startsAt }) => !there.has(startsAt.getTime()));
  if (fresh.length) {
    await tx
      .insert(meetingTimes)
      .values(fresh.map((span) => ({ communityId, id: sql`gen_random_uuid()`, meetingId, ...span })));
  }
  return fresh.length;
}
