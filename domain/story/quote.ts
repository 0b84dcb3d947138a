import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#db/connect.ts";
import { newId } from "#db/id.ts";
import { storyQuotes } from "#db/schema/index.ts";
import { asViewer, databaseError, submit } from "#db/viewer.ts";
import type { Locale } from "../account/preferences.ts";
import type { Viewer } from "../account/viewer.ts";
import { id, line, optionalText, submissionKey, text } from "../input.ts";
import type { NoteKind } from "../note/list.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { convert, otherScript, type Script } from "./convert.ts";
import { drafting, tellOfStory } from "./hold.ts";
import { answeredHow, quoteAnswers } from "./rules.ts";

export type InLanguages = Partial<Record<Locale, string>>;

/** Words as long as this are a text, and no quote. */
const wordsMost = 400;

type Quotable = {
  communityId: string;
  id: string;
  kind: NoteKind;
  body: string;
  authorId: string;
  author: string;
  post: string | null;
  household: string;
  building: string;
};

async function noteIn(tx: Transaction, note: string): Promise<Quotable> {
  const [found] = await tx.execute<Quotable>(sql`
    select n.community_id as "communityId", n.id, n.kind, n.body, n.author_id as "authorId", u.name as author, u.post,
      v.household_id as household, b.name as building
    from visit_notes n
    join visits v on v.community_id = n.community_id and v.id = n.visit_id
    join households h on h.community_id = v.community_id and h.id = v.household_id
    join entrances e on e.community_id = h.community_id and e.id = h.entrance_id
    join buildings b on b.community_id = e.community_id and b.id = e.building_id
    join users u on u.id = n.author_id
    where n.id = ${note} and n.community_id = any (app.officer_in())`);
  if (!found?.body.trim()) throw new NotFound();
  return found;
}

/** A visit note that the viewer may read, as words that could be asked for. @throws NotFound */
export const noteToQuote = (viewer: Viewer, note: string): Promise<Quotable> =>
  asViewer(viewer.claims, (tx) => noteIn(tx, note));

/** Whose words they are, unless they wish otherwise: the officer with name and post, of a household nothing but its building. */
function attributionOf(note: Quotable): InLanguages {
  if (note.kind === "reflection") {
    const said = [note.post, note.author].filter(Boolean).join(" ");
    return { "zh-CN": said, "zh-TW": convert(said, "zh-TW"), en: note.author };
  }
  return {
    "zh-CN": `${note.building}一位住户`,
    "zh-TW": `${convert(note.building, "zh-TW")}一位住戶`,
    en: `A resident of ${note.building}`,
  };
}

const inScripts = (typed: string, script: Script, english: string | null): InLanguages => ({
  [script]: typed,
  [otherScript(script)]: convert(typed, otherScript(script)),
  ...(english ? { en: english } : {}),
});

type Wanted = { note: string; words?: InLanguages; attribution?: InLanguages };

/** Asks for words of a note in a story; one's own are agreed to by asking. @returns its number in the story */
export async function addQuote(
  { tx, userId, story }: { tx: Transaction; userId: string; story: { communityId: string; id: string } },
  { note: of, words, attribution }: Wanted,
): Promise<number> {
  const { communityId, id: storyId } = story;
  const note = await noteIn(tx, of);
  const said = Array.from(note.body).slice(0, wordsMost).join("");
  const [last] = await tx.execute<{ n: number }>(sql`
    select coalesce(max(ordinal), 0)::int as n from story_quotes where community_id = ${communityId} and story_id = ${storyId}`);
  const ordinal = (last?.n ?? 0) + 1;
  const quote = newId();
  await tx.execute(sql`
    insert into story_quotes (community_id, id, story_id, ordinal, note_id, voice, officer_id, household_id, words, attribution, asked_by)
    values (${communityId}, ${quote}, ${storyId}, ${ordinal}, ${of}, ${note.kind === "heard" ? "household" : "officer"}, ${note.authorId},
      ${note.household}, ${JSON.stringify(words ?? inScripts(said, "zh-CN", null))}::jsonb,
      ${JSON.stringify(attribution ?? attributionOf(note))}::jsonb, ${userId})`);
  await tellOfStory({ tx, userId, story }, "quote_asked", { data: { quote } });
  if (note.authorId === userId)
    await tx.execute(sql`select app.answer_story_quote(${quote}, 'officer', 'yes', null, null)`);
  return ordinal;
}

export const askQuoteInput = z.object({
  key: submissionKey,
  story: id,
  note: id,
  words: text(wordsMost),
  wordsEn: optionalText(wordsMost * 3),
  attribution: line(60),
  attributionEn: optionalText(120),
});

/** Asks for words of a note, exactly as they are to stand in the story, and as whose. */
export function askQuote(viewer: Viewer, input: z.output<typeof askQuoteInput>): Promise<number> {
  const { key, story, note, words, wordsEn, attribution, attributionEn } = input;
  return drafting(viewer, { story, key, command: "quote", content: [note, words, attribution] }, async (held) => {
    const script = held.story.original === "zh-TW" ? "zh-TW" : "zh-CN";
    // (Who is asked for the same words twice does not know which of the two they answer.)
    const [twice] = await held.tx.execute(sql`
      select from story_quotes q where q.community_id = ${held.story.communityId} and q.story_id = ${story} and q.note_id = ${note}
        and q.ended_at is null and q.words ->> ${script} = ${words}`);
    if (twice) throw new Refusal("quoteAskedAlready", { field: "words" });
    return addQuote(held, {
      note,
      words: inScripts(words, script, wordsEn),
      attribution: inScripts(attribution, script, attributionEn),
    });
  });
}

