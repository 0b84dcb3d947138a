import { z } from "zod";
import { ArrivedBefore, asViewer } from "#db/viewer.ts";
import type { SignedIn, Viewer } from "../account/viewer.ts";
import { raise, raiseInput } from "../concern/raise.ts";
import { id, submissionKey } from "../input.ts";
import { findInput, recordFinding } from "../inspection/find.ts";
import { Refusal } from "../refusal.ts";
import { answerAtDoor, doorInput } from "../told/answer.ts";
import { addNote, missingFiles, noteInput } from "./notes.ts";
import { queuedKinds } from "./queue.ts";
import { type FromPhone, recordInput, recordVisit, undo, undoInput } from "./record.ts";
import { reschedule, rescheduleInput } from "./reschedule.ts";
import { visitStatuses } from "./rules.ts";
import { addVoiceFor, doorVoiceInput } from "./voice.ts";

const clock = z.number().int().min(0).max(4e12);

/** One entry that waited on a phone, as it is sent. */
export const queuedInput = z.object({
  /** Whose it is: somebody else may have signed in on this phone meanwhile. */
  user: id,
  key: submissionKey,
  kind: z.enum(queuedKinds),
  /** What the form held; read by the schema of what it is. */
  values: z.record(z.string().max(40), z.union([z.string(), z.array(z.string()).max(50)])),
  /** The state of the door that the officer saw. */
  seen: z.enum(visitStatuses),
  /** The phone's clock then and now. */
  at: clock,
  sentAt: clock,
});

type Queued = z.output<typeof queuedInput>;

export type Taken =
  /** It is in the portal; `conflict` where another recorded the door otherwise. */
  | { done: true; number?: string; conflict: boolean }
  /** These photos are to be sent (again) first. */
  | { missing: string[] };

/**
 * Takes one entry of a phone's queue, once, however often it is sent.
 * @throws Refusal, NotFound, or ZodError where a field is wrong
 */
export async function takeQueued(
  viewer: Viewer & { user: SignedIn },
  { kind, key, values, seen, at, sentAt }: Queued,
  locale: string,
): Promise<Taken> {
  const files = z
    .array(id)
    .max(6)
    .parse([values.attachments ?? []].flat());
  const missing = await asViewer(viewer.claims, (tx) => missingFiles(tx, files));
  if (missing.length) return { missing };
  const entry = { ...values, key };
  const phone: FromPhone = { seen, at, sentAt };
  try {
    if (kind === "record") {
      const arrival = await recordVisit(viewer, recordInput.parse(entry), phone);
      return { done: true, conflict: arrival === "conflict" };
    }
    if (kind === "raise") {
      const { number } = await raise(viewer, raiseInput.parse(entry), locale, { once: true });
      return { done: true, conflict: false, number };
    }
    if (kind === "note") await addNote(viewer, noteInput.parse(entry), { once: true });
    if (kind === "finding") await recordFinding(viewer, findInput.parse(entry), { once: true });
    if (kind === "undo") await undo(viewer, undoInput.parse(entry), phone);
    if (kind === "voice") await addVoiceFor(viewer, doorVoiceInput.parse(entry), { once: true });
    if (kind === "told") await answerAtDoor(viewer, doorInput.parse(entry), { once: true });
    if (kind === "later") await reschedule(viewer, rescheduleInput.parse(entry), phone);
    return { done: true, conflict: false };
  } catch (error) {
    if (error instanceof ArrivedBefore) throw new Refusal("arrivedBefore");
    throw error;
  }
}
