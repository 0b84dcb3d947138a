import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#db/connect.ts";
import { concernPeople, meetingParties } from "#db/schema/index.ts";
import { id, several } from "../input.ts";
import { Refusal } from "../refusal.ts";

/** Who is asked: a unit, an officer, a household, or (of a single concern) whoever raised it. */
const partyInput = z
  .union([z.literal("family"), z.templateLiteral([z.enum(["organization", "user", "household"]), ":", id])], {
    error: "choose",
  })
  .transform((v) => {
    const [kind = "", principal = ""] = v.split(":");
    return { kind: kind as "family" | "organization" | "user" | "household", principal };
  });

/** Whom a form asks in: many lists, one meaning. */
export const partiesInput = {
  parties: several(partyInput, 60),
  officers: several(partyInput, 60),
  households: several(partyInput, 60),
};

type Asked = z.output<typeof partyInput>;

/** A household at the table is one party, whoever of it comes; one without a household comes for themselves. */
async function familyOf(tx: Transaction, community: string, concern: string): Promise<Asked> {
  const [person] = await tx
    .select({ user: concernPeople.userId, household: concernPeople.householdId })
    .from(concernPeople)
    .where(
      and(
        eq(concernPeople.communityId, community),
        eq(concernPeople.concernId, concern),
        eq(concernPeople.role, "reporter"),
      ),
    );
  if (person?.household && (await isTheirs(tx, community, concern, person.household)))
    return { kind: "household", principal: person.household };
  if (person?.user) return { kind: "user", principal: person.user };
  throw new Refusal("nobodyToAsk", { field: "parties" });
}

/** The door that somebody without an account named is a claim: nobody behind it is asked in. */
async function isTheirs(tx: Transaction, community: string, concern: string, household: string): Promise<boolean> {
  const [found] = await tx.execute<{ theirs: boolean }>(sql`
    select c.created_by is not null as theirs from concerns c where c.community_id = ${community} and c.id = ${concern} and exists (
      select from concern_people p where p.community_id = c.community_id and p.concern_id = c.id and p.household_id = ${household})`);
  return found?.theirs ?? false;
}

/** Asks parties in that were not asked before. @returns who they are */
export async function askIn(
  tx: Transaction,
  { communityId, id: meetingId, concernId }: { communityId: string; id: string; concernId: string | null },
  asked: readonly Asked[],
  by: string,
): Promise<string[]> {
  const added: string[] = [];
  for (const one of asked) {
    if (one.kind === "family" && !concernId) throw new Refusal("choose", { field: "parties" });
    const party = one.kind === "family" ? await familyOf(tx, communityId, concernId ?? "") : one;
    const done = await tx
      .insert(meetingParties)
      .values({ communityId, meetingId, principal: party.principal, kind: party.kind, invitedBy: by })
      .onConflictDoNothing();
    if (done.count) added.push(party.principal);
  }
  return added;
}
