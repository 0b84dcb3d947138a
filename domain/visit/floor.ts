import { z } from "zod";
import { idFrom } from "#db/id.ts";
import type { Viewer } from "../account/viewer.ts";
import { id, several, submissionKey } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { move, onVisit } from "./record.ts";

export const floorInput = z.object({ key: submissionKey, visits: several(id, 40) });

type Floor = z.output<typeof floorInput>;

/** Nobody opened at several doors: all that are still to be knocked at. @returns at how many */
export const nobodyHome = (viewer: Viewer, floor: Floor): Promise<number> =>
  onEach(viewer, floor, "nobody_home", "nobody_home", true);

/** Takes that back. @returns at how many doors */
export const takeBack = (viewer: Viewer, floor: Floor): Promise<number> =>
  onEach(viewer, floor, "undo", "undone", false);

/** Each door is done by itself: one that somebody else has recorded meanwhile stays as they recorded it. */
async function onEach(
  viewer: Viewer,
  { key, visits }: Floor,
  act: "nobody_home" | "undo",
  kind: string,
  recorded: boolean,
): Promise<number> {
  if (!visits.length) throw new NotFound();
  let done = 0;
  for (const visit of visits) {
    try {
      await onVisit(viewer, { visit, key: idFrom(key, visit), act, content: [] }, (held) => move(held, kind, recorded));
      done++;
    } catch (error) {
      if (!(error instanceof Refusal && error.code === "notNow")) throw error;
    }
  }
  return done;
}
