import { expect, test } from "./support/test.ts";
import { zh } from "./support/words.ts";

// Each figure leads to what it counts, and nobody is counted what they may not know of.

test("a coordinator follows a figure to its list, page by page, without JavaScript on a phone", async ({ person }) => {
  const page = await person("coordinator", { phone: true, javaScript: false });
  await page.goto("/desk");
  await page.goto("/figures");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(zh("figures.title"));
  const solved = page
    .getByRole("definition")
    .filter({ hasText: zh("figures.whole.solved") })
    .first();
  const whole = solved.getByRole("link", { name: new RegExp(zh("figures.whole.solved")) });
  const count = Number.parseInt(((await whole.textContent()) ?? "").replace(/\D/g, ""), 10);
  expect(count).toBeGreaterThan(25);
  await whole.click();
  await page.waitForURL(/figures\/list/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(zh("figures.list.count", { count }));
  let listed = 0;
  for (;;) {
    listed += await page.getByRole("main").getByRole("listitem").count();
    const older = page.getByRole("link", { name: zh("figures.list.older") });
    if ((await older.count()) === 0) break;
    await page.goto((await older.getAttribute("href")) ?? "");
  }
  expect(listed).toBe(count);
  await page.getByRole("link", { name: zh("figures.list.back") }).click();
  await expect(page).toHaveURL(/\/figures\?/);
});

test("filters stand in the address; what cannot be read is said beside its field, and left out", async ({ person }) => {
  const page = await person("coordinator", { javaScript: false });
  await page.goto("/figures");
  await page.getByRole("combobox", { name: zh("concerns.category") }).selectOption("lift");
  await page.getByRole("button", { name: zh("figures.show") }).click();
  await page.waitForURL(/category=lift/);
  await expect(page.getByRole("heading", { name: zh("figures.by.categories") })).toHaveCount(0);
  await page.goto("/figures?from=2026-05&to=2026-04&unit=anything");
  await expect(page.getByText(zh("figures.errors.order"))).toBeVisible();
  await expect(page.getByRole("combobox", { name: zh("figures.to"), exact: true })).toHaveAttribute(
    "aria-invalid",
    "true",
  );
  await expect(page.getByText(zh("figures.errors.choose"))).toBeVisible();
  await page.goto("/figures?from=2001-01&to=2001-02");
  await expect(page.getByText(zh("figures.none"))).toBeVisible();
});

test("a partner unit is shown its own figures, whatever the address asks for", async ({ person, sql }) => {
  const [property] = await sql<
    { id: string; name: string }[]
  >`select id, name from organizations where kind = 'property'`;
  const [fire] = await sql<{ name: string }[]>`select name from organizations where kind = 'fire'`;
  const page = await person("fire");
  await page.goto(`/figures?unit=${property?.id}`);
  const main = page.getByRole("main");
  await expect(main).toContainText(fire?.name ?? "");
  await expect(main).not.toContainText(property?.name ?? "");
  await expect(main.getByRole("heading", { name: zh("figures.besideOwn") })).toBeVisible();
  const answer = await page.goto(`/figures/list?what=given&unit=${property?.id}`);
  expect(answer?.status()).toBe(404);
});

test("the table can be taken along, with guarded cells", async ({ person }) => {
  const page = await person("coordinator");
  await page.goto("/figures");
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: zh("figures.csv") }).click(),
  ]);
  expect(file.suggestedFilename()).toBe("figures.csv");
  const stream = await file.createReadStream();
  let text = "";
  for await (const part of stream) text += part.toString("utf8");
  expect(text.charCodeAt(0)).toBe(0xfeff);
  expect(text).toContain(zh("figures.what.in_time"));
  expect(text.split("\n").length).toBeGreaterThan(20);
});
