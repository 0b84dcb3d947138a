import { expect, test } from "./support/test.ts";
import { zh } from "./support/words.ts";

// What everybody may read of the figures: a stranger reads the page, takes the files, and finds nobody in them.

const tables = ["total", "month", "category", "building", "unit", "door"] as const;

type Row = {
  from: string;
  until: string;
  key: string;
  name: string;
  measure: string;
  unit: string;
  value: number | null;
  rounded_to: number | null;
};

/** A file of commas as rows: no cell of these holds one. */
const rowsOf = (csv: string) => {
  const [head = "", ...lines] = csv
    .replace(/^\uFEFF/, "")
    .trim()
    .split(/\r?\n/);
  const names = head.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, i) => [names[i] ?? "", cell])));
};

test.beforeAll(async ({ sql }) => {
  // Counted by the worker as the portal starts.
  await expect
    .poll(async () => (await sql`select 1 from open_figures where by = 'total' and value is not null`).length, {
      timeout: 60_000,
    })
    .toBeGreaterThan(0);
});

test("a stranger reads them on a phone without JavaScript: rates, pictures with their tables, definitions one tap away", async ({
  person,
  sql,
}) => {
  const page = await person(null, { phone: true, javaScript: false });
  await page.goto("/");
  await page.goto("/figures");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(zh("open.title"));
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  const told = await sql<{ key: string; value: number; step: number }[]>`
    select f.key, f.value, f.step from open_figures f join (
      select max(until) as until from open_figures where by = 'total' and measure = 'raised' and value is not null) l on l.until = f.until
    where f.by = 'category' and f.measure = 'raised' and f.value is not null`;
  expect(told.length).toBeGreaterThan(4);
  const care = page.getByRole("region", { name: zh("open.care") });
  await expect(care.getByRole("listitem")).toHaveCount(told.length);
  await care.getByText(zh("open.table"), { exact: true }).click();
  for (const { key, value } of told) {
    const name = zh(`words.categories.${key}` as "words.categories.fire");
    const said = zh("open.told.about", { value: String(value) });
    await expect(care.getByRole("listitem").filter({ hasText: name })).toContainText(said);
    await expect(care.getByRole("row").filter({ hasText: name })).toContainText(said);
  }
  const rates = page.getByRole("region", { name: zh("open.rates") });
  await rates.getByText(zh("open.what")).first().click();
  await expect(rates.getByText(zh("figures.definitions.answered"))).toBeVisible();
  await expect(page.getByRole("img", { name: /柱状图/ })).toBeVisible();
  await expect(page.getByText(zh("open.rules.few"))).toBeVisible();
  await page.getByRole("link", { name: zh("open.dataLink") }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(zh("open.openData"));
  await expect(page.getByRole("link", { name: "CC BY 4.0" })).toBeVisible();
});

test("files say the same as each other and as what was told, and no number in them is of fewer than five households", async ({
  wire,
  sql,
}) => {
  const { request } = await wire(null);
  let told = 0;
  let hidden = 0;
  for (const table of tables) {
    const [csv, json] = await Promise.all(
      ["csv", "json"].map((kind) => request.get(`/figures/open.${kind}?table=${table}`)),
    );
    expect(csv?.headers()["content-type"]).toContain("text/csv");
    const text = (await csv?.body())?.toString("utf8") ?? "";
    expect(text.startsWith("\uFEFF")).toBe(true);
    const rows = ((await json?.json()) as { rows: Row[] } | undefined)?.rows ?? [];
    expect(rowsOf(text)).toEqual(
      rows.map((row) => Object.fromEntries(Object.entries(row).map(([k, v]) => [k, v === null ? "" : String(v)]))),
    );
    const kept = await sql`select key, measure, value, step from open_figures where by = ${table}`;
    expect(rows.length).toBe(kept.length);
    for (const row of rows) {
      if (row.value === null) {
        hidden += 1;
        continue;
      }
      told += 1;
      expect(kept).toContainEqual({ key: row.key, measure: row.measure, value: row.value, step: row.rounded_to });
      if (row.unit === "concerns" || row.unit === "doors") expect(row.value).toBeGreaterThanOrEqual(5);
      if (row.unit === "percent") expect(row.value % 5).toBe(0);
      if (row.unit === "concerns" && !(table === "total" && row.measure === "raised"))
        expect([row.value % 5, (row.rounded_to ?? 0) % 5]).toEqual([0, 0]);
    }
    // A door, a telephone number, a name of a person is in none of them.
    expect(text).not.toMatch(/\d-\d-\d{3,4}|1[3-9]\d{9}|王秀英/);
  }
  expect(told).toBeGreaterThan(80);
  expect(hidden).toBeGreaterThan(20);
});

test("a count that is told has its households behind it, as the database knows them", async ({ sql }) => {
  const rows = await sql<{ by: string; key: string; households: number }[]>`
    select f.by, f.key, c.households from open_figures f
    join communities k on k.id = f.community_id
    join lateral (
      select sum(o.newcomers)::int as households from app.open_counts(f.community_id, k.time_zone, f.since, f.until) o
      where o.by = f.by and o.key = f.key and o.measure = f.measure) c on true
    where f.value is not null and f.by in ('total', 'category', 'building', 'unit') and f.measure in ('raised', 'due', 'rated')`;
  expect(rows.length).toBeGreaterThan(20);
  for (const row of rows) expect(row.households, JSON.stringify(row)).toBeGreaterThanOrEqual(5);
});

test("everybody is shown the same; who works here finds it from their own figures", async ({ person, wire }) => {
  const page = await person("coordinator");
  await page.goto("/figures");
  await page.getByRole("link", { name: zh("figures.public") }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(zh("open.title"));
  const main = (html: string) => /<main[\s\S]*<\/main>/.exec(html)?.[0].replace(/<script[\s\S]*?<\/script>/g, "") ?? "";
  const [a, b] = await Promise.all(
    [await wire(null), await wire("resident")].map(async (w) => main(await (await w.request.get("/figures")).text())),
  );
  expect(a?.length).toBeGreaterThan(5000);
  expect(b).toBe(a);
  const kept = await (await wire(null)).request.get("/figures/open.json?table=anything");
  expect(kept.status()).toBe(404);
});
