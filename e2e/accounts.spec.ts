import type { Page } from "@playwright/test";
import { linkIn, mailTo, nextMail } from "./support/mail.ts";
import { alive } from "./support/pages.ts";
import { emailOf, freshSession } from "./support/session.ts";
import { expect, test } from "./support/test.ts";
import { makeThings, raise } from "./support/things.ts";
import { formWith, opened, type Wire, wireWith } from "./support/wire.ts";
import { en, tw, zh } from "./support/words.ts";

// How people come in, how they read, and how their access ends.

const password = "four quiet words here";

async function invite(page: Page, name: string, email: string, organization: string, role: "officer" | "partner") {
  await page.goto("/people");
  await alive(page);
  const form = page.getByRole("form", { name: zh("people.invite") });
  await form.getByLabel(zh("people.name")).fill(name);
  await form.getByLabel(zh("people.email")).fill(email);
  await form.getByLabel(zh("people.organization")).selectOption({ label: organization });
  await form.getByLabel(zh("people.role")).selectOption(role);
  await form.getByRole("button", { name: zh("people.send") }).click();
  await expect(form.getByRole("status")).toContainText(zh("people.invited", { email }));
}

/** Somebody new in the agency, invited and joined by the forms alone. @returns their email */
async function newOfficer(wire: (who: "coordinator" | null) => Promise<Wire>, name: string): Promise<string> {
  const email = `${crypto.randomUUID().slice(0, 8)}@example.test`;
  const coordinator = await wire("coordinator");
  const people = await coordinator.get("/people");
  const form = formWith(people, { label: zh("people.invite") });
  const agency = /value="([0-9a-f-]{36})"[^>]*>东岸区检察院</.exec(people.html)?.[1] ?? "";
  await coordinator.post(people, form, { name, email, organization: agency, role: "officer" });
  const stranger = await wire(null);
  const opened = await stranger.get(linkIn(await nextMail(email, 0)));
  await stranger.post(opened, formWith(opened, { field: "secret" }), { password });
  return email;
}

async function signIn(page: Page, login: string, secret: string): Promise<void> {
  await page.goto("/sign-in");
  const form = page.getByRole("form", { name: zh("signIn.title") });
  await form.getByLabel(zh("signIn.login")).fill(login);
  await form.getByLabel(zh("signIn.password")).fill(secret);
  await form.getByRole("button", { name: zh("signIn.button") }).click();
}

test("an invitation goes by mail, makes a member, and works once", async ({ person, visitor }) => {
  const email = "new-officer@example.test";
  const coordinator = await person("coordinator");
  await invite(coordinator, "新来的干警", email, "东岸区检察院", "officer");
  await expect(coordinator.getByText(email).first()).toBeVisible();
  const link = linkIn(await nextMail(email, 0));

  const newcomer = await visitor({ viewport: { width: 390, height: 844 } });
  await newcomer.goto(link);
  await expect(newcomer.getByRole("heading", { level: 1 })).toHaveText(
    zh("join.intoOrganization", { organization: "东岸区检察院" }),
  );
  await expect(newcomer.getByLabel(zh("join.name"))).toHaveValue("新来的干警");
  await newcomer.getByLabel(zh("join.password")).fill(password);
  await newcomer.getByRole("button", { name: zh("join.create") }).click();
  await newcomer.waitForURL("**/desk");
  await newcomer.goto("/visits");
  await expect(newcomer.getByRole("link", { name: zh("visits.plan") })).toBeVisible();

  const second = await visitor({});
  await second.goto(link);
  await expect(second.getByText(zh("join.gone"))).toBeVisible();
  await coordinator.goto("/people");
  await expect(
    coordinator
      .getByRole("region", { name: /东岸区检察院/ })
      .getByText("新来的干警")
      .first(),
  ).toBeVisible();
});

