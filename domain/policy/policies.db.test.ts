import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import type { SignedIn, Viewer } from "../account/viewer.ts";
import { listNotifications } from "../notification/list.ts";
import { find, searchInput } from "../search/find.ts";
import { behind, hides, key, type PersonName, refuses, stage } from "../testing/stage.ts";
import { dayOf } from "../time.ts";
import { keepHouse } from "../work/house.ts";
import { policyAnswers } from "./answers.ts";
import { sayHelped } from "./helped.ts";
import { publishPolicy } from "./publish.ts";
import { listPolicies, notUnderstood, policiesInput, policyGone, policyPage, policyTexts } from "./read.ts";
import { policyInput, writePolicy } from "./write.ts";

const s = stage();
const typed = (more: Record<string, unknown> = {}) =>
  policyInput.parse({
    key: key(),
    community: s.world.a,
    category: "schooling",
    title: "孩子怎么上附近的幼儿园",
    body: "看居住证。父母一方有居住证就可以报名。",
    titleEn: "A kindergarten place nearby",
    bodyEn: "What counts is the residence permit.",
    ...more,
  });
const readers = [
  "nobody",
  "resident",
  "neighbour",
  "pending",
  "officer",
  "fireMember",
  "residentB",
  "coordinatorB",
] as const;
const titles = async (who: PersonName | "nobody", search: Record<string, string> = {}) =>
  (await listPolicies(await s.as(who), policiesInput.parse(search), "zh-CN")).map((p) => p.title);

describe("a policy explained", () => {
  let policy = "";

  test("is written by who leads, once, and is a draft that nobody else sees", async () => {
    const coordinator = await s.as("coordinator");
    const input = typed();
    policy = await writePolicy(coordinator, input);
    expect(await writePolicy(coordinator, input)).toBe(policy);
    expect(await policyPage(coordinator, policy, "en")).toMatchObject({
      state: "draft",
      locale: "en",
      title: "A kindergarten place nearby",
      communityId: s.world.a,
    });
    for (const who of readers) {
      await hides(policyPage(await s.as(who), policy, "zh-CN"));
      expect(await titles(who)).toEqual([]);
      await hides(writePolicy(await s.as(who), typed()));
      await hides(policyTexts(await s.as(who), policy));
    }
  });

  test("published, is read by everybody, in their language or in the one that everybody here reads", async () => {
    for (const who of readers) await hides(publishPolicy(await s.as(who), { policy, publish: true }));
    const coordinator = await s.as("coordinator");
    await publishPolicy(coordinator, { policy, publish: true });
    await publishPolicy(coordinator, { policy, publish: true });
    for (const who of readers.filter((name) => !name.endsWith("B"))) {
      expect((await policyPage(await s.as(who), policy, "zh-TW")).locale).toBe("zh-CN");
      expect(await titles(who, { q: "居住" })).toEqual(["孩子怎么上附近的幼儿园"]);
    }
    expect(await titles("resident", { q: "kinder" })).toHaveLength(1);
    expect(await titles("resident", { q: "停车" })).toEqual([]);
    expect(await titles("resident", { category: "medical" })).toEqual([]);
    expect((await policyPage(await s.as("residentB"), policy, "en")).title).toBe("A kindergarten place nearby");
  });

  test("is offered to who writes of it, account or not, in whichever language", async () => {
    const asked = (body: string) => ({ community: s.world.a, body, category: null });
    for (const who of ["nobody", "resident"] as const) {
      const viewer = await s.as(who);
      expect(
        (await policyAnswers(viewer, asked("孩子上幼儿园怎么报名，要居住证吗"), "en")).map((p) => p.title),
      ).toEqual(["A kindergarten place nearby"]);
      expect(await policyAnswers(viewer, asked("电梯困住了两个孩子"), "zh-CN")).toEqual([]);
      expect(await policyAnswers(viewer, asked("' | & :* !!"), "zh-CN")).toEqual([]);
    }
  });

  test("is changed for its readers at once; a language that is left out is gone", async () => {
    await writePolicy(await s.as("coordinator"), typed({ policy, title: "怎么报名上幼儿园", titleEn: "", bodyEn: "" }));
    const page = await policyPage(await s.as("nobody"), policy, "en");
    expect([page.title, page.locale]).toEqual(["怎么报名上幼儿园", "zh-CN"]);
    await hides(writePolicy(await s.as("coordinatorB"), typed({ policy, community: s.world.b })));
    await hides(writePolicy(await s.as("coordinator"), typed({ policy: key() })));
  });

  test("withdrawn, is there for who leads only, and offered to nobody", async () => {
    await publishPolicy(await s.as("coordinator"), { policy, publish: false });
    expect((await policyPage(await s.as("coordinator"), policy, "zh-CN")).state).toBe("withdrawn");
    for (const who of readers) expect(await titles(who)).toEqual([]);
    const viewer = (await s.as("coordinator")) as Viewer & { user: SignedIn };
    expect(await policyAnswers(viewer, { community: s.world.a, body: "怎么报名上幼儿园" }, "zh-CN")).toEqual([]);
    const events = await s.admin`select kind from events where subject_id = ${s.world.a} order by seq`;
    expect(events.map((e) => e.kind)).toEqual([
      "policy_written",
      "policy_published",
      "policy_changed",
      "policy_withdrawn",
    ]);
  });
});

