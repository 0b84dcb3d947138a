import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newId } from "#db/id.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { notesOf, words } from "../testing/note.ts";
import { denies, key, stage } from "../testing/stage.ts";
import { beginStory, tellNote } from "./begin.ts";
import { convert } from "./convert.ts";
import { latestStories } from "./latest.ts";
import { changedSince, storyWork } from "./page.ts";
import { answerQuote, askQuote, ownQuotes, quotesWaiting } from "./quote.ts";
import { previewOf, publicStory } from "./read.ts";
import { moveOwnStory, publishStory, sendBackStory, sendStory } from "./review.ts";
import { correctStory, writeStory } from "./write.ts";

const s = stage();
type Name = Parameters<typeof s.as>[0];

const notes = notesOf(s);

const refused = async (work: Promise<unknown>, code: string) => {
  const error = await work.then(
    () => null,
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(Refusal);
  expect((error as Refusal).code).toBe(code);
};

const write = async (who: Name, story: string, body: string, title = "一盏灯") =>
  writeStory(await s.as(who), { key: key(), story, title, lead: null, body, problem: null, related: [] });
const send = async (who: Name, story: string, sure = true) => sendStory(await s.as(who), { key: key(), story, sure });
const publish = async (who: Name, story: string, sure = true) =>
  publishStory(await s.as(who), { key: key(), story, sure, read: true });
const move = async (who: Name, story: string, act: "take_back" | "withdraw" | "rework") =>
  moveOwnStory(await s.as(who), { key: key(), story, act });
const answer = async (
  who: Name,
  quote: string,
  side: "officer" | "household",
  says: "yes" | "unnamed" | "no",
  more = {},
) => answerQuote(await s.as(who), { key: key(), quote, side, says, heard: null, ...more });
const asked = async (story: string) =>
  (await s.admin<{ id: string }[]>`select id from story_quotes where story_id = ${story} order by ordinal`).map(
    (q) => q.id,
  );

/** A story from the note, with both consents, published. */
async function published(): Promise<{ story: string; quote: string }> {
  const story = await tellNote(await s.as("officer"), { key: key(), note: notes.heard });
  const [quote = ""] = await asked(story);
  await write("officer", story, "我们又去了一次。\n\n[[quote:1]]\n\n这一轮走到 [[figure:doors_visited]] 户。");
  await answer("resident", quote, "household", "yes");
  await send("officer", story);
  await publish("otherOfficer", story);
  return { story, quote };
}

describe("a visit note becomes a story", () => {
  test("of one's own thoughts, as text; in both scripts from the start", async () => {
    const story = await tellNote(await s.as("officer"), { key: key(), note: notes.thoughts });
    const work = await storyWork(await s.as("officer"), story);
    expect(work.texts["zh-CN"]?.body).toBe("一盏灯，高兴了一个下午。");
    expect(work.texts["zh-TW"]).toMatchObject({ body: "一盞燈，高興了一個下午。", made: "converted" });
    expect(work.quotes).toEqual([]);
  });

  test("of what was heard, as a quote that both are asked for, in the very words", async () => {
    const story = await tellNote(await s.as("officer"), { key: key(), note: notes.heard });
    const work = await storyWork(await s.as("officer"), story);
    expect(work.quotes).toMatchObject([
      { ordinal: 1, voice: "household", officerSays: "yes", householdSays: null, reachable: true },
    ]);
    expect(work.quotes[0]?.words).toEqual({ "zh-CN": words, "zh-TW": convert(words, "zh-TW") });
    expect(JSON.stringify(work.texts)).not.toContain(words);
    expect(await quotesWaiting(await s.as("resident"))).toBeGreaterThan(0);
    expect((await ownQuotes(await s.as("spouse"))).map((q) => q.side)).toContain("household");
    expect(await ownQuotes(await s.as("neighbour"))).toEqual([]);
  });

  test("by those who may read the note alone", async () => {
    for (const who of ["otherOfficer", "resident", "propertyMember", "coordinatorB", "nobody"] as const)
      await denies(tellNote(await s.as(who), { key: key(), note: notes.heard }));
    for (const who of ["resident", "propertyMember", "nobody"] as const)
      await denies(beginStory(await s.as(who), { key: key(), community: s.world.a, title: "甲" }));
  });
});

describe("publishing", () => {
  test("takes both consents, a second person, and what the story holds of figures at that moment", async () => {
    const story = await tellNote(await s.as("officer"), { key: key(), note: notes.heard });
    const [quote = ""] = await asked(story);
    await write("officer", story, "[[quote:1]]\n\n走到 [[figure:doors_visited]] 户。");
    await send("officer", story);
    await denies(publicStory(story));
    await refused(publish("otherOfficer", story), "storyConsents");
    await denies(answer("neighbour", quote, "household", "yes"));
    await denies(answer("otherOfficer", quote, "household", "yes", { how: "door", heard: "同意" }));
    await answer("resident", quote, "household", "yes");
    await refused(publish("officer", story), "notNow");
    expect((await previewOf(await s.as("officer"), story)).figures["doors_visited:"]).toMatchObject({ value: null });
    await publish("otherOfficer", story);
    const read = await publicStory(story);
    if (read === "gone") throw new Error("gone");
    expect(read.quotes["1"]).toMatchObject({ words: { "zh-CN": words } });
    const frozen = read.figures["doors_visited:"];
    expect(frozen?.value).toBe(frozen?.now);
    // The world goes on; the figure stays, and today's stands beside it.
    await s.admin`update visits set status = 'visited' where community_id = ${s.world.a}`.catch(() => undefined);
    await s.admin.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      await sql`update visits set status = 'visited', round_id = ${s.world.round}, starts_at = '2020-02-01', ends_at = '2020-02-01T00:10Z' where community_id = ${s.world.a}`;
    });
    const later = await publicStory(story);
    if (later === "gone") throw new Error("gone");
    expect(later.figures["doors_visited:"]?.value).toBe(frozen?.value);
    expect(later.figures["doors_visited:"]?.now).toBe((frozen?.now ?? 0) + 1);
    const json = JSON.stringify(later);
    for (const secret of [s.world.people.resident, s.world.people.officer, s.world.door1502, "1502", notes.heard])
      expect(json).not.toContain(secret);
  });

  test("is refused where the text copies the words, names a door or a number, or holds a marker of nothing", async () => {
    const story = await tellNote(await s.as("officer"), { key: key(), note: notes.heard });
    await write("officer", story, `她说：${words}`);
    await refused(send("officer", story), "storyCopies");
    await write("officer", story, "[[quote:7]]");
    await refused(send("officer", story), "storyMarker");
    await write("officer", story, "[[图:1]]");
    await refused(send("officer", story), "storyMarkerUnknown");
    await write("officer", story, "[[figure:problem_households:2001-0001]]");
    await refused(send("officer", story), "storyFigure");
    await write("officer", story, "我们敲了 3-2-1502 的门。");
    await refused(send("officer", story), "tellsOthers");
    await write("officer", story, "电话 13800000002");
    await refused(send("officer", story), "tellsOthers");
    await write("officer", story, "王二说灯亮了。");
    await refused(send("officer", story, false), "storySure");
    await write("officer", story, " ");
    await refused(send("officer", story), "storyEmpty");
  });

  test("is sent back with words; whoever changed it last does not publish it", async () => {
    const story = await beginStory(await s.as("officer"), { key: key(), community: s.world.a, title: "第一晚" });
    await denies(write("otherOfficer", story, "不是我的。"));
    await write("officer", story, "第一晚。");
    await send("officer", story);
    await refused(write("officer", story, "改。"), "storyNotDraft");
    await sendBackStory(await s.as("otherOfficer"), { key: key(), story, review: "请写清楚是哪一轮。" });
    const back = await storyWork(await s.as("officer"), story);
    expect(back).toMatchObject({ status: "draft", review: "请写清楚是哪一轮。" });
    expect(back.reviewed?.["zh-CN"]?.body).toBe("第一晚。");
    await write("coordinator", story, "秋季走访的第一晚。");
    await send("coordinator", story);
    await refused(publish("coordinator", story), "notNow");
    await publish("otherOfficer", story);
    expect((await latestStories(s.world.a, "zh-TW", 1)).map((l) => l.id)).toEqual([story]);
    await move("officer", story, "withdraw");
    expect(await publicStory(story)).toBe("gone");
    await move("officer", story, "rework");
    expect(await publicStory(story)).toBe("gone");
  });
});

