import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { viewerOf } from "../account/viewer.ts";
import { lengthOf } from "../input.ts";
import { denies, eventsOf, hides, key, onDay, refuses, reportOf, rowOf, stage, toldOf } from "../testing/stage.ts";
import { planVisit } from "../visit/plan.ts";
import { visitPage } from "../visit/read.ts";
import { concernPage } from "./page.ts";
import { raise, raiseInput } from "./raise.ts";

const s = stage();
const { as } = s;

describe("a resident raises a concern", () => {
  test("at home: the building is known to neighbours, the floor and the door are not", async () => {
    const number = await s.raised("resident", { spot: "door:1502" });
    const { concern } = await concernPage(await as("neighbour"), number);
    expect(concern).toMatchObject({ building: "3幢", entrance: "2单元", floor: null, door: null, reporter: null });
    expect((await concernPage(await as("officer"), number)).concern.door).toBe("1502");
  });

  test("in a common area: the floor is part of the place", async () => {
    const number = await s.raised("resident", { spot: "area:corridor", floor: "7" });
    const { concern } = await concernPage(await as("neighbour"), number);
    expect(concern).toMatchObject({ area: "corridor", floor: 7 });
  });

  test("about the whole compound: no building at all", async () => {
    const number = await s.raised("resident", { entrance: "", spot: "area:gate" });
    expect(await rowOf(s.admin, number)).toMatchObject({ building_id: null, entrance_id: null, area: "gate" });
  });

  test("of a category they choose, or one that is suggested by their words, or none that fits", async () => {
    const category = async (more: Record<string, unknown>) =>
      (await rowOf(s.admin, await s.raised("resident", more))).category;
    expect(await category({ category: "noise" })).toBe("noise");
    expect(await category({ category: "auto", body: "消火栓没有水" })).toBe("fire");
    expect(await category({ category: "auto", body: "你好，有件事想说" })).toBe("other");
  });

  test("at another's door is still a concern of their own household", async () => {
    const number = await s.raised("resident", { spot: "door:1401", privacy: "private" });
    await hides(concernPage(await as("neighbour"), number));
    expect((await concernPage(await as("spouse"), number)).concern.door).toBe("1502");
  });

  test("while their household waits to be confirmed: they see it themselves, and nobody at that door does", async () => {
    const { number } = await raise(await as("pending"), reportOf(s.world, { privacy: "private" }), "zh-CN");
    expect((await concernPage(await as("pending"), number)).concern.capacities).toEqual(["reporter"]);
    expect((await concernPage(await as("coordinator"), number)).concern.door).toBeNull();
  });

  test.each([
    [{ spot: "door:9999" }, "noSuchDoor", "spot"],
    [{ spot: "door:", door: "9999" }, "noSuchDoor", "spot"],
    [{ entrance: "0f8fad5b-d9cb-469f-a165-70867728950e" }, "choose", "entrance"],
  ])("with %j is told what is wrong, at that field", async (more, code, field) => {
    await refuses(raise(await as("resident"), reportOf(s.world, more), "zh-CN"), code, field);
  });

  test("without a door, where nothing is known of theirs, is asked which", async () => {
    await refuses(raise(await as("otherOfficer"), reportOf(s.world, { spot: "door:" }), "zh-CN"), "whichDoor", "spot");
  });

  test("nowhere but in their own community", async () => {
    const elsewhere = { community: s.world.b, entrance: s.world.entranceB };
    for (const name of ["resident", "propertyMember", "officer"] as const)
      await denies(raise(await as(name), reportOf(s.world, elsewhere), "zh-CN"));
    await denies(raise(await as("resident"), reportOf(s.world, { community: key(), entrance: "" }), "zh-CN"));
    await refuses(
      raise(await as("resident"), reportOf(s.world, { entrance: s.world.entranceB }), "zh-CN"),
      "choose",
      "entrance",
    );
  });

  test("is told in words when nobody is on duty", async () => {
    await s.admin`update communities set duty_id = null where id = ${s.world.a}`;
    try {
      await refuses(raise(await as("resident"), reportOf(s.world), "zh-CN"), "nobodyOnDuty");
    } finally {
      await s.admin`update communities set duty_id = ${s.world.people.coordinator} where id = ${s.world.a}`;
    }
  });
});

