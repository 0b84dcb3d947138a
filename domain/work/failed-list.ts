import { sql } from "drizzle-orm";
import { z } from "zod";
import { asViewer, change } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { id, several } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";

export type FailedWork = {
  id: string;
  topic: string;
  attempts: number;
  error: string | null;
  createdAt: Date;
  failedAt: Date;
};

/** What was tried until there was no sense in it any more: for administrators, without what it would have said. */
export function failedWork(viewer: Viewer): Promise<FailedWork[]> {
  return asViewer(viewer.claims, async (tx) => {
    const rows = await tx.execute<
      Omit<FailedWork, "createdAt" | "failedAt"> & { created_at: string; failed_at: string }
    >(sql`select id, topic, attempts, error, created_at, failed_at from app.failed_work()`);
    return [...rows].map(({ created_at, failed_at, ...row }) => ({
      ...row,
      createdAt: new Date(created_at),
      failedAt: new Date(failed_at),
    }));
  });
}

export const settleWorkInput = z.object({
  items: several(id, 200).refine((list) => list.length > 0, { params: { key: "choose" } }),
  what: z.enum(["again", "drop"], { error: "choose" }),
});

/** Takes failed work up again, or lets it go for good. @returns how many @throws NotFound for anybody but administrators */
export async function settleWork(viewer: Viewer, input: z.output<typeof settleWorkInput>): Promise<number> {
  if (!viewer.claims.admin) throw new NotFound();
  const [row] = await change(viewer.claims, (tx) =>
    tx.execute<{ n: number }>(
      sql`select app.settle_work(${`{${input.items.join(",")}}`}::uuid[], ${input.what === "again"}) as n`,
    ),
  );
  if (!row?.n) throw new Refusal("notNow");
  return row.n;
}
