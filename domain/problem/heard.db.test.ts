import { describe, expect, test } from "vitest";
import { withdraw } from "../concern/close.ts";
import { newItems } from "../concern/follow.ts";
import { listNotifications } from "../notification/list.ts";
import { find } from "../search/find.ts";
import { mailsSent, wordsIn } from "../testing/mail.ts";
import { problemsOf } from "../testing/problem-acts.ts";
import { hides, key, type PersonName, refuses, stage } from "../testing/stage.ts";
import { deleteMessage } from "../thread/delete.ts";
import { saveDraft } from "../thread/draft.ts";
import { edit } from "../thread/edit.ts";
import { whomToMention } from "../thread/mention.ts";
import { bePresent, presentIn } from "../thread/presence.ts";
import { closeProblem } from "./close.ts";
import { deskProblems } from "./desk.ts";
import { handOverProblem } from "./hand-over.ts";
import { sayOnProblem } from "./say.ts";
import { seat, unseat } from "./seat.ts";
import { stepOn } from "./step.ts";

const s = stage();
const { as } = s;
const { made, page, events, told } = problemsOf(s);

describe("who hears of it", () => {
  test("owner and units hear what is theirs, those whose concern is behind it how far it comes: each in their language, nobody named", async () => {
    const open = await s.raised("resident");
    const secret = await s.raised("neighbour", { privacy: "private" });
    const number = await made([open, secret]);
    expect(await told(number, "problem_created")).toEqual(["officer"]);
    await seat(await as("coordinator"), { key: key(), number, organizations: [s.world.fire] });
    expect(await told(number, "problem_unit_seated")).toEqual(["fireMember"]);
    await s.admin`update accounts set locale = 'en' where user_id = ${s.world.people.neighbour}`;
    await stepOn(await as("officer"), { key: key(), number, step: "talk" });
    // The household of who raised it, who raised the private one, and the unit; not the one who did it, nor anybody else.
    expect(await told(number, "problem_moved")).toEqual(["fireMember", "neighbour", "resident", "spouse"]);
    const mails = (await mailsSent()).filter((m) => m.subject?.includes(number));
    const texts = mails.map(wordsIn);
    expect(texts.some((text) => text.includes("have begun to talk"))).toBe(true);
    for (const text of texts)
      for (const hidden of ["resident", "1502", open, secret]) expect(text).not.toContain(hidden);
    await handOverProblem(await as("officer"), { key: key(), number, owner: s.world.people.otherOfficer });
    expect(await told(number, "problem_handed_over")).toEqual(["otherOfficer"]);
    // What is private again to them is no reason to be told: whoever took their concern back hears no more.
    await withdraw(await as("neighbour"), { key: key(), number: secret });
    await closeProblem(await as("otherOfficer"), { key: key(), number, reason: "elsewhere" });
    expect(await told(number, "problem_closed")).toEqual(["fireMember", "resident", "spouse"]);
    expect((await listNotifications(await as("resident"))).map((n) => [n.problem, n.number])).toContainEqual([
      true,
      number,
    ]);
    expect((await deskProblems(await as("otherOfficer"))).map((p) => p.number)).not.toContain(number);
  });

  test("a problem stands on the desk of its owner and of the units at its table, and search finds it for members", async () => {
    const number = await made([], "coordinator", { title: "门禁总是坏" });
    await seat(await as("officer"), { key: key(), number, organizations: [s.world.property] });
    for (const who of ["officer", "propertyMember"] as const)
      expect((await deskProblems(await as(who))).map((p) => p.number)).toContain(number);
    for (const who of ["otherOfficer", "resident", "fireMember"] as const)
      expect((await deskProblems(await as(who))).map((p) => p.number)).not.toContain(number);
    const hits = async (who: PersonName) =>
      (await find(await as(who), { q: "门禁" }, "zh-CN")).hits.filter((h) => h.kind === "problem").map((h) => h.number);
    for (const who of ["officer", "resident", "fireMember"] as const) expect(await hits(who)).toEqual([number]);
    for (const who of ["residentB", "coordinatorB", "admin"] as const) expect(await hits(who)).toEqual([]);
  });
});

