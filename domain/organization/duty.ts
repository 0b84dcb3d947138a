import { eq } from "drizzle-orm";
import { pool } from "#db/connect.ts";
import { communities } from "#db/schema/index.ts";

/** Who owns new concerns of a community until somebody takes them. */
export async function dutyOf(communityId: string): Promise<string | null> {
  const [row] = await pool("doorstep_app")
    .db.select({ duty: communities.dutyId })
    .from(communities)
    .where(eq(communities.id, communityId));
  return row?.duty ?? null;
}
