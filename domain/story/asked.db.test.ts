import { beforeEach, describe, expect, test } from "vitest";
import { pool } from "#db/connect.ts";
import { digestMail } from "../mail/digest.ts";
import type { Mail } from "../mail/send.ts";
import { listNotifications } from "../notification/list.ts";
import { wordsIn as allOf, mailsSent, secretIn } from "../testing/mail.ts";
import { notesOf, words } from "../testing/note.ts";
import { denies, hides, key, refuses, stage } from "../testing/stage.ts";
import { tellNote } from "./begin.ts";
import { answerQuote, askQuote, ownQuotes, takeOutQuote } from "./quote.ts";
import { answerByLink, quoteOf } from "./quote-link.ts";
import { publicStory } from "./read.ts";
import { moveOwnStory, publishStory, sendStory } from "./review.ts";
import { writeStory } from "./write.ts";

// Who is asked for words in a story hears of it as of other news, and answers by the mail.

const s = stage();
type Name = Parameters<typeof s.as>[0];

const notes = notesOf(s);

beforeEach(async () => {
  await s.admin`delete from outbox`;
  await s.admin`delete from notifications`;
});

/** A draft that asks for what was heard at 1502. */
async function asks(by: Name = "officer"): Promise<{ story: string; quote: string }> {
  const story = await tellNote(await s.as(by), { key: key(), note: notes.heard });
  const [row] = await s.admin<[{ id: string }]>`select id from story_quotes where story_id = ${story}`;
  return { story, quote: row.id };
}
/** The same, published. */
async function published(): Promise<{ story: string; quote: string; mail: Mail | undefined }> {
  const { story, quote } = await asks();
  const mail = (await mailsSent()).find((m) => m.to.startsWith("resident@"));
  const officer = await s.as("officer");
  await writeStory(officer, {
    ...{ key: key(), story, title: "一盏灯", lead: null, problem: null, related: [] },
    body: "[[quote:1]]",
  });
  await answerQuote(await s.as("resident"), { key: key(), quote, side: "household", says: "yes", heard: null });
  await sendStory(officer, { key: key(), story, sure: true });
  await publishStory(await s.as("otherOfficer"), { key: key(), story, sure: true, read: true });
  return { story, quote, mail };
}
const by = (mails: Mail[]) => mails.map((m) => m.to.split("@")[0]).toSorted();
const toldOf = async (quote: string) => {
  const rows = await s.admin<{ user_id: string; read: boolean }[]>`
    select user_id, read_at is not null as read from notifications where quote_id = ${quote}`;
  const names = Object.entries(s.world.people);
  return rows.map((r) => `${names.find(([, id]) => id === r.user_id)?.[0]}${r.read ? " read" : ""}`).toSorted();
};
const rowOf = async (quote: string) =>
  (await s.admin`select officer_says, household_says, attribution, words from story_quotes where id = ${quote}`)[0];
const wants = (who: "resident" | "spouse", mail: string) =>
  s.admin`update accounts set mail = ${mail} where user_id = ${s.world.people[who]}`;
const link = (mail: Mail | undefined) => secretIn(mail);