test("an invitation of somebody who has an account asks them to sign in, and no one else can take it", async ({
  person,
  visitor,
}) => {
  const before = mailTo(emailOf("homeowners")).length;
  const coordinator = await person("coordinator");
  await invite(coordinator, "业主委员会主任", emailOf("homeowners"), "伊萨卡社区居委会", "partner");
  const link = linkIn(await nextMail(emailOf("homeowners"), before));
  const stranger = await visitor({});
  await stranger.goto(link);
  await expect(stranger.getByText(zh("join.hasAccount"))).toBeVisible();
  const other = await person("committee");
  await other.goto(link);
  await other.getByRole("button", { name: zh("join.accept") }).click();
  await expect(other.locator("main").getByRole("alert")).toContainText(
    zh("refusals.forSomebodyElse", { email: emailOf("homeowners") }),
  );
  const invited = await person("homeowners");
  await invited.goto(link);
  await invited.getByRole("button", { name: zh("join.accept") }).click();
  await invited.waitForURL("**/desk");
  await invited.goto("/settings");
  await expect(invited.getByText("伊萨卡社区居委会")).toBeVisible();
});

test("an invitation that was taken back opens nothing", async ({ person, visitor }) => {
  const email = "not-after-all@example.test";
  const coordinator = await person("coordinator");
  await invite(coordinator, "请错的人", email, "区消防大队", "partner");
  const link = linkIn(await nextMail(email, 0));
  await coordinator
    .getByRole("listitem")
    .filter({ hasText: email })
    .getByRole("button", { name: zh("people.revoke") })
    .click();
  await expect(coordinator.getByRole("listitem").filter({ hasText: email })).toHaveCount(0);
  const page = await visitor({});
  await page.goto(link);
  await expect(page.getByText(zh("join.gone"))).toBeVisible();
});

