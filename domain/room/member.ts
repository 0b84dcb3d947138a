import { and, eq } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#db/connect.ts";
import { concernPeople, concerns, threadMembers } from "#db/schema/index.ts";
import type { Viewer } from "../account/viewer.ts";
import { id, several, submissionKey } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { whereInput } from "../thread/where.ts";
import { type HeldRoom, onRoom, tellRoom } from "./hold.ts";

/** Who is asked in: a unit, an officer, or whoever raised the concern with their household. */
const memberInput = z
  .union([z.literal("family"), z.templateLiteral([z.enum(["organization", "user"]), ":", id])], { error: "choose" })
  .transform((v) => {
    const [kind = "", principal = ""] = v.split(":");
    return { kind: kind as "family" | "organization" | "user", principal };
  });

/** Who is asked in, as a form sends it: officers stand apart, since they are many. */
export const whoInput = { members: several(memberInput, 50), officers: several(memberInput, 50) };

type Member = { kind: "organization" | "user" | "household"; principal: string };

/** Whom `family` means: the one who raised it, where they have an account, and the household it is about. */
async function familyOf(tx: Transaction, { communityId, concernId }: HeldRoom["room"]): Promise<Member[]> {
  const [person] = await tx
    .select({ user: concernPeople.userId, household: concernPeople.householdId, by: concerns.createdBy })
    .from(concernPeople)
    .innerJoin(
      concerns,
      and(eq(concerns.communityId, concernPeople.communityId), eq(concerns.id, concernPeople.concernId)),
    )
    .where(
      and(
        eq(concernPeople.communityId, communityId),
        eq(concernPeople.concernId, concernId),
        eq(concernPeople.role, "reporter"),
      ),
    );
  const members: Member[] = [];
  if (person?.user) members.push({ kind: "user", principal: person.user });
  // (The door that somebody without an account named is a claim: nobody behind it is asked in.)
  if (person?.household && person.by) members.push({ kind: "household", principal: person.household });
  return members;
}

/** Lets somebody in who was not in it before, and tells them. */
export async function admit(held: HeldRoom, asked: z.output<typeof memberInput>): Promise<void> {
  const { tx, user, room } = held;
  const { kind, principal } = asked;
  const found: Member[] = kind === "family" ? await familyOf(tx, room) : [{ kind, principal }];
  if (!found.length) throw new Refusal("nobodyToAsk", { field: "members" });
  const added: string[] = [];
  for (const member of found) {
    const done = await tx
      .insert(threadMembers)
      .values({ communityId: room.communityId, threadId: room.id, addedBy: user.id, ...member })
      .onConflictDoNothing();
    if (done.count) added.push(member.principal);
  }
  if (!added.length) return;
  // Of a family two ways lead in; it is one thing that happened.
  const who = kind === "family" ? { family: true } : { [kind === "user" ? "officer" : "organization"]: principal };
  await tellRoom(held, "member_added", { data: { principals: added, ...who } });
}

export const addMembersInput = whereInput.extend({ key: submissionKey, room: id, ...whoInput });

/** Lets others into a side room. What was said there before they can read. */
export async function addMembers(viewer: Viewer, input: z.output<typeof addMembersInput>): Promise<void> {
  const { key, room } = input;
  const members = [...input.members, ...input.officers];
  await onRoom(viewer, { room, key, command: "room.add", content: members }, async (held) => {
    if (!held.leads) throw new NotFound();
    if (!members.length) throw new Refusal("chooseMember", { field: "members" });
    for (const member of members) await admit(held, member);
  });
}

export const removeMemberInput = whereInput.extend({
  key: submissionKey,
  room: id,
  /** A member's principal. */
  member: id,
});

/** Ends that somebody is in a side room: from then on it is not there for them. Of a family both ways in end. */
export async function removeMember(viewer: Viewer, input: z.output<typeof removeMemberInput>): Promise<void> {
  const { key, room, member } = input;
  await onRoom(viewer, { room, key, command: "room.remove", content: member }, async (held) => {
    if (!held.leads) throw new NotFound();
    const { tx } = held;
    const here = and(eq(threadMembers.communityId, held.room.communityId), eq(threadMembers.threadId, held.room.id));
    const [found] = await tx
      .select({ kind: threadMembers.kind })
      .from(threadMembers)
      .where(and(here, eq(threadMembers.principal, member)));
    if (!found) throw new NotFound();
    const family = (await familyOf(tx, held.room)).map(({ principal }) => principal);
    const whole = family.includes(member) ? family : [member];
    for (const principal of whole)
      await tx.delete(threadMembers).where(and(here, eq(threadMembers.principal, principal)));
    await tellRoom(held, "member_removed", {
      data: family.includes(member)
        ? { family: true }
        : { [found.kind === "organization" ? "organization" : "officer"]: member },
    });
  });
}
