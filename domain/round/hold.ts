import { eq } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { rounds } from "#db/schema/index.ts";
import { submit } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { record } from "../event.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { refusing } from "../refusing.ts";
import { timeZoneOf } from "../visit/plan.ts";

type RoundRow = typeof rounds.$inferSelect;

export type HeldRound = {
  tx: Transaction;
  userId: string;
  round: RoundRow;
  timeZone: string;
  /** The id that the one row of this submission gets. */
  submission: string;
};

/** Holds a round that the viewer leads, and does something with it once. @throws NotFound */
export async function onRound<T>(
  viewer: Viewer,
  { round, key, command, content }: { round: string; key: string; command: string; content: unknown },
  work: (held: HeldRound) => Promise<T>,
): Promise<T> {
  const userId = viewer.user?.id;
  if (!userId) throw new NotFound();
  // Whoever led when the page was opened may lead no more.
  return refusing({}, async () => {
    const { result } = await submit(
      viewer.claims,
      { key, command: `round.${command}`, content: [round, content] },
      async (tx, submission) => {
        const [row] = await tx.select().from(rounds).where(eq(rounds.id, round)).for("update");
        if (!row || !viewer.claims.coordinates.includes(row.communityId)) throw new NotFound();
        return work({ tx, userId, round: row, timeZone: await timeZoneOf(tx, row.communityId), submission });
      },
    );
    return result;
  });
}

/** The same, for a round that is not over: what is over stays as it was. */
export const arrange: typeof onRound = (viewer, asked, work) =>
  onRound(viewer, asked, (held) => {
    if (held.round.status === "closed") throw new Refusal("roundClosed");
    return work(held);
  });

/** Tells, to those who lead, that something of the arrangement changed; to everyone where it is what everyone sees. */
export const tell = (
  { tx, userId, round }: HeldRound,
  kind: string,
  data: Record<string, number>,
  audience: "everyone" | "office" = "office",
): Promise<void> =>
  record(tx, {
    community: round.communityId,
    subject: { type: "round", id: round.id },
    kind,
    audience,
    actor: userId,
    data,
  });
