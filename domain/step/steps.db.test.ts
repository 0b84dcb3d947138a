import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { asViewer } from "#db/viewer.ts";
import { publicViewer, tokenHash } from "../account/viewer.ts";
import { close } from "../concern/close.ts";
import { confirm } from "../concern/confirm.ts";
import { merge } from "../concern/merge.ts";
import { concernPage } from "../concern/page.ts";
import { raise } from "../concern/raise.ts";
import { reopen } from "../concern/reopen.ts";
import { solve } from "../concern/solve.ts";
import { handOver, takeIn } from "../concern/steer.ts";
import { take } from "../concern/take.ts";
import { confirmReport } from "../concern/track.ts";
import { behind, denies, hides, key, onDay, refuses, reportOf, rowOf, stage, tracked } from "../testing/stage.ts";
import { keepHouse } from "../work/house.ts";
import { workOnce } from "../work/worker.ts";
import { stepsAhead } from "./ahead.ts";
import { follow } from "./follow.ts";
import { stepOffers, takeOver } from "./offers.ts";
import { moveStep, removeStep } from "./order.ts";
import { followingOf } from "./page.ts";
import { settleStep } from "./settle.ts";
import { noteWord, stopFollowing } from "./word.ts";
import { stepInput, writeStep } from "./write.ts";

const s = stage();
const { as } = s;
type Who = Parameters<typeof as>[0];

const hour = 3_600_000;
const dayOn = (days: number) => onDay(days).slice(0, 10);

async function followed(more: Record<string, unknown> = {}): Promise<string> {
  const number = await s.raised("resident", { spot: "door:1502", category: "schooling", ...more });
  // A private one is given to an officer by the coordinator.
  await take(await as("coordinator"), { key: key(), number });
  await handOver(await as("coordinator"), { key: key(), number, owner: s.world.people.officer });
  await follow(await as("officer"), { key: key(), number });
  return number;
}

const step = async (number: string, more: Record<string, unknown> = {}, who: Who = "officer") =>
  writeStep(await as(who), stepInput.parse({ key: key(), number, title: "补签租房合同", ...more }));

const seen = async (number: string, who: Who = "officer") => followingOf(await as(who), number);
const stepsOf = async (number: string) => (await seen(number))?.steps ?? [];
const solved = async (number: string) =>
  solve(await as("officer"), { key: key(), number, body: "孩子已经入园。", attachments: [] });
const heard = async (number: string, word: "done" | "stop", who: Who = "officer") =>
  noteWord(await as(who), { key: key(), number, word, via: "phone", how: "妈妈说：已经去上学了。" });

const chainOf = async (number: string) => {
  const rows = await s.admin<{ kind: string }[]>`
    select e.kind from events e join concern_followings f on f.id = e.subject_id join concerns c on c.id = f.concern_id
    where c.number = ${number} and e.subject_type = 'following' order by e.seq`;
  return rows.map((r) => r.kind);
};

