import { and, eq, exists, inArray, isNull, or } from "drizzle-orm";
import { z } from "zod";
import { newId } from "#db/id.ts";
import { tokens, visitOfficers, visits } from "#db/schema/index.ts";
import { change } from "#db/viewer.ts";
import { doorstepCode } from "../account/secret.ts";
import { tokenHash, type Viewer } from "../account/viewer.ts";
import { record } from "../event.ts";
import { id } from "../input.ts";
import { NotFound } from "../refusal.ts";

export const codeInput = z.object({ visit: id });

/** Days a doorstep code can be used. */
const codeDays = 30;

/** A one-time code that the team of a visit, or a coordinator, hands to its household, shown this once. @throws NotFound */
export async function handOutCode(viewer: Viewer, { visit }: z.output<typeof codeInput>): Promise<string> {
  const user = viewer.user;
  if (!user) throw new NotFound();
  return change(viewer.claims, async (tx) => {
    const own = tx
      .select({ userId: visitOfficers.userId })
      .from(visitOfficers)
      .where(
        and(
          eq(visitOfficers.communityId, visits.communityId),
          eq(visitOfficers.visitId, visits.id),
          eq(visitOfficers.userId, user.id),
        ),
      );
    const [row] = await tx
      .select({ communityId: visits.communityId, householdId: visits.householdId })
      .from(visits)
      .where(and(eq(visits.id, visit), or(inArray(visits.communityId, viewer.claims.coordinates), exists(own))));
    if (!row || !viewer.claims.officerIn.includes(row.communityId)) throw new NotFound();
    // A second press (or a lost slip) makes a new code; the one before it opens nothing any more.
    await tx
      .update(tokens)
      .set({ usedAt: new Date() })
      .where(
        and(
          eq(tokens.kind, "doorstep_code"),
          eq(tokens.communityId, row.communityId),
          eq(tokens.householdId, row.householdId),
          eq(tokens.createdBy, user.id),
          isNull(tokens.usedAt),
        ),
      );
    const code = doorstepCode();
    await tx.insert(tokens).values({
      id: newId(),
      hash: tokenHash(code),
      kind: "doorstep_code",
      communityId: row.communityId,
      householdId: row.householdId,
      createdBy: user.id,
      expiresAt: new Date(Date.now() + codeDays * 86_400_000),
    });
    await record(tx, {
      community: row.communityId,
      subject: { type: "visit", id: visit },
      kind: "code_handed_out",
      audience: "everyone",
      actor: user.id,
    });
    return code;
  });
}
