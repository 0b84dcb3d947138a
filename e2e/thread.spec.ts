import type { Page } from "@playwright/test";
import { openLine } from "./support/line.ts";
import { alive, entries, mark, reply } from "./support/pages.ts";
import { emailOf, openWire } from "./support/session.ts";
import { address } from "./support/settings.ts";
import { expect, test } from "./support/test.ts";
import { raise } from "./support/things.ts";
import { formWith } from "./support/wire.ts";
import { zh } from "./support/words.ts";

// The talk itself: answered to, corrected, taken back, named in, begun and sent; with and without scripts, on two screens.

/** A private concern of the resident's that the property company has. @returns its address */
let thread = "";
let number = "";

test.beforeAll(async ({ browser, sql }) => {
  const reader = await browser.newPage();
  const resident = await openWire(browser, reader, "resident");
  const coordinator = await openWire(browser, reader, "coordinator");
  const [unit] = await sql<[{ id: string }]>`select id from organizations where kind = 'property'`;
  number = await raise(resident, { body: "家里的水管一直漏，楼下也湿了。", privacy: "private" });
  thread = `/concerns/${number}`;
  const page = await coordinator.get(`${thread}?do=assign`);
  const form = formWith(page, { label: zh("acts.assign.title") });
  await coordinator.post(page, form, { organizations: unit.id });
  await Promise.all([resident, coordinator].map((wire) => wire.request.dispose()));
  await reader.close();
});

const field = (page: Page) => page.locator("#reply textarea[name=body]");
const link = (page: Page, text: string, word: string) =>
  entries(page, text).first().getByRole("link", { name: word, exact: true });

test("an answer quotes what it answers to; a correction and a taking back reach the open page of another, cut off or not", async ({
  person,
}) => {
  const property = await person("property");
  const resident = await person("resident", { phone: true });
  const line = await openLine();
  await property.goto(thread);
  await reply(property, "明天上午来修。");
  await resident.goto(`${line.address}${thread}`);
  await expect(entries(resident, "明天上午来修。")).toBeVisible();
  await alive(resident);
  const same = await mark(resident);

  await test.step("the resident answers to it, and keeps what was typed before", async () => {
    await field(resident).fill("上午不在家");
    await link(resident, "明天上午来修。", zh("thread.quote")).click();
    await expect(resident.locator("#reply")).toContainText("明天上午来修。");
    await expect(field(resident)).toHaveValue("上午不在家");
    await resident.getByRole("button", { name: zh("thread.sendEveryone") }).click();
    const answer = entries(property, "上午不在家");
    await expect(answer).toContainText(zh("thread.quoting", { who: "安居物业公司" }));
    await expect(answer).toContainText("明天上午来修。");
  });

  await test.step("the unit corrects what it wrote, and the resident's page shows it in the same place", async () => {
    await link(property, "明天上午来修。", zh("thread.edit")).click();
    const form = property.getByRole("form", { name: zh("thread.editTitle") });
    await form.getByLabel(zh("thread.editTitle")).fill("明天下午来修。");
    await form.getByRole("button", { name: zh("thread.editSave") }).click();
    const corrected = resident.locator("ol.thread > li").filter({ hasText: zh("thread.edited") });
    await expect(corrected).toContainText("明天下午来修。");
    await corrected.getByText(zh("thread.edited")).click();
    await expect(corrected.getByText("明天上午来修。")).toBeVisible();
    await expect(corrected).toHaveCount(1);
    await same();
  });

  await test.step("what is taken back while the line is cut is gone when it holds again", async () => {
    await reply(property, "王家的钥匙在物业。");
    await expect(entries(resident, "王家的钥匙在物业。")).toBeVisible();
    line.cut();
    await link(property, "王家的钥匙在物业。", zh("thread.delete")).click();
    const form = property.getByRole("form", { name: zh("thread.deleteTitle") });
    await form.getByRole("button", { name: zh("thread.deleteButton") }).click();
    await expect(entries(property, "撤回").last()).toBeVisible();
    await expect(entries(resident, "王家的钥匙在物业。")).toBeVisible();
    line.mend();
    await expect(entries(resident, "王家的钥匙在物业。")).toHaveCount(0);
    await expect(resident.locator("ol.thread > li", { hasText: /于 .+ 撤回/ })).toHaveCount(1);
    await same();
    expect(await resident.content()).not.toContain("王家的钥匙");
    await resident.goto(thread);
    await line.close();
  });
});

