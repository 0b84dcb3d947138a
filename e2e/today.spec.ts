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
    const now = page.getByRole("listitem", { name: zh("today.now", { door: first?.door ?? "" }) });
    await now.getByRole("button", { name: zh("visit.outcome.visited") }).click();
    await expect(page.getByRole("listitem", { name: zh("today.now", { door: second?.door ?? "" }) })).toBeVisible();
    expect((await statuses()).find((d) => d.id === first?.id)?.status).toBe("visited");
    await expect(lines(page, "visited").filter({ hasText: first?.door ?? "" })).toBeVisible();

    // A floor on which nobody opens: one press, and one to take it back.
    const button = page.getByRole("button", { name: zh("today.nobodyOnFloor", { count: 2 }) }).first();
    await button.click();
    const back = page.getByRole("button", { name: zh("today.takeBack", { count: 2 }) });
    await expect(back).toBeVisible();
    const missed = (await statuses()).filter((d) => d.status === "nobody_home");
    expect(missed).toHaveLength(2 + before.filter((d) => d.status === "nobody_home").length);
    await back.click();
    await expect(back).toHaveCount(0);
    expect((await statuses()).filter((d) => d.status === "planned")).toHaveLength(doors.length - 1);
  });
}

test("a day without doors says so, and leads to the next one that has some", async ({ person }) => {
  const page = await person("officer", { phone: true });
  await page.goto("/visits/today?day=2020-02-29");
  await expect(page.getByText(zh("today.none"))).toBeVisible();
  await page.goto("/visits/today?day=nonsense");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});
