import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#db/connect.ts";
import { memberships } from "#db/schema/index.ts";
import { asViewer, change } from "#db/viewer.ts";
import { nowhere, record } from "../event.ts";
import { id } from "../input.ts";
import { type MemberRole, type OrganizationKind, rolesIn } from "../organization/kind.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { refusing } from "../refusing.ts";
import { endSessions } from "./sign-in.ts";
import type { Viewer } from "./viewer.ts";

export type MemberLine = {
  userId: string;
  name: string;
  post: string | null;
  email: string | null;
  role: MemberRole;
  organizationId: string;
  organization: string;
  organizationEn: string | null;
  kind: OrganizationKind;
  since: Date;
  disabled: boolean;
  /** Leads the unit: hears of what has become late there. */
  lead: boolean;
  /** Whether this viewer may say who leads the unit. */
  namesLead: boolean;
  /** Whether this viewer may change the role, or switch the account off. */
  manageable: boolean;
};

export type InvitationLine = {
  id: string;
  name: string;
  email: string;
  role: MemberRole;
  organization: string;
  organizationEn: string | null;
  expiresAt: Date;
};

/** Everyone who works in the viewer's communities: all of them for coordinators, the own organization for its members. */
export async function listMembers(viewer: Viewer): Promise<MemberLine[]> {
  const all = viewer.claims.admin || viewer.claims.officerIn.length > 0;
  return asViewer(viewer.claims, async (tx) => {
    const rows = await tx.execute<
      Omit<MemberLine, "since" | "manageable" | "namesLead"> & { since: string; led: boolean; own: boolean }
    >(sql`
      select m.user_id as "userId", u.name, u.post, a.email, m.role, o.id as "organizationId", o.name as organization,
        o.name_en as "organizationEn", o.kind, m.since, m.lead, app.leads_unit(o.id) as own, a.disabled_at is not null as disabled,
        exists (select from community_organizations co where co.organization_id = o.id
          and co.community_id = any(${`{${viewer.claims.coordinates.join(",")}}`}::uuid[])) as led
      from memberships m
      join users u on u.id = m.user_id
      join organizations o on o.id = m.organization_id
      left join accounts a on a.user_id = m.user_id
      where m.ended_at is null
        and (${all} or m.organization_id = any(${`{${viewer.claims.organizations.join(",")}}`}::uuid[]))
      order by (o.kind = 'agency') desc, o.name, m.role, u.name, u.id limit 500`);
    return [...rows].map(({ led, own, ...row }) => ({
      ...row,
      since: new Date(row.since),
      namesLead: row.kind !== "agency" && (led || own),
      manageable: (led || viewer.claims.admin) && row.userId !== viewer.user?.id,
    }));
  });
}

/** Invitations that nobody has accepted yet: for coordinators and administrators. */
export async function listInvitations(viewer: Viewer): Promise<InvitationLine[]> {
  return asViewer(viewer.claims, async (tx) => {
    const rows = await tx.execute<Omit<InvitationLine, "expiresAt"> & { expiresAt: string }>(sql`
      select t.id, t.name, t.email, t.role, o.name as organization, o.name_en as "organizationEn", t.expires_at as "expiresAt"
      from tokens t join organizations o on o.id = t.organization_id
      where t.kind = 'invitation' and t.used_at is null and t.expires_at > now()
      order by t.created_at desc`);
    return [...rows].map((row) => ({ ...row, expiresAt: new Date(row.expiresAt) }));
  });
}

export const roleInput = z.object({
  user: id,
  organization: id,
  role: z.enum(["officer", "partner", "coordinator"], { error: "choose" }),
});

/** Changes a member's role; it counts from their next request. */
export async function changeRole(viewer: Viewer, input: z.output<typeof roleInput>): Promise<void> {
  await refusing({ DS003: new Refusal("hasDuties") }, () =>
    change(viewer.claims, async (tx) => {
      const member = await memberOf(tx, input.user, input.organization);
      if (!rolesIn(member.kind).includes(input.role)) throw new Refusal("roleDoesNotFit", { field: "role" });
      await tx
        .update(memberships)
        .set({ role: input.role })
        .where(and(eq(memberships.userId, input.user), eq(memberships.organizationId, input.organization)));
      await recordMember(tx, viewer, input.organization, "role_changed", { user: input.user, role: input.role });
    }),
  );
}

export const dismissInput = z.object({ user: id, organization: id });

/** Ends a membership. Open concerns the person owns go to whoever is on duty; their sessions end at once. */
export async function dismiss(viewer: Viewer, input: z.output<typeof dismissInput>): Promise<void> {
  await refusing({ DS003: new Refusal("hasDuties") }, () =>
    change(viewer.claims, async (tx) => {
      await memberOf(tx, input.user, input.organization);
      await handOverAll(tx, input.user);
      await tx
        .update(memberships)
        .set({ endedAt: new Date() })
        .where(and(eq(memberships.userId, input.user), eq(memberships.organizationId, input.organization)));
      await recordMember(tx, viewer, input.organization, "member_dismissed", { user: input.user });
    }),
  );
  await endSessions(input.user, {});
}

export const disableInput = z.object({ user: id, disabled: z.enum(["0", "1"]).transform((v) => v === "1") });

/** Switches an account off (its sessions end at once, open concerns are handed over) or on again. */
export async function setDisabled(viewer: Viewer, input: z.output<typeof disableInput>): Promise<void> {
  await refusing({ DS003: new Refusal("hasDuties") }, () =>
    change(viewer.claims, async (tx) => {
      if (input.disabled) await handOverAll(tx, input.user);
      const [row] = await tx.execute<{ ok: boolean }>(
        sql`select auth.set_disabled(${input.user}, ${input.disabled}) as ok`,
      );
      if (!row?.ok) throw new NotFound();
    }),
  );
}

async function memberOf(tx: Transaction, user: string, organization: string): Promise<{ kind: OrganizationKind }> {
  const [row] = await tx.execute<{ kind: OrganizationKind }>(sql`
    select o.kind from memberships m join organizations o on o.id = m.organization_id
    where m.user_id = ${user} and m.organization_id = ${organization} and m.ended_at is null for update of m`);
  if (!row) throw new NotFound();
  return row;
}

/** Open concerns of somebody who leaves go to whoever is on duty in their community. */
const handOverAll = (tx: Transaction, from: string) => tx.execute(sql`select auth.hand_over_all(${from})`);

const recordMember = (
  tx: Transaction,
  viewer: Viewer,
  organization: string,
  kind: string,
  data: Record<string, unknown>,
) =>
  record(tx, {
    community: nowhere,
    subject: { type: "organization", id: organization },
    kind,
    audience: "office",
    actor: viewer.user?.id ?? null,
    data,
  });