describe("what is followed is closed when the family says so", () => {
  test("not by whoever leads, not by merging, not by the clock; by the family's own confirmation", async () => {
    const number = await followed({ privacy: "neighbourhood" });
    const other = await s.raised("resident", { privacy: "neighbourhood" });
    const closing = { number, reason: "explained" as const, body: "就这样。" };
    await refuses(close(await as("officer"), { key: key(), ...closing }), "familyEnds");
    await refuses(close(await as("coordinator"), { key: key(), ...closing }), "familyEnds");
    await refuses(merge(await as("coordinator"), { key: key(), number, into: other }), "familyEnds");
    await solved(number);
    await behind(
      s.admin,
      (own) => own`update concerns set next_at = now() - interval '60 days' where number = ${number}`,
    );
    await keepHouse();
    expect(await rowOf(s.admin, number)).toMatchObject({ status: "solved" });
    await confirm(await as("spouse"), { key: key(), number, rating: 5, body: null });
    expect(await rowOf(s.admin, number)).toMatchObject({ status: "confirmed", rating: 5 });
    expect(await seen(number)).toMatchObject({ word: "done", wordVia: "online" });
    expect(await chainOf(number)).toEqual(["followed", "follow_ended"]);
  });

  test("the clock goes on for what is not followed", async () => {
    const number = await s.raised("resident");
    await take(await as("officer"), { key: key(), number });
    await solved(number);
    await behind(
      s.admin,
      (own) => own`update concerns set next_at = now() - interval '60 days' where number = ${number}`,
    );
    await keepHouse();
    expect(await rowOf(s.admin, number)).toMatchObject({ status: "closed", close_reason: "not_answered" });
  });

  test("or by what an officer heard them say, with how it was said; the family is told", async () => {
    const number = await followed();
    await refuses(heard(number, "done"), "solveFirst", "word");
    await solved(number);
    await heard(number, "done");
    expect(await rowOf(s.admin, number)).toMatchObject({ status: "confirmed", rating: null });
    expect(await seen(number, "resident")).toMatchObject({
      word: "done",
      wordVia: "phone",
      wordHow: "妈妈说：已经去上学了。",
    });
    const told = await s.admin`select from notifications n join concerns c on c.id = n.concern_id
      where c.number = ${number} and n.kind = 'confirmed' and n.user_id = ${s.world.people.resident}`;
    expect(told).toHaveLength(1);
    const { timeline } = await concernPage(await as("resident"), number);
    expect(timeline.at(-1)).toMatchObject({ kind: "confirmed", data: { heard: "phone" } });
  });

  test("in PostgreSQL itself, whoever writes", async () => {
    const number = await followed({ privacy: "private" });
    await solved(number);
    const { id, community_id } = await rowOf(s.admin, number);
    const say = (who: Who, status: string) => async () =>
      asViewer((await as(who)).claims, async (tx) => {
        await tx.execute(sql`insert into events (community_id, subject_type, subject_id, kind, audience, actor_id, from_status, to_status)
          values (${community_id}, 'concern', ${id}, 'closed', 'everyone', app.user(), 'solved', ${status})`);
        await tx.execute(
          sql`update concerns set status = ${status}, closed_at = now(), next_at = null where id = ${id}`,
        );
      });
    for (const who of ["officer", "coordinator"] as const) {
      await expect(say(who, "confirmed")()).rejects.toMatchObject({ code: "DS001" });
      await expect(say(who, "closed")()).rejects.toMatchObject({ code: expect.stringMatching(/^DS00[15]$/) });
    }
    // Nor is the following itself ended on the quiet.
    for (const who of ["officer", "coordinator"] as const) {
      const end = asViewer((await as(who)).claims, async (tx) => {
        await tx.execute(sql`update concern_followings set ended_at = now() where concern_id = ${id}`);
      });
      await expect(end).rejects.toMatchObject({ code: "DS005" });
      const lie = asViewer((await as(who)).claims, async (tx) => {
        await tx.execute(sql`update concern_followings set ended_at = now(), word = 'stop', word_via = 'online', word_at = now(),
          word_by = app.user() where concern_id = ${id}`);
      });
      await expect(lie).rejects.toMatchObject({ code: "DS005" });
    }
    expect(await rowOf(s.admin, number)).toMatchObject({ status: "solved" });
  });

  test("nobody confirms by hearsay what is not followed", async () => {
    const number = await s.raised("resident");
    await take(await as("officer"), { key: key(), number });
    await solved(number);
    await refuses(heard(number, "done"), "notNow");
    expect(await rowOf(s.admin, number)).toMatchObject({ status: "solved" });
  });

  test("opened again it is followed again; stopped by the family it is closed like any other", async () => {
    const number = await followed();
    await solved(number);
    await confirm(await as("resident"), { key: key(), number, rating: 4, body: null });
    await reopen(await as("resident"), { key: key(), number, body: "又说没位子了。", attachments: [] });
    expect(await seen(number)).toMatchObject({ endedAt: null, word: null });
    await stopFollowing(await as("resident"), { key: key(), number });
    expect(await chainOf(number)).toEqual(["followed", "follow_ended", "followed", "follow_ended"]);
    await close(await as("officer"), { key: key(), number, reason: "explained", body: "好的。" });
    expect(await rowOf(s.admin, number)).toMatchObject({ status: "closed" });
  });

  test("by the link of one without an account as well", async () => {
    const { number, trackingSecret } = await raise(
      publicViewer,
      reportOf(s.world, { email: "kid@example.test" }),
      "en",
    );
    const secret = `mail ${randomUUID()}`;
    await s.admin`update tokens set hash = ${tokenHash(secret)}
      where kind = 'mail_confirmation' and concern_id = (select id from concerns where number = ${number})`;
    await confirmReport({ secret });
    await take(await as("officer"), { key: key(), number });
    await follow(await as("officer"), { key: key(), number });
    await step(number, { day: dayOn(1), time: "10:00" });
    const viewer = await tracked(trackingSecret ?? "");
    const [one] = (await followingOf(viewer, number))?.steps ?? [];
    await settleStep(viewer, { key: key(), number, step: one?.id ?? "", to: "done", note: null });
    await solved(number);
    await confirm(viewer, { key: key(), number, rating: 5, body: null });
    expect(await rowOf(s.admin, number)).toMatchObject({ status: "confirmed" });
  });
});

