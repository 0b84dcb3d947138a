import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Viewer } from "../account/viewer.ts";
import { type Held, onConcern, tell } from "../concern/act.ts";
import { concernNumber, line, optionalText, submissionKey, text, ticked } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { saysOtherwise } from "./material.ts";
import { keptReasons } from "./rules.ts";
import { mayBeRead } from "./secrets.ts";

export const publishInput = z.object({
  key: submissionKey,
  number: concernNumber,
  title: line(80),
  body: text(2000),
  outcome: optionalText(1000),
  /** Whoever publishes has looked at what the finder is not sure of. */
  looked: ticked,
});

/** What stands there already: its text, while it is not hidden. */
type Known = { hidden: boolean; title: string | null; body: string | null };

/** Does something with what the public reads of a concern, for who coordinates its community, once for each submission. */
function onBoard(
  viewer: Viewer,
  asked: { number: string; key: string; command: string; content: unknown },
  work: (held: Held, known: Known | undefined) => Promise<void>,
): Promise<void> {
  return onConcern(viewer, { ...asked, command: `publication.${asked.command}` }, async (held) => {
    if (!held.capacities.includes("coordinator")) throw new NotFound();
    const { communityId, id } = held.concern;
    const [known] = await held.tx.execute<Known>(sql`
      select hidden_at is not null as hidden, title, body from publications where community_id = ${communityId} and concern_id = ${id} for update`);
    await work(held, known);
  });
}

const stood = (known: Known) => ({ title: known.title ?? "", body: known.body ?? "" });

/** Notes what was decided, over whatever was decided before. */
const decide = ({ tx, viewer, concern }: Held, decision: "published" | "kept", reason: string | null, ended: boolean) =>
  tx.execute(sql`
    insert into publication_reviews (community_id, concern_id, decision, reason, decided_by, outcome_at)
    values (${concern.communityId}, ${concern.id}, ${decision}, ${reason}, ${viewer.user?.id}, ${ended ? sql`now()` : null})
    on conflict (community_id, concern_id) do update set decision = excluded.decision, reason = excluded.reason,
      decided_by = excluded.decided_by, decided_at = now(), outcome_at = coalesce(excluded.outcome_at, publication_reviews.outcome_at)`);

/**
 * Puts a neighbourhood concern before the public, under texts that somebody has read with that eye; once more: under others.
 * @throws Refusal at the field where a text names somebody, or whoever raised it does not want it there
 */
export const publish = (
  viewer: Viewer,
  { key, number, looked, ...texts }: z.output<typeof publishInput>,
): Promise<void> =>
  onBoard(viewer, { number, key, command: "publish", content: [texts, looked] }, async (held, known) => {
    const { tx, concern } = held;
    const { communityId, id } = concern;
    await mayBeRead(tx, communityId, texts, looked);
    if (known)
      await tx.execute(sql`
        update publications set title = ${texts.title}, body = ${texts.body}, outcome = ${texts.outcome}, hidden_at = null
        where community_id = ${communityId} and concern_id = ${id}`);
    else
      await tx.execute(sql`
        insert into publications (community_id, concern_id, title, body, outcome)
        values (${communityId}, ${id}, ${texts.title}, ${texts.body}, ${texts.outcome})`);
    await decide(
      held,
      "published",
      null,
      texts.outcome !== null || concern.closedAt !== null || concern.solvedAt !== null,
    );
    const first = !known || known.hidden;
    await tell(held, {
      kind: first ? "published_concern" : "changed_publication",
      audience: first ? "everyone" : "working",
      // (Whoever raised it hears of it once, and again where everybody reads something else now.)
      data: !first && saysOtherwise(stood(known), texts) ? { anew: true } : undefined,
    });
  });

export const keepInput = z.object({
  key: submissionKey,
  number: concernNumber,
  reason: z.enum(keptReasons, { error: "choose" }),
});

/** Keeps a concern from the public, with the reason; what stands there is taken down and erased. Neighbours read it as before. */
export const keep = (viewer: Viewer, { key, number, reason }: z.output<typeof keepInput>): Promise<void> =>
  onBoard(viewer, { number, key, command: "keep", content: reason }, async (held, known) => {
    const { tx, concern } = held;
    await decide(held, "kept", reason, false);
    if (known && !known.hidden)
      await tx.execute(sql`
        update publications set hidden_at = now() where community_id = ${concern.communityId} and concern_id = ${concern.id}`);
    await tell(held, {
      kind: known && !known.hidden ? "hidden_publication" : "kept_from_public",
      audience: known && !known.hidden ? "everyone" : "working",
    });
  });

export const putOffInput = z.object({ key: submissionKey, number: concernNumber });

/** Puts a concern at the end of the queue. */
export const putOff = (viewer: Viewer, { key, number }: z.output<typeof putOffInput>): Promise<void> =>
  onBoard(viewer, { number, key, command: "put_off", content: [] }, async ({ tx, concern }) => {
    await tx.execute(sql`
      update publication_queue set at = now() where community_id = ${concern.communityId} and concern_id = ${concern.id}`);
  });

/** Leaves what is published without a word on its end: the reader sees how it stands, and is not asked again. */
export const leaveOutcome = (viewer: Viewer, { key, number }: z.output<typeof putOffInput>): Promise<void> =>
  onBoard(viewer, { number, key, command: "no_outcome", content: [] }, async (held, known) => {
    if (!known || known.hidden) throw new Refusal("notNow");
    await decide(held, "published", null, true);
  });
