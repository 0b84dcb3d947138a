import { newId } from "#db/id.ts";
import { alive, entries } from "./support/pages.ts";
import { emailOf, freshSession } from "./support/session.ts";
import { expect, phone, test } from "./support/test.ts";
import { raise } from "./support/things.ts";
import { formWith, type Wire } from "./support/wire.ts";
import { zh } from "./support/words.ts";

// Issue 4, "a partner unit's day": one list of what is assigned to us, by deadline; accept, hand to a colleague, answer,
// return. (Story, "who they are": see what is assigned to them and by when, answer in the shared thread.)

type Sql = import("postgres").Sql;

/** Someone else in the property company, who may sign in like the demo's own. */
async function colleague(sql: Sql, name: string): Promise<{ id: string; email: string }> {
  const id = newId();
  const email = `${id}@demo.doorstep.test`;
  await sql`insert into users (id, name) values (${id}, ${name})`;
  await sql`insert into accounts (user_id, email, locale) values (${id}, ${email}, 'zh-CN')`;
  await sql`insert into credentials (user_id, password_hash) select ${id}, password_hash from credentials limit 1`;
  await sql`insert into memberships (user_id, organization_id, role)
    select ${id}, id, 'partner' from organizations where kind = 'property'`;
  return { id, email };
}

/** A concern of the neighbourhood that the property company has, and the fire brigade where it says so. */
async function given(wire: (who: "resident" | "coordinator") => Promise<Wire>, sql: Sql, body: string, fire = false) {
  const number = await raise(await wire("resident"), { body, privacy: "neighbourhood" });
  const organizations = await sql<{ id: string }[]>`
    select id from organizations where kind = 'property' or ${fire} and kind = 'fire'`;
  const coordinator = await wire("coordinator");
  const page = await coordinator.get(`/concerns/${number}?do=assign`);
  const form = formWith(page, { label: zh("acts.assign.title") });
  // Each box of the list goes by the same name.
  const answer = await coordinator.post(page, form, { organizations: organizations.map((o) => o.id) });
  expect(answer.status, answer.text.slice(0, 200)).toBe(303);
  // Soon due, so that it stands before what the demo's unit has.
  await dueIn(sql, number, "20 minutes");
  return number;
}

const dueIn = (sql: Sql, number: string, span: string) =>
  sql.begin(async (tx) => {
    await tx`set local session_replication_role = 'replica'`;
    await tx`update assignments set due_at = now() + ${span}::interval
      where concern_id = (select id from concerns where number = ${number})`;
  });

test("without JavaScript: accept, hand to a colleague, who finds it, answers it and gives another back", async ({
  person,
  visitor,
  browser,
  wire,
  sql,
}) => {
  const zhao = await colleague(sql, "赵师傅");
  const one = await given(wire, sql, "日程甲：消防通道的门锁死了。");
  const two = await given(wire, sql, "日程乙：楼顶的水箱盖被风掀开了。");
  const page = await person("property", { javaScript: false, phone: true });
  await page.goto("/desk");
  const line = (number: string) =>
    page.locator("main li").filter({ has: page.locator(`a[href="/concerns/${number}"]`) });
  for (const number of [one, two]) {
    await expect(line(number)).toContainText(zh("concern.assignment.assigned"));
    await line(number).locator("summary").click();
    await line(number).getByLabel(zh("acts.hand.to")).selectOption(zhao.id);
    await line(number)
      .getByRole("button", { name: zh("acts.hand.title"), exact: true })
      .click();
    await expect(line(number)).toContainText("赵师傅 经办");
  }
  await line(one)
    .getByRole("button", { name: new RegExp(`^${zh("acts.accept.title")}`) })
    .click();
  await expect(line(one)).toContainText(zh("concern.assignment.accepted"));
  await page.goto("/desk?who=mine");
  await expect(line(one)).toHaveCount(0);

  const theirs = await visitor({
    storageState: await freshSession(browser, zhao.email),
    javaScriptEnabled: false,
    viewport: phone,
  });
  await theirs.goto("/notifications");
  const mine = (number: string) =>
    theirs.locator("main li").filter({ has: theirs.locator(`a[href^="/concerns/${number}"]`) });
  await expect(mine(one).filter({ hasText: "交给您经办" })).toBeVisible();
  await theirs.goto("/desk?who=mine");
  await expect(theirs.locator("section[aria-labelledby=day] > ul > li")).toHaveCount(2);
  await mine(one)
    .getByRole("link", { name: new RegExp(`^${zh("acts.answer.title")}`) })
    .click();
  const answer = theirs.locator(`form[aria-label="${zh("acts.answer.title")}"]`);
  await answer.getByLabel(zh("acts.answer.body")).fill("锁已经换成推杆的。");
  await answer.getByRole("button", { name: zh("acts.answer.title") }).click();
  await expect(entries(theirs, "锁已经换成推杆的。")).toBeVisible();
  await theirs.goto("/desk");
  await mine(two)
    .getByRole("link", { name: new RegExp(`^${zh("acts.giveBack.title")}`) })
    .click();
  const back = theirs.locator(`form[aria-label="${zh("acts.giveBack.title")}"]`);
  await back.getByRole("radio", { name: zh("words.returnReasons.not_ours") }).check();
  await back.getByLabel(zh("acts.giveBack.reason")).fill("水箱归自来水公司。");
  await back.getByRole("button", { name: zh("acts.giveBack.title") }).click();
  await theirs.goto("/desk?who=mine");
  await expect(theirs.locator("section[aria-labelledby=day]")).toContainText(zh("desk.day.none.mine"));
});

