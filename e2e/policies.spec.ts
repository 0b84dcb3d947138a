import { rmSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "@playwright/test";
import { handset, keeps, openDoor, signIn } from "./support/handset.ts";
import { alive } from "./support/pages.ts";
import { emailOf } from "./support/session.ts";
import { expect, test } from "./support/test.ts";
import { zh } from "./support/words.ts";

// Story line 10: many things have no deep cause; what is explained holds from a day to a day, is found, read out at the
// door, and asks whether it was understood.

const field = (page: Page, name: string) => page.locator(`main [name="${name}"]`);
const day = (days: number) =>
  new Date(Date.now() + days * 86_400_000).toLocaleDateString("sv-SE", { timeZone: "Asia/Shanghai" });
const words = (of: string) =>
  new Intl.DateTimeFormat("zh-CN", { year: "numeric", month: "long", day: "numeric", timeZone: "UTC" }).format(
    new Date(`${of}T12:00:00Z`),
  );

test("a next version starts on its day; what has ended says so and leads on; what is taken back is gone", async ({
  person,
  wire,
  sql,
}) => {
  const page = await person("coordinator");
  await page.goto("/policies/new");
  await alive(page);
  const title = `高龄津贴怎么领 ${Date.now() % 100_000}`;
  await field(page, "category").selectOption("welfare");
  await field(page, "title").fill(title);
  await field(page, "body").fill("满八十岁就能领，每月打到卡里。");
  await field(page, "bring").fill("身份证、银行卡");
  await field(page, "validUntil").fill("2020-01-01");
  await field(page, "validFrom").fill("2020-02-01");
  await page.getByRole("button", { name: zh("policies.save") }).click();
  await expect(page.getByText(zh("errors.lastBeforeFirst")).first()).toBeVisible();
  await field(page, "validUntil").fill("");
  await page.getByRole("button", { name: zh("policies.save") }).click();
  await expect(page).toHaveURL(/\/policies\/[0-9a-f-]{36}$/);
  const first = new URL(page.url()).pathname;
  await page.getByRole("button", { name: zh("policies.publish") }).click();
  await page.getByRole("link", { name: zh("policies.newVersion") }).click();
  await expect(page.getByText(zh("policies.newVersionHint"))).toBeVisible();
  await alive(page);
  await expect(field(page, "bring")).toHaveValue("身份证、银行卡");
  await field(page, "title").fill(`${title}（新）`);
  await field(page, "validFrom").fill(day(2));
  await page.getByRole("button", { name: zh("policies.save") }).click();
  await expect(page.getByText(zh("policies.states.draft")).first()).toBeVisible();
  const second = new URL(page.url()).pathname;
  await page.getByRole("button", { name: zh("policies.publish") }).click();
  await expect(page.getByRole("button", { name: zh("policies.withdraw") })).toBeVisible();

  const reader = await person(null, { phone: true, javaScript: false });
  await reader.goto(first);
  await expect(reader.getByRole("definition").filter({ hasText: "身份证、银行卡" })).toBeVisible();
  await expect(
    reader.getByText(zh("policies.between", { from: words("2020-02-01"), until: words(day(1)) })).first(),
  ).toBeVisible();
  await reader.goto(second);
  await expect(reader.getByText(zh("policies.upcoming", { from: words(day(2)) }))).toBeVisible();
  await reader.getByRole("link", { name: zh("policies.seeOld") }).click();
  await expect(reader).toHaveURL(new RegExp(`${first}$`));

  // Its day has come.
  await sql`update policies set valid_from = ${day(0)} where id = ${second.slice(10)}`;
  await reader.goto(first);
  await expect(reader.getByText(zh("policies.expired", { until: words(day(-1)) }))).toBeVisible();
  await expect(reader.getByText(zh("policies.helped")), "what is over is not asked about").toHaveCount(0);
  await reader.getByRole("link", { name: zh("policies.seeNew") }).click();
  await expect(reader).toHaveURL(new RegExp(`${second}$`));
  await reader.goto("/policies?q=高龄津贴");
  await expect(reader.getByRole("main").getByRole("listitem").filter({ hasText: title })).toHaveCount(1);

  await page.goto(second);
  await page.getByRole("button", { name: zh("policies.withdraw") }).click();
  await expect(page.getByRole("button", { name: zh("policies.publish") })).toBeVisible();
  const { request } = await wire(null);
  await expect.poll(async () => (await request.get(second)).status()).toBe(410);
  const gone = await request.get(second);
  expect(await gone.text()).toContain(zh("errors.goneHint"));
  expect((await request.get(first)).status()).toBe(200);
});

test("whether it answered it is one press without JavaScript, counted once; whoever leads sees it", async ({
  person,
  sql,
}) => {
  const [policy] = await sql<[{ id: string }]>`
    select p.id from policies p where app.policy_holds(p) and p.category = 'parking' order by p.id limit 1`;
  const page = await person(null, { phone: true, javaScript: false });
  await page.goto(`/policies/${policy.id}`);
  await page.getByRole("link", { name: zh("policies.helpedNo") }).click();
  await page.getByRole("button", { name: zh("policies.helpedNo") }).click();
  await expect(page.getByText(zh("policies.thanksNo"))).toBeVisible();
  await expect(page.getByRole("link", { name: zh("policies.raise") }).first()).toBeVisible();
  await page.goto(`/policies/${policy.id}/helped?yes`);
  await page.getByRole("button", { name: zh("policies.helpedYes") }).click();
  await expect(page.getByText(zh("policies.thanksYes"))).toBeVisible();
  const [count] = await sql`select helped, not_helped from policy_answers where policy_id = ${policy.id}`;
  expect(count).toEqual({ helped: 0, not_helped: 1 });
  await sql`update policy_answers set not_helped = 4 where policy_id = ${policy.id}`;
  const lead = await person("coordinator");
  await lead.goto("/policies");
  await expect(lead.getByRole("region", { name: zh("policies.unclear") })).toContainText(
    zh("policies.answered", { helped: 0, notHelped: 4 }),
  );
  await page.goto("/policies");
  await expect(page.getByText(zh("policies.unclear"))).toHaveCount(0);
});

test("at a door without signal the explanation that fits is offered, read out, and noted as explained", async ({
  sql,
}) => {
  const [walk] = await sql<[{ on: string }]>`
    select to_char(min(v.starts_at) at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as on from visits v
    join visit_officers o on o.visit_id = v.id join accounts a on a.user_id = o.user_id
    where a.email = ${emailOf("officer")} and v.status = 'planned' and v.round_id is not null and v.starts_at > now()`;
  const at = `/visits/today?day=${walk.on}`;
  const folder = resolve(".test/handset-policies");
  rmSync(folder, { recursive: true, force: true });
  const { phone, page } = await handset(folder);
  await page.goto(`/sign-in?next=${encodeURIComponent(at)}`);
  await signIn(page, "officer");
  await keeps(page, [at]);
  await phone.setOffline(true);
  await page.goto(at);
  await alive(page);
  const door = openDoor(page);
  const visit = (await door.getAttribute("id"))?.replace("door-", "") ?? "";
  await door.getByText(zh("visit.withNotes"), { exact: true }).click();
  await door.getByLabel(zh("visit.heard")).fill("我是外地来打工的，孩子想上幼儿园，怎么报名？");
  const offered = door.getByRole("region", { name: zh("visit.policyLikely") });
  await offered.locator("summary").first().click();
  await expect(offered.getByText("居住证").first()).toBeVisible();
  await expect(offered.getByText(zh("policies.parts.bring")).first()).toBeVisible();
  await offered
    .getByRole("button", { name: zh("visit.policyChoose") })
    .first()
    .click();
  await expect(door.locator("select[name=policy]")).not.toHaveValue("");
  await door.getByRole("button", { name: zh("visit.outcome.visited") }).click();
  await phone.setOffline(false);
  await expect
    .poll(
      async () =>
        (
          await sql`select n.kind, t.title from visit_notes n join policy_texts t on t.policy_id = n.policy_id and t.locale = 'zh-CN'
            where n.visit_id = ${visit}`
        ).length,
      { timeout: 30_000 },
    )
    .toBe(1);
  await page.goto(`/visits/${visit}`);
  await expect(page.getByRole("link", { name: /幼儿园/ }).first()).toBeVisible();
  await phone.close();
});
