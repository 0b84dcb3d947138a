import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { concerns } from "#db/schema/index.ts";
import { asViewer } from "#db/viewer.ts";
import type { Privacy } from "../concern/category.ts";
import { byLink } from "../concern/link.ts";
import type { Capacity, ConcernStatus } from "../concern/rules.ts";
import { submissionKey } from "../input.ts";
import { NotFound } from "../refusal.ts";
import { decline, type OwnPublication, ownPublication } from "./own.ts";

/** What everybody reads of the concern that a mail was about, for whoever raised it. */
export type LinkedPublication = { number: string; own: OwnPublication | null };

async function found(secret: string) {
  const { viewer, concern } = await byLink("published", secret);
  const [row] = await asViewer(viewer.claims, (tx) =>
    tx
      .select({
        id: concerns.id,
        communityId: concerns.communityId,
        number: concerns.number,
        privacy: sql<Privacy>`${concerns.privacy}`,
        status: sql<ConcernStatus>`${concerns.status}`,
        closeReason: concerns.closeReason,
        capacities: sql<Capacity[]>`app.capacities(${concerns.communityId}, ${concerns.id}, ${concerns.ownerId})`,
      })
      .from(concerns)
      .where(eq(concerns.id, concern)),
  );
  if (!row?.capacities.includes("reporter")) throw new NotFound();
  return { viewer, concern: row };
}

/** @throws NotFound where the link does not hold any more */
export async function publicationOf(secret: string): Promise<LinkedPublication> {
  const { viewer, concern } = await found(secret);
  return { number: concern.number, own: await ownPublication(viewer, concern) };
}

export const takeDownInput = z.object({ key: submissionKey, secret: z.string().min(8).max(200) });

/** Takes it down by the link of a mail, without signing in; down already, it stays so. */
export async function takeDownByLink({ key, secret }: z.output<typeof takeDownInput>): Promise<void> {
  const { viewer, concern } = await found(secret);
  const own = await ownPublication(viewer, concern);
  if (own && own.standing !== "declined") await decline(viewer, { key, number: concern.number });
}
