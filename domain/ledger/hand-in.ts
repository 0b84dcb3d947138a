import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { newId } from "#db/id.ts";
import { ledgers, outbox, users } from "#db/schema/index.ts";
import { asViewer, change, databaseError, submit } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { store } from "../attachment/store.ts";
import { id, submissionKey } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import type { LedgerKindName } from "./kind.ts";
import { maxLedgerBytes } from "./sheet.ts";

export const handInInput = z.object({ key: submissionKey, community: id });
export const ledgerInput = z.object({ ledger: id });

/**
 * Takes a ledger to be read. It is read by queued work, and nothing is changed before it is agreed to.
 * @returns the ledger's id @throws Refusal `ledgerMissing`, `ledgerTooBig`; NotFound
 */
export async function handIn(
  viewer: Viewer,
  kind: LedgerKindName,
  { key, community }: z.output<typeof handInInput>,
  file: { name: string; bytes: Uint8Array } | null,
): Promise<string> {
  const user = viewer.user;
  if (!user || !viewer.claims.coordinates.includes(community)) throw new NotFound();
  if (!file?.bytes.length) throw new Refusal("ledgerMissing", { field: "file" });
  if (file.bytes.length > maxLedgerBytes)
    throw new Refusal("ledgerTooBig", { field: "file", params: { max: maxLedgerBytes / 1024 / 1024 } });
  const fileKey = newId();
  const content = { kind, community, name: file.name, size: file.bytes.length };
  const { result } = await submit(viewer.claims, { key, command: "ledger", content }, async (tx, ledger) => {
    await store().put(fileKey, file.bytes, "application/octet-stream");
    // Written out: the columns that tell what was read are not the viewer's to fill.
    await tx.execute(sql`
      insert into ledgers (community_id, id, kind, file_name, file_key, created_by)
      values (${community}, ${ledger}, ${kind}, ${file.name.slice(0, 200)}, ${fileKey}, ${user.id})`);
    await tx.insert(outbox).values({ topic: "ledger_read", payload: { ledger } });
    return ledger;
  });
  return result;
}

/** Has a ledger carried out that was read without a fault. Agreeing twice is agreeing once. @throws NotFound, Refusal `notNow` */
export async function agree(viewer: Viewer, { ledger }: z.output<typeof ledgerInput>): Promise<void> {
  await decide(viewer, ledger, { agreedBy: viewer.user?.id ?? null, agreedAt: new Date() }, { ledger });
}

/** Gives a ledger up; what was read of it is gone. @throws NotFound, Refusal `notNow` */
export async function giveUp(viewer: Viewer, { ledger }: z.output<typeof ledgerInput>): Promise<void> {
  await decide(viewer, ledger, { givenUpAt: new Date() }, null);
}

type Decision = { agreedBy: string | null; agreedAt: Date } | { givenUpAt: Date };

async function decide(viewer: Viewer, ledger: string, values: Decision, work: Record<string, string> | null) {
  await change(viewer.claims, async (tx) => {
    const [known] = await tx
      .select({ agreedAt: ledgers.agreedAt, givenUpAt: ledgers.givenUpAt })
      .from(ledgers)
      .where(eq(ledgers.id, ledger));
    if (!known) throw new NotFound();
    if (known.agreedAt && "agreedAt" in values) return;
    const done = await tx
      .update(ledgers)
      .set(values)
      .where(and(eq(ledgers.id, ledger), isNull(ledgers.agreedAt), isNull(ledgers.givenUpAt)))
      .returning({ id: ledgers.id });
    if (!done.length) throw new Refusal("notNow");
    await tx
      .insert(outbox)
      .values(work ? { topic: "ledger_apply", payload: work } : { topic: "ledger_drop", payload: { ledger } });
  }).catch((error: unknown) => {
    // It was not read yet, or not without a fault.
    if (databaseError(error)?.constraint === "ledgers_agreed") throw new Refusal("notNow");
    throw error;
  });
}

export type LedgerPage = typeof ledgers.$inferSelect & { state: LedgerState };
export const ledgerStates = ["reading", "refused", "faulty", "read", "applying", "applied", "givenUp"] as const;
export type LedgerState = (typeof ledgerStates)[number];

/** What has become of a ledger. */
function ledgerState(l: typeof ledgers.$inferSelect): LedgerState {
  if (l.givenUpAt) return "givenUp";
  if (l.appliedAt) return "applied";
  if (l.agreedAt) return "applying";
  if (l.refused) return "refused";
  if (!l.readAt) return "reading";
  return l.problemCount ? "faulty" : "read";
}

/** A ledger with all that was read of it. @throws NotFound */
export async function ledgerPage(viewer: Viewer, kind: LedgerKindName, ledger: string): Promise<LedgerPage> {
  const [found] = await asViewer(viewer.claims, (tx) =>
    tx
      .select()
      .from(ledgers)
      .where(and(eq(ledgers.id, ledger), eq(ledgers.kind, kind))),
  );
  if (!found) throw new NotFound();
  return { ...found, state: ledgerState(found) };
}

/** The ledgers handed in last. */
export async function lastLedgers(viewer: Viewer, kind: LedgerKindName, community: string) {
  const found = await asViewer(viewer.claims, (tx) =>
    tx
      .select({ ledger: ledgers, by: users.name })
      .from(ledgers)
      .leftJoin(users, eq(users.id, ledgers.createdBy))
      .where(and(eq(ledgers.communityId, community), eq(ledgers.kind, kind)))
      .orderBy(desc(ledgers.createdAt))
      .limit(10),
  );
  return found.map(({ ledger, by }) => ({
    id: ledger.id,
    fileName: ledger.fileName,
    createdAt: ledger.createdAt,
    by,
    state: ledgerState(ledger),
  }));
}
