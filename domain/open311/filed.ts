import { sql } from "drizzle-orm";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { choices } from "./services.ts";

/** How a concern came through somebody else's system, to officers who see it. */
export type FiledConcern = {
  system: string | null;
  address: string | null;
  urgent: boolean;
  contact: (typeof choices.contact)[number][];
  media: "waiting" | "taken" | "refused" | "unreachable" | null;
};

/** What came along with a concern that a system filed. Null where it came otherwise, or is not for the viewer. */
export async function filedConcern(
  viewer: Viewer,
  concern: { id: string; origin: string },
): Promise<FiledConcern | null> {
  if (concern.origin !== "open311" || !viewer.claims.officerIn.length) return null;
  const [row] = await asViewer(viewer.claims, (tx) =>
    tx.execute<{
      system: string | null;
      address: string | null;
      attributes: Record<string, string[]>;
      media_url: string | null;
      media_state: "taken" | "refused" | "unreachable" | null;
    }>(sql`
      select app.system_name(f.community_id, f.key_id) as system, f.address, f.attributes, f.media_url, f.media_state
      from filings f where f.concern_id = ${concern.id}`),
  );
  if (!row) return null;
  return {
    system: row.system,
    address: row.address,
    urgent: row.attributes.urgency?.[0] === "urgent",
    contact: choices.contact.filter((way) => row.attributes.contact?.includes(way)),
    media: row.media_url ? (row.media_state ?? "waiting") : null,
  };
}
