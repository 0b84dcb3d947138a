import { sql } from "drizzle-orm";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";

/** How far a meeting has come, by its last event; null where the viewer may not know of it. */
export async function meetingSeq(viewer: Viewer, meeting: string): Promise<number | null> {
  const [row] = await asViewer(viewer.claims, (tx) =>
    tx.execute<{ seq: number }>(sql`
      select (select coalesce(max(e.seq), 0) from events e where e.community_id = m.community_id and e.subject_id = m.id) as seq
      from meetings m where m.id = ${meeting}`),
  );
  return row?.seq ?? null;
}
