import type { Page } from "@playwright/test";
import { mailTo, nextMail } from "./support/mail.ts";
import { alive, entries, holdsNothingOf, mark, reply, unread } from "./support/pages.ts";
import { chosen, photo } from "./support/photo.ts";
import { emailOf, openWire } from "./support/session.ts";
import { address } from "./support/settings.ts";
import { type Account, expect, test } from "./support/test.ts";
import { otherOfficer, raise } from "./support/things.ts";
import { formWith } from "./support/wire.ts";
import { zh } from "./support/words.ts";

// Story line 19: a medical dispute. Hospital bureau and family talk apart; the unit that has the concern, the neighbour, other
// officers and the public cannot tell that they do.

const name = "和医院谈赔偿";
const secret = "病历第三页写的是左膝。";
const answer = "我们约医院周四上午谈。";
let number = "";
let thread = "";

test.beforeAll(async ({ browser, sql }) => {
  const reader = await browser.newPage();
  const resident = await openWire(browser, reader, "resident");
  const coordinator = await openWire(browser, reader, "coordinator");
  const [unit] = await sql<[{ id: string }]>`select id from organizations where kind = 'property'`;
  number = await raise(resident, { body: "老人手术以后走不了路，和医院说不清。", privacy: "private" });
  thread = `/concerns/${number}`;
  const page = await coordinator.get(`${thread}?do=assign`);
  await coordinator.post(page, formWith(page, { label: zh("acts.assign.title") }), { organizations: unit.id });
  await Promise.all([resident, coordinator].map((wire) => wire.request.dispose()));
  await reader.close();
});

/** What a person's pages say, without what changes with each request. */
async function said(page: Page, path: string): Promise<string> {
  await page.goto(path);
  return ((await page.locator("main").textContent()) ?? "").replaceAll(/\d+ ?(秒|分钟)(前|后|钟后)/g, "");
}

