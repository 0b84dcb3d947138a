import { describe, expect, test } from "vitest";
import type { SignedIn, Viewer } from "../account/viewer.ts";
import { hides, key, type PersonName, stage } from "../testing/stage.ts";
import { policyAnswers } from "./answers.ts";
import { publishPolicy } from "./publish.ts";
import { listPolicies, policiesInput, policyPage, policyTexts } from "./read.ts";
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
