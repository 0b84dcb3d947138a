import { and, eq, sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { stories } from "#db/schema/index.ts";
import { submit } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { record } from "../event.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { refusing } from "../refusing.ts";
import { type StoryAct, type StoryCapacity, type StoryStatus, storyAfter } from "./rules.ts";

type StoryRow = typeof stories.$inferSelect & { status: StoryStatus };

export type HeldStory = {
  tx: Transaction;
  userId: string;
  story: StoryRow;
  capacities: StoryCapacity[];
  /** The id that the one row of this submission gets. */
  submission: string;
};

type Asked = { story: string; key: string; command: string; content: unknown };

/** What somebody is to a story; the database finds the same. */
export function storyCapacities(
  viewer: Viewer,
  story: { communityId: string; authorId: string; changedBy: string | null },
): StoryCapacity[] {
  const user = viewer.user?.id;
  const officer = viewer.claims.officerIn.includes(story.communityId);
  return [
    ...(officer && story.authorId === user ? (["author"] as const) : []),
    ...(viewer.claims.coordinates.includes(story.communityId) ? (["lead"] as const) : []),
    ...(officer && story.authorId !== user && story.changedBy !== user ? (["reviewer"] as const) : []),
  ];
}

/** Holds a story that the viewer sees, and does something with it once. @throws NotFound */
export async function onStory<T>(
  viewer: Viewer,
  { story, key, command, content }: Asked,
  work: (held: HeldStory) => Promise<T>,
): Promise<T> {
  const userId = viewer.user?.id;
  if (!userId) throw new NotFound();
  // The database has the last word; whoever came second hears that something has changed.
  return refusing({ DS001: new Refusal("notNow") }, async () => {
    const { result } = await submit(
      viewer.claims,
      { key, command: `story.${command}`, content: [story, content] },
      async (tx, submission) => {
        const [row] = await tx.select().from(stories).where(eq(stories.id, story)).for("update");
        if (!row) throw new NotFound();
        const found = row as StoryRow;
        return work({ tx, userId, story: found, capacities: storyCapacities(viewer, found), submission });
      },
    );
    return result;
  });
}

/** The same, for whoever writes it, while it is a draft. @throws NotFound, Refusal */
export const drafting: typeof onStory = (viewer, asked, work) =>
  onStory(viewer, asked, async (held) => {
    const { story, capacities, tx, userId } = held;
    if (!capacities.some((c) => c === "author" || c === "lead")) throw new NotFound();
    if (story.status !== "draft") throw new Refusal("storyNotDraft");
    const result = await work(held);
    await tx
      .update(stories)
      .set({ changedAt: sql`now()`, changedBy: userId })
      .where(and(eq(stories.communityId, story.communityId), eq(stories.id, story.id)));
    return result;
  });

export const tellOfStory = (
  { tx, userId, story }: Pick<HeldStory, "tx" | "userId"> & { story: { communityId: string; id: string } },
  kind: string,
  { from, to, data }: { from?: StoryStatus; to?: StoryStatus; data?: Record<string, unknown> } = {},
): Promise<void> =>
  record(tx, {
    community: story.communityId,
    subject: { type: "story", id: story.id },
    kind,
    audience: "working",
    actor: userId,
    from,
    to,
    data,
  });

/** Moves a story by an act of its transition table, and tells of it. @throws Refusal where that is not possible now */
export async function moveStory(held: HeldStory, act: StoryAct, more: { review?: string } = {}): Promise<void> {
  const { tx, story, capacities } = held;
  const to = storyAfter(act, story.status, capacities);
  if (!to) throw new Refusal("notNow");
  await tellOfStory(held, act, { from: story.status, to });
  await tx
    .update(stories)
    .set({ status: to, ...more })
    .where(and(eq(stories.communityId, story.communityId), eq(stories.id, story.id)));
}

const refusals: Record<string, () => Refusal> = {
  storyEmpty: () => new Refusal("storyEmpty"),
  storyCopies: () => new Refusal("storyCopies"),
  storyMarker: () => new Refusal("storyMarker"),
  storyFigure: () => new Refusal("storyFigure"),
  storyConcern: () => new Refusal("storyConcern"),
  storyPhotos: () => new Refusal("storyPhotos"),
  storyConsents: () => new Refusal("storyConsents"),
};

/** What a story may not be sent or published with, by the database's own account. @throws Refusal */
export async function withoutFaults({ tx, story }: HeldStory, final: boolean): Promise<void> {
  const [fault] = await tx.execute<{ fault: string }>(
    sql`select fault from app.story_faults(${story.communityId}, ${story.id}, ${final}) with ordinality f (fault, n) order by n limit 1`,
  );
  if (fault) throw refusals[fault.fault]?.() ?? new Refusal("notNow");
}