describe("whether it answered it", () => {
  test("is counted once a day and address, of what holds, for who leads; nobody is kept", async () => {
    const coordinator = await s.as("coordinator");
    const policy = await writePolicy(
      coordinator,
      typed({ category: "medical", title: "报销要多久", body: "二十天。" }),
    );
    const say = (answer: "yes" | "no", address: string) => sayHelped({ policy, answer }, address);
    // Of a draft nobody says anything.
    await say("yes", "192.0.2.1");
    await publishPolicy(coordinator, { policy, publish: true });
    const answers = async () => (await policyPage(coordinator, policy, "zh-CN")).answers;
    expect(await answers()).toEqual({ helped: 0, notHelped: 0 });
    await say("yes", "192.0.2.2");
    await say("no", "192.0.2.2");
    expect(await answers()).toEqual({ helped: 1, notHelped: 0 });
    const unclear = async () => notUnderstood(await listPolicies(coordinator, {}, "zh-CN")).map((p) => p.id);
    for (const n of [3, 4]) await say("no", `192.0.2.${n}`);
    expect(await unclear()).toEqual([]);
    await say("no", "192.0.2.5");
    expect(await answers()).toEqual({ helped: 1, notHelped: 3 });
    expect(await unclear()).toEqual([policy]);
    for (const who of readers) expect((await policyPage(await s.as(who), policy, "zh-CN")).answers).toBeNull();
    const kept = await s.admin`select subject from throttles where subject like '%polic%'`;
    expect(kept.length).toBeGreaterThan(4);
    for (const { subject } of kept) expect(subject).not.toContain("192.0.2");
    await publishPolicy(coordinator, { policy, publish: false });
    await say("no", "192.0.2.9");
    expect(await answers()).toEqual({ helped: 1, notHelped: 3 });
  });
});

describe("that a policy ends", () => {
  test("is told once, a month before, to who leads; not where another follows", async () => {
    const coordinator = await s.as("coordinator");
    const today = Temporal.PlainDate.from(dayOf(new Date(), "Asia/Shanghai"));
    const ending = async (days: number, more: Record<string, unknown> = {}) => {
      const until = today.add({ days }).toString();
      const policy = await writePolicy(coordinator, typed({ title: `还有 ${days} 天`, validUntil: until, ...more }));
      await publishPolicy(coordinator, { policy, publish: true });
      return policy;
    };
    const soon = await ending(30);
    await ending(31);
    const over = await ending(-1);
    const followed = await ending(5);
    await writePolicy(coordinator, typed({ replaces: followed, validFrom: today.add({ days: 6 }).toString() }));
    const told = async (who: PersonName) =>
      (await listNotifications(await s.as(who))).filter((n) => n.kind === "policy_ends").map((n) => n.policy);
    for (let i = 0; i < 2; i++) await keepHouse();
    expect(await told("coordinator")).toEqual([soon]);
    for (const who of ["officer", "resident", "fireMember", "coordinatorB"] as const)
      expect(await told(who)).toEqual([]);
    await hides(policyPage(await s.as("nobody"), key(), "zh-CN"));
    expect((await policyPage(await s.as("nobody"), over, "zh-CN")).standing).toBe("expired");
  });
});