test("a corrected text stays, and says when the original has changed since", async () => {
  const story = await beginStory(await s.as("officer"), { key: key(), community: s.world.a, title: "灯" });
  const officer = await s.as("officer");
  await write("officer", story, "信息公开。", "灯");
  await correctStory(officer, { key: key(), story, locale: "zh-TW", title: "燈", lead: null, body: "資訊要公開。" });
  expect(changedSince(await storyWork(officer, story), "zh-TW")).toBeNull();
  await write("officer", story, "信息都公开。", "灯");
  const work = await storyWork(officer, story);
  expect(work.texts["zh-TW"]).toMatchObject({ body: "資訊要公開。", made: "corrected" });
  expect(changedSince(work, "zh-TW")).toMatchObject({ seen: { body: "信息公开。" }, now: { body: "信息都公开。" } });
  await correctStory(officer, { key: key(), story, locale: "zh-TW", title: null, lead: null, body: null, anew: "1" });
  expect((await storyWork(officer, story)).texts["zh-TW"]).toMatchObject({ body: "資訊都公開。", made: "converted" });
});

describe("a consent that is taken back", () => {
  test.each([
    ["resident", "household"],
    ["officer", "officer"],
  ] as const)("by the %s takes the words out of the published story, and out of the database", async (who, side) => {
    const { story, quote } = await published();
    const told: string[] = [];
    const listening = await s.admin.listen("doorstep", (payload) => told.push(payload));
    await answer(who, quote, side, "no");
    const read = await publicStory(story);
    expect(JSON.stringify(read)).not.toContain("拍了两下手");
    const left = await s.admin<{ all: string }[]>`
      select concat(t::text, (select string_agg(q::text, '') from story_quotes q where q.story_id = t.id),
        (select string_agg(x::text, '') from story_texts x where x.story_id = t.id)) as all from stories t where t.id = ${story}`;
    expect(left[0]?.all).not.toContain("拍了两下手");
    await expect.poll(() => told.some((t) => t.includes('"public"'))).toBe(true);
    await listening.unlisten();
    // It is over for good: neither yes nor other words bring it back.
    await denies(answer(who, quote, side, "yes"));
  });

  test("while somebody publishes, one of the two comes second, and no words are left", async () => {
    const story = await tellNote(await s.as("officer"), { key: key(), note: notes.heard });
    const [quote = ""] = await asked(story);
    await answer("resident", quote, "household", "yes");
    await write("officer", story, "[[quote:1]]");
    await send("officer", story);
    await Promise.allSettled([publish("otherOfficer", story), answer("spouse", quote, "household", "no")]);
    const read = await publicStory(story).catch((e: unknown) => (e instanceof NotFound ? null : Promise.reject(e)));
    expect(JSON.stringify(read)).not.toContain("拍了两下手");
  });
});