describe("an officer raises a concern at the door", () => {
  let visit = "";
  beforeAll(async () => {
    visit = await planVisit(await as("officer"), {
      key: key(),
      entrance: s.world.entrance,
      door: "1502",
      startsAt: onDay(1),
      minutes: 15,
      officers: [s.world.people.officer, s.world.people.teamMate],
      purpose: null,
    });
  });

  test("for the household of the visit, which sees it as its own, without the officer as its reporter", async () => {
    const { number } = await raise(
      await as("officer"),
      reportOf(s.world, { entrance: "", spot: "door:", visit, privacy: "private", name: "王奶奶" }),
      "zh-CN",
    );
    expect(await rowOf(s.admin, number)).toMatchObject({
      origin: "doorstep",
      visit_id: visit,
      building_id: s.world.building,
      entrance_id: s.world.entrance,
      created_by: s.world.people.officer,
      owner_id: s.world.people.coordinator,
    });
    expect((await concernPage(await as("resident"), number)).concern).toMatchObject({
      capacities: ["reporter"],
      reporter: "王奶奶",
    });
    const officer = await concernPage(await as("officer"), number);
    expect(officer.concern.capacities).not.toContain("reporter");
    // The whole team was there; other officers were not.
    expect((await concernPage(await as("teamMate"), number)).concern.number).toBe(number);
    await hides(concernPage(await as("otherOfficer"), number));
    expect(await toldOf(s, number, "raised")).toEqual(["coordinator", "resident", "spouse", "teamMate"]);
    expect((await visitPage(await as("officer"), visit)).concerns.map((c) => c.number)).toContain(number);
  });

  test("at any door that opens to them, without a visit", async () => {
    const { number } = await raise(
      await as("officer"),
      reportOf(s.world, { spot: "door:1401", privacy: "private", phone: "138 0000 0003" }),
      "zh-CN",
    );
    expect(await rowOf(s.admin, number)).toMatchObject({ origin: "doorstep", visit_id: null });
    expect((await concernPage(await as("neighbour"), number)).concern.door).toBe("1401");
  });

  test("about a common area is their own observation, online", async () => {
    const { number } = await raise(await as("officer"), reportOf(s.world), "zh-CN");
    expect(await rowOf(s.admin, number)).toMatchObject({ origin: "online", created_by: s.world.people.officer });
  });

  test.each(["phone", "letter"] as const)(
    "that came by %s: it is the household's, and not the officer's own",
    async (origin) => {
      const { number } = await raise(
        await as("officer"),
        reportOf(s.world, { spot: "door:1401", privacy: "private", origin, name: "陈三" }),
        "zh-CN",
      );
      expect(await rowOf(s.admin, number)).toMatchObject({ origin, created_by: s.world.people.officer });
      expect((await concernPage(await as("neighbour"), number)).concern).toMatchObject({
        capacities: ["reporter"],
        reporter: "陈三",
        door: "1401",
      });
      expect((await concernPage(await as("officer"), number)).concern.capacities).not.toContain("reporter");
      await hides(concernPage(await as("otherOfficer"), number));
      // Of a common area it is nobody's door: somebody who rang.
      const { number: other } = await raise(await as("officer"), reportOf(s.world, { origin }), "zh-CN");
      const { concern } = await concernPage(await as("officer"), other);
      expect(concern).toMatchObject({ origin, reporter: null, door: null });
      expect(concern.capacities).not.toContain("reporter");
    },
  );

  test("but a resident's own is online, whatever the form says", async () => {
    const { number } = await raise(await as("resident"), reportOf(s.world, { origin: "phone" }), "zh-CN");
    expect(await rowOf(s.admin, number)).toMatchObject({ origin: "online" });
  });

  test("for no visit of another community, and none that is not there", async () => {
    for (const who of ["coordinatorB", "resident"] as const)
      await denies(raise(await as(who), reportOf(s.world, { visit: key() }), "zh-CN"));
  });
});

