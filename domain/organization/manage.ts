import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { communities, communityOrganizations, organizations } from "#db/schema/index.ts";
import { asViewer, change, submit } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { record } from "../event.ts";
import { id, line, optionalText, submissionKey } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { refusing } from "../refusing.ts";
import { type OrganizationKind, partnerKinds } from "./kind.ts";

export type OrganizationLine = {
  id: string;
  kind: OrganizationKind;
  name: string;
  nameEn: string | null;
  members: number;
  /** Assignments that wait for it, and of those, how many are late: for the agency and the unit itself. */
  open: number;
  late: number;
};

/** The organizations of the viewer's communities, the agency first, with what waits for each. */
export async function listOrganizations(viewer: Viewer): Promise<OrganizationLine[]> {
  return asViewer(viewer.claims, async (tx) => {
    const rows = await tx.execute<OrganizationLine>(sql`
      select o.id, o.kind, o.name, o.name_en as "nameEn",
        (select count(*)::int from memberships m where m.organization_id = o.id and m.ended_at is null) as members,
        (select count(*)::int from assignments a join concerns c on c.community_id = a.community_id and c.id = a.concern_id
          where a.organization_id = o.id and a.status in ('assigned', 'accepted') and c.closed_at is null) as open,
        (select count(*)::int from assignments a join concerns c on c.community_id = a.community_id and c.id = a.concern_id
          where a.organization_id = o.id and a.status in ('assigned', 'accepted') and c.closed_at is null and a.due_at < now()) as late
      from organizations o
      where o.disabled_at is null and (${viewer.claims.admin} or o.id in (
        select co.organization_id from community_organizations co
        where co.community_id = any(${`{${viewer.claims.memberIn.join(",")}}`}::uuid[])))
      order by (o.kind = 'agency') desc, o.name`);
    return [...rows];
  });
}

export const unitInput = z.object({
  key: submissionKey,
  community: id,
  kind: z.enum(partnerKinds as [OrganizationKind, ...OrganizationKind[]], { error: "choose" }),
  name: line(80),
  nameEn: optionalText(80),
});

/** Adds a partner unit to a community. */
export async function addUnit(viewer: Viewer, input: z.output<typeof unitInput>): Promise<void> {
  const { key, ...content } = input;
  await refusing({}, async () => {
    await submit(viewer.claims, { key, command: "organization.add", content }, async (tx, unit) => {
      await tx.insert(organizations).values({ id: unit, kind: input.kind, name: input.name, nameEn: input.nameEn });
      await tx.insert(communityOrganizations).values({ communityId: input.community, organizationId: unit });
      await record(tx, {
        community: input.community,
        subject: { type: "organization", id: unit },
        kind: "added",
        audience: "office",
        actor: viewer.user?.id ?? null,
      });
    });
  });
}

export const dutyInput = z.object({ community: id, officer: id });

/** Says who owns new concerns until somebody takes them. */
export async function setDuty(viewer: Viewer, input: z.output<typeof dutyInput>): Promise<void> {
  await change(viewer.claims, async (tx) => {
    const [active] = await tx.execute<{ ok: boolean }>(
      sql`select app.owner_is_active(${input.community}, ${input.officer}) as ok`,
    );
    if (!active?.ok) throw new Refusal("ownerInactive", { field: "officer" });
    const updated = await tx
      .update(communities)
      .set({ dutyId: input.officer })
      .where(eq(communities.id, input.community));
    if (!updated.count) throw new NotFound();
    await record(tx, {
      community: input.community,
      subject: { type: "community", id: input.community },
      kind: "duty_changed",
      audience: "office",
      actor: viewer.user?.id ?? null,
      data: { officer: input.officer },
    });
  });
}
