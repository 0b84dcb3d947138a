import { act, alive, entries, localTime, numberOf } from "./support/pages.ts";
import { expect, test } from "./support/test.ts";
import { raise } from "./support/things.ts";
import { formWith, valueIn } from "./support/wire.ts";
import { zh } from "./support/words.ts";

// Everything is sorted, by keyboard or without any script; nothing falls into the void.

const both = { category: "lift", privacy: "neighbourhood" };

test("a coordinator sorts by keyboard: moves, chooses, sees what would change, and has it done", async ({
  person,
  wire,
  sql,
}) => {
  const one = await raise(await wire("resident"), { ...both, body: "键盘一：电梯按钮不亮。" });
  const two = await raise(await wire("neighbour"), { ...both, body: "键盘二：电梯关门夹人。" });
  // What is due first stands on top.
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = 'replica'`;
    await tx`update concerns set answer_due_at = now() + interval '1 minute' where number in ${tx([one, two])}`;
  });
  const page = await person("coordinator");
  await page.goto("/concerns/inbox");
  const row = (number: string) => page.locator(`[data-row="${number}"]`);
  const link = (number: string) => row(number).getByRole("heading").getByRole("link");

  // Keys count once the page is alive.
  await expect(async () => {
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog")).toContainText(zh("triage.does.merge"), { timeout: 500 });
  }).toPass({ timeout: 10_000 });
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();

  await page.keyboard.press("j");
  const first = await page.locator("[data-row]").first().getAttribute("data-row");
  const second = await page.locator("[data-row]").nth(1).getAttribute("data-row");
  expect([first, second].toSorted()).toEqual([one, two].toSorted());
  await expect(link(first ?? "")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(link(second ?? "")).toBeFocused();
  await page.keyboard.press("k");
  await expect(link(first ?? "")).toBeFocused();
  await page.keyboard.press("x");
  await expect(row(first ?? "").getByRole("checkbox")).toBeChecked();
  await link(second ?? "").focus();
  await page.keyboard.press("x");

  // With some chosen, a key is for all of them.
  await page.keyboard.press("a");
  await expect(page.getByRole("heading", { level: 1, name: zh("triage.acts.assign") })).toBeVisible();
  await alive(page);
  await page.getByRole("button", { name: zh("triage.preview") }).click();
  await expect(page.locator("main [role=alert]")).toContainText(zh("errors.chooseUnit"));
  await page.getByLabel("安居物业公司").check();
  await page.getByLabel(zh("triage.fields.dueAt")).fill(localTime(6, "16:00"));
  await page.getByRole("button", { name: zh("triage.preview") }).click();
  await expect(page.locator("main")).toContainText("安居物业公司");
  const status = async () =>
    (await sql<{ status: string }[]>`select distinct status from concerns where number in ${sql([one, two])}`).map(
      (r) => r.status,
    );
  expect(await status()).toEqual(["new"]);
  await page.locator("main form button[type=submit]").click();
  await expect(page.getByRole("status").first()).toBeVisible();
  expect(await status()).toEqual(["assigned"]);
  await expect(row(one)).toHaveCount(0);

  // And one alone is opened with its form.
  await page.goto("/concerns/inbox?show=open");
  const top = (await page.locator("[data-row]").first().getAttribute("data-row")) ?? "";
  await expect(async () => {
    await link(top).focus();
    await page.keyboard.press("d");
    await expect(page.locator(`form[aria-label="${zh("acts.setNext.title")}"]`)).toBeVisible({ timeout: 3000 });
  }).toPass({ timeout: 15_000 });
  expect(numberOf(page)).toBe(top);
});

test("the same without JavaScript: boxes, a form, a preview that says who is left out, and once for twice", async ({
  wire,
  sql,
}) => {
  const one = await raise(await wire("resident"), { ...both, body: "无脚本一：单元门坏了。" });
  const two = await raise(await wire("neighbour"), { ...both, body: "无脚本二：单元门又坏了。" });
  const coordinator = await wire("coordinator");
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = 'replica'`;
    await tx`update concerns set urgency = 'urgent' where number = ${two}`;
  });
  const at = `/concerns/bulk?numbers=${one}&numbers=${two}&numbers=9999-0000&act=urgency`;
  const page = await coordinator.get(at);
  const fields = formWith(page, { label: zh("triage.acts.urgency") });
  const wrong = await coordinator.post(page, fields);
  expect(formWith(wrong, { label: zh("triage.acts.urgency") }).alert).not.toBe("");
  const preview = await coordinator.submit(page, fields, { urgency: "urgent" });
  expect(preview.text).toContain(one);
  expect(preview.text).toContain(zh("triage.why.already"));
  expect(preview.text).not.toContain("9999-0000");
  const confirm = formWith(preview, { label: zh("triage.carryOut") });
  expect(valueIn(confirm, "numbers")).toBe(one);
  const done = await coordinator.post(preview, confirm);
  expect(done.location).toBe("/concerns/inbox?done=1");
  expect((await coordinator.post(preview, confirm)).location).toBe("/concerns/inbox?done=1");
  const told = await sql`
    select 1 from events e join concerns c on c.id = e.subject_id where c.number = ${one} and e.kind = 'sorted'`;
  expect(told).toHaveLength(1);
  // Who does not lead has no such page.
  expect((await (await wire("officer")).get(at)).status).toBe(404);
});

