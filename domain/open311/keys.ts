import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { apiKeys } from "#db/schema/index.ts";
import { derivedSecret } from "#db/settings.ts";
import { asViewer, change, submit } from "#db/viewer.ts";
import { tokenHash, type Viewer } from "../account/viewer.ts";
import { record } from "../event.ts";
import { id, line, submissionKey } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { refusing } from "../refusing.ts";

/** A community has this many at most that still hold. */
const most = 20;

export type KeyLine = {
  id: string;
  name: string;
  contact: string;
  madeBy: string | null;
  createdAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
  filed: number;
};

/** Whether somebody gives keys to others' systems in a community: who leads it, and an administrator. */
export const givesKeys = (viewer: Viewer, community: string): boolean =>
  viewer.claims.coordinates.includes(community) || viewer.claims.admin;

export const makeKeyInput = z.object({ key: submissionKey, community: id, name: line(60), contact: line(120) });

/**
 * Makes a key for somebody else's system. @returns the key, which is kept nowhere and not shown again
 * @throws Refusal `tooManyKeys`
 */
export async function makeKey(
  viewer: Viewer,
  { key, community, name, contact }: z.output<typeof makeKeyInput>,
): Promise<string> {
  if (!givesKeys(viewer, community)) throw new NotFound();
  // Derived, so that a repeated submission shows the same key again to whoever made it.
  const secret = `dk_${derivedSecret(`api key ${key} ${community} ${viewer.user?.id}`).slice(0, 40)}`;
  await submit(
    viewer.claims,
    { key, command: "api_key.make", content: [community, name, contact] },
    async (tx, made) => {
      const [kept] = await tx
        .select({ n: sql<number>`count(*)::int` })
        .from(apiKeys)
        .where(and(eq(apiKeys.communityId, community), isNull(apiKeys.revokedAt)));
      if ((kept?.n ?? 0) >= most) throw new Refusal("tooManyKeys", { params: { max: most } });
      await tx.execute(sql`
      insert into api_keys (community_id, id, name, contact, hash, created_by)
      values (${community}, ${made}, ${name}, ${contact}, ${tokenHash(secret)}, ${viewer.user?.id ?? null})`);
      await record(tx, {
        community,
        subject: { type: "community", id: community },
        kind: "api_key_made",
        audience: "office",
        actor: viewer.user?.id ?? null,
        data: { key: made },
      });
    },
  );
  return secret;
}

export const revokeKeyInput = z.object({ key: submissionKey, community: id, id });

/** Ends a key: with the next request it is unknown. What was filed by it stays. */
export async function revokeKey(viewer: Viewer, { community, id: of }: z.output<typeof revokeKeyInput>): Promise<void> {
  await refusing({}, () =>
    change(viewer.claims, async (tx) => {
      const ended = await tx
        .update(apiKeys)
        .set({ revokedAt: new Date(), revokedBy: viewer.user?.id ?? null })
        .where(and(eq(apiKeys.communityId, community), eq(apiKeys.id, of), isNull(apiKeys.revokedAt)))
        .returning({ id: apiKeys.id });
      // (Twice is once.)
      if (!ended.length) return;
      await record(tx, {
        community,
        subject: { type: "community", id: community },
        kind: "api_key_revoked",
        audience: "office",
        actor: viewer.user?.id ?? null,
        data: { key: of },
      });
    }),
  );
}

/** The keys of a community, those that hold first, and how much was filed by each. */
export async function listKeys(viewer: Viewer, community: string): Promise<KeyLine[]> {
  if (!givesKeys(viewer, community)) throw new NotFound();
  const rows = await asViewer(viewer.claims, (tx) =>
    tx.execute<
      Omit<KeyLine, "createdAt" | "lastUsedAt" | "revokedAt"> & Record<"createdAt" | "lastUsedAt" | "revokedAt", string>
    >(sql`
      select k.id, k.name, k.contact, u.name as "madeBy", k.created_at as "createdAt", k.last_used_at as "lastUsedAt",
        k.revoked_at as "revokedAt", app.filed_by(k.community_id, k.id) as filed
      from api_keys k left join users u on u.id = k.created_by
      where k.community_id = ${community} order by k.revoked_at is not null, k.created_at desc`),
  );
  const moment = (at: string | null) => (at ? new Date(at) : null);
  return [...rows].map((row) => ({
    ...row,
    createdAt: new Date(row.createdAt),
    lastUsedAt: moment(row.lastUsedAt),
    revokedAt: moment(row.revokedAt),
  }));
}