test("without scripts all of it works by links and forms", async ({ person }) => {
  const property = await person("property", { javaScript: false });
  await property.goto(thread);
  await field(property).fill("水管型号要先看一下。");
  await property.getByRole("button", { name: zh("thread.sendEveryone") }).click();
  await expect(entries(property, "水管型号要先看一下。")).toBeVisible();

  await link(property, "水管型号要先看一下。", zh("thread.quote")).click();
  await expect(property.locator("#reply")).toContainText("水管型号要先看一下。");
  await field(property).fill("已经看过，是四分管。@安居物业公司 记一下。");
  await property.getByRole("button", { name: zh("thread.sendEveryone") }).click();
  const answer = entries(property, "已经看过");
  await expect(answer.locator("b.text-door")).toHaveText("@安居物业公司");

  await link(property, "已经看过", zh("thread.edit")).click();
  const form = property.getByRole("form", { name: zh("thread.editTitle") });
  // (The page may still be arriving: what is not there yet cannot be taken out.)
  await expect(form.getByLabel(zh("thread.editTitle"))).toHaveValue(/记一下。$/);
  await form.getByLabel(zh("thread.editTitle")).fill("");
  await form.getByRole("button", { name: zh("thread.editSave") }).click();
  await expect(form).toContainText(zh("errors.required"));
  await form.getByLabel(zh("thread.editTitle")).fill("已经看过，是六分管。");
  await form.getByRole("button", { name: zh("thread.editSave") }).click();
  await expect(entries(property, "已经看过，是六分管。")).toContainText(zh("thread.edited"));

  await link(property, "已经看过，是六分管。", zh("thread.delete")).click();
  await property
    .getByRole("form", { name: zh("thread.deleteTitle") })
    .getByRole("button", { name: zh("thread.deleteButton") })
    .click();
  await expect(entries(property, "已经看过")).toHaveCount(0);
});

test("a working note is quoted among those who work on it only", async ({ person }) => {
  const property = await person("property");
  await property.goto(thread);
  await reply(property, "内部：这户去年也漏过。", "working");
  await link(property, "内部：这户去年也漏过。", zh("thread.quote")).click();
  const form = property.locator("#reply");
  await expect(form.getByRole("button", { name: zh("thread.sendWorking") })).toBeVisible();
  await expect(form.getByLabel(zh("thread.audience.private"))).toHaveCount(0);
  await field(property).fill("内部：那就换整根。");
  await form.getByRole("button", { name: zh("thread.sendWorking") }).click();
  await expect(entries(property, "内部：那就换整根。")).toContainText("这户去年也漏过");
  const resident = await person("resident", { phone: true });
  await resident.goto(thread);
  expect(await resident.content()).not.toContain("内部：");
});

test("a name behind an @ is chosen by keys, and who is named hears of it", async ({ person, sql }) => {
  const coordinator = await person("coordinator");
  await coordinator.goto(thread);
  await alive(coordinator);
  await field(coordinator).pressSequentially("请 @安居");
  const options = coordinator.getByRole("option");
  await expect(options.first()).toContainText("安居物业公司");
  await expect(field(coordinator)).toHaveAttribute("aria-activedescendant", /.+/);
  await field(coordinator).press("Enter");
  await expect(field(coordinator)).toHaveValue("请 @安居物业公司 ");
  await expect(options).toHaveCount(0);
  await field(coordinator).pressSequentially("今天答复。");
  await coordinator.getByRole("button", { name: zh("thread.sendEveryone") }).click();
  await expect(entries(coordinator, "今天答复。").locator("b.text-door")).toHaveText("@安居物业公司");
  const property = await person("property");
  await property.goto("/notifications");
  await expect(
    property
      .getByText(zh("notifications.kinds.mentioned", { who: "示范区人民检察院" }))
      .or(property.getByText(/提到了您/))
      .first(),
  ).toBeVisible();

  // Who could not read it is refused beside the field, and what was typed stays.
  await field(coordinator).fill("@区消防大队 也看一下");
  await coordinator.getByRole("button", { name: zh("thread.sendEveryone") }).click();
  await expect(coordinator.locator("#reply")).toContainText(zh("refusals.mentionBlind", { name: "区消防大队" }));
  await expect(field(coordinator)).toHaveValue("@区消防大队 也看一下");
  const [told] = await sql<[{ n: number }]>`
    select count(*)::int as n from notifications n join accounts a on a.user_id = n.user_id join concerns c on c.id = n.concern_id
    where a.email = ${emailOf("fire")} and c.number = ${number}`;
  expect(told.n).toBe(0);
  await field(coordinator).fill("");
});

