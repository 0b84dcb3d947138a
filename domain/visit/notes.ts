import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#db/connect.ts";
import { idFrom } from "#db/id.ts";
import { attachments, visitNotes, visitOfficers, visits } from "#db/schema/index.ts";
import { submit } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import type { CategoryKey } from "../concern/category.ts";
import { id, optionalId, optionalText, several, submissionKey, ticked } from "../input.ts";
import { noteTopic } from "../note/topic.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { refusingClashes } from "./plan.ts";

/** What is written down of a visit: by the rules that its form, the paper's form and the phone's queue share. */
export const said = {
  heard: optionalText(4000),
  /** The policy explanation that was explained on the spot, and what was said of it. */
  policy: optionalId.optional(),
  explained: optionalText(1000),
  reflection: optionalText(4000),
  /** The household agreed to be quoted, without its name. */
  quotable: ticked,
  attachments: several(id, 6),
};

export const noteInput = z.object({ key: submissionKey, visit: id, ...said });

export type Note = z.output<typeof noteInput>;

type Said = Partial<Omit<Note, "key" | "visit">>;

/** Adds to the notes of a visit, at any time. @param once from a phone's queue */
export async function addNote(
  viewer: Viewer,
  input: Pick<Note, "key" | "visit"> & Said,
  { once = false } = {},
): Promise<void> {
  const { key, visit, ...content } = input;
  const userId = viewer.user?.id;
  if (!userId) throw new NotFound();
  if (!input.heard && !input.policy && !input.explained && !input.reflection && !input.attachments?.length)
    throw new Refusal("required", { field: "heard" });
  await refusingClashes(() =>
    submit(viewer.claims, { key, command: "visit.note", content: [visit, content], once }, async (tx, submission) => {
      const [row] = await tx
        .select({ communityId: visits.communityId, id: visits.id })
        .from(visits)
        .innerJoin(
          visitOfficers,
          and(
            eq(visitOfficers.communityId, visits.communityId),
            eq(visitOfficers.visitId, visits.id),
            eq(visitOfficers.userId, userId),
          ),
        )
        .where(eq(visits.id, visit));
      if (!row) throw new NotFound();
      const written = await insertNotes({ tx, userId, visit: row, submission }, input);
      // (All there was is an explanation that has been taken back meanwhile.)
      if (!written) throw new Refusal("policyGone", { field: "policy" });
    }),
  );
}

/**
 * Writes what was said: a row for what was heard, for what was explained, and for one's own thoughts. An explanation that
 * is not there for the officer any more is left out.
 * @returns whether there was anything
 */
export async function insertNotes(
  {
    tx,
    userId,
    visit,
    submission,
  }: { tx: Transaction; userId: string; submission: string; visit: { communityId: string; id: string } },
  { heard, policy, explained, reflection, quotable, attachments: files = [] }: Said,
): Promise<boolean> {
  const { communityId } = visit;
  const about = policy ? await explanation(tx, communityId, policy) : null;
  const topic = noteTopic(`${heard ?? ""} ${explained ?? ""}`) ?? about?.category ?? null;
  const row = (kind: "heard" | "explained" | "reflection", body: string) => ({
    communityId,
    id: idFrom(submission, kind),
    visitId: visit.id,
    authorId: userId,
    kind,
    body,
    topic: kind === "reflection" ? null : topic,
    quotable: kind === "heard" && quotable === true,
    policyId: kind === "explained" ? (about?.id ?? null) : null,
  });
  const rows = [
    // Photos belong to what was heard, so that the household may see what is kept of it.
    ...(heard || files.length ? [row("heard", heard ?? "")] : []),
    ...(explained || about ? [row("explained", explained ?? about?.title ?? "")] : []),
    ...(reflection ? [row("reflection", reflection)] : []),
  ];
  if (rows.length) await tx.insert(visitNotes).values(rows);
  for (const file of files) {
    await tx
      .update(attachments)
      .set({ visitNoteId: idFrom(submission, "heard") })
      .where(and(eq(attachments.communityId, communityId), eq(attachments.id, file)));
  }
  return rows.length > 0;
}

/** What is explained, as whoever notes it may read it. */
async function explanation(tx: Transaction, community: string, policy: string) {
  const [found] = await tx.execute<{ id: string; category: CategoryKey; title: string }>(sql`
    select p.id, p.category, t.title from policies p
    join policy_texts t on t.community_id = p.community_id and t.policy_id = p.id and t.locale = 'zh-CN'
    where p.community_id = ${community} and p.id = ${policy}`);
  return found ?? null;
}

/** Which of these files have not arrived, or have gone again while they waited for what they belong to. */
export async function missingFiles(tx: Transaction, ids: string[]): Promise<string[]> {
  if (!ids.length) return [];
  const rows = await tx.execute<{ id: string }>(
    sql`select id from attachments where id = any (${`{${ids.join(",")}}`}::uuid[])`,
  );
  const there = new Set([...rows].map((row) => row.id));
  return ids.filter((one) => !there.has(one));
}
