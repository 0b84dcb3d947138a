import type { Page } from "@playwright/test";
import { linkIn, mailTo, nextMail } from "./support/mail.ts";
import { alive, entries, holdsNothingOf, numberOf, reply, toWho } from "./support/pages.ts";
import { chosen, photo } from "./support/photo.ts";
import { expect, test } from "./support/test.ts";
import { zh } from "./support/words.ts";

// Raising a concern on /report, above all as the least equipped person does: no account, no JavaScript, a small screen.

const plain = { phone: true, javaScript: false } as const;

const field = (page: Page, name: string) => page.locator(`main form [name="${name}"]`);

/** The message beside a field, found the way a screen reader finds it. */
async function messageAt(page: Page, name: string): Promise<string> {
  const described = await field(page, name).getAttribute("aria-describedby");
  const texts = (described ?? "").split(" ").map((id) => page.locator(`[id="${id}"]`).textContent());
  return (await Promise.all(texts)).join(" ");
}

test("without JavaScript and without an account, from the front page to a confirmed concern and its answer", async ({
  person,
  sql,
}) => {
  const to = "aunt.li@example.test";
  const page = await person(null, plain);
  await page.goto("/");
  await page.getByRole("link", { name: zh("home.report") }).click();
  await field(page, "body").fill("大门口的路灯坏了三盏，晚上骑车看不见坎。");
  await page.getByRole("link", { name: zh("report.toWhere") }).click();
  await expect(field(page, "body")).toBeHidden();
  await field(page, "spot").selectOption({ label: zh("place.areas.gate") });
  await toWho(page);
  await field(page, "files").setInputFiles(chosen("lamp.jpg", "image/jpeg", await photo()));
  await field(page, "email").fill(` ${to.toUpperCase()} `);
  await page.getByRole("button", { name: zh("report.send") }).click();

  await page.waitForURL(/\/concerns\/\d{4}-\d+\?raised=1/);
  const number = numberOf(page);
  const status = page.getByRole("status").first();
  await expect(status).toContainText(zh("concern.raised", { number }));
  await expect(status).toContainText(zh("concern.raisedConfirm"));
  await expect.soft(page.locator("article img"), "the photo came along").toBeVisible();

  const coordinator = await person("coordinator");
  await coordinator.goto(`/concerns?q=${number}`);
  await expect(coordinator.locator(`a[href="/concerns/${number}"]`), "it does not count before").toHaveCount(0);

  const asked = await nextMail(to, 0);
  expect(asked.subject).toContain(number);
  await page.goto(linkIn(asked));
  await page.getByRole("button", { name: zh("confirm.button") }).click();
  await page.waitForURL(new RegExp(`/concerns/${number}`));
  await expect(page.locator("main header")).toContainText(zh("words.statuses.new"));
  const [row] = await sql`select status, category, created_by from concerns where number = ${number}`;
  expect(row).toEqual({ status: "new", category: "water_power", created_by: null });

  // The link works once.
  await page.goto(linkIn(asked));
  await page.getByRole("button", { name: zh("confirm.button") }).click();
  await expect(page.getByRole("alert")).toContainText(zh("refusals.gone"));

  await coordinator.goto(`/concerns/${number}`);
  await reply(coordinator, "今晚先放反光锥，灯具周五到货。");
  const told = await nextMail(to, mailTo(to).indexOf(asked) + 1, (mail) => mail.text.includes("反光锥"));

  const elsewhere = await person(null, plain);
  await elsewhere.goto(linkIn(told));
  await expect(elsewhere, "the secret stands in no address").toHaveURL(new RegExp(`/concerns/${number}$`));
  await expect(entries(elsewhere, "反光锥")).toBeVisible();
  await elsewhere.getByRole("textbox", { name: zh("thread.reply") }).fill("谢谢，坎在左边第二根灯杆下。");
  await elsewhere.getByRole("button", { name: zh("thread.sendEveryone") }).click();
  await expect(entries(elsewhere, "左边第二根灯杆")).toBeVisible();
  await expect(entries(coordinator, "左边第二根灯杆"), "and the coordinator's open page shows it").toBeVisible();

  // The link opens this one concern and nothing else: not a neighbour's, and of a published one what everybody reads.
  const [others] = await sql<{ unpublished: string; published: string }[]>`
    select min(c.number) filter (where p.concern_id is null) as unpublished, min(p.number) filter (where p.hidden_at is null) as published
    from concerns c left join publications p on p.concern_id = c.id
    where c.privacy = 'neighbourhood' and c.number <> ${number}`;
  const answer = await elsewhere.goto(`/concerns/${others?.unpublished}`);
  expect.soft(answer?.status(), "another concern, by its number").toBe(404);
  await elsewhere.goto(`/concerns/${others?.published}`);
  await expect(elsewhere.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(elsewhere.getByRole("textbox", { name: zh("thread.reply") })).toHaveCount(0);
  await elsewhere.goto("/desk");
  await expect(elsewhere).toHaveURL(/\/sign-in\?next=%2Fdesk/);
});

test("whoever follows by a link adds a photo to what they say", async ({ person, visitor, sql }) => {
  const page = await person(null, plain);
  await page.goto("/report");
  await field(page, "body").fill("楼梯扶手断了一截。");
  await page.getByRole("link", { name: zh("report.toWhere") }).click();
  await field(page, "spot").selectOption("area:corridor");
  await toWho(page);
  await field(page, "email").fill("stairs@example.test");
  await page.getByRole("button", { name: zh("report.send") }).click();
  await page.waitForURL(/\/concerns\/\d{4}-\d+\?raised=1/);
  const number = numberOf(page);

  for (const [javaScriptEnabled, text] of [
    [false, "断口在这里，没有脚本。"],
    [true, "断口在这里，有脚本。"],
  ] as const) {
    const again = await visitor({ storageState: await page.context().storageState(), javaScriptEnabled });
    await again.goto(`/concerns/${number}`);
    if (javaScriptEnabled) await alive(again);
    const form = again.getByRole("form", { name: zh("thread.reply") });
    await form.getByText(zh("thread.addFiles")).click();
    await form.locator("[name=files]").setInputFiles(chosen("rail.jpg", "image/jpeg", await photo()));
    if (javaScriptEnabled) await expect.soft(form.getByRole("button", { name: zh("form.remove") })).toBeVisible();
    await form.getByRole("textbox", { name: zh("thread.reply") }).fill(text);
    await form.getByRole("button", { name: zh("thread.sendEveryone") }).click();
    await expect(entries(again, text)).toBeVisible();
    const [files] = await sql`
      select count(*)::int as n from attachments a join messages m on m.id = a.message_id where m.body = ${text}`;
    expect.soft(files?.n, `photos with "${text}"`).toBe(1);
  }
});

test("what is wrong stands beside each field, in the language of the page, and nothing typed is lost", async ({
  person,
  sql,
}) => {
  const page = await person(null, plain);
  await page.goto("/report");
  await field(page, "category").selectOption("noise");
  await page.getByRole("link", { name: zh("report.toWhere") }).click();
  await field(page, "entrance").selectOption({ label: "3幢 2单元" });
  await field(page, "floor").selectOption("15");
  await toWho(page);
  await field(page, "files").setInputFiles(chosen("night.jpg", "image/jpeg", await photo()));
  await field(page, "privacy").nth(1).check();
  await field(page, "email").fill("not an address");
  await field(page, "name").fill("住十五楼的");
  await field(page, "phone").fill("138 0000 1111");
  await page.getByRole("button", { name: zh("report.send") }).click();

  const alert = page.locator("main form > [role=alert]");
  await expect(alert).toContainText(zh("form.problem"));
  expect(await messageAt(page, "body")).toContain(zh("errors.required"));
  expect(await messageAt(page, "spot")).toContain(zh("errors.choose"));
  expect(await messageAt(page, "email")).toContain(zh("errors.email"));
  await expect(field(page, "category")).toHaveValue("noise");
  await expect(field(page, "floor")).toHaveValue("15");
  await expect(field(page, "entrance").locator("option:checked")).toHaveText("3幢 2单元");
  await expect(field(page, "privacy").nth(1)).toBeChecked();
  await expect(field(page, "email")).toHaveValue("not an address");
  await expect(field(page, "name")).toHaveValue("住十五楼的");
  await expect(field(page, "phone")).toHaveValue("138 0000 1111");
  await expect(field(page, "attachments"), "the photo is kept").toHaveCount(1);

  // Each message leads to its field, also in a step that is not shown.
  await alert.getByRole("link", { name: zh("errors.required") }).click();
  await expect(field(page, "body")).toBeVisible();
  await field(page, "body").fill("楼上半夜拖椅子。");
  await page.getByRole("link", { name: zh("report.toWhere") }).click();
  await field(page, "spot").selectOption("door:");
  await field(page, "door").fill("9999");
  await toWho(page);
  await field(page, "email").fill("night@example.test");
  await page.getByRole("button", { name: zh("report.send") }).click();

  await expect(page.locator("main form > [role=alert]")).toContainText(zh("refusals.noSuchDoor", { door: "9999" }));
  expect(await messageAt(page, "spot")).toContain("9999");
  await expect(field(page, "body")).toHaveValue("楼上半夜拖椅子。");
  await expect(field(page, "door"), "also the door that does not exist").toHaveValue("9999");
  await alert.getByRole("link", { name: zh("refusals.noSuchDoor", { door: "9999" }) }).click();
  await field(page, "door").fill("1401");
  await toWho(page);
  await page.getByRole("button", { name: zh("report.send") }).click();
  await page.waitForURL(/\/concerns\/\d{4}-\d+\?raised=1/);
  const [row] = await sql`
    select c.body, c.category, c.privacy, p.name, k.phone, h.door from concerns c
    join concern_people p on p.concern_id = c.id left join concern_contacts k on k.person_id = p.id
    left join households h on h.id = p.household_id where c.number = ${numberOf(page)}`;
  expect(row).toEqual({
    body: "楼上半夜拖椅子。",
    category: "noise",
    privacy: "private",
    name: "住十五楼的",
    phone: "+8613800001111",
    door: "1401",
  });
});

test("a door is typed where no list can be offered, and is told to officers only", async ({ person, sql }) => {
  const page = await person(null, plain);
  await page.goto("/report");
  await field(page, "body").fill("厨房的燃气软管有点漏气味。");
  await page.getByRole("link", { name: zh("report.toWhere") }).click();
  await field(page, "entrance").selectOption({ label: "3幢 2单元" });
  await field(page, "spot").selectOption("door:");
  await field(page, "door").fill("1402");
  await toWho(page);
  await field(page, "name").fill("不愿留名的租客");
  await field(page, "email").fill("gas@example.test");
  await page.getByRole("button", { name: zh("report.send") }).click();
  await page.waitForURL(/\/concerns\/\d{4}-\d+\?raised=1/);
  const number = numberOf(page);
  await page.goto(linkIn(await nextMail("gas@example.test", 0)));
  await page.getByRole("button", { name: zh("confirm.button") }).click();
  await page.waitForURL(new RegExp(`/concerns/${number}`));

  const coordinator = await person("coordinator");
  await coordinator.goto(`/concerns/${number}`);
  await expect(coordinator.getByText("1402").first()).toBeVisible();
  // Neither others nor whoever lives behind the door, which somebody only claimed: who it was is told to officers alone.
  for (const account of ["resident", "neighbour"] as const) {
    const reader = await person(account);
    await reader.goto(`/concerns/${number}`);
    await expect(reader.getByRole("heading", { level: 1 })).toContainText("燃气软管");
    await holdsNothingOf(reader, ["1402", "不愿留名的租客"]);
  }
  const [access] = await sql`
    select count(*)::int as n from access a join concerns c on c.id = a.subject_id
    where c.number = ${number} and a.reason = 'household'`;
  expect(access?.n).toBe(0);
});

test("the suggested category follows the words, and whoever reports has the last word", async ({ person, sql }) => {
  const page = await person("resident", { phone: true });
  await page.goto("/report");
  await alive(page);
  const shown = field(page, "category").locator("option:checked");
  const suggested = (category: "lift" | "parking") =>
    zh("report.categorySuggested", { category: zh(`words.categories.${category}`) });
  await field(page, "body").fill("电梯又坏了");
  await expect(shown).toHaveText(suggested("lift"));
  await field(page, "body").fill("停车位又被占了");
  await expect(shown).toHaveText(suggested("parking"));
  await field(page, "category").selectOption("neighbours");
  await field(page, "body").fill("停车位又被隔壁占了，每天都吵");
  await page.getByRole("link", { name: zh("report.toWhere") }).click();
  await field(page, "spot").selectOption("area:garage");
  await toWho(page);
  await page.getByRole("button", { name: zh("report.send") }).click();
  await page.waitForURL(/\/concerns\/\d{4}-\d+\?raised=1/);
  const [row] = await sql`select category, area from concerns where number = ${numberOf(page)}`;
  expect(row).toEqual({ category: "neighbours", area: "garage" });
});

test("with JavaScript the doors of a floor are offered, and an officer reports for one of them", async ({
  person,
  sql,
}) => {
  const page = await person("officer", { phone: true });
  await page.goto("/report");
  await alive(page);
  await field(page, "body").fill("老人说卫生间扶手松了，怕摔。");
  await page.getByRole("link", { name: zh("report.toWhere") }).click();
  await field(page, "entrance").selectOption({ label: "3幢 2单元" });
  await field(page, "floor").selectOption("15");
  await expect(field(page, "spot").locator("option", { hasText: "1501" })).toBeAttached();
  await field(page, "spot").selectOption("door:1501");
  await toWho(page);
  await field(page, "name").fill("老太太");
  await field(page, "privacy").nth(1).check();
  await page.getByRole("button", { name: zh("report.send") }).click();
  await page.waitForURL(/\/concerns\/\d{4}-\d+\?raised=1/);
  const [row] = await sql`
    select c.origin, c.privacy, p.name, h.door from concerns c
    join concern_people p on p.concern_id = c.id and p.role = 'reporter' join households h on h.id = p.household_id
    where c.number = ${numberOf(page)}`;
  expect(row).toEqual({ origin: "doorstep", privacy: "private", name: "老太太", door: "1501" });
});
