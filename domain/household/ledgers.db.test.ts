import { describe, expect, test } from "vitest";
import { agree, giveUp, handIn, ledgerPage } from "../ledger/hand-in.ts";
import { key, stage } from "../testing/stage.ts";
import { keepHouse } from "../work/house.ts";
import { workOnce } from "../work/worker.ts";
import { exportHouseholds } from "./export.ts";

const s = stage();
const { as } = s;

const file = (text: string, name = "台账.csv") => ({ name, bytes: new TextEncoder().encode(text) });
const work = async () => {
  while (await workOnce()) {
    // Until nothing is due.
  }
};

async function handed(text: string) {
  const id = await handIn(await as("coordinator"), "households", { key: key(), community: s.world.a }, file(text));
  await work();
  return id;
}
const pageOf = async (id: string) => ledgerPage(await as("coordinator"), "households", id);
const applied = async (text: string) => {
  const id = await handed(text);
  await agree(await as("coordinator"), { ledger: id });
  await work();
  return pageOf(id);
};
const doors = () => s.admin<
  {
    at: string;
    floor: number;
    holder: string | null;
    phone: string | null;
    people: number | null;
    rented: boolean | null;
  }[]
>`
  select b.name || ' ' || e.name || ' ' || h.door as at, h.floor, c.holder, c.phone, c.people, c.rented
  from households h join entrances e on e.id = h.entrance_id join buildings b on b.id = e.building_id
  left join household_contacts c on c.household_id = h.id where h.community_id = ${s.world.a} order by b.name, e.name, h.door`;

const head = "楼栋,单元,室号,楼层,户主,联系电话,人口,是否出租\n";

test("a ledger is read, shown, agreed to and carried out; the same one again changes nothing", async () => {
  const text = `${head}81幢,1单元,101,1,甲,13800000001,3,否\n81幢,2单元,1201,12,乙,,1,是\n`;
  const before = (await doors()).length;
  const id = await handed(text);
  expect(await pageOf(id)).toMatchObject({ state: "read", rows: 2, added: 2, changed: 0, same: 0, fileKey: null });
  expect((await pageOf(id)).sample.map((x) => ("door" in x ? x.door : ""))).toEqual([
    "81幢 1单元 101",
    "81幢 2单元 1201",
  ]);
  expect((await doors()).length, "nothing is changed before it is agreed to").toBe(before);
  await agree(await as("coordinator"), { ledger: id });
  await agree(await as("coordinator"), { ledger: id });
  expect((await pageOf(id)).state).toBe("applying");
  await work();
  expect(await pageOf(id)).toMatchObject({ state: "applied", added: 2, sample: [] });
  expect((await doors()).filter((d) => d.at.startsWith("81"))).toEqual([
    { at: "81幢 1单元 101", floor: 1, holder: "甲", phone: "+8613800000001", people: 3, rented: false },
    { at: "81幢 2单元 1201", floor: 12, holder: "乙", phone: null, people: 1, rented: true },
  ]);
  expect(await s.admin`select 1 from ledger_rows where ledger_id = ${id}`).toHaveLength(0);
  const [told] =
    await s.admin`select audience, data from events where subject_id = ${s.world.a} and kind = 'ledger_applied'`;
  expect(told).toEqual({ audience: "office", data: { added: 2, changed: 0, same: 0 } });
  expect(await applied(text)).toMatchObject({ state: "applied", added: 0, changed: 0, same: 2 });
});

test("only what the ledger tells is changed; what it leaves empty in its columns is emptied", async () => {
  await applied(`${head}82,1,101,1,甲,13800000001,3,否\n82,1,102,1,乙,13800000002,2,否\n`);
  const page = await applied("地址,户主,人口\n82幢1单元101室,甲,4\n82幢1单元102室,,2\n82-1-103,丙,1\n");
  expect(page).toMatchObject({ added: 1, changed: 2, same: 0 });
  expect((await doors()).filter((d) => d.at.startsWith("82"))).toEqual([
    { at: "82幢 1单元 101", floor: 1, holder: "甲", phone: "+8613800000001", people: 4, rented: false },
    { at: "82幢 1单元 102", floor: 1, holder: null, phone: "+8613800000002", people: 2, rented: false },
    { at: "82幢 1单元 103", floor: 1, holder: "丙", phone: null, people: 1, rented: false },
  ]);
});

test("says before what would change", async () => {
  await applied(`${head}83,1,101,1,甲,13800000001,3,否\n83,1,102,1,乙,,,否\n`);
  const id = await handed(`${head}83,1,101,2,甲,13800000009,3,是\n83,1,102,1,乙,,,\n`);
  const page = await pageOf(id);
  expect(page).toMatchObject({ state: "read", added: 0, changed: 1, same: 1 });
  expect(page.sample).toEqual([
    { door: "83幢 1单元 101", floor: 2, added: false, changes: ["floor", "phone", "rented"] },
  ]);
});

test("knows buildings and entrances by whatever name they have", async () => {
  await applied(`${head}84幢,1单元,101,1,甲,,,\n`);
  expect(await applied(`${head}84号楼,一单元,101室,1,甲,,,\n`)).toMatchObject({ added: 0, changed: 0, same: 1 });
  const [row] = await s.admin`select count(*)::int as n from buildings where name like '84%'`;
  expect(row?.n).toBe(1);
});

test("an entrance grows with the doors above", async () => {
  await applied(`${head}85,1,101,1,,,,\n`);
  await applied(`${head}85,1,1801,18,,,,\n`);
  const [row] = await s.admin`
    select e.floors, e.code from entrances e join buildings b on b.id = e.building_id where b.name = '85幢'`;
  expect(row?.floors).toBe(18);
  expect(row?.code).toMatch(/^[2-9A-Z]{6}$/);
});

