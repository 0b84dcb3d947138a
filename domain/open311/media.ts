import { and, eq, sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { idFrom } from "#db/id.ts";
import { attachments } from "#db/schema/index.ts";
import { settings } from "#db/settings.ts";
import { change } from "#db/viewer.ts";
import { withUploads } from "../attachment/key.ts";
import { maxBytes } from "../attachment/limits.ts";
import { takeUpload } from "../attachment/upload.ts";
import { fetchBytes } from "../outgoing/call.ts";
import { Unreachable } from "../outgoing/guard.ts";
import { Refusal } from "../refusal.ts";
import { Failed } from "../work/failed.ts";
import { askingAs } from "./key.ts";

/** What will not come however often it is asked for. */
const forGood = ["private", "unknown_host", "too_big"];

/**
 * Fetches the picture that a filed request named, by the checks of every upload; the concern stands whatever becomes of it.
 * @throws Failed where the address did not answer: the queue tries again, for more than a day
 */
export async function fetchMedia(
  tx: Transaction,
  p: { community: string; concern: string },
  { get = fetchBytes }: { item: string; get?: typeof fetchBytes },
): Promise<void> {
  const [row] = await tx.execute<{ url: string; key: string }>(sql`
    select f.media_url as url, f.key_id as key from filings f
    join api_keys k on k.community_id = f.community_id and k.id = f.key_id and k.revoked_at is null
    where f.community_id = ${p.community} and f.concern_id = ${p.concern} and f.media_url is not null
      and f.media_state is distinct from 'taken'`);
  if (!row) return;
  const note = (inner: Transaction, state: "taken" | "refused" | "unreachable") =>
    inner.execute(sql`
      update filings set media_state = ${state} where community_id = ${p.community} and concern_id = ${p.concern}`);
  try {
    const { status, bytes } = await get(row.url, { most: maxBytes, allowed: settings().privateNetworks });
    if (status !== 200) throw new Unreachable("failed");
    await tie(p, row.key, bytes);
    await note(tx, "taken");
  } catch (error) {
    if (error instanceof Refusal && error.code !== "storageFull") return void (await note(tx, "refused"));
    if (error instanceof Unreachable && forGood.includes(error.code)) return void (await note(tx, "refused"));
    if (!(error instanceof Unreachable)) throw error;
    throw new Failed(error.code, async (outer) => void (await note(outer, "unreachable")));
  }
}

/** Lays a picture to its concern, as the key that filed it. */
async function tie(p: { community: string; concern: string }, key: string, bytes: Uint8Array): Promise<void> {
  const { viewer } = askingAs({ id: key, community: p.community });
  const uploadKey = idFrom("open311 media", p.concern);
  const { id } = await takeUpload(viewer, { communityId: p.community, uploadKey }, { name: "", bytes });
  await change(withUploads(viewer, uploadKey).claims, (own) =>
    own
      .update(attachments)
      .set({ concernId: p.concern })
      .where(and(eq(attachments.communityId, p.community), eq(attachments.id, id))),
  );
}
