import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { newId } from "#db/id.ts";
import { communityOrganizations, organizations, outbox, tokens } from "#db/schema/index.ts";
import { change, submit } from "#db/viewer.ts";
import { nowhere, record } from "../event.ts";
import { email, id, line, submissionKey } from "../input.ts";
import { type OrganizationKind, rolesIn } from "../organization/kind.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { tokenHash, type Viewer } from "./viewer.ts";

export const inviteInput = z.object({
  key: submissionKey,
  organization: id,
  role: z.enum(["officer", "partner", "coordinator"], { error: "choose" }),
  name: line(60),
  email,
});

/** Days an invitation can be accepted. */
const invitationDays = 7;

/**
 * Invites somebody by mail into an organization of the viewer's communities, in a role that fits it. An earlier
 * invitation of the same address into the same organization ends.
 */
export async function invite(viewer: Viewer, input: z.output<typeof inviteInput>, locale: string): Promise<void> {
  const { key, ...content } = input;
  await submit(viewer.claims, { key, command: "account.invite", content }, async (tx) => {
    const [organization] = await tx
      .select({ id: organizations.id, kind: organizations.kind, communityId: communityOrganizations.communityId })
      .from(organizations)
      .innerJoin(communityOrganizations, eq(communityOrganizations.organizationId, organizations.id))
      .where(
        and(
          eq(organizations.id, input.organization),
          viewer.claims.admin
            ? undefined
            : sql`${communityOrganizations.communityId} = any(${`{${viewer.claims.coordinates.join(",")}}`}::uuid[])`,
        ),
      )
      .orderBy(communityOrganizations.communityId)
      .limit(1);
    if (!organization) throw new NotFound();
    if (!rolesIn(organization.kind as OrganizationKind).includes(input.role)) {
      throw new Refusal("roleDoesNotFit", { field: "role" });
    }
    await tx
      .update(tokens)
      .set({ usedAt: new Date() })
      .where(
        and(
          eq(tokens.kind, "invitation"),
          eq(tokens.organizationId, organization.id),
          eq(tokens.email, input.email),
          isNull(tokens.usedAt),
        ),
      );
    const token = newId();
    await tx.insert(tokens).values({
      id: token,
      // Nobody knows this secret: the worker makes the real one as it sends the mail.
      hash: tokenHash(newId()),
      kind: "invitation",
      communityId: organization.communityId,
      organizationId: organization.id,
      role: input.role,
      email: input.email,
      name: input.name,
      createdBy: viewer.user?.id,
      expiresAt: new Date(Date.now() + invitationDays * 86_400_000),
    });
    await tx.insert(outbox).values({ topic: "token_mail", payload: { token, locale } });
    await record(tx, {
      community: nowhere,
      subject: { type: "organization", id: organization.id },
      kind: "invited",
      audience: "office",
      actor: viewer.user?.id ?? null,
      data: { token, role: input.role },
    });
  });
}

export const revokeInput = z.object({ token: id });

/** Ends an invitation that nobody has accepted yet. */
export async function revokeInvitation(viewer: Viewer, { token }: z.output<typeof revokeInput>): Promise<void> {
  await change(viewer.claims, (tx) =>
    tx
      .update(tokens)
      .set({ usedAt: new Date() })
      .where(and(eq(tokens.id, token), eq(tokens.kind, "invitation"), isNull(tokens.usedAt))),
  );
}
