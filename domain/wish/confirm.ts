import { sql } from "drizzle-orm";
import { z } from "zod";
import { submit } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { id, submissionKey } from "../input.ts";
import { Refusal } from "../refusal.ts";

export const confirmInput = z.object({ key: submissionKey, visit: id });

/** A household says that the planned time suits it: it is not moved any more. @throws Refusal `notNow` */
export async function confirmTime(viewer: Viewer, { key, visit }: z.output<typeof confirmInput>): Promise<void> {
  await submit(viewer.claims, { key, command: "wish.confirm", content: visit }, async (tx) => {
    const [row] = await tx.execute<{ ok: boolean }>(sql`select app.confirm_visit(${visit}) as ok`);
    if (!row?.ok) throw new Refusal("notNow");
  });
}
