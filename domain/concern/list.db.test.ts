import { beforeAll, describe, expect, test } from "vitest";
import type { Viewer } from "../account/viewer.ts";
import { behind, key, onDay, type PersonName, stage } from "../testing/stage.ts";
import { assign } from "./assign.ts";
import { close } from "./close.ts";
import { confirm } from "./confirm.ts";
import { countLimit, countLimitOf, listConcerns, listInput, pageSize } from "./list.ts";
import { concernPage } from "./page.ts";
import { solve } from "./solve.ts";
import { take } from "./take.ts";

const s = stage();
const { as } = s;

const find = async (who: PersonName | "nobody" | Viewer, input: Record<string, unknown> = {}) =>
  listConcerns(typeof who === "string" ? await as(who) : who, listInput.parse(input));
const numbers = async (...asked: Parameters<typeof find>) => (await find(...asked)).lines.map((line) => line.number);

describe("the list", () => {
  const made: Record<string, string> = {};
  beforeAll(async () => {
    const officer = await as("officer");
    made.fresh = await s.raised("resident", { body: "走廊的消火栓没有水", spot: "area:corridor", floor: "3" });
    made.private = await s.raised("resident", {
      body: "医院的账单想请人帮忙看看",
      privacy: "private",
      spot: "door:1502",
    });
    made.neighbours = await s.raised("neighbour", { body: "垃圾两天没有收了", spot: "door:1401" });
    made.compound = await s.raised("neighbour", { body: "大门口的路灯不亮", entrance: "", spot: "area:gate" });
    for (const name of ["assigned", "solved", "confirmed", "closed"]) {
      const number = await s.raised("resident", { body: `电梯第 ${name} 次停了` });
      made[name] = number;
      await take(officer, { key: key(), number });
      if (name === "assigned")
        await assign(officer, {
          key: key(),
          number,
          organizations: [s.world.property, s.world.fire],
          dueAt: onDay(2),
          note: null,
        });
      else if (name === "closed") await close(officer, { key: key(), number, reason: "duplicate", body: "重复。" });
      else await solve(officer, { key: key(), number, body: "好了。", attachments: [] });
      if (name === "confirmed") await confirm(await as("resident"), { key: key(), number, rating: 5, body: null });
    }
  });
  const named = async (...asked: Parameters<typeof find>) => {
    const names = new Map(Object.entries(made).map(([name, number]) => [number, name]));
    return (await numbers(...asked)).map((number) => names.get(number) ?? number);
  };
  const open = ["fresh", "neighbours", "compound", "assigned", "solved"];

  test("shows each person what they may see, the newest first", async () => {
    const all = ["closed", "confirmed", "solved", "assigned", "compound", "neighbours", "private", "fresh"];
    const withoutPrivate = all.filter((name) => name !== "private");
    expect(await named("coordinator")).toEqual(all);
    expect(await named("resident")).toEqual(all);
    expect(await named("spouse")).toEqual(all);
    for (const name of ["officer", "neighbour", "propertyMember"] as const)
      expect(await named(name)).toEqual(withoutPrivate);
    for (const name of ["pending", "admin", "coordinatorB", "residentB", "nobody"] as const)
      expect(await named(name)).toEqual([]);
  });

  test("shows a line's place and units, and neither door nor name", async () => {
    const { lines } = await find("neighbour");
    expect(lines.find((l) => l.number === made.fresh)).toMatchObject({
      title: "走廊的消火栓没有水",
      building: "3幢",
      entrance: "2单元",
      floor: 3,
      area: "corridor",
      category: "fire",
      status: "new",
      owner: "coordinator",
      units: [],
    });
    const assigned = lines.find((l) => l.number === made.assigned);
    expect(assigned?.units.map((u) => u.name).toSorted()).toEqual(["甲消防", "甲物业"].toSorted());
    expect(assigned?.nextAt).toBeInstanceOf(Date);
    // Not within an id, where it is chance.
    expect(JSON.stringify(lines)).not.toMatch(/(?<![\w-])1502(?![\w-])/);
  });

  test("filters by state, and counts every state under the other filters", async () => {
    expect((await named("officer", { state: "open" })).toSorted()).toEqual(open.toSorted());
    expect(await named("officer", { state: "new" })).toEqual(["compound", "neighbours", "fresh"]);
    expect(await named("officer", { state: "going" })).toEqual(["assigned"]);
    expect(await named("officer", { state: "waiting" })).toEqual(["solved"]);
    expect(await named("officer", { state: "done" })).toEqual(["confirmed"]);
    expect(await named("officer", { state: "closed" })).toEqual(["closed"]);
    for (const state of [undefined, "done"]) {
      expect((await find("officer", { state })).counts).toEqual({
        open: 5,
        new: 3,
        going: 1,
        waiting: 1,
        done: 1,
        closed: 1,
      });
    }
    expect((await find("officer", { category: "lift" })).counts).toEqual({
      open: 2,
      new: 0,
      going: 1,
      waiting: 1,
      done: 1,
      closed: 1,
    });
    expect((await find("coordinator")).counts.new).toBe(4);
  });

  test("filters by category, building, unit, and by what is one's own or late", async () => {
    expect(await named("officer", { category: "cleaning" })).toEqual(["neighbours"]);
    expect(await named("officer", { building: s.world.building })).not.toContain("compound");
    expect(await named("officer", { building: key() })).toEqual([]);
    expect(await named("officer", { unit: s.world.fire })).toEqual(["assigned"]);
    expect(await named("resident", { mine: "1" })).not.toContain("neighbours");
    expect(await named("neighbour", { mine: "1" })).toEqual(["compound", "neighbours"]);
    expect(await named("propertyMember", { mine: "1" })).toEqual(["assigned"]);
    expect(await named("officer", { mine: "1", state: "open" })).toEqual(["solved", "assigned"]);
    expect(await named("officer", { overdue: "1" })).toEqual([]);
    await s.admin`update concerns set next_at = now() - interval '1 minute' where number = ${made.assigned ?? ""}`;
    expect(await named("officer", { overdue: "1" })).toEqual(["assigned"]);
    expect(await named("officer", { overdue: "1", category: "fire" })).toEqual([]);
  });

  test("says how many news of each line are unread", async () => {
    const { lines } = await find("resident");
    expect(lines.find((l) => l.number === made.assigned)?.unread).toBe(2);
    expect(lines.find((l) => l.number === made.fresh)?.unread).toBe(0);
  });
});

