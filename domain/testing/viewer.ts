import { randomUUID } from "node:crypto";
import type postgres from "postgres";
import { type Viewer, viewerOf } from "../account/viewer.ts";

/** The viewer that a person is, by a session opened for the test: found the same way as for a request. */
export async function viewerFor(admin: postgres.Sql, userId: string): Promise<Viewer> {
  const session = randomUUID();
  await admin`insert into sessions (id, user_id, expires_at) values (${session}, ${userId}, now() + interval '1 hour')`;
  return viewerOf(session, null);
}
