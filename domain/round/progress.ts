import { sql } from "drizzle-orm";
import { pool } from "#db/connect.ts";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";

export type Round = {
  id: string;
  communityId: string;
  name: string;
  startsOn: string;
  endsOn: string;
  status: "planned" | "running" | "closed";
  target: number;
  doors: number;
  visited: number;
};

/** The rounds of the viewer's communities, the newest first, with how far each has come. */
export async function listRounds(viewer: Viewer): Promise<Round[]> {
  return asViewer(viewer.claims, async (tx) => {
    const rows = await tx.execute<Round>(sql`
      select r.id, r.community_id as "communityId", r.name, r.starts_on::text as "startsOn", r.ends_on::text as "endsOn", r.status, r.target,
        p.doors, p.visited
      from rounds r cross join lateral app.round_progress(r.community_id, r.id) p
      where r.community_id = any(${`{${viewer.claims.memberIn.join(",")}}`}::uuid[])
      order by r.starts_on desc`);
    return [...rows];
  });
}

export type PublicProgress = {
  round: { name: string; startsOn: string; endsOn: string; doors: number; visited: number };
  buildings: { name: string; floors: number; doors: number; visited: number }[];
};

/** How far the running (else the latest) round has come, by building, never by door: for everyone. */
export async function publicProgress(communityId: string): Promise<PublicProgress | null> {
  const [row] = await pool("doorstep_app").db.execute<{ progress: PublicProgress | null }>(
    sql`select app.public_progress(${communityId}) as progress`,
  );
  return row?.progress ?? null;
}
