import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { rounds } from "#db/schema/index.ts";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { record } from "../event.ts";
import { id, submissionKey } from "../input.ts";
import { Refusal } from "../refusal.ts";
import { visitTransitions } from "../visit/rules.ts";
import { type HeldRound, onRound } from "./hold.ts";
import { type RoundAct, roundAfter } from "./rules.ts";

export const roundInput = z.object({ key: submissionKey, round: id });

type Input = z.output<typeof roundInput>;

/** Begins a round: from now on visits belong to it. One of a community runs at a time. */
export const beginRound = (viewer: Viewer, input: Input): Promise<void> =>
  act(viewer, input, "begin", async (held) => {
    await aloneRunning(held);
    await move(held, "begin", "begun");
  });

/** Takes a round up again that was ended too early. */
export const reopenRound = (viewer: Viewer, input: Input): Promise<void> =>
  act(viewer, input, "reopen", async (held) => {
    await aloneRunning(held);
    await move(held, "reopen", "reopened");
  });

/** Ends a round. What it had still planned is called off; plans that wait to be agreed to are given up. */
export const closeRound = (viewer: Viewer, input: Input): Promise<void> =>
  act(viewer, input, "close", async (held) => {
    const { tx, userId } = held;
    const { communityId, id: roundId } = held.round;
    const cancel = visitTransitions.find((t) => t.act === "cancel" && t.allowed.includes("coordinator"));
    if (!cancel) throw new Refusal("notNow");
    // Together, not one by one: a round can have a thousand of them.
    const called = await tx.execute<{ id: string }>(sql`
      update visits set status = ${cancel.to}, recorded_by = ${userId}, recorded_at = now()
      where community_id = ${communityId} and round_id = ${roundId} and status = ${cancel.from} and starts_at > now()
      returning id`);
    await tx.execute(sql`
      insert into events (community_id, subject_type, subject_id, kind, audience, actor_id, from_status, to_status, data)
      select ${communityId}, 'visit', x.id, 'cancelled', 'everyone', ${userId}, ${cancel.from}, ${cancel.to}, '{}'::jsonb
      from unnest(${`{${called.map((v) => v.id).join(",")}}`}::uuid[]) x (id)`);
    await tx.execute(sql`
      update plans set given_up_at = now()
      where community_id = ${communityId} and round_id = ${roundId} and agreed_at is null and given_up_at is null`);
    await move(held, "close", "closed", { calledOff: called.length });
  });

const act = (viewer: Viewer, { key, round }: Input, name: RoundAct, work: (held: HeldRound) => Promise<void>) =>
  onRound(viewer, { round, key, command: name, content: [] }, async (held) => {
    if (!roundAfter(name, held.round.status as "planned")) throw new Refusal("notNow");
    await work(held);
  });

async function move({ tx, userId, round }: HeldRound, name: RoundAct, kind: string, data = {}): Promise<void> {
  const to = roundAfter(name, round.status as "planned");
  if (!to) throw new Refusal("notNow");
  await tx
    .update(rounds)
    .set({ status: to })
    .where(and(eq(rounds.communityId, round.communityId), eq(rounds.id, round.id)));
  await record(tx, {
    community: round.communityId,
    subject: { type: "round", id: round.id },
    kind,
    audience: "everyone",
    actor: userId,
    from: round.status,
    to,
    data,
  });
}

/** That no other round of the community runs. All are locked, so that two begun at the same moment wait for each other. */
async function aloneRunning({ tx, round }: HeldRound): Promise<void> {
  const all = await tx
    .select({ id: rounds.id, name: rounds.name, status: rounds.status })
    .from(rounds)
    .where(eq(rounds.communityId, round.communityId))
    .orderBy(rounds.id)
    .for("update");
  const other = all.find((r) => r.status === "running" && r.id !== round.id);
  if (other) throw new Refusal("anotherRuns", { params: { name: other.name } });
}

/** How many planned visits closing a round would call off. */
export async function toBeCalledOff(viewer: Viewer, round: string): Promise<number> {
  const [row] = await asViewer(viewer.claims, (tx) =>
    tx.execute<{ count: number }>(sql`
      select count(*)::int as count from visits where round_id = ${round} and status = 'planned' and starts_at > now()`),
  );
  return row?.count ?? 0;
}
