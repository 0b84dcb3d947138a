import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { asViewer } from "#db/viewer.ts";
import { acceptWithAccount, join, openingOf } from "../account/join.ts";
import type { Viewer } from "../account/viewer.ts";
import { concernPage } from "../concern/page.ts";
import { raise } from "../concern/raise.ts";
import { reply, replyInput } from "../concern/reply.ts";
import { take } from "../concern/take.ts";
import { desk } from "../desk/desk.ts";
import { mailsSent, secretIn } from "../testing/mail.ts";
import { eventsOf, hides, key, refuses, reportOf, rowOf, stage } from "../testing/stage.ts";
import { viewerFor } from "../testing/viewer.ts";
import { chooseForHelped, helpedRounds, helpedWishInput } from "./choose.ts";
import { endHelper } from "./end.ts";
import { doorOfVisit, ownDoors } from "./list.ts";
import { nameHelper, nameHelperInput } from "./name.ts";

const s = stage();

/** 1502 names a helper. */
const names = async (
  more: Record<string, unknown> = {},
  by: Parameters<typeof s.as>[0] = "resident",
): Promise<string> => {
  const { code } = await nameHelper(
    await s.as(by),
    nameHelperInput.parse({
      key: key(),
      household: s.world.door1502,
      name: "对门小李",
      relation: "neighbour",
      may: ["raise", "follow", "choose"],
      ...more,
    }),
    "zh-CN",
  );
  return code ?? "";
};
const helper = () => s.as("neighbour");
const helps = async () => {
  const viewer = await helper();
  const [first] = viewer.user?.helps ?? [];
  if (!first) throw new Error("helps nobody");
  return { viewer, id: first.id };
};
const accepted = async (more: Record<string, unknown> = {}) => {
  await s.admin`update helpers set ended_at = now() where ended_at is null`;
  await acceptWithAccount(await helper(), await names(more), "10.0.0.1");
  return helps();
};
const raised = async (viewer: Viewer, id: string, more: Record<string, unknown> = {}) =>
  (
    await raise(
      viewer,
      reportOf(s.world, { helper: id, spot: "door:", entrance: "", privacy: "private", ...more }),
      "zh-CN",
    )
  ).number;
const onHousehold = async () =>
  (
    await s.admin`select kind from events where subject_type = 'household' and subject_id = ${s.world.door1502} and kind like 'helper%' order by seq`
  ).map(({ kind }) => kind);

describe("consent", () => {
  test("holds once it is taken on, is on the household's chain, and ends with the next request, by either side", async () => {
    const code = await names();
    expect(code).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
    expect((await helper()).user?.helps).toEqual([]);
    expect(await openingOf(code, "10.0.0.2")).toMatchObject({ kind: "helper", household: { door: "1502" } });
    await acceptWithAccount(await helper(), code, "10.0.0.1");
    const { viewer, id } = await helps();
    expect(viewer.claims.principals).toContain(id);
    // Nothing of the community or the door comes with it.
    expect(viewer.claims.households).toEqual([s.world.door1401]);
    await expect(acceptWithAccount(await s.as("residentB"), code, "10.0.0.1")).rejects.toThrow();
    await endHelper(await s.as("spouse"), { key: key(), helper: id, visit: null });
    expect((await helper()).user?.helps).toEqual([]);
    expect((await helper()).claims.principals).not.toContain(id);
    const again = await accepted();
    await endHelper(again.viewer, { key: key(), helper: again.id, visit: null });
    await endHelper(again.viewer, { key: key(), helper: again.id, visit: null });
    expect((await helper()).user?.helps).toEqual([]);
    expect(await onHousehold()).toEqual([
      ...["helper_named", "helper_taken_on", "helper_ended"],
      ...["helper_named", "helper_taken_on", "helper_ended"],
    ]);
  });

  test("is said by the household itself, or as an officer who visits it was told; by nobody else", async () => {
    for (const by of ["neighbour", "pending", "residentB", "propertyMember", "coordinatorB", "admin"] as const)
      await hides(names({ consent: "door", consentBy: "王秀英" }, by));
    await refuses(names({}, "coordinator"), "choose", "consent");
    await refuses(names({ consent: "paper" }, "coordinator"), "consentBy", "consentBy");
    await names({ consent: "paper", consentBy: "王秀英" }, "coordinator");
    const [row] = await s.admin`select consent, consent_by, recorded_by from helpers order by created_at desc limit 1`;
    expect(row).toEqual({ consent: "paper", consent_by: "王秀英", recorded_by: s.world.people.coordinator });
    await s.admin`update helpers set ended_at = now() where ended_at is null`;
  });

  test("by mail brings a link, the same whether or not there is an account; without one it makes one", async () => {
    await names({ email: "daughter@example.org", name: "大女儿", relation: "child" });
    const mail = (await mailsSent()).find(({ to }) => to === "daughter@example.org");
    expect(mail?.link?.url).toContain("/join/");
    const user = await join(
      { secret: secretIn(mail), name: "王小燕", email: null, phone: null, password: "a long enough word" },
      "10.0.0.3",
      "zh-CN",
    );
    const viewer = await viewerFor(s.admin, user);
    expect(viewer.user?.helps).toMatchObject([{ door: "1502", mayRaise: true }]);
    expect(viewer.user?.households).toEqual([]);
    const number = await raised(viewer, viewer.user?.helps[0]?.id ?? "");
    expect((await concernPage(viewer, number)).concern.number).toBe(number);
    await s.admin`update helpers set ended_at = now() where ended_at is null`;
  });

  test("has a last day, and a household has five at most", async () => {
    const { id } = await accepted({ until: "2099-01-01" });
    await s.admin`update helpers set until = (now() - interval '3 days')::date where id = ${id}`;
    expect((await helper()).user?.helps).toEqual([]);
    await refuses(names({ until: "2020-01-01" }), "dayPast", "until");
    for (let n = 0; n < 4; n++) await names({ name: `第${n}个` });
    await refuses(names(), "tooManyHelpers");
    await s.admin`update helpers set ended_at = now() where ended_at is null`;
  });
});