test("two that are the same become one, and come apart again; neighbours see no more than before", async ({
  person,
  wire,
}) => {
  const stays = await raise(await wire("resident"), { ...both, body: "合并甲：地库漏水漏到车上。" });
  const goes = await raise(await wire("neighbour"), {
    ...both,
    privacy: "private",
    body: "合并乙：地库漏水，车位泡了。",
  });
  const page = await person("coordinator");
  await page.goto(`/concerns/${goes}`);
  await page.getByRole("link", { name: zh("acts.pages.merge") }).click();
  // It is proposed, with what speaks for it; and can be looked for.
  await expect(page.getByRole("radio", { name: new RegExp(stays) })).toHaveAccessibleName(/都提到.*漏水/);
  await page.getByLabel(zh("merge.search")).fill(stays);
  await page.getByRole("button", { name: zh("merge.find") }).click();
  await page.getByRole("radio").first().check();
  await alive(page);
  await page.getByRole("button", { name: zh("merge.button") }).click();
  await expect(page.locator("main header")).toContainText(zh("concern.mergedInto"));
  await page
    .getByRole("link", { name: new RegExp(stays) })
    .first()
    .click();
  await expect(page).toHaveURL(new RegExp(stays));
  await expect(page.locator("main header")).toContainText(goes);

  const resident = await wire("resident");
  expect((await resident.get(`/concerns/${stays}`)).html).not.toContain(goes);
  expect((await resident.get(`/concerns/${goes}`)).status).toBe(404);
  const neighbour = await (await wire("neighbour")).get(`/concerns/${goes}`);
  expect(neighbour.text).toContain(stays);

  await page.goto(`/concerns/${goes}`);
  const undo = await act(page, zh("acts.unmerge.title"));
  await undo.getByRole("button").click();
  await expect(page.locator("main header")).toContainText(zh("words.statuses.taken"));
  await expect(page.locator("main header")).not.toContainText(zh("concern.mergedInto"));
});

test("a letter about two matters becomes two concerns that its reporter follows", async ({ wire }) => {
  const letter = await raise(await wire("resident"), { ...both, body: "拆分：灯坏了，另外孩子入园怎么办？" });
  const coordinator = await wire("coordinator");
  const page = await coordinator.get(`/concerns/${letter}/split`);
  const form = formWith(page, { label: zh("split.title") });
  const half = await coordinator.post(page, form, { body1: "拆分：灯坏了。" });
  expect(formWith(half, { label: zh("split.title") }).alert).toContain(zh("refusals.splitInTwo"));
  expect(valueIn(formWith(half, { label: zh("split.title") }), "body1")).toBe("拆分：灯坏了。");
  const done = await coordinator.submit(page, form, { body1: "拆分：灯坏了。", body2: "拆分：孩子入园怎么办？" });
  const parts = [...done.text.matchAll(/\d{4}-\d{4,9}/g)].map(([n]) => n).filter((n) => n !== letter);
  expect(new Set(parts).size).toBe(2);
  const resident = await wire("resident");
  for (const part of new Set(parts)) expect((await resident.get(`/concerns/${part}`)).text).toContain("拆分：");
});