describe("the thread of a problem", () => {
  const say = async (
    who: PersonName,
    number: string,
    body: string,
    audience: "everyone" | "working" = "everyone",
    more = {},
  ) => sayOnProblem(await as(who), { key: key(), number, body, audience, attachments: [], ...more });
  const heard = async (who: PersonName | "nobody", number: string) =>
    (await page(who, number)).timeline.flatMap((item) => item.message?.body ?? []);
  const idOf = async (body: string) =>
    (await s.admin<{ id: string }[]>`select id from messages where body = ${body}`)[0]?.id as string;
  const withFire = async () => {
    const number = await made();
    await seat(await as("officer"), { key: key(), number, organizations: [s.world.fire] });
    return number;
  };

  test("is spoken in by officers and the units at the table; neighbours read what is for everyone, others nothing", async () => {
    const number = await withFire();
    await say("officer", number, "下周去看现场。");
    await say("fireMember", number, "我们带仪器来。", "working");
    for (const who of ["officer", "otherOfficer", "coordinator", "fireMember"] as const)
      expect(await heard(who, number)).toEqual(["下周去看现场。", "我们带仪器来。"]);
    for (const who of ["resident", "neighbour", "propertyMember"] as const)
      expect(await heard(who, number)).toEqual(["下周去看现场。"]);
    for (const who of ["nobody", "residentB", "coordinatorB", "admin"] as const) await hides(page(who, number));
    for (const who of ["resident", "propertyMember", "admin", "coordinatorB"] as const)
      await hides(say(who, number, "我也说一句。"));
    await unseat(await as("officer"), { key: key(), number, organization: s.world.fire });
    await hides(say("fireMember", number, "再说一句。"));
    expect(await heard("fireMember", number)).toEqual(["下周去看现场。"]);
  });

  test("tells the owner and the table, and whom it names in place of that; nobody is named who could not read it", async () => {
    const number = await withFire();
    await say("coordinator", number, "请 @otherOfficer 一起来。", "working");
    expect(await told(number, "problem_replied")).toEqual(["fireMember", "officer"]);
    expect(await told(number, "mentioned")).toEqual(["otherOfficer"]);
    const mails = (await mailsSent()).filter((m) => m.subject.includes(number));
    expect(mails.length).toBeGreaterThan(0);
    for (const mail of mails) expect(wordsIn(mail)).not.toContain("一起来");
    const names = async (audience: "everyone" | "working") =>
      (await whomToMention(await as("officer"), { number, audience }, "zh-CN")).map((m) => m.id);
    expect(await names("working")).toContain(s.world.fire);
    expect(await names("working")).not.toContain(s.world.property);
    expect(await names("everyone")).toContain(s.world.property);
    await refuses(say("officer", number, "@propertyMember 看一下", "working"), "mentionBlind", "body");
    expect(await whomToMention(await as("resident"), { number, audience: "everyone" }, "zh-CN")).toEqual([]);
  });

  test("has quotes, corrections, taking back, drafts, presence and what came after, each for those whom it is for", async () => {
    const number = await withFire();
    await say("fireMember", number, "水泵坏了。", "working");
    const pump = await idOf("水泵坏了。");
    await refuses(say("officer", number, "什么时候修？", "everyone", { quote: pump }), "quoteWorking", "audience");
    await say("officer", number, "什么时候修？", "working", { quote: pump });
    await edit(await as("fireMember"), { key: key(), number, message: pump, body: "水泵坏了两台。" });
    await refuses(edit(await as("officer"), { key: key(), number, message: pump, body: "x" }), "tooLateToChange");
    await hides(edit(await as("resident"), { key: key(), number, message: pump, body: "x" }));
    await refuses(deleteMessage(await as("otherOfficer"), { key: key(), number, message: pump }), "tooLateToChange");
    await deleteMessage(await as("coordinator"), { key: key(), number, message: pump });
    expect(await heard("officer", number)).toEqual(["", "什么时候修？"]);
    expect(await events(number)).toContain("deleted (working)");

    await saveDraft(await as("fireMember"), { number, body: "草稿", audience: "working" });
    expect((await page("fireMember", number)).writing.draft?.body).toBe("草稿");
    await hides(saveDraft(await as("resident"), { number, body: "草稿", audience: "everyone" }));
    await bePresent(await as("fireMember"), { number, writes: true, leaves: false });
    expect((await presentIn(await as("officer"), { number }))?.map((p) => p.name)).toEqual(["fireMember"]);
    expect(await presentIn(await as("resident"), { number })).toBeNull();
    await hides(bePresent(await as("resident"), { number, writes: false, leaves: false }));
    const since = async (who: PersonName) =>
      (await newItems(await as(who), { problem: number }, 1)).map((item) => item.kind);
    expect(await since("officer")).toContain("replied");
    expect(await since("resident")).toEqual([]);
  });
});