describe("who is asked for words", () => {
  test("hears of it once each, with the very words and an answer to each link; nobody else does", async () => {
    const { quote } = await asks();
    expect(await toldOf(quote)).toEqual(["resident", "spouse"]);
    const mails = await mailsSent();
    expect(by(mails)).toEqual(["resident", "spouse"]);
    const [mail] = mails;
    expect(mail && allOf(mail)).toContain(words);
    expect(mail?.choices?.links.map((l) => l.url.split("?")[1])).toEqual(["a=yes", "a=unnamed", "a=no"]);
    expect(mail?.unsubscribe).toBeTruthy();
    const [line] = await listNotifications(await s.as("spouse"));
    expect(line).toMatchObject({ kind: "quote_asked", quote: true, title: null });
    expect(await listNotifications(await s.as("neighbour"))).toEqual([]);
    expect(await mailsSent()).toEqual([]);
  });

  test("is the officer as well, where another asks for what they wrote down", async () => {
    const { story } = await asks("coordinator");
    await mailsSent();
    await askQuote(await s.as("coordinator"), {
      ...{ key: key(), story, note: notes.thoughts, words: "高兴了一个下午", wordsEn: null },
      ...{ attribution: "民警 王明", attributionEn: null },
    });
    const mails = await mailsSent();
    expect(by(mails)).toEqual(["officer", "resident", "spouse"]);
    // Only whose words they are is asked for their name.
    const choices = (who: string) => mails.find((m) => m.to.startsWith(who))?.choices?.links.length;
    expect([choices("officer@"), choices("resident@")]).toEqual([3, 2]);
  });

  test("as they wish: never, or once a day with the words and the link", async () => {
    await wants("resident", "none");
    await wants("spouse", "daily");
    const { quote } = await asks();
    expect(await mailsSent()).toEqual([]);
    expect(await toldOf(quote)).toEqual(["resident", "spouse"]);
    const digest = await pool("doorstep_worker").transaction((tx) => digestMail(tx, { user: s.world.people.spouse }));
    const said = digest?.lines.join("\n") ?? "";
    expect(said).toContain(words);
    const secret = /\/quote\/(\S+)/.exec(said)?.[1] ?? "";
    expect(await quoteOf(secret)).toMatchObject({ quote, side: "household", state: "draft" });
    await wants("resident", "each");
    await wants("spouse", "each");
  });

  test("by push, without a word of what it is", async () => {
    await s.admin`insert into sessions (id, user_id, expires_at) values (${key()}, ${s.world.people.spouse}, now() + interval '1 day')`;
    await s.admin`insert into push_subscriptions (id, user_id, session_id, endpoint, p256dh, auth)
      select ${key()}, user_id, id, 'https://push.example/quote', 'x', 'x' from sessions where user_id = ${s.world.people.spouse}
      order by created_at desc, id limit 1`;
    await asks();
    const queued = await s.admin<{ payload: object }[]>`select payload from outbox where topic = 'push'`;
    expect(queued).toHaveLength(1);
    expect(JSON.stringify(queued)).not.toContain("灯");
    await s.admin`delete from push_subscriptions`;
  });

  test("is told nothing where it was answered or taken out before the mail went", async () => {
    const { quote } = await asks();
    await answerQuote(await s.as("spouse"), { key: key(), quote, side: "household", says: "yes", heard: null });
    expect(await mailsSent()).toEqual([]);
    // What one of them has answered is no news for the others.
    expect(await toldOf(quote)).toEqual(["resident read", "spouse read"]);
    const other = await asks();
    await takeOutQuote(await s.as("officer"), { key: key(), ...other });
    expect(await mailsSent()).toEqual([]);
    expect(await toldOf(other.quote)).toEqual([]);
  });

  test("is not asked twice for the same words in one story", async () => {
    const { story } = await asks();
    await refuses(
      askQuote(await s.as("officer"), {
        ...{ key: key(), story, note: notes.heard, words, wordsEn: null, attribution: "一位住户", attributionEn: null },
      }),
      "quoteAskedAlready",
      "words",
    );
  });
});