describe("searching", () => {
  const made: string[] = [];
  const texts = [
    "消防通道被电动车堵住了",
    "消火栓的门打不开",
    "火车的声音晚上很响",
    "栓狗的绳子太长",
    "Hydrant on floor 12 is leaking, meter 937461",
    "Ｈｙｄｒａｎｔ again, and ĞÜNEŞ café",
    "停水停水，又停水",
    "消 防 通 道",
  ];
  beforeAll(async () => {
    for (const body of texts)
      made.push(await s.raised("resident", { body, category: "other", privacy: "neighbourhood" }));
    made.push(
      await s.raised("resident", {
        body: "消防员来家里看过我妈妈，隐私",
        category: "other",
        privacy: "private",
        name: "王小明",
        phone: "13812345678",
      }),
    );
  });
  const found = async (q: string, who: PersonName = "officer") =>
    (await numbers(who, { q, category: "other" })).map((n) => texts[made.indexOf(n)] ?? "private").toReversed();

  test.each([
    ["one character", "栓", [1, 3]],
    ["two characters", "消防", [0]],
    ["two characters that stand apart", "火防", []],
    ["three characters", "消火栓", [1]],
    ["four characters", "消防通道", [0]],
    ["two words, in any order", "门 消火栓", [1]],
    ["a word that is there and one that is not", "消火栓 电梯", []],
    ["a Latin word", "hydrant", [4, 5]],
    ["the beginning of a Latin word", "hydr", [4, 5]],
    ["the end of a Latin word", "drant", []],
    ["capitals", "HYDRANT FLOOR", [4]],
    ["a number in a text", "937461", [4]],
    ["letters with marks", "café", [5]],
    ["full-width letters", "ｈｙｄｒａｎｔ", [4, 5]],
    ["Chinese and Latin", "leak 栓", []],
    ["marks that are none", "%_'\\:*&|!()<->", []],
    ["emoji alone", "😀", []],
  ] as [string, string, number[]][])("for %s finds what holds it (%s)", async (_, q, expected) => {
    expect(await found(q)).toEqual(expected.map((i) => texts[i]));
  });

  test("for a word typed twice finds the same as for it typed once", async () => {
    const number = await s.raised("resident", { body: "你们好。屋顶渗水两年了。", category: "grounds" });
    for (const q of ["渗水", "渗水 渗水", "渗水，渗水"])
      expect([q, await numbers("officer", { q, category: "grounds" })]).toEqual([q, [number]]);
  });

  test("for a doubled character finds it doubled only", async () => {
    const daily = await s.raised("resident", { body: "天天有人乱停车", category: "security" });
    await s.raised("resident", { body: "今天有人乱停车", category: "security" });
    expect(await numbers("officer", { q: "天天", category: "security" })).toEqual([daily]);
  });

  test("for a number finds that concern", async () => {
    const [first = ""] = made;
    expect(await numbers("officer", { q: first })).toEqual([first]);
    expect(await numbers("officer", { q: first.slice(5) })).toContain(first);
  });

  test("finds a private concern for those who may see it, and for nobody else", async () => {
    expect(await found("消防员", "resident")).toEqual(["private"]);
    expect(await found("消防员", "coordinator")).toEqual(["private"]);
    for (const name of ["officer", "neighbour", "propertyMember"] as const) {
      expect(await found("消防员", name)).toEqual([]);
      expect(await found("消防", name)).toEqual([texts[0]]);
    }
    for (const name of ["coordinatorB", "residentB", "admin", "pending", "nobody"] as const)
      expect(await numbers(name, { q: "消防" })).toEqual([]);
  });

  test("does not look into names and telephone numbers", async () => {
    for (const q of ["王小明", "13812345678"]) expect(await numbers("coordinator", { q })).toEqual([]);
  });

  test("with nothing that can be looked for finds nothing, and does not fail", async () => {
    for (const q of ["\0", "。", "   ", "\ud83d"]) await expect(find("officer", { q })).resolves.toBeDefined();
  });
});