test("a coordinator talks apart with the health bureau and the family, and nobody else can tell", async ({
  person,
  visitor,
  wire,
  sql,
}) => {
  test.setTimeout(240_000);
  await sql`update notifications set read_at = now() where read_at is null`;
  const outside: { who: Account | null; page: Page; before: string[] }[] = [];
  const places = ["/desk", "/concerns", "/notifications", `/concerns?q=${encodeURIComponent("左膝")}`, thread];
  for (const who of ["property", "neighbour", "officer", "fire", "admin", null] as const) {
    const page = await person(who, { phone: who === "neighbour" });
    const before: string[] = [];
    for (const path of places) before.push(await said(page, path));
    outside.push({ who, page, before });
  }
  // Somebody watches the concern the whole time.
  const property = await person("property");
  await property.goto(thread);
  await alive(property);
  const same = await mark(property);
  const newest = await property.locator("ol.thread > li").count();
  const mails = Object.fromEntries(
    (["property", "neighbour", "officer", "fire"] as const).map((who) => [who, mailTo(emailOf(who)).length]),
  );
  const healthMails = mailTo(emailOf("health")).length;

  let room = "";
  const coordinator = await person("coordinator");
  await test.step("the coordinator opens it", async () => {
    await coordinator.goto(thread);
    await coordinator.getByRole("link", { name: zh("room.open") }).click();
    await coordinator.waitForURL(`**${thread}/rooms/new`);
    await alive(coordinator);
    const form = coordinator.getByRole("form", { name: zh("room.open") });
    await form.getByLabel(zh("room.name")).fill(name);
    await form.getByRole("button", { name: zh("room.create") }).click();
    await expect(form.getByText(zh("refusals.chooseMember")).first()).toBeVisible();
    await expect(form.getByLabel(zh("room.name"))).toHaveValue(name);
    await form.getByLabel(zh("room.family")).check();
    await form.getByLabel("区卫生健康局").check();
    await form.getByRole("button", { name: zh("room.create") }).click();
    await coordinator.waitForURL(/\/rooms\/[0-9a-f-]{36}$/);
    room = new URL(coordinator.url()).pathname;
    await expect(coordinator.getByRole("heading", { level: 1 })).toHaveText(name);
  });

  const health = await person("health");
  const resident = await person("resident", { phone: true });
  await test.step("the bureau finds it, though the concern is not theirs; the family too", async () => {
    await health.goto("/desk");
    await health.locator(`main a[href="${room}"]`).click();
    await expect(health.getByRole("heading", { level: 1 })).toHaveText(name);
    await holdsNothingOf(health, ["老人手术以后"]);
    expect((await health.request.get(`${address}${thread}`)).status()).toBe(404);
    await resident.goto("/notifications");
    await resident.locator(`main a[href="${room}"]`).first().click();
    await expect(resident.getByRole("heading", { level: 1 })).toHaveText(name);
  });

  await test.step("they talk, live, with a picture", async () => {
    await alive(health);
    const stays = await mark(health);
    await alive(resident);
    await resident.locator("#reply summary").click();
    await resident.getByLabel(zh("form.files")).setInputFiles(chosen("a.jpg", "image/jpeg", await photo()));
    await expect(resident.getByRole("button", { name: zh("form.remove") })).toBeVisible();
    const form = resident.locator("#reply");
    await form.locator("textarea[name=body]").fill(secret);
    await form.getByRole("button", { name: zh("thread.sendRoom") }).click();
    await expect(entries(health, secret)).toBeVisible();
    await expect(entries(health, secret).locator("img")).toBeVisible();
    await health.locator("#reply textarea[name=body]").fill(answer);
    await health
      .locator("#reply")
      .getByRole("button", { name: zh("thread.sendRoom") })
      .click();
    await expect(entries(resident, answer)).toBeVisible();
    await stays();
    const mail = await nextMail(emailOf("health"), healthMails, (m) => m.links.some((l) => l.includes(room)));
    expect(mail.text + mail.subject).not.toMatch(/左膝|赔偿|老人/);
  });
  const file = (await entries(health, secret).locator("a[href^='/attachments/']").getAttribute("href")) ?? "";
  const [message] = await sql<[{ id: string }]>`select id from messages where body = ${secret}`;

  await test.step("whoever is not in it sees, counts, finds and hears nothing", async () => {
    for (const { who, page, before } of outside) {
      for (const [i, path] of places.entries()) {
        expect(await said(page, path), `${who} at ${path}`).toBe(before[i]);
        await holdsNothingOf(page, [name, secret, answer, room, message.id]);
      }
      for (const path of [room, `${thread}/rooms/00000000-0000-4000-8000-000000000000`]) {
        const [there, never] = await Promise.all([
          page.request.get(`${address}${path}`, { maxRedirects: 0 }),
          page.request.get(`${address}${thread}/rooms/00000000-0000-4000-8000-000000000001`, { maxRedirects: 0 }),
        ]);
        expect(there.status()).toBe(never.status());
        expect(there.status()).toBe(who ? 404 : 307);
      }
      expect((await page.request.get(`${address}${file}`)).status()).toBe(404);
      expect((await page.request.get(`${address}/metrics`)).status()).toBe(200);
      if (who) await expect(unread(page)).toHaveCount(0);
    }
  });

  await test.step("nor does the unit whose page was open the whole time, on its stream or in its mail", async () => {
    await property.waitForTimeout(1500);
    expect(await property.locator("ol.thread > li").count()).toBe(newest);
    await same();
    for (const [who, n] of Object.entries(mails)) {
      const about = mailTo(emailOf(who as Account)).slice(n);
      expect(about.filter((m) => (m.text + m.subject).includes(number) || m.text.includes("单独会商"))).toEqual([]);
    }
    const heard = await property.evaluate(
      (id) =>
        new Promise<string[]>((done) => {
          const got: string[] = [];
          const source = new EventSource(`/api/live?room=${id}&after=0`);
          source.onmessage = (e) => got.push(e.data);
          setTimeout(() => {
            source.close();
            done(got);
          }, 1500);
        }),
      room.split("/").at(-1) ?? "",
    );
    expect(heard.filter((data) => /items|presence/.test(data))).toEqual([]);
  });

  await test.step("nor can they write in it, say that they are there, or keep a draft", async () => {
    const id = room.split("/").at(-1);
    for (const who of ["property", "neighbour", "officer", "fire", "admin"] as const) {
      const { request } = await wire(who);
      for (const [path, data] of [
        ["/api/draft", { number, room: id, body: "x", audience: "everyone" }],
        ["/api/presence", { number, room: id, writes: false, leaves: false }],
      ] as const) {
        const answered = await request.post(`${address}${path}`, { data, headers: { origin: address } });
        expect([who, path, answered.status()]).toEqual([who, path, 404]);
      }
      expect(
        (await request.get(`${address}/api/mentionable?number=${number}&room=${id}&audience=everyone`)).status(),
      ).toBe(404);
    }
    const page = await coordinator.request.get(`${address}${room}`);
    expect(page.status()).toBe(200);
  });

  await test.step("somebody is asked in, and taken out again", async () => {
    await coordinator.goto(room);
    await alive(coordinator);
    const [officer] = await sql<[{ id: string; name: string }]>`
      select u.id, u.name from users u join accounts a on a.user_id = u.id where a.email = ${otherOfficer}`;
    await coordinator.getByText(zh("room.add"), { exact: true }).click();
    const form = coordinator.getByRole("form", { name: zh("room.add") });
    await form.locator("summary", { hasText: zh("room.officers") }).click();
    await form.locator(`input[value="user:${officer.id}"]`).check();
    await form.getByRole("button", { name: zh("room.addButton") }).click();
    const line = coordinator.locator("main aside li", { hasText: officer.name });
    await expect(line).toBeVisible();
    await line.getByRole("button").click();
    await expect(line).toHaveCount(0);
    await expect(entries(coordinator, zh("room.events.member_removed", { member: officer.name }))).toBeVisible();
  });

  await test.step("closed, it stays to be read", async () => {
    await coordinator.getByText(zh("room.close"), { exact: true }).first().click();
    await coordinator
      .getByRole("form", { name: zh("room.close") })
      .getByRole("button")
      .click();
    await expect(coordinator.getByText(zh("room.closed"), { exact: true })).toBeVisible();
    await health.goto(room);
    await expect(entries(health, answer)).toBeVisible();
    await expect(health.locator("#reply")).toHaveCount(0);
  });
  // The concern itself goes on.
  await property.goto(thread);
  await reply(property, "楼下的扶手我们装好了。");
  await visitor({});
});
