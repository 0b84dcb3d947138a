import { sql } from "drizzle-orm";
import { pool } from "#db/connect.ts";
import { nobody } from "#db/viewer.ts";
import { publicViewer, tokenHash, type Viewer } from "../account/viewer.ts";

/** Whoever asks with a key: the key is a principal, as a tracking link is, and sees what was filed by it. */
export type Asking = { viewer: Viewer; key: { id: string; community: string } | null };

export const stranger: Asking = { viewer: publicViewer, key: null };

/** Who asks with this key, asked from the database each time: a revoked one counts no more at once. Null: no such key. */
export async function askingWith(secret: string): Promise<Asking | null> {
  const [row] = await pool("doorstep_app").db.execute<{ id: string; community_id: string }>(
    sql`select id, community_id from auth.api_key(${tokenHash(secret)})`,
  );
  return row ? askingAs({ id: row.id, community: row.community_id }) : null;
}

/** What a key that is known is to the database. */
export const askingAs = (key: { id: string; community: string }): Asking => ({
  viewer: { ...publicViewer, claims: { ...nobody, principals: [key.id] } },
  key,
});
