import type { Page } from "@playwright/test";
import { linkIn, nextMail } from "./support/mail.ts";
import { numberOf, toWho } from "./support/pages.ts";
import { emailOf } from "./support/session.ts";
import { expect, test } from "./support/test.ts";
import { zh } from "./support/words.ts";

// Story line 11: whoever has the least access says who may act for them, and may take it back at any moment.

const field = (page: Page, name: string) => page.locator(`main form [name="${name}"]`);

/** Raises a private concern for the household that the page has chosen. @returns its number */
async function raiseFor(page: Page, body: string): Promise<string> {
  await field(page, "body").fill(body);
  await page.getByRole("link", { name: zh("report.toWhere") }).click();
  await toWho(page);
  await page.locator('main form input[name="privacy"][value="private"]').check();
  await page.getByRole("button", { name: zh("report.send") }).click();
  await page.waitForURL(/\/concerns\/\d{4}-\d+\?raised=1/);
  return numberOf(page);
}

test("a resident lets somebody act for her without JavaScript, sees what was raised as her own, and takes it back", async ({
  person,
}) => {
  const resident = await person("resident", { phone: true, javaScript: false });
  await resident.goto("/settings");
  await resident.getByRole("link", { name: zh("helpers.link") }).click();
  const form = resident.getByRole("form", { name: zh("helpers.add"), exact: true });
  await form.getByLabel(zh("helpers.name")).fill("消防队的小周");
  await form.getByLabel(zh("helpers.relation")).selectOption("volunteer");
  await form.getByRole("button").click();
  await expect(resident.getByText(zh("helpers.named"))).toBeVisible();
  const code = /[0-9A-Z]{5}-[0-9A-Z]{5}/.exec((await resident.locator("main").textContent()) ?? "")?.[0] ?? "";
  const line = resident.getByRole("listitem").filter({ hasText: "消防队的小周" });
  await expect(line).toContainText(zh("helpers.notTaken"));

  const helper = await person("fire", { phone: true });
  await helper.goto("/helpers");
  await expect(helper.getByRole("heading", { level: 1 })).not.toHaveText(zh("helpers.title"));
  await helper.goto(`/join/${code}`);
  await expect(helper.getByRole("heading", { level: 1 })).toContainText("1502");
  await helper.getByRole("button", { name: zh("join.accept") }).click();
  await helper.waitForURL("**/desk");
  await helper.getByRole("link", { name: zh("desk.helping", { count: 1 }) }).click();
  await helper.getByRole("link", { name: zh("helpers.raise") }).click();
  await expect(helper.getByRole("radio", { name: /1502/ })).toBeChecked();
  const number = await raiseFor(helper, "王阿姨膝盖不好，想请医生上门看看。");

  // It is hers: among her concerns, told as raised by a helper.
  await resident.goto("/concerns");
  await resident.locator(`a[href="/concerns/${number}"]`).first().click();
  await expect(resident.getByText(zh("thread.byHelper"))).toBeVisible();
  // The helper's desk has it, and none of her other concerns.
  await helper.goto("/desk");
  await expect(helper.getByRole("heading", { name: zh("desk.sections.helped") })).toBeVisible();
  await expect(helper.locator(`a[href="/concerns/${number}"]`)).toBeVisible();

  await resident.goto("/helpers");
  await expect(line).toContainText(zh("helpers.taken"));
  await line.getByRole("button", { name: zh("helpers.end") }).click();
  await expect(resident.getByText(zh("helpers.ended"))).toBeVisible();
  await expect(line).toHaveCount(0);
  expect((await helper.goto(`/concerns/${number}`))?.status()).toBe(404);
  await helper.goto("/desk");
  await expect(helper.locator(`a[href="/concerns/${number}"]`)).toHaveCount(0);
  await resident.goto(`/concerns/${number}`);
  await expect(resident.getByText("王阿姨膝盖不好").first()).toBeVisible();
});

test("an officer at the door writes the consent down; a daughter without an account takes it on by mail and chooses times", async ({
  person,
  visitor,
  sql,
}) => {
  // A visit of the round that runs, by the demo's officer, at a door without an account behind it.
  const [visit] = await sql<[{ id: string; door: string }]>`
    select v.id, h.door from visits v join visit_officers o on o.visit_id = v.id join accounts a on a.user_id = o.user_id
    join rounds r on r.id = v.round_id and r.status = 'running'
    join households h on h.id = v.household_id
    where a.email = ${emailOf("officer")} and v.status = 'planned' and v.starts_at > now()
      and not exists (select from residents x where x.household_id = v.household_id)
    order by v.starts_at limit 1`;
  const officer = await person("officer", { phone: true });
  await officer.goto(`/visits/${visit.id}`);
  await officer.getByRole("link", { name: zh("visit.helpers") }).click();
  const form = officer.getByRole("form", { name: zh("helpers.add"), exact: true });
  await form.getByLabel(zh("helpers.name")).fill("女儿小燕");
  await form.getByLabel(zh("helpers.relation")).selectOption("child");
  await form.getByLabel(zh("helpers.email")).fill("yan@example.test");
  await form.getByRole("button").click();
  // Who consented, and how, must be said.
  await expect(form).toContainText(zh("errors.choose"));
  await expect(form.getByLabel(zh("helpers.name"))).toHaveValue("女儿小燕");
  await form.getByRole("radio", { name: zh("helpers.heard.door") }).check();
  await form.getByLabel(zh("helpers.consentBy")).fill("老陈");
  await form.getByRole("button").click();
  await expect(officer.getByText(zh("helpers.mailed"))).toBeVisible();
  await expect(officer.getByRole("listitem").filter({ hasText: "女儿小燕" })).toContainText("老陈");

  const daughter = await visitor({ viewport: { width: 390, height: 844 } });
  await daughter.goto(linkIn(await nextMail("yan@example.test", 0)));
  await expect(daughter.getByRole("heading", { level: 1 })).toContainText(visit.door);
  await daughter.getByLabel(zh("join.password")).fill("a long enough word");
  await daughter.getByRole("button", { name: zh("join.create") }).click();
  await daughter.waitForURL("**/desk");
  // Nothing of the household, nor of the community, has come with it.
  await daughter.goto("/concerns");
  await expect(daughter.locator('main a[href^="/concerns/2"]')).toHaveCount(0);
  expect((await daughter.goto(`/visits/${visit.id}`))?.status()).toBe(404);
  await daughter.goto("/helpers");
  await daughter.getByRole("link", { name: zh("helpers.chooseTimes") }).click();
  await daughter.getByRole("radio", { name: zh("wish.kinds.any") }).check();
  await daughter.getByRole("button", { name: zh("wish.save") }).click();
  await expect(daughter.getByText(zh("helpers.chosen"))).toBeVisible();
  const [wish] = await sql`
    select w.kind, w.via from visit_wishes w join visits v on v.round_id = w.round_id and v.household_id = w.household_id where v.id = ${visit.id}`;
  expect(wish).toEqual({ kind: "any", via: "helper" });
  // She lays it down herself.
  await daughter.getByRole("button", { name: zh("helpers.stop") }).click();
  await expect(daughter.getByText(zh("helpers.ended"))).toBeVisible();
  expect((await daughter.goto("/helpers"))?.status()).toBe(404);
});
