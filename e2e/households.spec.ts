import { readFileSync } from "node:fs";
import { writeXlsx } from "hucre/xlsx";
import { alive } from "./support/pages.ts";
import { chosen } from "./support/photo.ts";
import { expect, test } from "./support/test.ts";
import { zh } from "./support/words.ts";

// Story line 2: every building, entrance by entrance, door by door. The doors come from the ledger that the community keeps.

const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const headings = ["楼栋", "单元", "室号", "户主", "联系电话", "人口", "是否出租"];

const workbook = async (rows: (string | number | null)[][]) =>
  chosen(
    "伊萨卡住户台账.xlsx",
    xlsx,
    Buffer.from(await writeXlsx({ sheets: [{ name: "7幢", rows: [["七号楼住户"], headings, ...rows] }] })),
  );

for (const javaScript of [true, false]) {
  const building = javaScript ? "77" : "78";
  test(`a ledger is shown before it is written, with${javaScript ? "" : "out"} JavaScript, and comes out as it went in`, async ({
    person,
    sql,
  }) => {
    const page = await person("coordinator", { phone: javaScript, javaScript });
    await page.goto("/households");
    const form = page.getByRole("form", { name: zh("ledger.handIn") });
    if (javaScript) await alive(page);
    await form.getByLabel(zh("ledger.file")).setInputFiles(
      await workbook([
        [building, 1, 101, "赵一", 13900000001, 2, "否"],
        [null, null, 102, "钱二", 13900000002, 3, "是"],
      ]),
    );
    await form.getByRole("button", { name: zh("ledger.read") }).click();
    await page.waitForURL(/\/households\/ledgers\//);
    const agree = page.getByRole("button", { name: zh("ledger.agree", { count: 2 }) });
    await expect(async () => {
      if (!javaScript)
        await page
          .getByRole("link", { name: zh("ledger.look") })
          .click({ timeout: 500 })
          .catch(() => {});
      await expect(agree).toBeVisible({ timeout: 1500 });
    }).toPass({ timeout: 30_000 });
    await expect(page.getByRole("listitem").filter({ hasText: `${building}幢 1单元 102` })).toBeVisible();
    const doors = () => sql`
      select h.door, c.holder, c.rented from households h join entrances e on e.id = h.entrance_id
      join buildings b on b.id = e.building_id left join household_contacts c on c.household_id = h.id
      where b.name = ${`${building}幢`} order by h.door`;
    expect(await doors()).toEqual([]);
    await agree.click();
    await expect(async () => {
      if (!javaScript) await page.reload();
      await expect(page.getByText(zh("ledger.done"))).toBeVisible({ timeout: 1500 });
    }).toPass({ timeout: 30_000 });
    expect(await doors()).toEqual([
      { door: "101", holder: "赵一", rented: false },
      { door: "102", holder: "钱二", rented: true },
    ]);

    await page.goto("/households");
    await expect(page.getByRole("region", { name: `${building}幢` })).toContainText(
      zh("households.knownOf", { known: 2, doors: 2 }),
    );
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: zh("households.export", { as: "CSV" }) }).click(),
    ]);
    const text = readFileSync(await file.path(), "utf8");
    expect(text.startsWith("\ufeff楼栋,单元,室号,楼层,户主")).toBe(true);
    expect(text).toContain(`${building}幢,1单元,102,1,钱二,'+8613900000002,3,是,`);
  });
}

test("what cannot be understood is told by row and column, and nothing is written", async ({ person, sql }) => {
  const page = await person("coordinator");
  await page.goto("/households");
  await alive(page);
  const form = page.getByRole("form", { name: zh("ledger.handIn") });
  await form.getByRole("button", { name: zh("ledger.read") }).click();
  await expect(form.getByRole("alert")).toContainText(zh("refusals.ledgerMissing"));
  const hand = async (file: Awaited<ReturnType<typeof workbook>>) => {
    await page.goto("/households");
    await alive(page);
    await form.getByLabel(zh("ledger.file")).setInputFiles(file);
    await form.getByRole("button", { name: zh("ledger.read") }).click();
    await page.waitForURL(/\/households\/ledgers\//);
  };
  await hand(await workbook([["79", 1, 101, "甲", "没有", "很多", "也许"]]));
  await expect(page.getByText(zh("ledger.faults", { count: 3 }))).toBeVisible();
  const wrong = page.getByRole("listitem").filter({
    hasText: zh("ledger.at", { row: 3, column: zh("ledger.columns.people") }),
  });
  await expect(wrong).toContainText("很多");
  await expect(wrong).toContainText(zh("ledger.why.people"));
  await page.getByRole("button", { name: zh("ledger.giveUp") }).click();
  await expect(page.getByText(zh("ledger.gaveUp"))).toBeVisible();
  expect(await sql`select 1 from buildings where name = '79幢'`).toHaveLength(0);

  await hand(chosen("照片.jpg", "image/jpeg", Buffer.from("ffd8ffe000104a46494600", "hex")));
  await expect(page.getByText(zh("refusals.ledgerType"))).toBeVisible();
});