describe("the link of the mail", () => {
  test("answers without signing in; opening it writes nothing", async () => {
    const { quote } = await asks();
    const mail = (await mailsSent()).find((m) => m.to.startsWith("resident@"));
    expect(await quoteOf(link(mail))).toMatchObject({ own: true, says: null, state: "draft" });
    expect(await rowOf(quote)).toMatchObject({ household_says: null });
    await answerByLink({ key: key(), secret: link(mail), answer: "yes" });
    expect(await rowOf(quote)).toMatchObject({ household_says: "yes" });
    const hash =
      await s.admin`select 1 from tokens where kind = 'quote' and encode(hash, 'escape') like ${`%${link(mail)}%`}`;
    expect(hash).toHaveLength(0);
    await hides(quoteOf(`${link(mail)}x`));
  });

  test("says yes without a name: the name is gone at once, also where it is published, and does not come back", async () => {
    const { story, quote, mail } = await published();
    const read = async () => JSON.stringify(await publicStory(story));
    expect(await read()).toContain("3幢一位住户");
    await answerByLink({ key: key(), secret: link(mail), answer: "unnamed" });
    expect(await read()).not.toContain("3幢一位住户");
    expect(await read()).toContain("一位住户");
    expect(await rowOf(quote)).toMatchObject({ household_says: "yes", officer_says: "yes" });
    await answerByLink({ key: key(), secret: link(mail), answer: "yes" });
    expect(await read()).not.toContain("3幢一位住户");
    expect((await ownQuotes(await s.as("spouse"))).find((q) => q.id === quote)).toMatchObject({ unnamed: true });
  });

  test("of the other side says nothing of the name", async () => {
    const { story } = await asks("coordinator");
    await askQuote(await s.as("coordinator"), {
      ...{ key: key(), story, note: notes.thoughts, words: "高兴了一个下午", wordsEn: null },
      ...{ attribution: "民警 王明", attributionEn: null },
    });
    const quote = (await s.admin`select id from story_quotes where story_id = ${story} and ordinal = 2`)[0]?.id;
    await denies(
      answerQuote(await s.as("resident"), { key: key(), quote, side: "household", says: "unnamed", heard: null }),
    );
    await answerQuote(await s.as("officer"), { key: key(), quote, side: "officer", says: "unnamed", heard: null });
    expect(await rowOf(quote)).toMatchObject({ attribution: { "zh-CN": "一位走访干警" }, officer_says: "yes" });
  });

  test("says no after a yes, and once more; a yes after that is a sentence", async () => {
    const { story, mail } = await published();
    await answerByLink({ key: key(), secret: link(mail), answer: "no" });
    expect(JSON.stringify(await publicStory(story))).not.toContain("拍了两下手");
    await answerByLink({ key: key(), secret: link(mail), answer: "no" });
    await denies(answerByLink({ key: key(), secret: link(mail), answer: "yes" }));
    expect(await quoteOf(link(mail))).toMatchObject({ state: "ended", words: null });
  });

  test("after the story was withdrawn, or the words taken out of it, says so and is no error", async () => {
    const { story, mail } = await published();
    await moveOwnStory(await s.as("officer"), { key: key(), story, act: "withdraw" });
    expect(await quoteOf(link(mail))).toMatchObject({ state: "withdrawn", story: null });
    await answerByLink({ key: key(), secret: link(mail), answer: "no" });
    expect(await quoteOf(link(mail))).toMatchObject({ state: "ended" });
    const other = await asks();
    const later = (await mailsSent()).find((m) => m.to.startsWith("resident@"));
    await takeOutQuote(await s.as("officer"), { key: key(), ...other });
    expect(await quoteOf(link(later))).toMatchObject({ state: "dropped", words: null });
    await refuses(answerByLink({ key: key(), secret: link(later), answer: "yes" }), "quoteDropped");
  });

  test("holds for who lives there, and no longer", async () => {
    const { quote } = await asks();
    const mail = (await mailsSent()).find((m) => m.to.startsWith("spouse@"));
    await s.admin`update residents set status = 'ended' where user_id = ${s.world.people.spouse}`;
    await hides(quoteOf(link(mail)));
    await hides(answerByLink({ key: key(), secret: link(mail), answer: "yes" }));
    await s.admin`update residents set status = 'confirmed' where user_id = ${s.world.people.spouse}`;
    await s.admin`update tokens set expires_at = now() where kind = 'quote'`;
    await hides(quoteOf(link(mail)));
    expect(await rowOf(quote)).toMatchObject({ household_says: null });
  });
});