test("what one has begun is there on another device, and gone once it is sent or thrown away", async ({
  person,
  sql,
}) => {
  const desk = await person("property");
  const phone = await person("property", { phone: true });
  await desk.goto(thread);
  await alive(desk);
  await desk.locator("#reply").getByLabel(zh("thread.audience.working")).check();
  await field(desk).fill("写到一半");
  await expect
    .poll(async () => (await sql`select body from drafts where body = '写到一半' and audience = 'working'`).length)
    .toBe(1);
  await phone.goto(thread);
  await expect(field(phone)).toHaveValue("写到一半");
  await expect(phone.locator("#reply").getByLabel(zh("thread.audience.working"))).toBeChecked();
  await alive(phone);
  await phone.getByRole("button", { name: zh("thread.draftDiscard") }).click();
  await expect(field(phone)).toHaveValue("");
  // (The field is emptied at once; that it is gone for good says the note that goes.)
  await expect(phone.getByRole("button", { name: zh("thread.draftDiscard") })).toHaveCount(0);
  await phone.reload();
  await expect(field(phone)).toHaveValue("");

  await test.step("left in haste, it is kept all the same", async () => {
    await alive(phone);
    await field(phone).fill("走得急");
    await phone.goto("/desk");
    await phone.goto(thread);
    await expect(field(phone)).toHaveValue("走得急");
  });

  await test.step("sent, it is gone", async () => {
    await alive(phone);
    await phone.getByRole("button", { name: zh("thread.sendEveryone") }).click();
    await expect(entries(phone, "走得急")).toBeVisible();
    await expect(field(phone)).toHaveValue("");
    await phone.reload();
    await expect(field(phone)).toHaveValue("");
    await expect(phone.getByRole("button", { name: zh("thread.draftDiscard") })).toHaveCount(0);
  });
});

for (const javaScript of [true, false]) {
  test(`two who answer at once, ${javaScript ? "with" : "without"} scripts: the second is told, and sends by a second press`, async ({
    person,
  }) => {
    const coordinator = await person("coordinator", { javaScript });
    const property = await person("property");
    await coordinator.goto(thread);
    if (javaScript) await alive(coordinator);
    const mine = `我来催一下（${javaScript}）`;
    const theirs = `已经在路上（${javaScript}）`;
    await field(coordinator).fill(mine);
    await property.goto(thread);
    await reply(property, theirs);
    await coordinator.getByRole("button", { name: zh("thread.sendEveryone") }).click();
    await expect(coordinator.locator("#reply")).toContainText(zh("refusals.writtenMeanwhile", { who: "安居物业公司" }));
    await expect(entries(coordinator, theirs)).toBeVisible();
    await expect(entries(coordinator, mine)).toHaveCount(0);
    await expect(field(coordinator)).toHaveValue(mine);
    await coordinator.getByRole("button", { name: zh("thread.sendEveryone") }).click();
    await expect(entries(coordinator, mine)).toBeVisible();
  });
}