test("whatever is done in whatever order, no published story holds words without both consents", async () => {
  const people = ["officer", "otherOfficer", "coordinator", "resident", "neighbour"] as const;
  const who = fc.constantFrom(...people);
  const act = fc.oneof(
    fc.record({ do: fc.constant("ask" as const), who }),
    fc.record({ do: fc.constant("send" as const), who }),
    fc.record({ do: fc.constant("publish" as const), who }),
    fc.record({ do: fc.constantFrom("take_back" as const, "withdraw" as const, "rework" as const), who }),
    fc.record({
      do: fc.constant("answer" as const),
      who,
      side: fc.constantFrom("officer" as const, "household" as const),
      says: fc.constantFrom("yes" as const, "yes" as const, "unnamed" as const, "no" as const),
      which: fc.nat(2),
      how: fc.constantFrom("door" as const, undefined),
    }),
    fc.record({ do: fc.constant("copy" as const), who }),
  );
  let reached = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 14 }), async (acts) => {
      const story = await tellNote(await s.as("officer"), { key: key(), note: notes.heard });
      // (So that many of these histories come as far as being published.)
      const [first = ""] = await asked(story);
      if (acts.length % 2) await answer("resident", first, "household", "yes");
      for (const a of acts) {
        const quotes = await asked(story);
        const done = async () => {
          if (a.do === "ask")
            return askQuote(await s.as(a.who), {
              key: newId(),
              story,
              note: notes.heard,
              words: "我拍了两下手，亮了",
              wordsEn: null,
              attribution: "一位住户",
              attributionEn: null,
            });
          if (a.do === "send") return send(a.who, story);
          if (a.do === "publish") return publish(a.who, story);
          if (a.do === "copy") return write(a.who, story, `她说${words}。[[quote:1]]`);
          if (a.do === "answer") {
            const quote = quotes[a.which % quotes.length] ?? "";
            return answer(a.who, quote, a.side, a.says, a.how ? { how: a.how, heard: "好的" } : {});
          }
          return move(a.who, story, a.do);
        };
        await done().catch((e: unknown) => {
          if (!(e instanceof NotFound) && !(e instanceof Refusal)) throw e;
        });
        const read = await publicStory(story).catch(() => null);
        const bad = await s.admin`
          select 1 from stories t where t.id = ${story} and t.status = 'published' and (t.published_by = t.author_id or exists (
            select from story_quotes q where q.story_id = t.id and q.words is not null
              and (q.officer_says is distinct from 'yes' or q.household_says is distinct from 'yes')))`;
        expect(bad.length).toBe(0);
        if (read && read !== "gone") {
          reached++;
          expect(Object.values(read.quotes).every((q) => q.agreed)).toBe(true);
          expect(Object.values(read.texts).some((t) => t.body.includes("拍了两下手"))).toBe(false);
        }
      }
    }),
    { numRuns: 60 },
  );
  expect(reached).toBeGreaterThan(5);
}, 90_000);