describe("paging", () => {
  const total = 3 * pageSize + 7;
  let officer: Viewer;
  beforeAll(async () => {
    officer = await as("officer");
    // More than three pages, many of them made in the very same microsecond.
    await s.admin.begin(async (sql) => {
      await sql`set local role doorstep_owner`;
      await sql`
        insert into concerns (community_id, id, number, title, body, category, privacy, status, origin, owner_id, next_at, answer_due_at, created_at)
        select ${s.world.a}, gen_random_uuid(), '2001-' || lpad(n::text, 5, '0'), 't', 'b', 'parking', 'neighbourhood', 'new', 'online',
          ${s.world.people.officer}, now(), now(), timestamptz '2020-01-01 00:00:00.123456+00' + make_interval(secs => (n / 30) * 0.000001)
        from generate_series(1, ${total}) n`;
    });
  });
  const walk = async (between: () => Promise<unknown> = async () => undefined) => {
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await find(officer, { category: "parking", after });
      expect(page.lines.length).toBeLessThanOrEqual(pageSize);
      seen.push(...page.lines.map((line) => line.number));
      after = page.after ?? undefined;
      if (after) await between();
    } while (after);
    return seen;
  };

  test("shows every concern once, though many have the same time", async () => {
    const seen = await walk();
    expect(seen).toHaveLength(total);
    expect(new Set(seen).size).toBe(total);
    expect((await find(officer, { category: "parking" })).counts.open).toBe(total);
  });

  test("loses none and shows none twice while new ones are raised in between", async () => {
    const seen = await walk(() => s.raised("resident", { category: "parking" }));
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((n) => n.startsWith("2001-"))).toHaveLength(total);
  });

  test("ends exactly where the last page is full", async () => {
    const left = pageSize;
    await behind(
      s.admin,
      (sql) => sql`
      update concerns set category = 'noise' where number not like '2001-%' or substr(number, 6)::int > ${left}`,
    );
    const page = await find(officer, { category: "parking" });
    expect([page.lines.length, page.after]).toEqual([left, null]);
  });

  test("counts no further than it says", async () => {
    await s.admin.begin(async (sql) => {
      await sql`set local role doorstep_owner`;
      await sql`
        insert into concerns (community_id, id, number, title, body, category, privacy, status, origin, owner_id, next_at, answer_due_at)
        select ${s.world.a}, gen_random_uuid(), '2002-' || lpad(n::text, 5, '0'), 't', 'b', 'welfare', 'neighbourhood', 'new', 'online',
          ${s.world.people.officer}, now(), now() from generate_series(1, ${countLimit + 50}) n`;
    });
    expect((await find(officer, { category: "welfare" })).counts.new).toBe(countLimit + 1);
    expect((await find(officer, { q: "2002" })).counts.new).toBe(countLimitOf({ q: "2002" }) + 1);
  });
});

test("a page of an address that was tampered with is the first one", async () => {
  const officer = await as("officer");
  const first = await numbers(officer, { category: "welfare" });
  expect(await numbers(officer, { category: "welfare", after: "1-nonsense" })).toEqual(first);
  await expect(find(officer, { after: `1764000000123456-${"-".repeat(36)}` })).resolves.toBeDefined();
  expect((await concernPage(officer, first[0] ?? "")).concern.title).toBe("t");
});