describe("its steps", () => {
  test("are seen by the family and by those who accompany it, and by nobody else", async () => {
    const number = await followed({ privacy: "neighbourhood" });
    await step(number);
    for (const who of ["resident", "spouse", "officer", "coordinator"] as const)
      expect((await seen(number, who))?.steps).toHaveLength(1);
    for (const who of [
      "neighbour",
      "otherOfficer",
      "teamMate",
      "propertyMember",
      "admin",
      "residentB",
      "nobody",
    ] as const)
      expect(await seen(number, who)).toBeNull();
    // They read the concern, and nothing in it says that it is followed.
    for (const who of ["neighbour", "otherOfficer"] as const) {
      const { following, ...page } = await concernPage(await as(who), number);
      expect(following).toBeNull();
      expect(JSON.stringify(page)).not.toMatch(/follow|step_|补签/);
      await denies(step(number, {}, who));
    }
    await takeIn(await as("officer"), { key: key(), number, officer: s.world.people.teamMate });
    expect((await seen(number, "teamMate"))?.steps).toHaveLength(1);
  });

  test("let whoever goes along into a private concern, for as long as they do", async () => {
    const number = await followed({ privacy: "private" });
    await hides(concernPage(await as("otherOfficer"), number));
    await step(number, { officer: s.world.people.otherOfficer });
    const [one] = await stepsOf(number);
    expect((await concernPage(await as("otherOfficer"), number)).concern.number).toBe(number);
    expect((await stepsAhead(await as("otherOfficer"))).map((a) => a.number)).toContain(number);
    await step(number, { step: one?.id, officer: "" });
    await hides(concernPage(await as("otherOfficer"), number));
    await refuses(step(number, { officer: s.world.people.neighbour }), "ownerInactive");
  });

  test("are ticked by the family, which changes nothing else", async () => {
    const number = await followed();
    await step(number);
    await step(number, { title: "入园体检" });
    const [one, two] = await stepsOf(number);
    const settle = async (who: Who, to: "open" | "done" | "not_needed", id = one?.id ?? "") =>
      settleStep(await as(who), { key: key(), number, step: id, to, note: "不用了" });
    await settle("resident", "done");
    expect((await stepsOf(number))[0]).toMatchObject({ status: "done", note: null });
    expect((await seen(number, "resident"))?.steps[0]).toMatchObject({ settledBy: "resident" });
    await settle("spouse", "open");
    await refuses(settle("resident", "not_needed"), "notNow");
    await settle("officer", "not_needed", two?.id);
    expect((await stepsOf(number))[1]).toMatchObject({ status: "not_needed", note: "不用了" });
    await refuses(step(number, {}, "resident"), "notNow");
    await refuses(step(number, { step: one?.id, title: "别的" }, "resident"), "notNow");
    expect(await chainOf(number)).toEqual([
      ...["followed", "step_added", "step_added", "step_done", "step_open", "step_not_needed"],
    ]);
  });

  test("can be put in another order, changed, taken out; bad input is refused beside its field", async () => {
    const number = await followed();
    for (const title of ["一", "二", "三"]) await step(number, { title });
    const order = async () => (await stepsOf(number)).map((x) => x.title).join("");
    const [, , three] = await stepsOf(number);
    const move = async (by: "up" | "down") =>
      moveStep(await as("officer"), { key: key(), number, step: three?.id ?? "", by });
    await move("up");
    await move("up");
    await move("up");
    expect(await order()).toBe("三一二");
    await step(number, { step: three?.id, title: "四", papers: " 户口簿 \n\n照片两张" });
    expect((await stepsOf(number))[0]).toMatchObject({ title: "四", papers: ["户口簿", "照片两张"] });
    await removeStep(await as("officer"), { key: key(), number, step: three?.id ?? "" });
    expect(await order()).toBe("一二");
    await refuses(step(number, { time: "10:00" }), "dayToo", "day");
    await refuses(step(number, { day: dayOn(-3) }), "past", "day");
    await denies(step(number, { step: key() }));
  });

  test("are not written on what is over, and the same submission twice is one", async () => {
    const number = await followed();
    const twice = { key: key(), number, title: "一次" };
    for (const _ of [1, 2]) await writeStep(await as("officer"), stepInput.parse(twice));
    expect(await stepsOf(number)).toHaveLength(1);
    await solved(number);
    await heard(number, "done");
    await refuses(step(number), "notNow");
  });
});

