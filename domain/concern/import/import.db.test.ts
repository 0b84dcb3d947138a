import { writeXlsx } from "hucre/xlsx";
import { describe, expect, test } from "vitest";
import { importLedger } from "../../ledger/by-command.ts";
import { agree, giveUp, handIn, lastLedgers, ledgerPage } from "../../ledger/hand-in.ts";
import { eventsOf, hides, key, rowOf, stage } from "../../testing/stage.ts";
import { workOnce } from "../../work/worker.ts";
import { listConcerns, listInput } from "../list.ts";
import { concernPage } from "../page.ts";
import { reply } from "../reply.ts";
import { take } from "../take.ts";

const s = stage();
const { as } = s;

const file = (text: string, name = "留言.csv") => ({ name, bytes: new TextEncoder().encode(text) });
const work = async () => {
  while (await workOnce()) {
    // Until nothing is due.
  }
};
const handed = async (text: string) => {
  const form = { key: key(), community: s.world.a };
  const id = await handIn(await as("coordinator"), "concerns", form, file(text));
  await work();
  return id;
};
const pageOf = async (id: string) => ledgerPage(await as("coordinator"), "concerns", id);
const applied = async (text: string) => {
  const id = await handed(text);
  await agree(await as("coordinator"), { ledger: id });
  await work();
  return pageOf(id);
};
const numberOf = async (external: string): Promise<string> => {
  const [row] = await s.admin`select number from concerns where external_number = ${external}`;
  if (!row) throw new Error(`${external} was not imported`);
  return row.number as string;
};
const counts = async () => {
  const [row] = await s.admin`
    select (select count(*)::int from concerns) as concerns, (select count(*)::int from messages) as messages,
      (select count(*)::int from events) as events, (select count(*)::int from concern_people) as people,
      (select md5(string_agg(c::text, '' order by c::text)) from concerns c) as mark`;
  return row;
};

const head = "留言编号,留言用户,联系电话,地址,留言主题,留言详情,留言时间,答复意见,答复时间,答复单位\n";
const light = "王秀英,13800000007,3幢2单元1502室,楼道灯,三楼的灯坏了,2026/2/14 20:00:00";

test("a list is read, shown, agreed to and carried out; the same one again changes nothing", async () => {
  const text = `${head}A1,${light},已换新灯。,2026/2/16 9:30:00,甲物业\nA2,,,,,电梯里有异味,46067,,,\n`;
  const before = await counts();
  const id = await handed(text);
  expect(await pageOf(id)).toMatchObject({ state: "read", rows: 2, added: 2, changed: 0, same: 0, fileKey: null });
  expect((await pageOf(id)).sample).toMatchObject([
    { number: "A1", title: "楼道灯", category: "other", unit: "甲物业", place: "3幢 2单元 1502", added: true },
    { number: "A2", title: "电梯里有异味", category: "lift", unit: null, answeredAt: null },
  ]);
  expect(await counts(), "nothing is written before it is agreed to").toEqual(before);
  await agree(await as("coordinator"), { ledger: id });
  await work();
  expect(await pageOf(id)).toMatchObject({ state: "applied", added: 2, sample: [] });
  expect(await s.admin`select 1 from ledger_concerns where ledger_id = ${id}`).toHaveLength(0);
  const after = await counts();
  expect(await applied(text)).toMatchObject({ state: "applied", added: 0, changed: 0, same: 2 });
  const [log] = await s.admin`select count(*)::int as n from events where subject_type = 'concern'`;
  expect(await counts()).toEqual({ ...after, events: (after?.events ?? 0) + 1 });
  expect(log?.n).toBeGreaterThan(0);
});

