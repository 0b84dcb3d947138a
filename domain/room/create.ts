import { eq } from "drizzle-orm";
import { z } from "zod";
import { concerns, threadMembers, threads } from "#db/schema/index.ts";
import { submit } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { concernNumber, line, submissionKey } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { refusing } from "../refusing.ts";
import { tellRoom } from "./hold.ts";
import { admit, whoInput } from "./member.ts";

export const roomInput = z.object({ key: submissionKey, number: concernNumber, name: line(60), ...whoInput });

/**
 * Opens a side room of a concern: for its owner, or whoever leads the community. Who opens it is in it.
 * @returns its id
 */
export async function openRoom(viewer: Viewer, input: z.output<typeof roomInput>): Promise<string> {
  const { key, number, name } = input;
  const members = [...input.members, ...input.officers];
  const { user } = viewer;
  if (!user) throw new NotFound();
  if (!members.length) throw new Refusal("chooseMember", { field: "members" });
  return refusing({ DS001: new Refusal("chooseMember", { field: "members" }) }, async () => {
    const { result } = await submit(
      viewer.claims,
      { key, command: "room.open", content: [number, name, members] },
      async (tx, id) => {
        const [concern] = await tx
          .select({ id: concerns.id, community: concerns.communityId })
          .from(concerns)
          .where(eq(concerns.number, number));
        if (!concern) throw new NotFound();
        await tx
          .insert(threads)
          .values({ communityId: concern.community, id, concernId: concern.id, name, createdBy: user.id });
        const room = {
          communityId: concern.community,
          id,
          concernId: concern.id,
          problemId: null,
          name,
          createdBy: user.id,
          createdAt: new Date(),
          closedAt: null,
        };
        const held = { tx, user, viewer, room, leads: true, family: false, id };
        // Only who is in it, or leads the community, writes what happens in it: so whoever opens it comes in first.
        await tx
          .insert(threadMembers)
          .values({ communityId: concern.community, threadId: id, principal: user.id, kind: "user", addedBy: user.id });
        await tellRoom(held, "opened");
        for (const member of members) await admit(held, member);
        return id;
      },
    );
    return result;
  });
}
