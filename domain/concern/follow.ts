import { eq } from "drizzle-orm";
import { concerns } from "#db/schema/index.ts";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { type TimelineItem, timelineOf } from "./timeline.ts";

/** The id of a concern that the viewer may see, by its number: what an open page listens for. */
export async function concernIdOf(viewer: Viewer, number: string): Promise<string | null> {
  const [row] = await asViewer(viewer.claims, (tx) =>
    tx.select({ id: concerns.id }).from(concerns).where(eq(concerns.number, number)),
  );
  return row?.id ?? null;
}

/** What came after an event on a concern or in a side room, as the viewer may read it: for an open page that follows. */
export const newItems = (
  viewer: Viewer,
  of: string | { room: string } | { problem: string },
  after: number,
): Promise<TimelineItem[]> =>
  asViewer(viewer.claims, (tx) => timelineOf(tx, { ...(typeof of === "string" ? { number: of } : of), after }));