describe("what is raised for a household", () => {
  test("is its own, told to those who may know as raised by a helper; others learn neither", async () => {
    const { viewer, id } = await accepted();
    const number = await raised(viewer, id, { privacy: "neighbourhood" });
    const [person] = await s.admin`
      select p.user_id, p.household_id, p.helper_id, p.name from concern_people p join concerns c on c.id = p.concern_id where c.number = ${number}`;
    expect(person).toMatchObject({ user_id: null, household_id: s.world.door1502, helper_id: id });
    for (const who of ["coordinator", "officer", "resident", "spouse"] as const)
      expect((await concernPage(await s.as(who), number)).concern).toMatchObject({ byHelper: true });
    const own = await desk(await s.as("resident"));
    expect(own.find((x) => x.key === "own")?.lines.map((l) => l.number)).toContain(number);
    const theirs = await desk(await helper());
    expect(theirs.find((x) => x.key === "helped")?.lines.map((l) => l.number)).toEqual([number]);
    expect(theirs.find((x) => x.key === "own")?.lines.map((l) => l.number) ?? []).not.toContain(number);
    // A unit that has nothing to do with it reads the neighbourhood's concern, and not who raised it.
    expect((await concernPage(await s.as("fireMember"), number)).concern).toMatchObject({
      byHelper: false,
      reporter: null,
    });
    expect(await eventsOf(s.admin, number)).toEqual(["raised"]);
  });

  test("is followed by the helper, and nothing else of the household; ended, it is not there any more", async () => {
    const { viewer, id } = await accepted();
    const number = await raised(viewer, id);
    const secret = await s.raised("resident", { privacy: "private" });
    await take(await s.as("coordinator"), { key: key(), number });
    await reply(
      await s.as("coordinator"),
      replyInput.parse({ key: key(), number, body: "明天去看", audience: "everyone" }),
    );
    const [told] = await s.admin`
      select count(*)::int as n from notifications n join concerns c on c.id = n.concern_id
      where c.number = ${number} and n.user_id = ${s.world.people.neighbour} and n.kind = 'replied'`;
    expect(told?.n).toBe(1);
    await reply(await helper(), replyInput.parse({ key: key(), number, body: "谢谢", audience: "everyone" }));
    await hides(concernPage(await helper(), secret));
    const reads = async (query: string) =>
      (await asViewer((await helper()).claims, (tx) => tx.execute(sql.raw(query)))).length;
    const door = s.world.door1502;
    expect(await reads(`select 1 from household_contacts where household_id = '${door}'`)).toBe(0);
    expect(await reads(`select 1 from visits where household_id = '${door}'`)).toBe(0);
    expect(await reads(`select 1 from visit_wishes where household_id = '${door}'`)).toBe(0);
    expect(await reads(`select 1 from residents where household_id = '${door}'`)).toBe(0);
    await endHelper(await s.as("resident"), { key: key(), helper: id, visit: null });
    await hides(concernPage(await helper(), number));
    await hides(reply(await helper(), replyInput.parse({ key: key(), number, body: "还在吗", audience: "everyone" })));
    // Nor does a session that began before: what it is, is asked each time.
    await refuses(raised(await helper(), id), "helpsNoMore", "helper");
    await expect(raised(viewer, id)).rejects.toThrow();
    // The household goes on with it.
    expect((await concernPage(await s.as("resident"), number)).concern.number).toBe(number);
    const [after] =
      await s.admin`select count(*)::int as n from notifications where user_id = ${s.world.people.neighbour}`;
    await reply(
      await s.as("coordinator"),
      replyInput.parse({ key: key(), number, body: "修好了", audience: "everyone" }),
    );
    const [later] =
      await s.admin`select count(*)::int as n from notifications where user_id = ${s.world.people.neighbour}`;
    expect(later?.n).toBe(after?.n);
  });

  test("goes as far as the consent does", async () => {
    const chooses = await accepted({ may: ["choose"] });
    await refuses(raised(chooses.viewer, chooses.id), "helpsNoMore", "helper");
    const raises = await accepted({ may: ["raise"] });
    const number = await raised(raises.viewer, raises.id);
    expect((await rowOf(s.admin, number)).status).toBe("new");
    await hides(concernPage(await helper(), number));
    expect(
      nameHelperInput.safeParse({
        key: key(),
        household: s.world.door1502,
        name: "x",
        relation: "child",
        may: ["follow"],
      }).success,
    ).toBe(false);
    // Nobody raises for a household by naming somebody else's consent.
    const { id } = raises;
    await refuses(raised(await s.as("residentB"), id), "helpsNoMore", "helper");
  });
});

