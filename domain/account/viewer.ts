import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { pool, type Transaction } from "#db/connect.ts";
import { type Claims, nobody } from "#db/viewer.ts";
import type { MemberRole, OrganizationKind } from "../organization/kind.ts";

export type Community = {
  id: string;
  code: string;
  name: string;
  nameEn: string | null;
  timeZone: string;
  demo: boolean;
};

type Membership = {
  organization: string;
  kind: OrganizationKind;
  name: string;
  nameEn: string | null;
  role: MemberRole;
  communities: string[];
};

export type SignedIn = {
  id: string;
  session: string;
  name: string;
  post: string | null;
  admin: boolean;
  locale: string | null;
  typeSize: "normal" | "large";
  theme: "system" | "light" | "dark";
  mail: "each" | "daily" | "none";
  email: string | null;
  phone: string | null;
  unread: number;
  memberships: Membership[];
  households: { household: string; community: string; status: "pending" | "confirmed" }[];
  /** Households that they act for, now. */
  helps: Helped[];
};

/** A household that somebody acts for, and what it has consented to. */
export type Helped = {
  id: string;
  community: string;
  household: string;
  building: string;
  entrance: string;
  door: string;
  mayRaise: boolean;
  mayFollow: boolean;
  mayChoose: boolean;
};

/** What somebody mainly comes for; it decides what their desk shows. */
export type Role = "coordinator" | "officer" | "partner" | "resident" | "admin" | "visitor";

/** Who asks: the public, somebody who follows one concern by its tracking link, or a signed-in person. */
export type Viewer = {
  claims: Claims;
  role: Role;
  user: SignedIn | null;
  tracking: { token: string; concern: string } | null;
  communities: Community[];
};

export const publicViewer: Viewer = { claims: nobody, role: "visitor", user: null, tracking: null, communities: [] };

/** Tokens are kept and looked up by their SHA-256 only. */
export const tokenHash = (secret: string): Buffer => createHash("sha256").update(secret).digest();

type Answer = Omit<SignedIn, "id"> & {
  user?: string;
  tracking?: string;
  concern?: string;
  communities: Community[];
};

/**
 * The viewer of a request, asked from the database each time: an ended session or a changed role counts at once.
 * @param session the session id of the cookie
 * @param trackingSecret the secret of a tracking link
 */
export async function viewerOf(session: string | null, trackingSecret: string | null): Promise<Viewer> {
  if (!session && !trackingSecret) return publicViewer;
  const hash = trackingSecret ? tokenHash(trackingSecret) : null;
  const [row] = await pool("doorstep_app").client<[{ answer: Answer | null }]>`
    select auth.session_viewer(${session}::uuid, ${hash}::bytea) as answer`;
  const answer = row?.answer;
  if (!answer) return publicViewer;
  return answer.user ? signedIn(answer.user, answer) : tracking(answer);
}

/** Who a person is now, for what a mail of theirs asks for. Only queued work may ask. Null where the account is closed. */
export async function viewerOfPerson(tx: Transaction, user: string): Promise<Viewer | null> {
  const [row] = await tx.execute<{ answer: Answer | null }>(sql`select app.person_viewer(${user}, null) as answer`);
  return row?.answer?.user ? signedIn(row.answer.user, row.answer) : null;
}

/** Whoever holds a tracking link, by the token behind it. */
export const viewerOfLink = (token: string, concern: string, community: Community): Viewer =>
  tracking({ tracking: token, concern, communities: [community] });

function tracking({
  tracking: token = "",
  concern = "",
  communities,
}: Pick<Answer, "tracking" | "concern" | "communities">): Viewer {
  return {
    claims: { ...nobody, principals: [token], memberIn: communities.map(({ id }) => id) },
    role: "visitor",
    user: null,
    tracking: { token, concern },
    communities,
  };
}

function signedIn(id: string, { communities, ...rest }: Answer): Viewer {
  const user: SignedIn = { ...rest, id };
  const communitiesOf = (roles: MemberRole[]) =>
    unique(user.memberships.filter(({ role }) => roles.includes(role)).flatMap((m) => m.communities));
  const confirmed = user.households.filter(({ status }) => status === "confirmed");
  const coordinates = communitiesOf(["coordinator"]);
  const officerIn = communitiesOf(["officer", "coordinator"]);
  const organizations = user.memberships.map((m) => m.organization);
  const households = confirmed.map(({ household }) => household);
  return {
    claims: {
      userId: id,
      // (As a helper somebody sees what they raised as one, while that holds and the household lets them follow it.)
      principals: [id, ...organizations, ...households, ...user.helps.filter((h) => h.mayFollow).map((h) => h.id)],
      organizations,
      households,
      memberIn: unique([...user.memberships.flatMap((m) => m.communities), ...confirmed.map((h) => h.community)]),
      officerIn,
      coordinates,
      admin: user.admin,
    },
    role: roleOf(user, coordinates.length > 0, officerIn.length > 0),
    user,
    tracking: null,
    communities,
  };
}

function roleOf(user: SignedIn, coordinates: boolean, officer: boolean): Role {
  if (coordinates) return "coordinator";
  if (officer) return "officer";
  if (user.memberships.length) return "partner";
  return user.admin ? "admin" : "resident";
}

const unique = (ids: string[]) => [...new Set(ids)];