test("a unit gives it back and says whose it is; one press passes it on, and the resident is told and may ask again", async ({
  person,
  wire,
  sql,
}) => {
  const number = await raise(await wire("resident"), { ...both, body: "退回：楼道灭火器没压力了。" });
  const [units] = await sql<[{ property: string; fire: string }]>`
    select (select id from organizations where kind = 'property') as property, (select id from organizations where kind = 'fire') as fire`;
  const coordinator = await person("coordinator");
  await coordinator.goto(`/concerns/${number}`);
  const assign = await act(coordinator, zh("acts.assign.title"));
  await assign.getByLabel("安居物业公司").check();
  for (const box of await assign.getByRole("checkbox", { checked: true }).all())
    if ((await box.getAttribute("value")) !== units.property) await box.uncheck();
  await assign.getByRole("button").click();
  await expect(entries(coordinator, "安居物业公司").first()).toBeVisible();

  const property = await person("property", { javaScript: false });
  await property.goto(`/concerns/${number}`);
  await property.getByRole("link", { name: zh("acts.giveBack.title") }).click();
  const back = property.locator(`form[aria-label="${zh("acts.giveBack.title")}"]`);
  await back.getByRole("button").click();
  await expect(property.locator(`form[aria-label="${zh("acts.giveBack.title")}"] [role=alert]`)).toBeVisible();
  await back.getByLabel(zh("words.returnReasons.not_ours"), { exact: true }).check();
  await back.getByLabel(zh("acts.giveBack.suggested")).selectOption(units.fire);
  await back.getByLabel(zh("acts.giveBack.reason")).fill("灭火器归消防管。");
  await back.getByRole("button").click();

  await coordinator.goto(`/concerns/${number}`);
  const again = coordinator.locator(`form[aria-label="${zh("acts.assign.title")}"]`);
  await expect(again.locator(`input[value="${units.fire}"]`)).toBeChecked();
  await again.getByRole("button").click();
  await expect(again).toBeHidden();

  const resident = await person("resident", { phone: true });
  await resident.goto(`/concerns/${number}`);
  await expect(entries(resident, "转给").first()).toBeVisible();
  await expect(resident.locator("main")).not.toContainText("灭火器归消防管");
  const ask = await act(resident, zh("acts.nudge.title"));
  await ask.getByRole("button").click();
  await expect(resident.locator("main header")).toContainText("又问了 1 次");
  await expect(resident.getByRole("link", { name: zh("acts.nudge.title") })).toHaveCount(0);
});

test("deadlines: the page says in a sentence what counts; wrong hours are said beside their day, and nothing typed is lost", async ({
  wire,
  sql,
}) => {
  const coordinator = await wire("coordinator");
  const page = await coordinator.get("/deadlines");
  expect(page.text).toContain("09:00–12:00");
  const form = formWith(page, { label: zh("deadlines.hours") });
  const wrong = await coordinator.post(page, form, { day2: "上午", day3: "9:00-12:00 11:00-13:00" });
  const shown = formWith(wrong, { label: zh("deadlines.hours") });
  expect(shown.errors).toMatchObject({ day2: zh("errors.spans"), day3: zh("errors.overlaps") });
  expect(valueIn(shown, "day2")).toBe("上午");
  const saved = await coordinator.submit(page, form, { day1: "08:30-12:00, 14:00-18:00" });
  expect(saved.text).toContain("08:30–12:00");
  const holiday = formWith(saved, { label: zh("deadlines.addHoliday") });
  const entered = await coordinator.submit(saved, holiday, { first: "2099-10-01", last: "2099-10-02", name: "国庆节" });
  expect(entered.text.match(/国庆节/g)).toHaveLength(2);

  // A whole year at once, or a list that somebody pastes: looked through first, and what is not understood is said.
  const lists = await coordinator.get("/deadlines/holidays");
  const paste = formWith(lists, { label: zh("deadlines.list.paste") });
  const unread = await coordinator.post(lists, paste, { days: "2098-05-01 至 2098-05-03 劳动节\n五月九日上班" });
  const again = formWith(unread, { label: zh("deadlines.list.paste") });
  expect(again.errors).toEqual({ days: zh("errors.dayLine", { line: 2 }) });
  expect(valueIn(again, "days")).toContain("五月九日上班");
  const look = await coordinator.submit(lists, paste, {
    days: "2098-05-01 至 2098-05-03 劳动节\n2098-05-09 劳动节 上班",
  });
  const agreed = await coordinator.submit(look, formWith(look, { label: zh("deadlines.list.agree") }));
  expect(agreed.text.match(/劳动节/g)).toHaveLength(4);
  // As it was before, for the other tests.
  await sql`delete from working_hours`;
  await sql`delete from holidays`;
});