describe("visiting times", () => {
  test("are chosen by the helper, without learning what was chosen or when somebody comes", async () => {
    const { viewer, id } = await accepted();
    const [place] = await helpedRounds(viewer);
    expect(place).toMatchObject({ helper: id, door: "1502", round: { id: s.world.round } });
    expect(JSON.stringify(place)).not.toContain("visit");
    await chooseForHelped(
      viewer,
      helpedWishInput.parse({ key: key(), helper: id, round: s.world.round, kind: "any", note: "白天在家" }),
      "zh-CN",
    );
    const [wish] =
      await s.admin`select kind, via, made_by, note from visit_wishes where household_id = ${s.world.door1502}`;
    expect(wish).toEqual({ kind: "any", via: "helper", made_by: s.world.people.neighbour, note: "白天在家" });
    await endHelper(await s.as("resident"), { key: key(), helper: id, visit: null });
    await hides(
      chooseForHelped(
        viewer,
        helpedWishInput.parse({ key: key(), helper: id, round: s.world.round, kind: "call", phone: "13800000000" }),
        "zh-CN",
      ),
    );
    const raises = await accepted({ may: ["raise"] });
    expect(await helpedRounds(raises.viewer)).toEqual([]);
  });
});

describe("who knows of it", () => {
  test("the household, the helper, and officers who may write it down", async () => {
    const { id } = await accepted();
    const sees = async (who: Parameters<typeof s.as>[0]) =>
      (await asViewer((await s.as(who)).claims, (tx) => tx.execute(sql`select 1 from helpers where id = ${id}`)))
        .length;
    for (const who of ["resident", "spouse", "neighbour", "coordinator"] as const)
      expect([who, await sees(who)]).toEqual([who, 1]);
    for (const who of ["pending", "propertyMember", "coordinatorB", "residentB", "nobody", "admin"] as const)
      expect([who, await sees(who)]).toEqual([who, 0]);
    const [door] = await ownDoors(await s.as("spouse"));
    expect(door?.helpers.map((h) => [h.name, h.taken, h.consent])).toEqual([["对门小李", true, "account"]]);
    await hides(doorOfVisit(await s.as("resident"), s.world.round));
  });
});