describe("whatever is typed", () => {
  const nasty = fc.array(
    fc.constantFrom(
      "\0",
      "\ud800",
      "\u202e",
      "𠮷",
      "😀",
      "مرحبا",
      "\r\n",
      "'",
      '"',
      "\\",
      "%",
      "<b>",
      "电梯",
      "--",
      "$1",
      "{x}",
    ),
    { minLength: 1, maxLength: 12 },
  );

  test("is refused at a field, or kept as a row and found as it was cleaned", async () => {
    const viewer = await as("resident");
    await fc.assert(
      fc.asyncProperty(nasty, nasty, async (body, name) => {
        const parsed = raiseInput.safeParse({ ...reportOf(s.world), body: body.join(""), name: name.join("") });
        if (!parsed.success) {
          expect(parsed.error.issues.every((issue) => ["body", "name"].includes(String(issue.path[0])))).toBe(true);
          return;
        }
        const { number } = await raise(viewer, { ...parsed.data, key: key() }, "zh-CN");
        const { concern } = await concernPage(viewer, number);
        expect(concern.body).toBe(parsed.data.body);
      }),
      { numRuns: 40 },
    );
  });

  test("a text of four thousand rare characters is kept whole", async () => {
    const body = "𠮷".repeat(4000);
    const number = await s.raised("resident", { body });
    const { concern } = await concernPage(await as("resident"), number);
    expect(lengthOf(concern.body)).toBe(4000);
    expect(lengthOf(concern.title)).toBe(40);
  });

  test("a NUL byte in a door is told in words", async () => {
    const parsed = raiseInput.safeParse({ ...reportOf(s.world), spot: "door:15\u000002", entrance: s.world.entrance });
    if (parsed.success) {
      const wish = raise(await as("resident"), parsed.data, "zh-CN");
      await wish.catch((error: unknown) => denies(Promise.reject(error)));
    }
  });
});

describe("the same submission", () => {
  test("twice, one after the other, is one concern with one number", async () => {
    const viewer = await as("resident");
    const input = reportOf(s.world);
    const first = await raise(viewer, input, "zh-CN");
    expect(await raise(viewer, input, "zh-CN")).toEqual(first);
    expect(await eventsOf(s.admin, first.number)).toEqual(["raised"]);
  });

  test("eight times at once is one concern, told once to each", async () => {
    const viewer = await as("resident");
    const input = reportOf(s.world, { privacy: "private" });
    const all = await Promise.all(Array.from({ length: 8 }, () => raise(viewer, input, "zh-CN")));
    expect(new Set(all.map((r) => r.number)).size).toBe(1);
    const number = all[0]?.number ?? "";
    expect(await eventsOf(s.admin, number)).toEqual(["raised"]);
    expect(await toldOf(s, number, "raised")).toEqual(["coordinator", "spouse"]);
  });

  test("without an account leads both times to the same link", async () => {
    const viewer = await as("nobody");
    const input = reportOf(s.world, { email: "twice@example.test" });
    const [one, two] = await Promise.all([raise(viewer, input, "en"), raise(viewer, input, "en")]);
    expect(one).toEqual(two);
    expect((await viewerOf(null, one.trackingSecret)).tracking).not.toBeNull();
    const queued =
      await s.admin`select 1 from tokens where kind = 'mail_confirmation' and email = 'twice@example.test'`;
    expect(queued).toHaveLength(1);
  });

  test("with a corrected text is another one: what was written second is not lost", async () => {
    const viewer = await as("resident");
    const input = reportOf(s.world);
    const first = await raise(viewer, input, "zh-CN");
    const second = await raise(viewer, { ...input, body: `${input.body} 是左边那部。` }, "zh-CN");
    expect(second.number).not.toBe(first.number);
  });

  test("of somebody else with the same key is theirs, and tells nothing of the first", async () => {
    const input = reportOf(s.world, { privacy: "private" });
    const first = await raise(await as("resident"), input, "zh-CN");
    const second = await raise(await as("neighbour"), input, "zh-CN");
    expect(second.number).not.toBe(first.number);
  });

  test("that failed leaves nothing behind, and may be sent again", async () => {
    const viewer = await as("resident");
    const input = reportOf(s.world, { spot: "door:1503" });
    await refuses(raise(viewer, input, "zh-CN"), "noSuchDoor", "spot");
    const id = key();
    await s.admin`insert into households (community_id, id, entrance_id, floor, door)
      values (${s.world.a}, ${id}, ${s.world.entrance}, 15, '1503')`;
    expect((await raise(viewer, input, "zh-CN")).number).toMatch(/^\d{4}-\d{4}$/);
  });

  test("by many people at once gives each a number of its own", async () => {
    const viewers = await Promise.all((["resident", "spouse", "neighbour", "officer"] as const).map(as));
    const all = await Promise.all(
      Array.from({ length: 6 }, () => viewers)
        .flat()
        .map((viewer) => raise(viewer, reportOf(s.world), "zh-CN")),
    );
    expect(new Set(all.map((r) => r.number)).size).toBe(24);
  });
});
