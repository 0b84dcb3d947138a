import { writeXlsx } from "hucre/xlsx";
import { alive } from "./support/pages.ts";
import { chosen } from "./support/photo.ts";
import { expect, test } from "./support/test.ts";
import { zh } from "./support/words.ts";

// Story line 12: what people care about decides what is worked on. Their concerns did not begin with the portal: the lists
// that the community and its hotline keep come along, answers and all.

const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const headings = [
  "留言编号",
  "留言用户",
  "联系电话",
  "地址",
  "留言主题",
  "留言详情",
  "留言时间",
  "答复意见",
  "答复时间",
  "答复单位",
  "点赞数",
];

const workbook = async (rows: (string | number | Date | null)[][]) =>
  chosen(
    "社区留言.xlsx",
    xlsx,
    Buffer.from(await writeXlsx({ sheets: [{ name: "留言", rows: [["2026 年社区留言"], headings, ...rows] }] })),
  );

const hand = async (
  page: import("@playwright/test").Page,
  file: Awaited<ReturnType<typeof workbook>>,
  javaScript = true,
) => {
  await page.goto("/concerns");
  await page.getByRole("link", { name: zh("concerns.import") }).click();
  await page.waitForURL("/concerns/import");
  if (javaScript) await alive(page);
  const form = page.getByRole("form", { name: zh("concernImport.handIn") });
  await form.getByLabel(zh("concernImport.file")).setInputFiles(file);
  await form.getByRole("button", { name: zh("ledger.read") }).click();
  await page.waitForURL(/\/concerns\/import\/[0-9a-f-]{36}/);
};

for (const javaScript of [true, false]) {
  test(`a list from before is shown before it is written, with${javaScript ? "" : "out"} JavaScript, and counts by its own times`, async ({
    person,
    sql,
  }) => {
    const mark = javaScript ? "甲" : "乙";
    const [unit] = await sql<[{ name: string }]>`select name from organizations where kind = 'property'`;
    const rows: (string | number | Date | null)[][] = [
      [
        `${mark}-1`,
        "赵大爷",
        13900000001,
        "1幢1单元",
        "楼道的灯",
        `${mark}单元门口的灯坏了`,
        new Date("2026-02-14T20:00:00Z"),
        "已经换了新灯。",
        46069.5,
        unit.name,
        3,
      ],
      [`${mark}-2`, "钱阿姨", null, null, null, `${mark}单元的电梯门关不上`, "2026/3/1 8:30:00", null, null, null, 0],
    ];
    const page = await person("coordinator", { phone: javaScript, javaScript });
    await hand(page, await workbook(rows), javaScript);
    const agree = page.getByRole("button", { name: zh("concernImport.agree", { count: 2 }) });
    const until = (what: import("@playwright/test").Locator) =>
      expect(async () => {
        if (!javaScript) await page.reload();
        await expect(what).toBeVisible({ timeout: 1500 });
      }).toPass({ timeout: 30_000 });
    await until(agree);
    await expect(page.getByText(zh("ledger.leftOut", { columns: "点赞数" }))).toBeVisible();
    const first = page.getByRole("listitem").filter({ hasText: `${mark}-1` });
    await expect(first).toContainText("楼道的灯");
    await expect(first).toContainText(unit.name);
    await expect(page.getByRole("listitem").filter({ hasText: `${mark}-2` })).toContainText(
      zh("concernImport.unanswered"),
    );
    const written = () => sql`
      select external_number as n, status, answered_at is not null and answered_at <= answer_due_at as in_time from concerns
      where external_number like ${`${mark}-%`} order by 1`;
    expect(await written()).toEqual([]);
    await agree.click();
    await until(page.getByText(zh("ledger.done")));
    expect(await written()).toEqual([
      { n: `${mark}-1`, status: "closed", in_time: true },
      { n: `${mark}-2`, status: "new", in_time: false },
    ]);

    // The answer is the unit's, at its own time, on the page of the concern.
    const [one] = await sql<[{ number: string }]>`select number from concerns where external_number = ${`${mark}-1`}`;
    await page.goto(`/concerns/${one.number}`);
    await expect(page.getByText("已经换了新灯。")).toBeVisible();
    await expect(page.getByText(zh("thread.fromList", { number: `${mark}-1` }))).toBeVisible();
    await expect(
      page
        .getByRole("list", { name: zh("thread.label") })
        .getByText(unit.name)
        .first(),
    ).toBeVisible();
    // A neighbour learns nothing of it.
    const neighbour = await person("neighbour");
    expect((await neighbour.goto(`/concerns/${one.number}`))?.status()).toBe(404);
    await neighbour.goto(`/concerns?q=${encodeURIComponent(`${mark}单元门口`)}`);
    await expect(neighbour.getByText("楼道的灯")).toHaveCount(0);

    // The same list with an answer that has come since: one changes, nothing is there twice.
    rows[1] = [...(rows[1] ?? []).slice(0, 7), "门机修好了。", "2026/3/2 10:00:00", null, 0];
    await hand(page, await workbook(rows), javaScript);
    const again = page.getByRole("button", { name: zh("concernImport.agree", { count: 1 }) });
    await until(again);
    await expect(page.getByRole("listitem").filter({ hasText: `${mark}-2` })).toContainText(
      zh("concernImport.changes.answer"),
    );
    await again.click();
    await until(page.getByText(zh("ledger.done")));
    expect(await written()).toEqual([
      { n: `${mark}-1`, status: "closed", in_time: true },
      { n: `${mark}-2`, status: "closed", in_time: true },
    ]);
    await hand(page, await workbook(rows), javaScript);
    await until(page.getByText(zh("concernImport.nothingNew")));
  });
}

test("what cannot be understood is told by sheet, row and column, and nothing is written", async ({ person, sql }) => {
  const page = await person("coordinator");
  await hand(
    page,
    await workbook([["丙-1", null, null, null, null, "灯坏了", "去年", "好了", "昨天", "没有这个单位", 0]]),
  );
  await expect(page.getByText(zh("concernImport.faults", { count: 3 }))).toBeVisible();
  const wrong = page.getByRole("listitem").filter({
    hasText: zh("ledger.at", { row: 3, column: zh("concernImport.columns.unit") }),
  });
  await expect(wrong).toContainText("没有这个单位");
  await expect(wrong).toContainText(zh("concernImport.why.unit"));
  await page.getByRole("button", { name: zh("ledger.giveUp") }).click();
  await expect(page.getByText(zh("ledger.gaveUp"))).toBeVisible();
  expect(await sql`select 1 from concerns where external_number = '丙-1'`).toHaveLength(0);

  await hand(page, chosen("无编号.csv", "text/csv", Buffer.from("时间,内容\n2026-02-01,灯坏了\n")));
  await expect(page.getByText(zh("refusals.ledgerNumber"))).toBeVisible();
});
