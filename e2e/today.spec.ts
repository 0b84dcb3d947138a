import type { Page } from "@playwright/test";
import { alive } from "./support/pages.ts";
import { emailOf } from "./support/session.ts";
import { expect, test } from "./support/test.ts";
import { zh } from "./support/words.ts";

// Story lines 2 to 4: an evening's doors in walking order, in one hand; nobody home is recorded without blame.

const lines = (page: Page, status: "visited" | "nobody_home") =>
  page.locator("main ol ol > li").filter({ hasText: zh(`words.visitStatuses.${status}`) });

for (const javaScript of [true, false]) {
  test(`an officer walks an evening on a phone, with${javaScript ? "" : "out"} JavaScript`, async ({ person, sql }) => {
    const who = javaScript ? "officer" : "coordinator";
    const [day] = await sql<[{ on: string }]>`
      select to_char(min(v.starts_at) at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as on from visits v
      join visit_officers o on o.visit_id = v.id join accounts a on a.user_id = o.user_id
      where a.email = ${emailOf(who)} and v.status = 'planned' and v.round_id is not null and v.starts_at > now()`;
    const statuses = async () => {
      const rows = await sql<{ id: string; floor: number; door: string; status: string }[]>`
        select v.id, h.floor, h.door, v.status from visits v join households h on h.id = v.household_id
        join visit_officers o on o.visit_id = v.id join accounts a on a.user_id = o.user_id
        where a.email = ${emailOf(who)} and to_char(v.starts_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') = ${day.on}
          and v.status not in ('cancelled', 'rescheduled') order by v.starts_at, h.floor desc, h.door`;
      return rows;
    };
    const page = await person(who, { phone: true, javaScript });
    await page.goto("/visits");
    await page.getByRole("link", { name: zh("today.link") }).click();
    await page.waitForURL("**/visits/today");
    await page.goto(`/visits/today?day=${day.on}`);
    if (javaScript) await alive(page);
    const before = await statuses();
    const doors = before.filter((d) => d.status === "planned");
    await expect(
      page.getByText(zh("today.doneOf", { done: before.length - doors.length, total: before.length })),
    ).toBeVisible();

    const [first, second] = doors;
    const open = page.locator('li[id^="door-"]:has(> details[open])');
    await expect(open.locator("> details > summary")).toContainText(first?.door ?? "");
    await open.getByRole("button", { name: zh("visit.outcome.visited") }).click();
    // The next door opens by itself.
    await expect(open.locator("> details > summary")).toContainText(second?.door ?? "");
    await expect.poll(async () => (await statuses()).find((d) => d.id === first?.id)?.status).toBe("visited");
    await expect(lines(page, "visited").filter({ hasText: first?.door ?? "" })).toBeVisible();

    // A floor on which nobody opens: one press, and one to take it back.
    const button = page.getByRole("button", { name: zh("today.nobodyOnFloor", { count: 2 }) }).first();
    await button.click();
    const back = page.getByRole("button", { name: zh("today.takeBack", { count: 2 }) });
    await expect(back).toBeVisible();
    const missed = async () => (await statuses()).filter((d) => d.status === "nobody_home").length;
    const home = before.filter((d) => d.status === "nobody_home").length;
    await expect.poll(missed).toBe(home + 2);
    await back.click();
    await expect(back).toHaveCount(0);
    await expect
      .poll(async () => (await statuses()).filter((d) => d.status === "planned").length)
      .toBe(doors.length - 1);
  });
}

test("a day without doors says so, and leads to the next one that has some", async ({ person }) => {
  const page = await person("officer", { phone: true });
  await page.goto("/visits/today?day=2020-02-29");
  await expect(page.getByText(zh("today.none"))).toBeVisible();
  await page.goto("/visits/today?day=nonsense");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});

test("a sheet walked with a pen is entered by keyboard, a letter a door", async ({ person, sql }) => {
  const [walk] = await sql<[{ on: string; doors: number }]>`
    select to_char(v.starts_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as on, count(*)::int as doors from visits v
    join visit_officers o on o.visit_id = v.id join accounts a on a.user_id = o.user_id
    where a.email = ${emailOf("coordinator")} and v.status = 'planned' group by 1 order by 2 desc limit 1`;
  const page = await person("coordinator");
  await page.goto(`/visits/today/enter?day=${walk.on}`);
  await alive(page);
  const rows = page.locator("fieldset");
  const doors = await rows.count();
  expect(doors).toBe(walk.doors);
  await rows
    .first()
    .getByRole("radio", { name: zh("paper.none") })
    .focus();
  await page.keyboard.press("n");
  await expect(rows.first().getByRole("radio", { name: zh("visit.outcome.nobody_home") })).toBeChecked();
  await page.keyboard.press("Enter");
  await page.keyboard.press("v");
  await page.keyboard.press("Tab");
  await page.keyboard.type("灯修好了，老人高兴。");
  await page.getByRole("button", { name: zh("paper.save") }).click();
  await expect(page.getByText(zh("paper.saved", { count: 2 }))).toBeVisible();
  await expect(rows).toHaveCount(doors - 2);
  const [note] = await sql`select count(*)::int as n from visit_notes where body = '灯修好了，老人高兴。'`;
  expect(note?.n).toBe(1);
});