export const takeOutQuoteInput = z.object({ key: submissionKey, story: id, quote: id });

/** Takes words out of a draft: who was asked is asked no more. */
export function takeOutQuote(viewer: Viewer, { key, story, quote }: z.output<typeof takeOutQuoteInput>): Promise<void> {
  return drafting(viewer, { story, key, command: "unquote", content: quote }, async (held) => {
    const { tx } = held;
    const gone = await tx
      .delete(storyQuotes)
      .where(
        and(
          eq(storyQuotes.communityId, held.story.communityId),
          eq(storyQuotes.storyId, story),
          eq(storyQuotes.id, quote),
        ),
      );
    if (!gone.count) throw new NotFound();
    await tellOfStory(held, "quote_taken_out", { data: { quote } });
  });
}

export const answerQuoteInput = z
  .object({
    key: submissionKey,
    quote: id,
    side: z.enum(["officer", "household"]),
    says: z.enum(quoteAnswers, { error: "choose" }),
    /** From an officer who heard it: how, and in which words. */
    how: z.enum(answeredHow).optional(),
    heard: optionalText(300),
  })
  .superRefine((typed, context) => {
    if (typed.how && !typed.heard) context.addIssue({ code: "custom", path: ["heard"], params: { key: "required" } });
  });

/**
 * Says yes or no to one's words in a story, or yes without one's name, at any time: for oneself, for one's household, or as an officer for a household
 * that said so at the door. A "no" takes the words away everywhere. @throws NotFound
 */
export async function answerQuote(viewer: Viewer, input: z.output<typeof answerQuoteInput>): Promise<void> {
  const { key, quote, side, says, how, heard } = input;
  if (!viewer.user) throw new NotFound();
  try {
    await submit(
      viewer.claims,
      { key, command: "story.answer", content: [quote, side, says, how, heard] },
      async (tx) => {
        const [row] = await tx.execute<{ said: boolean }>(
          sql`select app.answer_story_quote(${quote}, ${side}, ${says}, ${how ?? null}, ${heard}) as said`,
        );
        if (!row?.said) throw new NotFound();
      },
    );
  } catch (error) {
    if (databaseError(error)?.code === "DS001") throw new Refusal("notNow");
    throw error;
  }
}

export type AskedQuote = {
  id: string;
  side: "officer" | "household";
  voice: "officer" | "household";
  /** Null once they were taken back. */
  words: InLanguages | null;
  attribution: InLanguages | null;
  /** They are said to be nobody's in particular. */
  unnamed: boolean;
  says: "yes" | "no" | null;
  at: Date | null;
  /** How the household's answer came, and what was noted of it. */
  how: "account" | "door" | "paper" | null;
  heard: string | null;
  endedAt: Date | null;
  /** The story, while it is published. */
  published: { id: string; titles: InLanguages } | null;
};

/** Where one's own words, or those of one's household, are asked for or stand: those that wait for an answer first. */
export async function ownQuotes(viewer: Viewer): Promise<AskedQuote[]> {
  const user = viewer.user?.id;
  if (!user) return [];
  const rows = await asViewer(viewer.claims, (tx) =>
    tx.execute<Omit<AskedQuote, "at" | "endedAt"> & { at: string | null; endedAt: string | null }>(sql`
      select q.id, s.side, q.voice, q.words, q.attribution, q.ended_at as "endedAt",
        coalesce(q.attribution = app.unnamed_voice(q.voice), false) as unnamed,
        case s.side when 'officer' then q.officer_says else q.household_says end as says,
        case s.side when 'officer' then q.officer_at else q.household_at end as at,
        case s.side when 'household' then q.household_how end as how,
        case s.side when 'household' then q.household_note end as heard,
        (select jsonb_build_object('id', p.id, 'titles', (select jsonb_object_agg(e.key, e.value ->> 'title') from jsonb_each(p.texts) e))
          from app.public_story_face(q.story_id) p) as published
      from story_quotes q
      join lateral (
        select 'officer' as side where q.officer_id = ${user}
        union all
        select 'household' where q.household_id = any (app.households())) s on true
      where q.officer_id = ${user} or q.household_id = any (app.households())
      order by (case s.side when 'officer' then q.officer_says else q.household_says end is null and q.ended_at is null) desc,
        q.ended_at is not null, q.asked_at desc, s.side
      limit 200`),
  );
  const date = (at: string | null) => (at ? new Date(at) : null);
  return [...rows].map((row) => ({ ...row, at: date(row.at), endedAt: date(row.endedAt) }));
}

/** How many of them wait for an answer. */
export async function quotesWaiting(viewer: Viewer): Promise<number> {
  if (!viewer.user) return 0;
  return (await ownQuotes(viewer)).filter((q) => q.says === null && q.endedAt === null).length;
}