describe("a concern of a list", () => {
  test("with an answer is closed with the times of the list, and its answer is the unit's", async () => {
    await applied(`${head}B1,${light},已换新灯。,2026/2/16 9:30:00,甲物业\n`);
    const number = await numberOf("B1");
    expect(number).toMatch(/^2602-\d{4,}$/);
    expect(await rowOf(s.admin, number)).toMatchObject({
      status: "closed",
      close_reason: "answered_before",
      origin: "import",
      privacy: "private",
      owner_id: s.world.people.coordinator,
      created_at: new Date("2026-02-14T12:00:00Z"),
      // Three days after it was raised, for its category.
      answer_due_at: new Date("2026-02-17T10:00:00Z"),
      answered_at: new Date("2026-02-16T01:30:00Z"),
      closed_at: new Date("2026-02-16T01:30:00Z"),
      solved_at: null,
      rating: null,
      next_at: null,
      building_id: s.world.building,
      entrance_id: s.world.entrance,
      floor: null,
    });
    expect(await eventsOf(s.admin, number)).toEqual(["raised", "answered", "expired new→closed"]);
    const { timeline, concern, assignments } = await concernPage(await as("coordinator"), number);
    expect(concern).toMatchObject({ externalNumber: "B1", reporter: "王秀英", door: "1502" });
    expect(timeline.map((item) => item.at.toISOString())).toEqual([
      "2026-02-14T12:00:00.000Z",
      "2026-02-16T01:30:00.000Z",
      "2026-02-16T01:30:00.000Z",
    ]);
    expect(timeline[1]).toMatchObject({
      audience: "everyone",
      actor: { organization: "甲物业", reporter: false },
      message: { body: "已换新灯。" },
    });
    expect(assignments).toMatchObject([{ organizationId: s.world.property, status: "answered" }]);
    const [said] = await s.admin`
      select m.via, m.created_at, m.author_id from messages m join concerns c on c.id = m.concern_id where c.number = ${number}`;
    expect(said).toEqual({ via: "import", created_at: new Date("2026-02-16T01:30:00Z"), author_id: null });
  });

  test("without a named unit was answered by the agency", async () => {
    await applied(`${head}B2,${light},去看过了。,2026/2/16,\n`);
    const number = await numberOf("B2");
    expect(await eventsOf(s.admin, number)).toEqual(["raised", "replied", "expired new→closed"]);
    const { timeline, assignments } = await concernPage(await as("coordinator"), number);
    expect(timeline[1]?.actor).toMatchObject({ organization: "甲院", reporter: false });
    expect(assignments).toEqual([]);
  });

  test("without an answer is new, has an owner and a next date, and is late where it is", async () => {
    await applied(`${head}B3,${light},,,\n`);
    const row = await rowOf(s.admin, await numberOf("B3"));
    expect(row).toMatchObject({
      status: "new",
      next_step: "take",
      owner_id: s.world.people.coordinator,
      closed_at: null,
    });
    expect(row.next_at?.getTime()).toBeGreaterThan(Date.now());
    expect((row.answer_due_at as Date).getTime()).toBeLessThan(Date.now());
    // Nobody is reminded of what was late when it was imported.
    expect([row.reminded_at, row.escalated_at]).toEqual([expect.any(Date), expect.any(Date)]);
    const coordinator = await as("coordinator");
    await take(coordinator, { key: key(), number: row.number as string });
    expect(await rowOf(s.admin, row.number as string)).toMatchObject({ status: "taken" });
  });

  test("tells who raised it to those who may know, and to nobody else that it is there", async () => {
    await applied(`${head}B4,${light},已换新灯。,2026/2/16,甲物业\n`);
    const number = await numberOf("B4");
    for (const who of [
      "resident",
      "spouse",
      "neighbour",
      "pending",
      "fireMember",
      "officer",
      "admin",
      "coordinatorB",
      "residentB",
    ] as const) {
      await hides(concernPage(await as(who), number));
      const { lines } = await listConcerns(await as(who), listInput.parse({ q: "三楼的灯" }));
      expect(lines).toEqual([]);
    }
    const unit = await concernPage(await as("propertyMember"), number);
    expect(unit.concern).toMatchObject({ reporter: null, door: null });
    const [contact] = await s.admin`
      select p.name, k.phone, p.household_id from concern_people p join concern_contacts k on k.person_id = p.id
      join concerns c on c.id = p.concern_id where c.number = ${number}`;
    expect(contact).toEqual({ name: "王秀英", phone: "+8613800000007", household_id: s.world.door1502 });
  });

  test("where its place is not known keeps it in its own words", async () => {
    await applied(`${head}B5,,,花园路北口,,树倒了,2026/2/1,,,\nB6,,,3幢2单元9999室,,漏水,2026/2/1,,,\n`);
    expect(await rowOf(s.admin, await numberOf("B5"))).toMatchObject({
      body: "树倒了\n\n花园路北口",
      entrance_id: null,
    });
    expect(await rowOf(s.admin, await numberOf("B6"))).toMatchObject({
      body: "漏水\n\n3幢2单元9999室",
      entrance_id: s.world.entrance,
    });
  });

  test("is told to nobody: no notification, no mail, no word to open pages", async () => {
    const heard: string[] = [];
    const { unlisten } = await s.admin.listen("doorstep", (payload) => heard.push(payload));
    const before =
      await s.admin`select (select count(*) from notifications) as n, (select count(*) from outbox where topic like '%mail') as m`;
    await applied(`${head}B7,${light},,,\nB8,${light},好了。,2026/2/16,甲物业\n`);
    await applied(`${head}B7,${light},好了。,2026/2/16,甲物业\n`);
    expect(
      await s.admin`select (select count(*) from notifications) as n, (select count(*) from outbox where topic like '%mail') as m`,
    ).toEqual(before);
    // What happens afterwards is told as ever.
    const number = await numberOf("B3");
    await reply(await as("coordinator"), { key: key(), number, body: "在办。", audience: "everyone", attachments: [] });
    await expect.poll(() => heard.join()).toContain("replied");
    await unlisten();
    const told = heard.map((payload) => JSON.parse(payload) as { type: string; kind: string });
    expect(told.filter(({ type }) => type === "concern").map(({ kind }) => kind)).toEqual(["replied"]);
  });

  test("has a log whose chain holds", async () => {
    await applied(`${head}B10,${light},好了。,2026/2/16,甲物业\n`);
    await applied(`${head}B10,${light.replace("坏了", "又坏了")},很好了。,2026/2/17,甲物业\n`);
    const broken = await s.admin`
      select c.number from concerns c where c.origin = 'import' and app.broken_link(c.community_id, c.id) is not null`;
    expect(broken).toEqual([]);
  });
});