test("a saved reply is written once and put in filled, with and without scripts", async ({ person }) => {
  const property = await person("property");
  await property.goto("/replies");
  const add = property.getByRole("form", { name: zh("replies.add") });
  await add.getByLabel(zh("replies.name")).fill("收到");
  await add.getByLabel(zh("replies.body")).fill("{phone} 您好");
  await add.getByRole("button", { name: zh("replies.save") }).click();
  await expect(add.getByText(/没有内容可填/).first()).toBeVisible();
  await expect(add.getByLabel(zh("replies.body"))).toHaveValue("{phone} 您好");
  await add.getByLabel(zh("replies.body")).fill("{number} 已收到，{unit}会来。");
  await add.getByRole("button", { name: zh("replies.save") }).click();
  await expect(property.getByRole("heading", { name: "收到" })).toBeVisible();

  const filled = `${number} 已收到，安居物业公司会来。`;
  await property.goto(thread);
  await alive(property);
  await property.getByLabel(zh("thread.saved"), { exact: true }).selectOption({ label: "收到" });
  await property.getByRole("button", { name: zh("thread.savedInsert") }).click();
  await expect(field(property)).toHaveValue(filled);
  await field(property).fill("");

  const plain = await person("property", { javaScript: false });
  await plain.goto(thread);
  await plain.getByLabel(zh("thread.saved"), { exact: true }).selectOption({ label: "收到" });
  await plain.getByRole("button", { name: zh("thread.savedInsert") }).click();
  await expect(field(plain)).toHaveValue(new RegExp(`${filled}$`));

  await property.goto("/replies");
  await property.getByRole("link", { name: zh("replies.change") }).click();
  const change = property.getByRole("form", { name: zh("replies.changeTitle", { name: "收到" }) });
  await change.getByRole("button", { name: zh("replies.remove") }).click();
  await expect(property.getByText(zh("replies.none"))).toBeVisible();
});

test("those who work on it see who else reads and writes; the resident does not, and is not seen", async ({
  person,
}) => {
  const resident = await person("resident", { phone: true });
  await resident.goto(thread);
  const coordinator = await person("coordinator");
  await coordinator.goto(thread);
  await alive(coordinator);
  const property = await person("property");
  await property.goto(thread);
  await alive(property);
  const there = coordinator.locator("[data-present] li").filter({ hasText: "安居物业公司" });
  await expect(there).toContainText("正在看");
  await field(property).pressSequentially("正要");
  await expect(there).toContainText("正在写");
  await expect(property.locator("[data-present] li")).toHaveCount(1);
  await property.goto("/desk");
  await expect(there).toHaveCount(0);
  await expect(coordinator.locator("[data-present]")).toHaveCount(0);
  expect(await resident.locator("[data-present]").count()).toBe(0);
  expect(await resident.content()).not.toMatch(/正在(看|写)/);

  await test.step("and how far the others have read", async () => {
    await property.goto(thread);
    await reply(property, "明早八点到。");
    await expect(entries(coordinator, "明早八点到。")).toBeVisible();
    const name = zh("thread.readBy", { names: "" }).trim();
    await expect(async () => {
      await property.reload();
      await expect(property.locator(".case-talk")).toContainText(name, { timeout: 1500 });
    }).toPass();
    await resident.goto(thread);
    await expect(resident.locator(".case-talk")).not.toContainText(name);
  });
  await field(property).fill("");
});

test("the whole case is printed, for everyone's eyes or with working notes; programs read the same", async ({
  person,
}) => {
  const property = await person("property");
  await property.goto(thread);
  await reply(property, "内部：钥匙另存。", "working");
  const resident = await person("resident");
  const answer = await resident.request.get(`${address}${thread}/timeline.json`);
  expect(answer.headers()["cache-control"]).toBe("private, no-store");
  const told = JSON.stringify(await answer.json());
  expect(told).toContain("家里的水管一直漏");
  expect(told).not.toContain("内部");
  const inside = await property.request.get(`${address}${thread}/timeline.json`);
  expect(JSON.stringify(await inside.json())).toContain("内部：钥匙另存。");

  await resident.goto(`${thread}/print?with=working`);
  await expect(resident.locator(".case-print")).toContainText("家里的水管一直漏");
  expect(await resident.content()).not.toContain("内部：");
  await property.goto(thread);
  await property.getByRole("link", { name: zh("print.link") }).click();
  await property.waitForURL("**/print");
  await expect(property.locator(".case-print")).not.toContainText("钥匙另存");
  await property.getByRole("link", { name: zh("print.putIn") }).click();
  await expect(property.locator(".case-print")).toContainText("内部：钥匙另存。");
  const page = await property.request.get(`${address}${thread}/print`);
  expect(page.headers()["cache-control"]).toMatch(/private.*no-store|no-store.*private/);
  await property.emulateMedia({ media: "print" });
  await expect(property.locator("body > header, header nav").first()).toBeHidden();
  const pdf = await property.pdf({ preferCSSPageSize: true });
  expect(pdf.byteLength).toBeGreaterThan(5000);
});