describe("versions of a policy", () => {
  const today = dayOf(new Date(), "Asia/Shanghai");
  const days = (n: number) => Temporal.PlainDate.from(today).add({ days: n }).toString();
  const asked = () => ({ community: s.world.a, body: "电动车在楼道里充电罚不罚款", category: null });
  const offered = async () => (await policyAnswers(await s.as("nobody"), asked(), "zh-CN")).map((p) => p.title);
  const written = (more: Record<string, unknown> = {}) =>
    typed({
      ...{ category: "fire", title: "电动车在楼道充电怎么罚", body: "楼道里不能充电。", titleEn: "", bodyEn: "" },
      ...more,
    });
  let first = "";
  let second = "";

  test("the next one starts on its day; until then the first is shown, offered and found", async () => {
    const coordinator = await s.as("coordinator");
    first = await writePolicy(coordinator, written({ takes: "当天处理" }));
    await publishPolicy(coordinator, { policy: first, publish: true });
    second = await writePolicy(
      coordinator,
      written({ title: "电动车在楼道充电新的罚法", replaces: first, validFrom: days(3), bring: "身份证" }),
    );
    expect(await offered()).toEqual(["电动车在楼道充电怎么罚"]);
    // A draft changes nothing for anybody.
    expect(await policyPage(await s.as("nobody"), first, "zh-CN")).toMatchObject({
      ...{ ends: null, standing: "valid", instead: null, versions: [], takes: "当天处理", who: null, answers: null },
    });
    await publishPolicy(coordinator, { policy: second, publish: true });
    expect(await offered()).toEqual(["电动车在楼道充电怎么罚"]);
    const reader = await s.as("nobody");
    expect(await policyPage(reader, first, "zh-CN")).toMatchObject({ ends: days(2), standing: "valid", instead: null });
    expect(await policyPage(reader, second, "zh-CN")).toMatchObject({
      ...{ validFrom: days(3), standing: "upcoming", instead: first, bring: "身份证" },
    });
    expect((await policyPage(reader, first, "zh-CN")).versions.map((v) => [v.id, v.standing])).toEqual([
      [second, "upcoming"],
      [first, "valid"],
    ]);
    expect(await titles("nobody", { q: "当天处理" })).toEqual(["电动车在楼道充电怎么罚"]);
  });

  test("from its day on only the next one is; the page of the first leads to it", async () => {
    await behind(s.admin, (sql) => sql`update policies set valid_from = ${today} where id = ${second}`);
    expect(await offered()).toEqual(["电动车在楼道充电新的罚法"]);
    expect(await titles("nobody", { category: "fire" })).toEqual(["电动车在楼道充电新的罚法"]);
    expect(await titles("coordinator", { category: "fire" })).toHaveLength(2);
    expect(await policyPage(await s.as("nobody"), first, "zh-CN")).toMatchObject({
      ...{ ends: days(-1), standing: "expired", instead: second },
    });
    const found = async (who: PersonName) =>
      (await find(await s.as(who), searchInput.parse({ q: "楼道充电" }), "zh-CN")).hits
        .filter((h) => h.kind === "policy")
        .map((h) => h.id);
    expect(await found("resident")).toEqual([second]);
    // What replaced it is taken back: the first stands again.
    await publishPolicy(await s.as("coordinator"), { policy: second, publish: false });
    expect(await offered()).toEqual(["电动车在楼道充电怎么罚"]);
    expect([await policyGone(second), await policyGone(first), await policyGone(key())]).toEqual([true, false, false]);
  });

  test("one whose last day is over is offered to nobody, and says so", async () => {
    const coordinator = await s.as("coordinator");
    await writePolicy(coordinator, written({ policy: first, validUntil: days(0) }));
    expect(await offered()).toEqual(["电动车在楼道充电怎么罚"]);
    await writePolicy(coordinator, written({ policy: first, validUntil: days(-1) }));
    expect(await offered()).toEqual([]);
    expect(await policyPage(await s.as("nobody"), first, "zh-CN")).toMatchObject({
      standing: "expired",
      instead: null,
    });
  });

  test("one that another followed at night ended the day before, by the clock of the community", async () => {
    const coordinator = await s.as("coordinator");
    const before = await writePolicy(coordinator, written({ title: "夜里换的" }));
    const after = await writePolicy(
      coordinator,
      written({ title: "夜里换上的", replaces: before, validFrom: days(1) }),
    );
    for (const policy of [before, after]) await publishPolicy(coordinator, { policy, publish: true });
    await behind(
      s.admin,
      (sql) => sql`update policies set valid_from = null, published_at = '2026-03-02T00:30+08:00' where id = ${after}`,
    );
    expect(await policyPage(coordinator, before, "zh-CN")).toMatchObject({ ends: "2026-03-01", instead: after });
  });

  test("one is followed by one, begun on a day, in its own community", async () => {
    const coordinator = await s.as("coordinator");
    await refuses(writePolicy(coordinator, written({ replaces: first, validFrom: days(9) })), "replacedAlready");
    await hides(writePolicy(coordinator, written({ replaces: key(), validFrom: days(9) })));
    await hides(writePolicy(await s.as("resident"), written({ replaces: second, validFrom: days(9) })));
    const wrong = (more: Record<string, unknown>) =>
      policyInput.safeParse({ ...written(), key: key(), ...more }).error?.issues.map((i) => i.path[0]);
    expect(wrong({ replaces: first })).toEqual(["validFrom"]);
    expect(wrong({ validFrom: days(2), validUntil: days(1) })).toEqual(["validUntil"]);
    expect(wrong({ whoEn: "Everybody" })).toEqual(["titleEn"]);
    expect(wrong({ validFrom: "soon" })).toEqual(["validFrom"]);
  });
});

test("a title without its text is refused beside the field", () => {
  const wrong = (more: Record<string, string>) =>
    policyInput
      .safeParse({ key: key(), community: key(), category: "fire", title: "甲", body: "乙", ...more })
      .error?.issues.map((i) => i.path[0]);
  expect(wrong({})).toBeUndefined();
  expect(wrong({ titleEn: "A" })).toEqual(["bodyEn"]);
  expect(wrong({ bodyTw: "乙" })).toEqual(["titleTw"]);
  expect(wrong({ title: " ", body: "" })).toEqual(["title", "body"]);
});
