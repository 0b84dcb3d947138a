import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { residents } from "#db/schema/index.ts";
import { asViewer, change } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { record } from "../event.ts";
import { id } from "../input.ts";
import { NotFound } from "../refusal.ts";

export const decideInput = z.object({
  user: id,
  household: id,
  decision: z.enum(["confirm", "end"], { error: "choose" }),
});

/** A coordinator confirms that somebody lives behind a door, or ends it. */
export async function decideResident(viewer: Viewer, input: z.output<typeof decideInput>): Promise<void> {
  const decider = viewer.user?.id;
  if (!decider) throw new NotFound();
  await change(viewer.claims, async (tx) => {
    const [row] = await tx
      .select({ communityId: residents.communityId })
      .from(residents)
      .where(and(eq(residents.userId, input.user), eq(residents.householdId, input.household)));
    if (!row || !viewer.claims.coordinates.includes(row.communityId)) throw new NotFound();
    await tx
      .update(residents)
      .set(
        input.decision === "confirm"
          ? { status: "confirmed", proof: "coordinator", confirmedAt: new Date(), confirmedBy: decider }
          : { status: "ended" },
      )
      .where(
        and(
          eq(residents.communityId, row.communityId),
          eq(residents.userId, input.user),
          eq(residents.householdId, input.household),
        ),
      );
    await record(tx, {
      community: row.communityId,
      subject: { type: "household", id: input.household },
      kind: input.decision === "confirm" ? "resident_confirmed" : "resident_ended",
      audience: "office",
      actor: decider,
      data: { user: input.user },
    });
  });
}

export type ResidentLine = {
  userId: string;
  householdId: string;
  name: string;
  building: string;
  entrance: string;
  door: string;
  status: "pending" | "confirmed";
  proof: "code" | "coordinator" | null;
  requestedAt: Date;
};

/** The residents with an account, those who wait to be confirmed first: for coordinators. */
export async function listResidents(viewer: Viewer): Promise<ResidentLine[]> {
  return asViewer(viewer.claims, async (tx) => {
    const rows = await tx.execute<Omit<ResidentLine, "requestedAt"> & { requestedAt: string }>(sql`
      select r.user_id as "userId", r.household_id as "householdId", u.name, b.name as building, e.name as entrance, h.door, r.status,
        r.proof, r.requested_at as "requestedAt"
      from residents r
      join users u on u.id = r.user_id
      join households h on h.community_id = r.community_id and h.id = r.household_id
      join entrances e on e.community_id = h.community_id and e.id = h.entrance_id
      join buildings b on b.community_id = e.community_id and b.id = e.building_id
      where r.community_id = any(${`{${viewer.claims.coordinates.join(",")}}`}::uuid[]) and r.status <> 'ended'
      order by (r.status = 'pending') desc, r.requested_at desc limit 200`);
    return [...rows].map((row) => ({ ...row, requestedAt: new Date(row.requestedAt) }));
  });
}
