import { expect, test } from "vitest";
import { join } from "../account/join.ts";
import { raise } from "../concern/raise.ts";
import { key, reportOf, stage } from "../testing/stage.ts";
import { viewerFor } from "../testing/viewer.ts";
import { communityInput, makeAdmin, setUpCommunity } from "./set-up.ts";

const s = stage();

const input = (more: Record<string, unknown> = {}) =>
  communityInput.parse({
    code: "new-town",
    name: "新城社区",
    township: "新城街道",
    district: "东岸区",
    agency: "东岸区司法局",
    timeZone: "Asia/Shanghai",
    person: "周明",
    email: "Zhou@Example.test",
    ...more,
  });

test("whoever follows the link leads the community, is on duty, and takes in what is raised", async () => {
  const secret = await setUpCommunity(s.url, input());
  const open = { secret, name: "周明", email: null, phone: null, password: "four quiet words here" };
  const user = await join(open, "10.0.0.1", "zh-CN");
  const viewer = await viewerFor(s.admin, user);
  expect(viewer.role).toBe("coordinator");
  expect(viewer.communities.map((c) => c.name)).toEqual(["新城社区"]);
  const [community] = await s.admin`select id, duty_id from communities where code = 'new-town'`;
  expect(community?.duty_id).toBe(user);
  const report = reportOf(s.world, { key: key(), community: community?.id, spot: "area:gate", entrance: "" });
  const { number } = await raise(viewer, report, "zh-CN");
  const [concern] =
    await s.admin`select owner_id from concerns where number = ${number} and community_id = ${community?.id}`;
  expect(concern?.owner_id).toBe(user);
  await expect(join(open, "10.0.0.1", "zh-CN")).rejects.toThrow();
});

test("a code is taken once; a second community of the same agency shares it; all or nothing", async () => {
  await setUpCommunity(s.url, input({ code: "second" }));
  await expect(setUpCommunity(s.url, input({ code: "second" }))).rejects.toMatchObject({ code: "taken" });
  await setUpCommunity(s.url, input({ code: "third" }));
  expect(await s.admin`select 1 from organizations where name = '东岸区司法局'`).toHaveLength(1);
  expect(await s.admin`select 1 from communities where code in ('second', 'third')`).toHaveLength(2);
});

test.each([
  ["code", "伊"],
  ["timeZone", "Asia/Ithaca"],
  ["email", "nobody"],
  ["name", ""],
])("a wrong %s is refused", (field, value) => expect(() => input({ [field]: value })).toThrow());

test("an administrator is somebody who has an account", async () => {
  expect(await makeAdmin(s.url, "officer@example.test")).toBe(true);
  expect((await s.as("officer")).claims.admin).toBe(true);
  expect(await makeAdmin(s.url, "stranger@example.test")).toBe(false);
});