test("what is late says so in words and by its shape, first by deadline; the list narrows to one's own and to nobody's", async ({
  person,
  wire,
  sql,
}) => {
  const fresh = await given(wire, sql, "日程丙：电动车在楼道里充电。");
  const late = await given(wire, sql, "日程丁：儿童滑梯的螺丝松了。");
  await dueIn(sql, late, "-2 days");
  const page = await person("property");
  await page.goto("/desk");
  await alive(page);
  const day = page.getByRole("region", { name: zh("desk.day.title") });
  const line = (number: string) => day.locator("li").filter({ has: page.locator(`a[href="/concerns/${number}"]`) });
  await expect(line(late).locator(".st-late").first()).toHaveText(zh("words.late"));
  await expect(day.locator(":scope > div .st-late")).toContainText("已超期");
  const order = await day
    .locator("li a[href^='/concerns/']:first-child")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  expect(order.indexOf(`/concerns/${late}`)).toBeLessThan(order.indexOf(`/concerns/${fresh}`));

  // Into one's own hand, with scripts: the list stays where it is.
  const [me] = await sql<[{ id: string }]>`select user_id as id from accounts where email = ${emailOf("property")}`;
  await page.goto("/desk?who=nobody");
  await alive(page);
  await line(late).locator("summary").click();
  await line(late).getByLabel(zh("acts.hand.to")).selectOption(me.id);
  await line(late)
    .getByRole("button", { name: zh("acts.hand.title"), exact: true })
    .click();
  await expect(line(late)).toHaveCount(0);
  await expect(page).toHaveURL(/who=nobody$/);
  await day.getByRole("link", { name: new RegExp(`^${zh("desk.day.filters.mine")}`) }).click();
  await expect(line(late)).toContainText(zh("desk.day.inMyHand"));
});

test("who has it in hand is read in the unit and by officers, not by whoever raised it, a neighbour or another unit", async ({
  person,
  wire,
  sql,
}) => {
  const zhao = await colleague(sql, "钱师傅经办");
  const number = await given(wire, sql, "日程戊：配电箱门敞着。", true);
  const page = await person("property");
  await page.goto(`/concerns/${number}`);
  await page.getByRole("link", { name: zh("acts.hand.title") }).click();
  await alive(page);
  const form = page.locator(`form[aria-label="${zh("acts.hand.title")}"]`);
  await form.getByLabel(zh("acts.hand.to")).selectOption(zhao.id);
  await form.getByRole("button", { name: zh("acts.hand.title") }).click();
  await expect(entries(page, "交给 钱师傅经办 经办")).toBeVisible();
  await expect(page.locator("section[aria-labelledby=units]")).toContainText("钱师傅经办");
  const paths = (n: string) => [`/concerns/${n}`, `/concerns/${n}/timeline.json`, `/concerns/${n}/print?with=working`];
  for (const who of ["officer", "coordinator", "property"] as const)
    for (const path of paths(number)) {
      const html = await (await (await wire(who)).request.get(path)).text();
      if (!path.includes("print")) expect(html, `${who} ${path}`).toContain("钱师傅经办");
    }
  for (const who of ["resident", "neighbour", "fire"] as const)
    for (const path of [...paths(number), "/desk", "/concerns", "/notifications"]) {
      const html = await (await (await wire(who)).request.get(path)).text();
      expect(html, `${who} ${path}`).not.toContain("钱师傅经办");
    }
});
