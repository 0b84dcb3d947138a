import type { Page } from "@playwright/test";
import { alive, numberOf, toWho } from "./support/pages.ts";
import { expect, test } from "./support/test.ts";
import { en, zh } from "./support/words.ts";

// "Is it one of these?": who is about to raise what a neighbour has raised is shown it, and may add their voice instead.

const field = (page: Page, name: string) => page.locator(`main form [name="${name}"]`);

/** A concern of the neighbourhood about the lift of 3幢 2单元, raised by the demo's resident on her page. */
async function raised(page: Page, body: string): Promise<string> {
  await page.goto("/report");
  await alive(page);
  await field(page, "body").fill(body);
  await page.getByRole("link", { name: zh("report.toWhere") }).click();
  await field(page, "entrance").selectOption({ label: "3幢 2单元" });
  await field(page, "spot").selectOption("area:lift");
  await toWho(page);
  await page.getByRole("button", { name: zh("report.send"), exact: true }).click();
  await expect(page).toHaveURL(/\?raised=1/);
  return numberOf(page);
}

const step = (page: Page) => page.locator("#similar");
const candidate = (page: Page, title: string) => step(page).getByRole("listitem").filter({ hasText: title });

test("with JavaScript a neighbour finds it on the way, and says that it is theirs too", async ({ person, sql }) => {
  const number = await raised(await person("resident"), "电梯门夹人，关门时从不回弹。");
  const page = await person("neighbour", { phone: true });
  await page.goto("/report");
  await alive(page);
  await field(page, "body").fill("电梯关门夹人，昨天夹了孩子的手，门不会回弹。");
  await page.getByRole("link", { name: zh("report.toWhere") }).click();
  await field(page, "entrance").selectOption({ label: "3幢 2单元" });
  await field(page, "spot").selectOption("area:lift");
  await page.getByRole("link", { name: zh("report.toWho") }).click();
  await expect(page).toHaveURL(/#similar$/);
  const found = candidate(page, "电梯门夹人");
  await expect(found).toContainText("关门时从不回弹");
  await expect(found).toContainText("3幢 2单元");
  await expect(step(page), "who raised it is not shown").not.toContainText(/林|1502/);
  const before = await sql`select count(*)::int as n from concerns`;
  await found.getByRole("button", { name: zh("report.similar.voice") }).click();
  await expect(page).toHaveURL(new RegExp(`/concerns/${number}(#who)?$`));
  await expect(page.getByText(zh("voice.yours", { count: 0 }))).toBeVisible();
  expect(await sql`select count(*)::int as n from concerns`, "no duplicate").toEqual(before);

  // Those who work on it hear that somebody else says so, and see it in the list.
  const coordinator = await person("coordinator");
  await coordinator.goto(`/concerns/${number}`);
  await expect(coordinator.getByText(zh("thread.events.voiced", { count: 1 }))).toBeVisible();
  await expect(coordinator.getByText(zh("voice.count", { count: 1 }))).toBeVisible();
  await coordinator.goto(`/concerns?q=${number}`);
  await expect(coordinator.getByText(zh("concerns.voices", { count: 1 }))).toBeVisible();

  // And it can be taken back.
  await page.getByRole("button", { name: zh("voice.drop") }).click();
  await expect(page.getByRole("button", { name: zh("voice.add"), exact: true })).toBeVisible();
  expect((await sql`select voices from concerns where number = ${number}`)[0]?.voices).toBe(0);
});

test("whoever says that it is none of these goes on, with everything typed; nothing like it, and there is no such step", async ({
  person,
}) => {
  await raised(await person("resident"), "电梯按钮三楼那个按不亮。");
  const page = await person("neighbour", { phone: true });
  await page.goto("/report");
  await alive(page);
  await field(page, "body").fill("电梯里的按钮五楼按不亮，要按好几次。");
  await page.getByRole("link", { name: zh("report.toWhere") }).click();
  await field(page, "entrance").selectOption({ label: "3幢 2单元" });
  await field(page, "spot").selectOption("area:lift");
  await page.getByRole("link", { name: zh("report.toWho") }).click();
  await expect(candidate(page, "电梯按钮三楼那个按不亮")).toBeVisible();
  await page.getByRole("link", { name: zh("report.similar.none") }).click();
  await expect(step(page)).toBeHidden();
  await page.getByRole("button", { name: zh("report.send"), exact: true }).click();
  await expect(page).toHaveURL(/\?raised=1/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("电梯里的按钮五楼按不亮");

  await page.goto("/report");
  await alive(page);
  await field(page, "body").fill("Xylophone qwertz lorem ipsum dolor.");
  await page.getByRole("link", { name: zh("report.toWhere") }).click();
  await page.getByRole("link", { name: zh("report.toWho") }).click();
  await expect(page).toHaveURL(/#who$/);
});

test("without JavaScript the first press shows them with all that was typed, the second sends", async ({
  person,
  sql,
}) => {
  const number = await raised(await person("resident"), "电梯镜子碎了一块，边上很尖。");
  const page = await person("neighbour", { phone: true, javaScript: false });
  const write = async (text: string) => {
    await page.goto("/report");
    await field(page, "body").fill(text);
    await page.getByRole("link", { name: zh("report.toWhere") }).click();
    await field(page, "entrance").selectOption({ label: "3幢 2单元" });
    await field(page, "spot").selectOption("area:lift");
    await page.getByRole("link", { name: zh("report.toWho") }).click();
    await field(page, "privacy").nth(1).check();
    await page.getByRole("button", { name: zh("report.send"), exact: true }).click();
  };
  await write("电梯里的镜子碎了，边很尖，孩子会划到。");
  await expect(candidate(page, "电梯镜子碎了一块")).toBeVisible();
  await expect(page.getByRole("button", { name: zh("report.send"), exact: true })).toBeHidden();
  await page.getByRole("button", { name: zh("report.similar.noneSend") }).click();
  await expect(page).toHaveURL(/\?raised=1/);
  const [row] = await sql`select body, privacy, area from concerns where number = ${numberOf(page)}`;
  expect(row).toEqual({ body: "电梯里的镜子碎了，边很尖，孩子会划到。", privacy: "private", area: "lift" });

  await write("电梯的镜子碎了一大块，很尖。");
  await candidate(page, "电梯镜子碎了一块")
    .getByRole("button", { name: zh("report.similar.voice") })
    .click();
  await expect(page).toHaveURL(new RegExp(`/concerns/${number}(#who)?$`));
  expect((await sql`select voices from concerns where number = ${number}`)[0]?.voices).toBe(1);
  await page.getByRole("button", { name: zh("voice.drop") }).click();
  await expect(page.getByRole("button", { name: zh("voice.add"), exact: true })).toBeVisible();
});

test("a stranger is shown nothing of what others wrote, on the way or by the endpoint", async ({ person, wire }) => {
  const text = "电梯轿厢的风扇不转，闷得人发慌。";
  const number = await raised(await person("resident"), text);
  const page = await person(null);
  await page.goto("/report");
  await alive(page);
  await field(page, "body").fill(text);
  await page.getByRole("link", { name: zh("report.toWhere") }).click();
  await field(page, "entrance").selectOption({ label: "3幢 2单元" });
  await field(page, "spot").selectOption("area:lift");
  const answered = page.waitForResponse("**/api/similar");
  await page.getByRole("link", { name: zh("report.toWho") }).click();
  const answer = await (await answered).text();
  expect(answer).not.toContain(number);
  expect(answer).not.toContain("风扇");
  const { request } = await wire(null);
  expect((await request.post("/api/similar", { data: {} })).status(), "from elsewhere").toBe(403);
});

test("a policy that is written and published answers a stranger at once; whoever asks all the same is heard", async ({
  person,
  sql,
}) => {
  const title = "雨棚可以自己装吗，要经过谁同意";
  const coordinator = await person("coordinator");
  await coordinator.goto("/policies/new");
  await alive(coordinator);
  await field(coordinator, "category").selectOption("building");
  await field(coordinator, "title").fill(title);
  await field(coordinator, "body").fill("外墙的雨棚不能自己装。先到物业登记，由物业统一做，费用各户自己出。");
  await field(coordinator, "titleEn").fill("May I put up a canopy?");
  await coordinator.getByRole("button", { name: zh("policies.save") }).click();
  await expect(coordinator.getByText(zh("errors.required")).first(), "a title without its text").toBeVisible();
  await field(coordinator, "bodyEn").fill("Not by yourself. The property company does it for all.");
  await coordinator.getByRole("button", { name: zh("policies.save") }).click();
  await expect(coordinator).toHaveURL(/\/policies\/[0-9a-f-]{36}$/);

  const page = await person(null, { phone: true, javaScript: false });
  await page.goto("/policies");
  await expect(page.getByText(title), "a draft is nobody's to read").toHaveCount(0);
  await coordinator.getByRole("button", { name: zh("policies.publish") }).click();
  await expect(coordinator.getByRole("button", { name: zh("policies.withdraw") })).toBeVisible();
  await page.goto("/policies?q=雨棚");
  await expect(page.getByRole("link", { name: title })).toBeVisible();

  await page.goto("/report");
  const body = "想在外墙装一个雨棚，要谁同意，能不能自己装？";
  await field(page, "body").fill(body);
  await page.getByRole("link", { name: zh("report.toWhere") }).click();
  await field(page, "spot").selectOption("area:roof");
  await page.getByRole("link", { name: zh("report.toWho") }).click();
  await field(page, "email").fill("canopy@example.test");
  await page.getByRole("button", { name: zh("report.send"), exact: true }).click();
  await expect(step(page).getByRole("listitem").filter({ hasText: title })).toContainText("先到物业登记");
  await page.getByRole("button", { name: zh("report.similar.goOnSend") }).click();
  await expect(page).toHaveURL(/\?raised=1/);
  expect((await sql`select status from concerns where body = ${body}`)[0]?.status).toBe("unconfirmed");

  // With JavaScript it stands on the way, in the reader's language.
  const reader = await person(null, { locale: "en" });
  await reader.goto("/report");
  await alive(reader);
  await field(reader, "body").fill(body);
  await reader.getByRole("link", { name: en("report.toWhere") }).click();
  await reader.getByRole("link", { name: en("report.toWho") }).click();
  await expect(step(reader).getByRole("heading", { name: "May I put up a canopy?" })).toBeVisible();
  await reader.getByRole("link", { name: en("report.similar.goOn") }).click();
  await expect(field(reader, "email")).toBeVisible();
});

test("an officer writes down what came by telephone, and the page says so", async ({ person, sql }) => {
  const officer = await person("officer");
  await officer.goto("/report");
  await alive(officer);
  const body = "楼顶的太阳能水管松了，刮风时一直响。";
  await field(officer, "body").fill(body);
  await officer.getByRole("link", { name: zh("report.toWhere") }).click();
  await field(officer, "spot").selectOption("area:roof");
  await toWho(officer);
  await officer.getByLabel(zh("report.origins.phone")).check();
  await field(officer, "name").last().fill("周师傅");
  await officer.getByRole("button", { name: zh("report.send"), exact: true }).click();
  await expect(officer).toHaveURL(/\?raised=1/);
  await expect(officer.getByRole("article").first()).toContainText(zh("thread.byPhone"));
  const [row] = await sql`select origin from concerns where body = ${body}`;
  expect(row?.origin).toBe("phone");
});
