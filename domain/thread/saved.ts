import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { savedReplies } from "#db/schema/index.ts";
import { asViewer, submit } from "#db/viewer.ts";
import type { SignedIn, Viewer } from "../account/viewer.ts";
import { id, line, optionalId, submissionKey, text, ticked } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { refusing } from "../refusing.ts";
import { placeholders, unknownPlaceholder } from "./saved-text.ts";

/** A unit whose saved replies the viewer may write: one's own unit, the agency for those who coordinate. */
export type RepliesOf = { organization: string; community: string; name: string; nameEn: string | null };

export const writesRepliesOf = (user: SignedIn): RepliesOf[] =>
  user.memberships.flatMap(({ organization, role, communities: [community], name, nameEn }) =>
    role !== "officer" && community ? [{ organization, community, name, nameEn }] : [],
  );

export type SavedReply = { id: string; organization: string; name: string; body: string };

/** The saved replies of the viewer's units. */
export async function savedRepliesOf(viewer: Viewer): Promise<SavedReply[]> {
  return asViewer(viewer.claims, (tx) =>
    tx
      .select({
        id: savedReplies.id,
        organization: savedReplies.organizationId,
        name: savedReplies.name,
        body: savedReplies.body,
      })
      .from(savedReplies)
      .orderBy(savedReplies.name),
  );
}

export const savedInput = z.object({
  key: submissionKey,
  organization: id,
  name: line(60),
  body: text(4000),
  /** The one that is changed; none: a new one. */
  saved: optionalId,
  remove: ticked.optional(),
});

/**
 * Keeps a text that a unit says often, changes it, or throws it away.
 * @throws Refusal where a place in it could never be filled in, or another one has its name
 */
export async function saveReply(viewer: Viewer, input: z.output<typeof savedInput>): Promise<void> {
  const { key, saved, organization, name, body, remove } = input;
  const unit = viewer.user && writesRepliesOf(viewer.user).find((u) => u.organization === organization);
  if (!unit) throw new NotFound();
  const wrong = remove ? null : unknownPlaceholder(body);
  if (wrong !== null) {
    const [unknown, ...known] = [wrong, ...placeholders].map((p) => `{${p}}`);
    throw new Refusal("unknownPlaceholder", { field: "body", params: { name: unknown ?? "", known: known.join(" ") } });
  }
  const content = [saved, organization, name, body, remove];
  await refusing({ "23505": new Refusal("nameTaken", { field: "name", params: { name } }) }, async () => {
    await submit(viewer.claims, { key, command: "reply.save", content }, async (tx, newOne) => {
      const here = and(eq(savedReplies.communityId, unit.community), eq(savedReplies.id, saved ?? newOne));
      const done = remove
        ? await tx.delete(savedReplies).where(here)
        : saved
          ? await tx.update(savedReplies).set({ name, body, changedAt: sql`now()` }).where(here)
          : await tx.insert(savedReplies).values({
              communityId: unit.community,
              id: newOne,
              organizationId: organization,
              name,
              body,
              createdBy: viewer.user?.id,
            });
      if (!done.count) throw new NotFound();
    });
  });
}
