import { z } from "zod";
import { pool } from "#db/connect.ts";
import { tokenHash, type Viewer } from "../account/viewer.ts";
import { type Linked, personOf } from "../concern/link.ts";
import { submissionKey } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { answerQuote, type InLanguages } from "./quote.ts";
import { quoteAnswers, type StoryStatus } from "./rules.ts";

type Side = "officer" | "household";

/** What the link of a mail asks, and what was said to it so far. */
export type LinkedQuote = {
  quote: string;
  side: Side;
  /** They are this side's own words: it says also whether it is named. */
  own: boolean;
  words: InLanguages | null;
  attribution: InLanguages | null;
  unnamed: boolean | null;
  says: "yes" | "no" | null;
  /** How the story stands; `ended`: the words were taken back; `dropped`: nobody asks for them any more. */
  state: StoryStatus | "ended" | "dropped";
  /** The story, while everybody reads it. */
  story: string | null;
};

async function asked(secret: string): Promise<Linked & LinkedQuote> {
  const [row] = await pool("doorstep_app").client<[{ ask: (Linked & LinkedQuote) | null }]>`
    select auth.quote_ask(${tokenHash(secret)}) as ask`;
  if (!row?.ask) throw new NotFound();
  return row.ask;
}

/** The words that the link of a mail asks for. @throws NotFound where the link does not hold any more */
export async function quoteOf(secret: string): Promise<LinkedQuote> {
  const { quote, side, own, words, attribution, unnamed, says, state, story } = await asked(secret);
  return { quote, side, own, words, attribution, unnamed, says, state, story };
}

export const linkedAnswerInput = z.object({
  key: submissionKey,
  secret: z.string().min(8).max(200),
  answer: z.enum(quoteAnswers, { error: "choose" }),
});

/**
 * Says by the link of a mail, without signing in, whether one's words may stand in a story; the last word counts.
 * @throws Refusal where they are not asked for any more
 */
export async function answerByLink({ key, secret, answer }: z.output<typeof linkedAnswerInput>): Promise<void> {
  const ask = await asked(secret);
  if (ask.state === "dropped") throw new Refusal("quoteDropped");
  const viewer: Viewer = personOf(ask);
  await answerQuote(viewer, { key, quote: ask.quote, side: ask.side, says: answer, heard: null });
}
