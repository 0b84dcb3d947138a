import { pool } from "#db/connect.ts";
import { nobody } from "#db/viewer.ts";
import { type Community, type SignedIn, tokenHash, type Viewer, viewerOf } from "../account/viewer.ts";
import { NotFound } from "../refusal.ts";

/** A person as a link of a mail names them: with their doors in one community, and none of their offices. */
export type Linked = {
  user: string;
  name: string;
  community: Community;
  households: SignedIn["households"];
  member: boolean;
};

/**
 * Who holds a link of this kind that was mailed about one concern; a link to follow a concern speaks for whoever raised it.
 * @throws NotFound where it does not hold any more
 */
export async function byLink(
  kind: "rating" | "published",
  secret: string,
): Promise<{ viewer: Viewer; concern: string }> {
  const [row] = await pool("doorstep_app").client<[{ answer: (Linked & { concern: string }) | null }]>`
    select auth.concern_link(${kind}, ${tokenHash(secret)}) as answer`;
  if (row?.answer) return { viewer: personOf(row.answer), concern: row.answer.concern };
  const viewer = await viewerOf(null, secret);
  if (!viewer.tracking) throw new NotFound();
  return { viewer, concern: viewer.tracking.concern };
}

/** The person as what they are there: a resident, whatever offices they hold. */
export function personOf({ user, name, community, households, member }: Linked): Viewer {
  const doors = households.filter((h) => h.status === "confirmed").map((h) => h.household);
  return {
    claims: {
      ...nobody,
      userId: user,
      principals: [user, ...doors],
      households: doors,
      memberIn: member ? [community.id] : [],
    },
    role: "resident",
    user: {
      id: user,
      session: "",
      name,
      post: null,
      admin: false,
      locale: null,
      typeSize: "normal",
      theme: "system",
      mail: "each",
      email: null,
      phone: null,
      unread: 0,
      memberships: [],
      helps: [],
      households,
    },
    tracking: null,
    communities: [community],
  };
}