describe("the same number again", () => {
  test("with an answer that has come since: it joins the thread, and one that nobody took up is closed", async () => {
    await applied(`${head}C1,${light},,,\nC2,${light},,,\n`);
    const [open, taken] = [await numberOf("C1"), await numberOf("C2")];
    await take(await as("coordinator"), { key: key(), number: taken });
    const text = `${head}C1,${light},换好了。,2026/2/20,甲物业\nC2,${light},换好了。,2026/2/20,甲物业\n`;
    const id = await handed(text);
    expect(await pageOf(id)).toMatchObject({ added: 0, changed: 2, same: 0 });
    expect((await pageOf(id)).sample).toMatchObject([
      { number: "C1", added: false, changes: ["answer"] },
      { number: "C2" },
    ]);
    await agree(await as("coordinator"), { ledger: id });
    await work();
    const answeredAt = new Date("2026-02-19T16:00:00Z");
    expect(await rowOf(s.admin, open)).toMatchObject({
      status: "closed",
      close_reason: "answered_before",
      answered_at: answeredAt,
    });
    expect(await rowOf(s.admin, taken)).toMatchObject({ status: "taken", closed_at: null, answered_at: answeredAt });
    expect(await eventsOf(s.admin, open)).toEqual(["raised", "answered", "expired new→closed"]);
    // The unit that answered reads it here too, where nobody had given it to another.
    expect((await concernPage(await as("propertyMember"), open)).assignments).toMatchObject([{ status: "answered" }]);
    await hides(concernPage(await as("propertyMember"), taken));
    expect(await eventsOf(s.admin, taken)).toEqual(["raised", "taken new→taken", "replied"]);
    expect(await applied(text)).toMatchObject({ added: 0, changed: 0, same: 2 });
  });

  test("with another text: what stands here stays, and the new text is a working message", async () => {
    await applied(`${head}C3,,,,灯,灯坏了,2026/2/14,好了。,2026/2/15,\n`);
    const changed = `${head}C3,,,,灯,灯坏了，楼梯也坏了,2026/2/14,好了。,2026/2/15,\n`;
    expect(await applied(changed)).toMatchObject({ added: 0, changed: 1, same: 0 });
    const number = await numberOf("C3");
    expect(await rowOf(s.admin, number)).toMatchObject({ title: "灯", body: "灯坏了", status: "closed" });
    expect(await eventsOf(s.admin, number)).toEqual(["raised", "replied", "expired new→closed", "restated (working)"]);
    const { timeline } = await concernPage(await as("coordinator"), number);
    expect(timeline.at(-1)?.message?.body).toBe("灯\n\n灯坏了，楼梯也坏了");
    expect(await applied(changed)).toMatchObject({ changed: 0, same: 1 });
  });

  test("without the answer that it had: nothing is taken away", async () => {
    const whole = `${head}C4,${light},好了。,2026/2/16,\n`;
    await applied(whole);
    expect(await applied(`${head}C4,${light},,,\n`)).toMatchObject({ changed: 0, same: 1 });
    expect(await applied(whole)).toMatchObject({ changed: 0, same: 1 });
    expect(await rowOf(s.admin, await numberOf("C4"))).toMatchObject({ status: "closed" });
  });

  test("is another concern in another community", async () => {
    await applied(`${head}C5,${light},,,\n`);
    const there = await importLedger("concerns", "b", file(`${head}C5,${light},,,\n`), {
      dryRun: false,
      onRows: () => {},
    });
    expect(there).toMatchObject({ added: 1, same: 0, refused: null });
    expect(await s.admin`select 1 from concerns where external_number = 'C5'`).toHaveLength(2);
  });
});

