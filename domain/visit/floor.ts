import { z } from "zod";
import { idFrom } from "#db/id.ts";
import type { Viewer } from "../account/viewer.ts";
import { id, several, submissionKey } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { move, mustAllow, onVisit } from "./hold.ts";
import { recordVisit } from "./record.ts";

export const floorInput = z.object({ key: submissionKey, visits: several(id, 40) });

type Floor = z.output<typeof floorInput>;

/** Nobody opened at several doors: all that are still to be knocked at. @returns at how many */
export const nobodyHome = (viewer: Viewer, floor: Floor): Promise<number> =>
  onEach(floor, (visit, key) => recordVisit(viewer, { key, visit, outcome: "nobody_home" }));

/** Takes that back. @returns at how many doors */
export const takeBack = (viewer: Viewer, floor: Floor): Promise<number> =>
  onEach(floor, (visit, key) =>
    onVisit(viewer, { visit, key, command: "undo", content: [] }, async (held) => {
      mustAllow(held, "undo");
      await move(held, "planned", "undone", null);
    }),
  );

/** Each door is done by itself: one that somebody else has recorded meanwhile stays as they recorded it. */
async function onEach({ key, visits }: Floor, work: (visit: string, key: string) => Promise<unknown>): Promise<number> {
  if (!visits.length) throw new NotFound();
  let done = 0;
  for (const visit of visits) {
    try {
      await work(visit, idFrom(key, visit));
      done++;
    } catch (error) {
      if (!(error instanceof Refusal && error.code === "notNow")) throw error;
    }
  }
  return done;
}
