import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { newId } from "#db/id.ts";
import { pushSubscriptions } from "#db/schema/index.ts";
import { asViewer, change } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { NotFound } from "../refusal.ts";
import { areKeys } from "./encrypt.ts";

/** What a browser says of itself when it subscribes. (That the address leads into no house is seen to as it is called.) */
export const subscribeInput = z.object({
  endpoint: z
    .string()
    .max(1000)
    .refine((v) => {
      if (!URL.canParse(v)) return false;
      const { protocol, username, hostname } = new URL(v);
      return !username && (protocol === "https:" || (protocol === "http:" && hostname === "127.0.0.1"));
    }),
  keys: z.object({ p256dh: z.string().max(100), auth: z.string().max(40) }).refine(areKeys),
});

/** Tells a person on this device: the browser of their session, until it ends. */
export async function subscribe(viewer: Viewer, { endpoint, keys }: z.output<typeof subscribeInput>): Promise<void> {
  const user = viewer.user;
  if (!user) throw new NotFound();
  await change(viewer.claims, (tx) =>
    tx.execute(
      sql`select auth.keep_push(${newId()}::uuid, ${user.session}::uuid, ${endpoint}, ${keys.p256dh}, ${keys.auth})`,
    ),
  );
}

/** No more on this device. */
export async function unsubscribeDevice(viewer: Viewer): Promise<void> {
  const user = viewer.user;
  if (!user) throw new NotFound();
  await change(viewer.claims, (tx) =>
    tx.delete(pushSubscriptions).where(eq(pushSubscriptions.sessionId, user.session)),
  );
}

/** Whether the browser of this session is told. */
export async function toldHere(viewer: Viewer): Promise<boolean> {
  const user = viewer.user;
  if (!user) return false;
  const rows = await asViewer(viewer.claims, (tx) =>
    tx
      .select({ id: pushSubscriptions.id })
      .from(pushSubscriptions)
      .where(eq(pushSubscriptions.sessionId, user.session)),
  );
  return rows.length > 0;
}