describe("a list with a fault", () => {
  test("is not carried out, not even in part, and says where it is", async () => {
    const before = await counts();
    const id = await handed(`${head}D1,${light},,,\nD2,${light},好了。,2026/2/16,没有这个单位\nD1,${light},,,\n`);
    expect(await pageOf(id)).toMatchObject({
      state: "faulty",
      problemCount: 2,
      problems: [
        { sheet: "", row: 3, column: "unit", value: "没有这个单位", why: "unit" },
        { sheet: "", row: 4, column: "number", value: "D1 (2)", why: "twice" },
      ],
    });
    await expect(agree(await as("coordinator"), { ledger: id })).rejects.toMatchObject({ code: "notNow" });
    await work();
    expect(await counts()).toEqual(before);
    expect(await s.admin`select 1 from ledger_concerns where ledger_id = ${id}`).toHaveLength(0);
  });

  test.each([
    ["时间,内容\n2026-02-01,甲", "ledgerNumber"],
    ["一张没有表头的纸", "ledgerColumns"],
    [head, "ledgerEmpty"],
  ])("that is none says so", async (text, refused) => {
    expect(await pageOf(await handed(text))).toMatchObject({ state: "refused", refused });
  });

  test("is told the columns that are not read", async () => {
    expect(await pageOf(await handed("编号,时间,内容,点赞数\nD9,2026-02-01,甲,3\n"))).toMatchObject({
      leftOut: ["点赞数"],
    });
  });
});

