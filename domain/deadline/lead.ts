import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { memberships } from "#db/schema/index.ts";
import { change } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { nowhere, record } from "../event.ts";
import { id } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { refusing } from "../refusing.ts";

export const leadInput = z.object({
  user: id,
  organization: id,
  lead: z.enum(["0", "1"]).transform((v) => v === "1"),
});

/** Says whether a member leads their partner unit, and so hears of what is late there: who leads the community, or the unit. */
export async function setLead(viewer: Viewer, { user, organization, lead }: z.output<typeof leadInput>): Promise<void> {
  await refusing({ DS003: new Refusal("roleDoesNotFit") }, async () => {
    await change(viewer.claims, async (tx) => {
      // The event first: who gives the lead away leads no more.
      await record(tx, {
        community: nowhere,
        subject: { type: "organization", id: organization },
        kind: "lead_changed",
        audience: "office",
        actor: viewer.user?.id ?? null,
        data: { user, lead },
      });
      const changed = await tx
        .update(memberships)
        .set({ lead })
        .where(
          and(eq(memberships.userId, user), eq(memberships.organizationId, organization), isNull(memberships.endedAt)),
        );
      if (!changed.count) throw new NotFound();
    });
  });
}