test("a code from the doorstep makes a resident of that household, with no more than a telephone", async ({
  person,
  visitor,
  browser,
  sql,
  wire,
}) => {
  const things = await makeThings(browser, sql);
  const officer = await person("officer", { phone: true });
  await officer.goto(`/visits/${things.visitOwn}`);
  await alive(officer);
  await officer.getByRole("button", { name: zh("visit.handCode") }).click();
  const code =
    (await officer
      .getByRole("status")
      .filter({ hasText: zh("visit.codeLabel") })
      .locator("b")
      .textContent()) ?? "";
  expect(code).toMatch(/^[2-9A-Z]{5}-[2-9A-Z]{5}$/);

  const page = await visitor({ viewport: { width: 390, height: 844 } });
  await page.goto("/join");
  await page.getByRole("textbox", { name: zh("join.code") }).fill(` ${code.toLowerCase().replace("-", " ")}`);
  await page.getByRole("button", { name: zh("join.next") }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("3幢 2单元 1502");
  await page.getByLabel(zh("join.name")).fill("王秀英的老伴");
  await page.getByLabel(zh("join.password")).fill(password);
  await page.getByRole("button", { name: zh("join.create") }).click();
  await expect(page.locator("main").getByRole("alert")).toContainText(zh("refusals.emailOrPhone"));
  await expect(page.getByLabel(zh("join.name"))).toHaveValue("王秀英的老伴");
  const phone = `139${String(Date.now()).slice(-8)}`;
  await page.getByLabel(zh("join.phone")).fill(phone);
  await page.getByLabel(zh("join.password")).fill(password);
  await page.getByRole("button", { name: zh("join.create") }).click();
  await page.waitForURL("**/desk");
  // What the household raised in private is theirs as well.
  await page.goto(`/concerns/${things.privateOne}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("慢性病手续");

  const again = await visitor({});
  await again.goto("/join");
  await again.getByRole("textbox", { name: zh("join.code") }).fill(code);
  await again.getByRole("button", { name: zh("join.next") }).click();
  await expect(again.locator("main").getByRole("alert")).toContainText(zh("refusals.codeUnknown"));
  await signIn(again, phone, password);
  await again.waitForURL("**/desk");

  // A coordinator ends it, and the next request knows.
  const coordinator = await wire("coordinator");
  const people = await coordinator.get("/people");
  const [one] = await sql`select user_id from accounts where phone = ${`+86${phone}`}`;
  await coordinator.post(people, formWith(people, { value: ["user", one?.user_id as string] }));
  expect((await again.goto(`/concerns/${things.privateOne}`))?.status()).toBe(404);
});

test("a code from the doorstep makes an account without JavaScript too", async ({ person, sql }) => {
  // A browser that is asked to send no referrer hides where the form stands also from us, who would then refuse it.
  const code = "K7Q2M-9XWDA";
  await sql`
    insert into tokens (id, hash, kind, community_id, household_id, expires_at)
    select gen_random_uuid(), sha256(${code}::bytea), 'doorstep_code', community_id, id, now() + interval '1 day' from households
    where door = '1501' order by id limit 1`;
  const page = await person(null, { phone: true, javaScript: false });
  await page.goto(`/join/${code}`);
  await page.getByLabel(zh("join.name"), { exact: true }).fill("何平");
  await page.getByLabel(zh("join.phone"), { exact: true }).fill("13711112222");
  await page.getByLabel(zh("join.password"), { exact: true }).fill(password);
  await page.getByRole("button", { name: zh("join.create") }).click();
  await page.waitForURL("**/desk");
});

test("whoever registers for a household waits for a coordinator, and sees the neighbourhood only then", async ({
  person,
  visitor,
  browser,
  sql,
}) => {
  const things = await makeThings(browser, sql);
  const email = `tenant-${Date.now()}@example.test`;
  const page = await visitor({ viewport: { width: 390, height: 844 } });
  await page.goto("/join");
  await alive(page);
  const form = page.locator("section[aria-labelledby=register] form");
  await form.getByLabel(zh("join.name")).fill("新搬来的租客");
  await form.getByLabel(zh("join.email")).fill(email);
  await form.getByLabel(zh("join.entrance")).selectOption({ label: "5幢 1单元" });
  await form.getByLabel(zh("join.door")).fill("9901");
  await form.getByRole("button", { name: zh("join.register") }).click();
  await expect(form.getByRole("alert")).toContainText(zh("refusals.noSuchDoor", { door: "9901" }));
  await form.getByLabel(zh("join.door")).fill("701");
  await form.getByRole("button", { name: zh("join.register") }).click();
  await expect(form.getByRole("status")).toContainText(zh("join.registered"));
  await page.goto(linkIn(await nextMail(email, 0)));
  await page.getByLabel(zh("join.password")).fill(password);
  await page.getByRole("button", { name: zh("join.create") }).click();
  await page.waitForURL("**/desk");
  await expect(page.getByText(zh("desk.unconfirmed"))).toBeVisible();
  expect((await page.goto(`/concerns/${things.neighbourhood}`))?.status()).toBe(404);

  const coordinator = await person("coordinator");
  await coordinator.goto("/people");
  const row = coordinator.getByRole("listitem").filter({ hasText: "新搬来的租客" }).filter({ hasText: "701" }).first();
  await row.getByRole("button", { name: zh("people.confirm"), exact: true }).click();
  const asking = coordinator.getByRole("listitem").filter({ hasText: "新搬来的租客" });
  await expect(asking.getByRole("button", { name: zh("people.confirm"), exact: true })).toHaveCount(0);
  await expect
    .poll(async () => (await page.goto(`/concerns/${things.neighbourhood}`))?.status(), "from the next request on")
    .toBe(200);
});

test("registering with an address that has an account tells the mailbox, not the page", async ({ wire, sql }) => {
  const stranger = await wire(null);
  const page = await stranger.get("/join");
  const form = formWith(page, { field: "entrance" });
  const [entrance] = await sql<{ id: string }[]>`
    select e.id from entrances e join buildings b on b.id = e.building_id where b.name = '5幢' and e.name = '1单元'`;
  const before = mailTo(emailOf("neighbour")).length;
  const fields = { name: "某人", entrance: entrance?.id as string, door: "702" };
  const known = await stranger.post(page, form, { ...fields, email: emailOf("neighbour") });
  const unknown = await stranger.post(page, form, { ...fields, key: crypto.randomUUID(), email: "who@example.test" });
  const said = (answer: typeof known) => answer.forms.map((f) => [f.done, f.alert, f.errors]);
  expect(said(known)).toEqual(said(unknown));
  const mail = await nextMail(emailOf("neighbour"), before);
  expect(mail.subject).toBe(zh("mail.alreadyRegistered.subject"));
});

test("a forgotten password is set anew by mail, once, and every session ends", async ({
  wire,
  visitor,
  reader,
  browser,
}) => {
  const email = await newOfficer(wire, "忘了密码的干警");
  const old = await wireWith(reader, await freshSession(browser, email, password));
  const page = await visitor({});
  const ask = async (to: string) => {
    await page.goto("/forgot");
    await page.getByLabel(zh("forgot.email")).fill(to);
    await page.getByRole("button", { name: zh("forgot.button") }).click();
    await expect(page.getByRole("status").filter({ hasText: zh("forgot.sent") })).toBeVisible();
  };
  await ask("nobody-at-all@example.test");
  const before = mailTo(email).length;
  await ask(email);
  const link = linkIn(await nextMail(email, before));
  await page.goto(link);
  await page.getByLabel(zh("reset.password")).fill("entirely other words");
  await page.getByRole("button", { name: zh("reset.button") }).click();
  await expect(page.getByText(zh("signIn.resetDone"))).toBeVisible();
  expect((await old.get("/desk")).location).toMatch(/^\/sign-in/);
  await signIn(page, email, password);
  await expect(
    page
      .locator("main")
      .getByRole("alert")
      .filter({ hasText: zh("refusals.signInWrong") }),
  ).toBeVisible();
  await signIn(page, email, "entirely other words");
  await page.waitForURL("**/desk");
  const again = await visitor({});
  await again.goto(link);
  await expect(again.getByText(zh("reset.gone"))).toBeVisible();
  expect(mailTo("nobody-at-all@example.test")).toEqual([]);
});

test("sessions are listed and ended, and an open page of an ended one goes at once", async ({
  wire,
  browser,
  visitor,
}) => {
  const email = await newOfficer(wire, "用两台手机的干警");
  const here = await visitor({ storageState: await freshSession(browser, email, password) });
  const there = await visitor({ storageState: await freshSession(browser, email, password) });
  await there.goto("/visits");
  await here.goto("/settings");
  await expect(here.getByText(zh("settings.thisOne"))).toHaveCount(1);
  const rows = here.getByRole("region", { name: zh("settings.sessions") }).getByRole("listitem");
  // The one made on joining is among them.
  await expect(rows).toHaveCount(3);
  await here.getByRole("button", { name: zh("settings.endOthers") }).click();
  await expect(rows).toHaveCount(1);
  await there.waitForURL("**/sign-in?next=%2Fvisits");
  await here.reload();
  await expect(here.getByRole("heading", { name: zh("settings.title") })).toBeVisible();
});

test("language, type size, colours and mail are a person's own, in every browser they use", async ({
  wire,
  browser,
  visitor,
}) => {
  const email = await newOfficer(wire, "Officer who reads English");
  const page = await visitor({ storageState: await freshSession(browser, email, password) });
  await page.goto("/settings");
  const form = page.getByRole("form", { name: zh("settings.reading") });
  await form.getByLabel("English").check();
  await form.getByLabel(zh("settings.typeSizes.large")).check();
  await form.getByLabel(zh("settings.themes.dark")).check();
  await form.getByRole("button", { name: zh("settings.save") }).click();
  await expect(page.getByRole("heading", { level: 1, name: en("settings.title") })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const [r = 255] = background.match(/\d+/g)?.map(Number) ?? [];
  expect(r, `a dark page (${background})`).toBeLessThan(80);
  const mail = page.getByRole("form", { name: en("settings.notify") });
  await mail.getByLabel(en("settings.mails.daily")).check();
  await mail.getByRole("button", { name: en("settings.save") }).click();
  await expect(mail.getByRole("status")).toHaveText(en("settings.saved"));

  const elsewhere = await visitor({ storageState: await freshSession(browser, email, password) });
  await elsewhere.goto("/settings");
  await expect(elsewhere.locator("html")).toHaveAttribute("lang", "en");
  await expect(elsewhere.locator("html")).toHaveAttribute("data-size", "large");
  await expect(elsewhere.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(elsewhere.getByLabel(en("settings.mails.daily"))).toBeChecked();
});

for (const javaScript of [false, true]) {
  const how = javaScript ? "with" : "without";
  test(`a stranger's language and type size follow the browser, then their choice, ${how} JavaScript`, async ({
    person,
  }) => {
    const page = await person(null, { locale: "en", phone: true, javaScript });
    await page.goto("/report");
    if (javaScript) await alive(page);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(en("report.what"));
    await page.getByRole("button", { name: "繁體" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(tw("report.what"));
    await expect(page, "on the page where it was chosen").toHaveURL(/\/report$/);
    await expect(page.locator("html")).toHaveAttribute("lang", "zh-TW");
    const sizeOf = () =>
      page
        .locator("h1")
        .first()
        .evaluate((h) => Number.parseFloat(getComputedStyle(h).fontSize));
    const small = await sizeOf();
    await page.getByRole("button", { name: tw("shell.large") }).click();
    await expect(page.locator("html")).toHaveAttribute("data-size", "large");
    expect(await sizeOf()).toBeGreaterThan(small);
    await page.goto("/join");
    await expect(page.locator("html")).toHaveAttribute("lang", "zh-TW");
    await expect(page.locator("html")).toHaveAttribute("data-size", "large");
  });
}

test("a changed role, a disabled account and a dismissal count on the next request", async ({
  wire,
  browser,
  reader,
  sql,
}) => {
  const email = await newOfficer(wire, "换岗的干警");
  const own = await wireWith(reader, await freshSession(browser, email, password));
  const [one] = await sql<{ id: string }[]>`select user_id as id from accounts where email = ${email}`;
  const coordinator = await wire("coordinator");
  const change = async (field: string, changes: Record<string, string>) => {
    const people = await coordinator.get("/people");
    const form = people.forms.find(
      (f) => f.entries.some(([n, v]) => n === "user" && v === one?.id) && f.entries.some(([n]) => n === field),
    );
    if (!form) throw new Error(`no form with ${field}`);
    expect((await coordinator.post(people, form, changes)).status).toBe(303);
  };
  expect((await own.get("/people")).status).toBe(404);
  await change("role", { role: "coordinator" });
  expect((await own.get("/people")).status).toBe(200);
  await change("role", { role: "officer" });
  expect((await own.get("/people")).status).toBe(404);

  await change("disabled", { disabled: "1" });
  expect((await own.get("/desk")).location).toBe("/sign-in?next=%2Fdesk");
  await expect(freshSession(browser, email, password)).rejects.toThrow(zh("refusals.signInWrong"));
  await change("disabled", { disabled: "0" });
  const back = await wireWith(reader, await freshSession(browser, email, password));
  expect((await back.get("/visits/new")).status).toBe(200);

  const people = await coordinator.get("/people");
  const dismiss = people.forms.find((f) => f.buttons.includes(zh("people.dismissNow", { name: "换岗的干警" })));
  if (!dismiss) throw new Error("no form to dismiss");
  await coordinator.post(people, dismiss);
  expect((await back.get("/desk")).location, "dismissed").toBe("/sign-in?next=%2Fdesk");
  const after = await wireWith(reader, await freshSession(browser, email, password));
  expect((await after.get("/visits/new")).status).toBe(404);
  expect((await after.get("/organizations")).status).toBe(404);
});

test("whoever owns open concerns hands them to the one on duty when they leave", async ({
  wire,
  browser,
  reader,
  sql,
}) => {
  const email = await newOfficer(wire, "要走的干警");
  const own = await wireWith(reader, await freshSession(browser, email, password));
  const number = await raise(await wire("resident"), { body: "有人受理后又要换人的事。", privacy: "neighbourhood" });
  const page = await opened(own, `/concerns/${number}`, zh("acts.take.title"));
  expect((await own.post(page, formWith(page, { label: zh("acts.take.title") }))).status).toBe(303);
  const owner = async () =>
    (await sql`select u.name from concerns c join users u on u.id = c.owner_id where c.number = ${number}`)[0]?.name;
  expect(await owner()).toBe("要走的干警");
  const coordinator = await wire("coordinator");
  const people = await coordinator.get("/people");
  const dismiss = people.forms.find((f) => f.buttons.includes(zh("people.dismissNow", { name: "要走的干警" })));
  if (!dismiss) throw new Error("no form to dismiss");
  await coordinator.post(people, dismiss);
  expect(await owner()).toBe("冯国强");
});
