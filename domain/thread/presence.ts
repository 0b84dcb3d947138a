import { sql } from "drizzle-orm";
import { z } from "zod";
import { asViewer, change } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { NotFound } from "../refusal.ts";
import { placeOf, type Where, whereInput } from "./where.ts";

export const presenceInput = whereInput.extend({ writes: z.boolean(), leaves: z.boolean() });

/** Somebody who has the thread open now, and whether they are writing. */
export type Present = { name: string; unit: string | null; unitEn: string | null; writes: boolean };

/**
 * Says that the viewer has a thread open, writes in it, or has left it.
 * @throws NotFound where they are not among those who work on it
 */
export async function bePresent(
  viewer: Viewer,
  { writes, leaves, ...where }: z.output<typeof presenceInput>,
): Promise<void> {
  await change(viewer.claims, async (tx) => {
    const { community, thread } = await placeOf(tx, where);
    const [row] = await tx.execute<{ ok: boolean }>(
      sql`select app.be_present(${community}, ${thread}, ${writes}, ${leaves}) as ok`,
    );
    if (!row?.ok) throw new NotFound();
  });
}

/** Who else is there, for one of those who work on it; null for everybody else, who learns not even that somebody is. */
export async function presentIn(viewer: Viewer, where: Where): Promise<Present[] | null> {
  return asViewer(viewer.claims, async (tx) => {
    const { community, thread } = await placeOf(tx, where);
    const [works] = await tx.execute<{ ok: boolean }>(sql`select app.works_in(${community}, ${thread}) as ok`);
    if (!works?.ok) return null;
    const rows = await tx.execute<Present>(sql`
      select name, unit, unit_en as "unitEn", writes from app.present_in(${community}, ${thread})`);
    return [...rows];
  });
}
