import { sql } from "drizzle-orm";
import { z } from "zod";
import { pool } from "#db/connect.ts";
import { submit } from "#db/viewer.ts";
import { tokenHash, type Viewer } from "../account/viewer.ts";
import { id, optionalText, submissionKey } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { refusing } from "../refusing.ts";
import { type ToldAnswer, toldAnswers } from "./answers.ts";

const answer = z.enum(toldAnswers, { error: "choose" });

export const answerInput = z.object({ key: submissionKey, ask: id, answer, word: optionalText(500) });

/** What a household says of a measure that is told to be done; said again, the last word counts. */
export const answerOnline = (viewer: Viewer, input: z.output<typeof answerInput>): Promise<void> =>
  take(viewer, { ...input, via: "online", visit: null }, false);

export const doorInput = answerInput.extend({ visit: id });

/** The same, as an officer hears it at the door. @param once from a phone's queue: the key alone tells whether it has arrived */
export const answerAtDoor = (viewer: Viewer, input: z.output<typeof doorInput>, { once = false } = {}): Promise<void> =>
  take(viewer, { ...input, via: "door" }, once);

type Said = z.output<typeof answerInput> & { via: "online" | "door"; visit: string | null };

async function take(viewer: Viewer, { key, ask, answer: said, word, via, visit }: Said, once: boolean): Promise<void> {
  const userId = viewer.user?.id;
  if (!userId) throw new NotFound();
  // (Not theirs to answer by this way.)
  await refusing({ DS001: new Refusal("toldOver") }, async () => {
    await submit(
      viewer.claims,
      { key, command: "told.answer", content: [ask, said, word, via, visit], once },
      async (tx) => {
        const taken = await tx.execute(sql`
        update measure_asks set answer = ${said}, word = ${word}, via = ${via}, answered_by = ${userId} where id = ${ask}
          and (${visit}::uuid is null or (community_id, household_id) in (select community_id, household_id from visits where id = ${visit}::uuid))`);
        if (!taken.count) throw new NotFound();
      },
    );
  });
}

export const linkInput = z.object({
  key: submissionKey,
  secret: z.string().min(8).max(200),
  answer,
  word: optionalText(500),
});

/** What the link of a mail asks. */
export type LinkedAsk = {
  what: string;
  note: string | null;
  agreement: string;
  answer: ToldAnswer | null;
  /** It is still the question. */
  open: boolean;
};

/** What is asked by the link of a mail. @throws NotFound where the link does not hold any more */
export async function askOf(secret: string): Promise<LinkedAsk> {
  const [row] = await pool("doorstep_app").client<[{ ask: LinkedAsk | null }]>`
    select auth.told_ask(${tokenHash(secret)}) as ask`;
  if (!row?.ask) throw new NotFound();
  return row.ask;
}

/** The answer by that link: without signing in. (Said twice, it is the same word.) */
export async function answerByLink(input: z.output<typeof linkInput>): Promise<void> {
  await askOf(input.secret);
  const [row] = await pool("doorstep_app").client<[{ taken: boolean }]>`
    select auth.told_answer(${tokenHash(input.secret)}, ${input.answer}, ${input.word}) as taken`;
  if (!row?.taken) throw new Refusal("toldOver");
}