test("struck down while it is carried out, it has done nothing, and is carried out afterwards", async () => {
  const lines = Array.from({ length: 700 }, (_, i) => `E${i},,,,,第 ${i} 件,2026/2/14,好了。,2026/2/15,甲物业`).join(
    "\n",
  );
  const id = await handed(head + lines);
  const before = await counts();
  await agree(await as("coordinator"), { ledger: id });
  // The last of them cannot be written.
  await s.admin.unsafe(`create function no_more() returns trigger language plpgsql as $$ begin raise 'struck down'; end $$;
    create trigger no_more before insert on concerns for each row when (new.external_number = 'E699') execute function no_more()`);
  await work();
  expect(await counts()).toEqual(before);
  await s.admin.unsafe("drop function no_more cascade");
  await s.admin`update outbox set due_at = now() where topic = 'ledger_apply' and done_at is null`;
  await work();
  expect(await pageOf(id)).toMatchObject({ state: "applied", added: 700 });
  const [row] =
    await s.admin`select count(*)::int as n, count(distinct number)::int as numbers from concerns where ledger_id = ${id}`;
  expect(row).toEqual({ n: 700, numbers: 700 });
});

test("given up, nothing of it is kept", async () => {
  const id = await handed(`${head}F1,${light},,,\n`);
  await giveUp(await as("coordinator"), { ledger: id });
  await work();
  expect(await pageOf(id)).toMatchObject({ state: "givenUp", sample: [] });
  expect(await s.admin`select 1 from ledger_concerns where ledger_id = ${id}`).toHaveLength(0);
});

test("by command, as a workbook: a dry run writes nothing, then all is written, then nothing", async () => {
  const bytes = await writeXlsx({
    sheets: [
      {
        name: "留言",
        rows: [
          ["编号", "时间", "内容", "回复", "答复时间"],
          ["G1", new Date("2026-02-14T20:00:00Z"), "灯坏了", "换了", new Date("2026-02-15T08:00:00Z")],
        ],
      },
    ],
  });
  const run = (dryRun: boolean) =>
    importLedger("concerns", "a", { name: "留言.xlsx", bytes }, { dryRun, onRows: () => {} });
  expect(await run(true)).toMatchObject({ added: 1, problemCount: 0 });
  expect(await s.admin`select 1 from concerns where external_number = 'G1'`).toHaveLength(0);
  expect(await run(false)).toMatchObject({ added: 1 });
  expect(await rowOf(s.admin, await numberOf("G1"))).toMatchObject({ created_at: new Date("2026-02-14T12:00:00Z") });
  expect(await run(false)).toMatchObject({ added: 0, same: 1 });
  expect(
    await importLedger("concerns", "nowhere", { name: "x", bytes }, { dryRun: true, onRows: () => {} }),
  ).toBeUndefined();
});

test("where nobody is on duty no list is taken", async () => {
  await s.admin`update communities set duty_id = null where id = ${s.world.b}`;
  const result = await importLedger("concerns", "b", file(`${head}H1,${light},,,\n`), {
    dryRun: false,
    onRows: () => {},
  });
  expect(result).toMatchObject({ refused: "nobodyOnDuty" });
  await s.admin`update communities set duty_id = ${s.world.people.coordinatorB} where id = ${s.world.b}`;
});

test("a list of concerns is none of households, and the other way round", async () => {
  const id = await handed(`${head}I1,${light},,,\n`);
  await hides(ledgerPage(await as("coordinator"), "households", id));
  const shown = await lastLedgers(await as("coordinator"), "households", s.world.a);
  expect(shown.map((l) => l.id)).not.toContain(id);
});

test.each(["officer", "propertyMember", "resident", "admin", "nobody"] as const)(
  "%s hands in no list and reads none",
  async (who) => {
    const id = await handed(`${head}J-${who},${light},,,\n`);
    const viewer = await as(who);
    await expect(handIn(viewer, "concerns", { key: key(), community: s.world.a }, file(head))).rejects.toThrow();
    await hides(ledgerPage(viewer, "concerns", id));
    await hides(agree(viewer, { ledger: id }));
    await hides(giveUp(viewer, { ledger: id }));
  },
);