describe("what is written already", () => {
  test("is offered from the policy explanation, in its languages, and from the last case where its author said so", async () => {
    const policy = randomUUID();
    await s.admin`insert into policies ${s.admin({ community_id: s.world.a, id: policy, category: "schooling", published_at: "2020-01-01" })}`;
    await s.admin`insert into policy_texts ${s.admin([
      {
        community_id: s.world.a,
        policy_id: policy,
        locale: "zh-CN",
        title: "入园",
        body: "先看看：\n1. 补签合同\n2. 续居住证\n不急。",
      },
      {
        community_id: s.world.a,
        policy_id: policy,
        locale: "en",
        title: "Kindergarten",
        body: "- Sign the lease\n- Renew the permit",
      },
    ])}`;
    const first = await followed({ privacy: "private" });
    await step(first, { title: "小明的疫苗本" });
    await step(first, { title: "入园体检", papers: "照片", generic: "on" });
    const number = await followed({ privacy: "private" });
    const { concern } = await concernPage(await as("officer"), number);
    const offers = await stepOffers(await as("officer"), concern, "en");
    expect(offers.policies[0]?.steps.map((o) => o.title)).toEqual(["Sign the lease", "Renew the permit"]);
    expect(offers.before.map((o) => [o.title, o.papers])).toEqual([["入园体检", "照片"]]);
    const chosen = [offers.policies[0]?.steps[1]?.key ?? "", offers.before[0]?.key ?? ""];
    await takeOver(await as("officer"), { key: key(), number, locale: "en", offers: chosen });
    const steps = await stepsOf(number);
    expect(steps.map((x) => x.title)).toEqual(["Renew the permit", "入园体检"]);
    expect(steps[0]?.titles).toEqual({ "zh-CN": "续居住证", en: "Renew the permit" });
    // Once taken over, it is offered no more; and not at all to who is not an officer here.
    expect((await stepOffers(await as("officer"), concern, "zh-CN")).before).toEqual([]);
    expect((await stepOffers(await as("resident"), concern, "zh-CN")).before).toEqual([]);
    await s.admin`delete from policy_texts where policy_id = ${policy}`;
    await s.admin`delete from policies where id = ${policy}`;
  });
});

