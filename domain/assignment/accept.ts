import { z } from "zod";
import type { Viewer } from "../account/viewer.ts";
import { tell } from "../concern/act.ts";
import { concernNumber, id, submissionKey } from "../input.ts";
import { onAssignment, setAssignment } from "./act.ts";

export const acceptInput = z.object({ key: submissionKey, number: concernNumber, assignment: id });

/** A unit says that it is theirs and that they are at it. */
export async function accept(viewer: Viewer, { key, number, assignment }: z.output<typeof acceptInput>): Promise<void> {
  await onAssignment(viewer, { number, assignment, key, act: "accept", content: [] }, async (held) => {
    await setAssignment(held, { acceptedAt: new Date() });
    await tell(held, { kind: "accepted", data: held.change });
  });
}