describe("a ledger with a fault", () => {
  test("is not carried out, not even in part", async () => {
    const id = await handed(`${head}86,1,101,1,甲,,,\n86,1,102,顶层,乙,,,\n`);
    expect(await pageOf(id)).toMatchObject({
      state: "faulty",
      problemCount: 1,
      problems: [{ sheet: "", row: 3, column: "floor", value: "顶层", why: "floor" }],
    });
    await expect(agree(await as("coordinator"), { ledger: id })).rejects.toMatchObject({ code: "notNow" });
    await work();
    expect((await doors()).filter((d) => d.at.startsWith("86"))).toEqual([]);
    expect(await s.admin`select 1 from ledger_rows where ledger_id = ${id}`).toHaveLength(0);
  });

  test("tells the first of many and counts the rest", async () => {
    const lines = Array.from({ length: 5000 }, () => "87,1,1,顶层,,,,").join("\n");
    const page = await pageOf(await handed(head + lines));
    expect(page.problemCount).toBeGreaterThanOrEqual(5000);
    expect(page.problems).toHaveLength(200);
  });

  test.each([
    ["一张没有表头的纸", "ledgerColumns"],
    [head, "ledgerEmpty"],
    [`${head}\n,,,,\n`, "ledgerEmpty"],
  ])("that is none says so", async (text, refused) => {
    expect(await pageOf(await handed(text))).toMatchObject({ state: "refused", refused });
  });
});

test("given up, nothing of it is kept", async () => {
  const id = await handed(`${head}88,1,101,1,甲,,,\n`);
  await giveUp(await as("coordinator"), { ledger: id });
  await work();
  expect(await pageOf(id)).toMatchObject({ state: "givenUp", sample: [], problems: [] });
  expect(await s.admin`select 1 from ledger_rows where ledger_id = ${id}`).toHaveLength(0);
  await expect(agree(await as("coordinator"), { ledger: id })).rejects.toMatchObject({ code: "notNow" });
});

test("sent twice, it is one", async () => {
  const form = { key: key(), community: s.world.a };
  const coordinator = await as("coordinator");
  const twice = await Promise.all(
    [0, 1].map(() => handIn(coordinator, "households", form, file(`${head}89,1,101,1,,,,\n`))),
  );
  expect(new Set(twice).size).toBe(1);
});

test("struck down while it is carried out, it has done nothing, and is carried out afterwards", async () => {
  const id = await handed(`${head}90,1,101,1,甲,,,\n`);
  await agree(await as("coordinator"), { ledger: id });
  await s.admin.unsafe(`create function no_contacts() returns trigger language plpgsql as $$ begin raise 'struck down'; end $$;
    create trigger no_contacts before insert on household_contacts for each row execute function no_contacts()`);
  await work();
  expect((await doors()).filter((d) => d.at.startsWith("90"))).toEqual([]);
  await s.admin.unsafe("drop function no_contacts cascade");
  await s.admin`update outbox set due_at = now() where topic = 'ledger_apply' and done_at is null`;
  await work();
  expect((await pageOf(id)).state).toBe("applied");
});

test.each(["officer", "propertyMember", "resident", "admin", "nobody"] as const)(
  "%s hands in no ledger and reads none",
  async (who) => {
    const id = await handed(`${head}91,1,101,1,甲,,,\n`);
    const viewer = await as(who);
    await expect(handIn(viewer, "households", { key: key(), community: s.world.a }, file(head))).rejects.toThrow();
    await expect(ledgerPage(viewer, "households", id)).rejects.toThrow();
    await expect(agree(viewer, { ledger: id })).rejects.toThrow();
    await expect(giveUp(viewer, { ledger: id })).rejects.toThrow();
  },
);

test("what is exported is imported again without a change, as CSV and as a workbook", async () => {
  const words = {
    columns: ["楼栋", "单元", "室号", "楼层", "户主", "联系电话", "人口", "是否出租", "备注"],
    sheet: "住户",
    yes: "是",
    no: "否",
  };
  await applied(`${head}92,1,101,1,=cmd(),13800000001,3,是\n`);
  const coordinator = await as("coordinator");
  for (const kind of ["csv", "xlsx"] as const) {
    const stream = await exportHouseholds(coordinator, { community: s.world.a, as: kind }, words);
    const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
    if (kind === "csv") expect(new TextDecoder().decode(bytes)).toContain(",'=cmd(),");
    const id = await handIn(
      coordinator,
      "households",
      { key: key(), community: s.world.a },
      { name: `x.${kind}`, bytes },
    );
    await work();
    const page = await pageOf(id);
    expect(page).toMatchObject({ state: "read", added: 0, changed: 0 });
    expect(page.same).toBe((await doors()).length);
  }
  const told = await s.admin`select 1 from events where subject_id = ${s.world.a} and kind = 'households_exported'`;
  expect(told).toHaveLength(2);
  await expect(exportHouseholds(await as("officer"), { community: s.world.a, as: "csv" }, words)).rejects.toThrow();
});

test("a ledger that nobody agreed to is gone after two days", async () => {
  const id = await handed(`${head}93,1,101,1,甲,,,\n`);
  await keepHouse(new Date(Date.now() + 3 * 86_400_000));
  await work();
  expect((await pageOf(id)).state).toBe("givenUp");
  expect(await s.admin`select 1 from ledger_rows where ledger_id = ${id}`).toHaveLength(0);
});
