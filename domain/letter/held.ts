import { and, desc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#db/connect.ts";
import { concerns, letters } from "#db/schema/index.ts";
import { asViewer, change } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { store } from "../attachment/store.ts";
import { onConcern, speaksFor, tell } from "../concern/act.ts";
import { raise } from "../concern/raise.ts";
import { mayWork } from "../concern/rules.ts";
import { timeZoneOf } from "../concern/zone.ts";
import { record } from "../event.ts";
import { concernNumber, id, submissionKey } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { localTimeOf } from "../time.ts";
import { asLocale, wordsOf } from "../words.ts";
import { bodyOf, takeFiles } from "./body.ts";
import type { HeldReason } from "./fate.ts";
import { reportOf } from "./land.ts";
import { readLetter } from "./parse.ts";
import { unquoted } from "./unquote.ts";

export type HeldLetter = {
  id: string;
  communityId: string;
  from: string;
  name: string | null;
  subject: string | null;
  /** What was written, without what it answers to. */
  text: string;
  reason: HeldReason;
  receivedAt: Date;
  /** The concern that it answers to, where it is known. */
  number: string | null;
};

const heldColumns = {
  id: letters.id,
  communityId: letters.communityId,
  from: letters.fromAddress,
  name: letters.fromName,
  subject: letters.subject,
  body: letters.body,
  reason: letters.reason,
  receivedAt: letters.receivedAt,
  number: concerns.number,
  rawKey: letters.rawKey,
};

const heldOnes = (tx: Transaction) =>
  tx
    .select(heldColumns)
    .from(letters)
    .leftJoin(concerns, and(eq(concerns.communityId, letters.communityId), eq(concerns.id, letters.concernId)));

type Row = Awaited<ReturnType<typeof heldOnes>>[number];

const shown = ({ body, from, reason, rawKey: _, ...row }: Row): HeldLetter => ({
  ...row,
  from: from ?? "",
  reason: reason as HeldReason,
  text: unquoted(body ?? ""),
});

/** The mails that wait for somebody to decide about them, the newest first. */
export async function heldLetters(viewer: Viewer, communityId: string): Promise<HeldLetter[]> {
  const rows = await asViewer(viewer.claims, (tx) =>
    heldOnes(tx)
      .where(and(eq(letters.communityId, communityId), eq(letters.status, "held")))
      .orderBy(desc(letters.receivedAt))
      .limit(100),
  );
  return rows.map(shown);
}

/** How many mails wait. */
export async function heldCount(viewer: Viewer): Promise<number> {
  if (!viewer.claims.coordinates.length) return 0;
  const [row] = await asViewer(viewer.claims, (tx) =>
    tx.execute<{ n: number }>(sql`select count(*)::int as n from letters where status = 'held'`),
  );
  return row?.n ?? 0;
}

async function rowOf(viewer: Viewer, letter: string): Promise<Row> {
  const [row] = await asViewer(viewer.claims, (tx) =>
    heldOnes(tx).where(and(eq(letters.id, letter), eq(letters.status, "held"))),
  );
  if (!row) throw new NotFound();
  return row;
}

/** A mail that waits. @throws NotFound also where it has been decided about */
export const heldLetter = async (viewer: Viewer, letter: string): Promise<HeldLetter> =>
  shown(await rowOf(viewer, letter));

/** The concern that a mail may be put into, as its title says it; null where there is none that the viewer works on. */
export async function concernToPutInto(viewer: Viewer, { communityId }: HeldLetter, typed: string) {
  const number = concernNumber.safeParse(typed.normalize("NFKC").trim());
  if (!number.success) return null;
  const [found] = await asViewer(viewer.claims, (tx) =>
    tx
      .select({ number: concerns.number, title: concerns.title })
      .from(concerns)
      .where(and(eq(concerns.communityId, communityId), eq(concerns.number, number.data))),
  );
  return found ?? null;
}

export const putInput = z.object({ key: submissionKey, letter: id, number: concernNumber });
export const makeInput = z.object({ key: submissionKey, letter: id });
export const discardInput = z.object({ key: submissionKey, letter: id });

/**
 * Puts a mail into the thread of a concern, as received from whom it says. It is a working message: that it came from the
 * person it names, nobody knows.
 * @throws NotFound, Refusal `notNow`
 */
export async function putInto(viewer: Viewer, { key, letter: of, number }: z.output<typeof putInput>): Promise<void> {
  const row = await rowOf(viewer, of);
  const { text, files, locale } = await contentOf(viewer, row, key);
  const t = wordsOf(asLocale(locale));
  const done = await onConcern(viewer, { number, key, command: "letter.put", content: of }, async (held) => {
    if (held.concern.communityId !== row.communityId) throw new NotFound();
    if (!mayWork(held.capacities)) throw new Refusal("notNow");
    await decide(held.tx, viewer, row, { status: "landed", concernId: held.concern.id });
    const at = localTimeOf(row.receivedAt, timeZoneOf(held)).replace("T", " ");
    const from = row.name ? `${row.name} <${row.from}>` : (row.from ?? "");
    const body = bodyOf(`${t("letter.receivedFrom", { from, at })}\n\n${text}`.trim(), files, asLocale(locale));
    const said = { body, audience: "working" as const, attachments: files.taken, via: "mail" as const };
    await tell(held, { kind: "replied", said, organization: speaksFor(held) });
    return row.rawKey;
  });
  if (done) await store().remove(done);
}

/** Makes a new concern of a mail, raised by whom it says, who has no account and follows by mail. @returns its number */
export async function makeConcern(viewer: Viewer, { key, letter: of }: z.output<typeof makeInput>): Promise<string> {
  const row = await rowOf(viewer, of);
  const { letter, text, files, locale } = await contentOf(viewer, row, key);
  const input = reportOf(letter, text, { community: row.communityId, key, files, locale });
  if (!input.success) throw new Refusal("letterEmpty");
  const { number } = await raise(viewer, input.data, asLocale(locale), {
    byMail: { origin: "letter", name: row.name, email: row.from },
    also: (tx, concernId) => decide(tx, viewer, row, { status: "raised", concernId }),
  });
  if (row.rawKey) await store().remove(row.rawKey);
  return number;
}

/** Throws a mail away, with all that was kept of it. */
export async function discard(viewer: Viewer, { letter: of }: z.output<typeof discardInput>): Promise<void> {
  const row = await rowOf(viewer, of);
  await change(viewer.claims, (tx) => decide(tx, viewer, row, { status: "discarded", concernId: null }));
  if (row.rawKey) await store().remove(row.rawKey);
}

/** Decides about a mail, once: what it said is no longer kept here. */
async function decide(
  tx: Transaction,
  viewer: Viewer,
  { communityId, id: letter }: Row,
  { status, concernId }: { status: "landed" | "raised" | "discarded"; concernId: string | null },
): Promise<void> {
  const gone = { fromAddress: null, fromName: null, subject: null, body: null, rawKey: null };
  const done = await tx
    .update(letters)
    .set({ ...gone, status, concernId, decidedBy: viewer.user?.id ?? null, decidedAt: new Date() })
    .where(and(eq(letters.communityId, communityId), eq(letters.id, letter), eq(letters.status, "held")))
    .returning({ id: letters.id });
  if (!done.length) throw new Refusal("notNow");
  await record(tx, {
    community: communityId,
    subject: { type: "community", id: communityId },
    kind: "letter_decided",
    audience: "office",
    actor: viewer.user?.id ?? null,
    data: { letter, status, ...(concernId ? { concern: concernId } : {}) },
  });
}

/** What a mail that is held says, and the files that came along, taken as those of whoever decides about it. */
async function contentOf(viewer: Viewer, row: Row, key: string) {
  const raw = row.rawKey ? await store().get(row.rawKey) : null;
  const read = raw ? await readLetter(raw, row.from ?? "").catch(() => null) : null;
  const letter = read ?? {
    messageId: "",
    from: null,
    subject: row.subject,
    text: row.body ?? "",
    files: [],
    automatic: false,
  };
  const text = unquoted(letter.text);
  const files = await takeFiles(viewer, row.communityId, letter.files, key);
  return { letter, text, files, locale: viewer.user?.locale ?? null };
}