describe("reminders", () => {
  const toldOfStep = async (number: string) => {
    const rows = await s.admin<{ kind: string; user_id: string }[]>`
      select n.kind, n.user_id from notifications n join concern_followings f on f.id = n.following_id
      join concerns c on c.id = f.concern_id where c.number = ${number} order by n.created_at, n.seq`;
    const name = (id: string) => Object.entries(s.world.people).find(([, x]) => x === id)?.[0];
    return rows.map((r) => `${r.kind} ${name(r.user_id)}`);
  };
  const mailsOf = async (number: string) => {
    const rows = await s.admin<{ payload: { kind: string; user?: string } }[]>`
      select o.payload from outbox o join concern_steps t on t.id = (o.payload ->> 'step')::uuid
      join concerns c on c.id = t.concern_id where o.topic = 'step_mail' and c.number = ${number}`;
    return rows.map(({ payload }) => payload.kind).toSorted();
  };

  test("come to whoever goes along before and after, once each, and to the family before; mute and settling end them", async () => {
    await s.admin`update accounts set mail = 'each'`;
    const number = await followed({ privacy: "private" });
    await step(number, { day: dayOn(3), time: "10:00", officer: s.world.people.otherOfficer });
    // Reminders count from the step, not from the hour at which this test happens to run.
    const first = Date.parse(`${dayOn(3)}T10:00+08:00`);
    const second = Date.parse(`${dayOn(10)}T10:00+08:00`);
    await keepHouse();
    expect(await toldOfStep(number)).toEqual([]);
    await keepHouse(new Date(first - 25 * hour));
    expect(await toldOfStep(number)).toEqual([]);
    await keepHouse(new Date(first - 23 * hour));
    await keepHouse(new Date(first - hour));
    expect(await toldOfStep(number)).toEqual(["step_soon otherOfficer"]);
    expect(await mailsOf(number)).toEqual(["step_family", "step_family", "step_soon"]);
    const sent: { to: string; text: string }[] = [];
    while (await workOnce(async (mail) => void sent.push({ to: mail.to, text: JSON.stringify(mail) })));
    const about = sent.filter((m) => m.text.includes(number));
    expect(about.length).toBeGreaterThanOrEqual(3);
    for (const { text } of about) expect(text).not.toMatch(/补签|合同/);
    await keepHouse(new Date(first + hour));
    await keepHouse(new Date(first + 24 * hour));
    expect(await toldOfStep(number)).toEqual(["step_soon otherOfficer", "step_late otherOfficer"]);
    // Another date is another reminder; a family that muted it hears nothing.
    await s.admin`insert into thread_mutes (community_id, concern_id, user_id) select community_id, id, ${s.world.people.resident} from concerns where number = ${number}`;
    const [one] = await stepsOf(number);
    await step(number, { step: one?.id, day: dayOn(10) });
    await keepHouse(new Date(second - 2 * hour));
    expect((await toldOfStep(number)).at(-1)).toBe("step_soon officer");
    const queued = await s.admin<{ user: string }[]>`select payload ->> 'user' as "user" from outbox
      where topic = 'step_mail' and payload ->> 'kind' = 'step_family' and done_at is null and payload ->> 'step' = ${one?.id ?? ""}`;
    expect(queued.map((q) => q.user)).toEqual([s.world.people.spouse]);
    await settleStep(await as("officer"), { key: key(), number, step: one?.id ?? "", to: "done", note: null });
    await keepHouse(new Date(second + 24 * hour));
    expect((await toldOfStep(number)).filter((x) => x.startsWith("step_late"))).toHaveLength(1);
  });
});
