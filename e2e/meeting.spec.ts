import { rmSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "@playwright/test";
import type postgres from "postgres";
import { handset, keeps, signIn } from "./support/handset.ts";
import { mailTo, nextMail } from "./support/mail.ts";
import { alive, holdsNothingOf, localTime, mark, unread } from "./support/pages.ts";
import { chosen, photo } from "./support/photo.ts";
import { emailOf, openWire } from "./support/session.ts";
import { address } from "./support/settings.ts";
import { type Account, expect, test } from "./support/test.ts";
import { raise } from "./support/things.ts";
import { formWith, wireWith } from "./support/wire.ts";
import { zh } from "./support/words.ts";

// Story lines 14 and 15: those whom it concerns inspect on site, then sit down at one table. Line 19: three parties, in private.

test.describe.configure({ timeout: 300_000 });

/** Sends a form and waits until it has arrived. */
async function press(page: Page, form: string, button: string): Promise<void> {
  await page.locator(`form[aria-label="${form}"]`).getByRole("button", { name: button, exact: true }).click();
}

const problemOf = async (sql: postgres.Sql) =>
  (
    await sql<[{ id: string; number: string; community: string }]>`
    select id, number, community_id as community from problems where category = 'fire' order by number limit 1`
  )[0];

/** Brings a meeting that was called to now: time passes for nobody else. */
const bringToNow = (sql: postgres.Sql, id: string) =>
  sql`update meetings set starts_at = now() - interval '5 minutes', ends_at = now() + interval '2 hours' where id = ${id}`;

const userOf = async (sql: postgres.Sql, account: Account) =>
  (
    await sql<[{ id: string; name: string }]>`
    select u.id, u.name from accounts a join users u on u.id = a.user_id where a.email = ${emailOf(account)}`
  )[0];

test("a joint meeting: a time is found, minutes are taken together, decided, objected to and settled", async ({
  person,
  sql,
}) => {
  const problem = await problemOf(sql);
  const officerUser = await userOf(sql, "officer");
  const coordinator = await person("coordinator");
  const title = `费用座谈 ${Date.now()}`;
  const fireMails = mailTo(emailOf("fire")).length;
  let at = "";

  await test.step("the coordinator calls it; what is wrong is said beside its field, and what was typed stays", async () => {
    await coordinator.goto(`/meetings/new?problem=${problem.number}`);
    await alive(coordinator);
    const form = coordinator.getByRole("form", { name: zh("meetings.begin") });
    await form.getByLabel(zh("meetings.name")).fill(title);
    await form.getByLabel(zh("meetings.place")).fill("居委会二楼");
    await form.getByLabel(`${zh("meetings.time")} 1`).fill(localTime(-1, "10:00"));
    // (The units at the problem's table are ticked beforehand.)
    const ticked = form.locator("input[name=parties]:checked");
    while (await ticked.count()) await ticked.first().click();
    await form.getByRole("button", { name: zh("meetings.send") }).click();
    await expect(form.getByText(zh("refusals.inviteSomebody")).first()).toBeVisible();
    await form.getByLabel("区消防大队").check();
    await form.getByRole("button", { name: zh("meetings.send") }).click();
    await expect(form.getByText(zh("refusals.past")).first()).toBeVisible();
    await expect(form.getByLabel(zh("meetings.name"))).toHaveValue(title);
    await expect(form.getByLabel(`${zh("meetings.time")} 1`)).toHaveValue(localTime(-1, "10:00"));
    await form.getByLabel(`${zh("meetings.time")} 1`).fill(localTime(3, "10:00"));
    await form.getByLabel(`${zh("meetings.time")} 2`).fill(localTime(4, "14:00"));
    await form.getByLabel("安居物业公司").check();
    await form.locator("summary", { hasText: zh("meetings.officers") }).click();
    await form.locator(`input[value="user:${officerUser.id}"]`).check();
    await form.getByRole("button", { name: zh("meetings.send") }).click();
    await coordinator.waitForURL(/\/meetings\/[0-9a-f-]{36}$/);
    at = new URL(coordinator.url()).pathname;
    await expect(coordinator.getByRole("heading", { level: 1 })).toHaveText(title);
  });
  const id = at.split("/").at(-1) ?? "";

  const fire = await person("fire");
  const property = await person("property", { phone: true });
  await test.step("the parties choose, on a phone as well; the open page of who called it says so at once", async () => {
    await alive(coordinator);
    const stays = await mark(coordinator);
    const choose = async (page: Page, answers: string[]) => {
      await page.goto("/meetings");
      await page.getByRole("link", { name: title }).click();
      await alive(page);
      const form = page.getByRole("form", { name: zh("meetings.answer") });
      for (const [i, answer] of answers.entries())
        await form.getByRole("group").nth(i).getByLabel(answer, { exact: true }).check();
      await form.getByRole("button", { name: zh("meetings.sendAnswer") }).click();
      await expect(page.locator("summary", { hasText: zh("meetings.changeAnswer") })).toBeVisible();
    };
    await choose(fire, [zh("meetings.choices.no"), zh("meetings.choices.yes")]);
    await choose(property, [zh("meetings.choices.yes"), zh("meetings.choices.no")]);
    await expect(coordinator.getByText(zh("meetings.noneSuitsAll"))).toBeVisible();
    await expect(coordinator.locator("tr.best")).toContainText(zh("meetings.nearest"));
    await property.locator("summary", { hasText: zh("meetings.changeAnswer") }).click();
    const again = property.getByRole("form", { name: zh("meetings.changeAnswer") });
    await again.getByRole("group").nth(1).getByLabel(zh("meetings.choices.if_need_be"), { exact: true }).check();
    await again.getByRole("button", { name: zh("meetings.sendAnswer") }).click();
    await expect(coordinator.locator("tr.best")).toContainText(zh("meetings.best"));
    await stays();
  });

  await test.step("a party proposes a point, which is taken", async () => {
    await fire.locator("summary", { hasText: zh("meetings.proposePoint") }).click();
    const form = fire.getByRole("form", { name: zh("meetings.proposePoint") });
    await form.getByLabel(zh("meetings.pointTitle")).fill("验收按哪一年的规范");
    await form.getByRole("button", { name: zh("meetings.pointActs.propose") }).click();
    await expect(
      coordinator.locator("section[aria-labelledby=agenda] li", { hasText: "验收按哪一年的规范" }),
    ).toBeVisible();
    await coordinator
      .getByRole("button", { name: new RegExp(`^${zh("meetings.pointActs.take")}`) })
      .first()
      .click();
    await expect(coordinator.locator("ol li", { hasText: "验收按哪一年的规范" })).toBeVisible();
  });

  await test.step("the time is fixed; an invitation comes by mail; one comes, by one press", async () => {
    await press(coordinator, zh("meetings.fix"), zh("meetings.callIt"));
    await expect(coordinator.locator("main .st").first()).toHaveText(zh("meetings.statuses.called"));
    const mail = await nextMail(emailOf("fire"), fireMails, (m) => /method=REQUEST/i.test(m.raw));
    expect(mail.subject).toContain(title);
    expect(mail.links.some((link) => link.endsWith(at))).toBe(true);
    await press(fire, zh("meetings.doYouCome"), zh("meetings.come"));
    await expect(coordinator.locator("section[aria-labelledby=parties] li", { hasText: "区消防大队" })).toContainText(
      zh("meetings.replies.yes"),
    );
  });

  await test.step("it is moved: refused where it ends before it begins, then everybody gets it anew", async () => {
    await coordinator.locator("summary", { hasText: zh("meetings.move") }).click();
    const form = coordinator.getByRole("form", { name: zh("meetings.move") });
    await form.getByLabel(zh("meetings.from")).fill(localTime(5, "10:00"));
    await form.getByLabel(zh("meetings.until")).fill(localTime(5, "09:00"));
    await form.getByRole("button", { name: zh("meetings.moveIt") }).click();
    await expect(form.getByText(zh("refusals.endsBeforeBegin")).first()).toBeVisible();
    const before = mailTo(emailOf("fire")).length;
    await form.getByLabel(zh("meetings.until")).fill(localTime(5, "11:30"));
    await form.getByRole("button", { name: zh("meetings.moveIt") }).click();
    await nextMail(emailOf("fire"), before, (m) => /method=REQUEST/i.test(m.raw));
    await expect(fire.getByRole("form", { name: zh("meetings.doYouCome") })).toBeVisible();
  });

  await bringToNow(sql, id);
  const officer = await person("officer");
  await test.step("it begins; two take the minutes at once, and nothing is lost", async () => {
    await coordinator.goto(at);
    await alive(coordinator);
    await press(coordinator, zh("meetings.hold"), zh("meetings.hold"));
    await coordinator.waitForURL(`**${at}/minutes`);
    await alive(coordinator);
    await officer.goto(`${at}/minutes`);
    await alive(officer);
    const write = async (page: Page, text: string, decision = false) => {
      const form = page.getByRole("form", { name: zh("minutes.write") });
      await form.getByLabel(zh("minutes.body")).fill(text);
      if (decision) await form.getByLabel(zh("minutes.kinds.decision")).check();
      await form.getByRole("button", { name: zh("minutes.add"), exact: true }).click();
      await expect(page.locator("p.said", { hasText: text })).toBeVisible();
    };
    await write(coordinator, "物业介绍了设备年限。");
    // It is on the other's page without being asked for.
    await expect(officer.locator("p.said", { hasText: "物业介绍了设备年限。" })).toBeVisible();
    const change = (page: Page) => page.getByRole("link", { name: new RegExp(`^${zh("minutes.change")}`) }).first();
    await change(officer).click();
    await change(coordinator).click();
    const form = (page: Page) => page.getByRole("form", { name: zh("minutes.change") });
    await form(coordinator).getByLabel(zh("minutes.body")).fill("物业介绍：设备用了十四年。");
    await form(officer).getByLabel(zh("minutes.body")).fill("物业介绍：配件已经停产。");
    await form(coordinator)
      .getByRole("button", { name: zh("minutes.save") })
      .click();
    await expect(coordinator.locator("p.said", { hasText: "设备用了十四年" }).first()).toBeVisible();
    await form(officer)
      .getByRole("button", { name: zh("minutes.save") })
      .click();
    await expect(form(officer).locator("[data-theirs]")).toHaveText("物业介绍：设备用了十四年。");
    await expect(form(officer).locator("[data-yours]")).toHaveText("物业介绍：配件已经停产。");
    await form(officer).getByLabel(zh("minutes.body")).fill("物业介绍：设备用了十四年，配件已经停产。");
    await form(officer)
      .getByRole("button", { name: zh("minutes.save") })
      .click();
    await expect(coordinator.locator("p.said", { hasText: "设备用了十四年，配件已经停产。" })).toBeVisible();
    await write(coordinator, "消防设施整体更换。", true);
  });

  await test.step("a decision becomes a measure; who was there is written down; the minutes go out", async () => {
    await coordinator.locator("summary", { hasText: zh("minutes.makeMeasure") }).click();
    const measure = coordinator.getByRole("form", { name: zh("minutes.makeMeasure") });
    await expect(measure.getByLabel(zh("minutes.what"))).toHaveValue("消防设施整体更换。");
    await measure.getByLabel(zh("minutes.organization")).selectOption({ label: "安居物业公司" });
    await measure.getByLabel(zh("minutes.due")).fill(localTime(90, "10:00").slice(0, 10));
    await measure.getByRole("button", { name: zh("minutes.saveMeasure") }).click();
    await expect(coordinator.getByText(zh("minutes.measure"), { exact: true })).toBeVisible();
    const there = coordinator.getByRole("form", { name: zh("minutes.takeAttendance") });
    for (const party of ["区消防大队", "安居物业公司"])
      await there.getByRole("group", { name: party }).getByLabel(zh("meetings.wasThere")).check();
    await there.getByRole("button", { name: zh("minutes.saveAttendance") }).click();
    await expect(coordinator.locator("section[aria-labelledby=there] > ul")).toContainText("区消防大队");
    await press(coordinator, zh("minutes.send"), zh("minutes.send"));
    await expect(coordinator.locator("main .st").first()).toHaveText(zh("meetings.statuses.sent"));
  });

  await test.step("one who was there objects, is answered, and the minutes are settled", async () => {
    await fire.goto(`${at}/minutes`);
    await alive(fire);
    await fire.locator("summary", { hasText: zh("minutes.object") }).click();
    const object = fire.getByRole("form", { name: zh("minutes.object") });
    await object.getByLabel(zh("minutes.objection")).fill("请写明按现行规范验收。");
    await object.getByRole("button", { name: zh("minutes.sendObjection") }).click();
    await expect(coordinator.getByText("请写明按现行规范验收。")).toBeVisible();
    const answer = coordinator.getByRole("form", { name: zh("minutes.answerObjection") });
    await answer.getByLabel(zh("minutes.answerObjection")).fill("写进共识。");
    await answer.getByRole("button", { name: zh("minutes.sendAnswer") }).click();
    await expect(fire.getByText("写进共识。")).toBeVisible();
    await sql`update meetings set object_until = now() - interval '1 minute' where id = ${id}`;
    await coordinator.reload();
    await alive(coordinator);
    await press(coordinator, zh("minutes.settle"), zh("minutes.settle"));
    await expect(fire.locator("main .st").first()).toHaveText(zh("meetings.statuses.settled"));
    await coordinator.goto(`${at}/print`);
    await expect(coordinator.locator("article")).toContainText("设备用了十四年，配件已经停产。");
    await expect(coordinator.locator("article")).toContainText(zh("minutes.decided"));
  });

  // Officers who were not asked read it; a neighbour and the public do not.
  const neighbour = await person("neighbour");
  for (const path of [at, `${at}/minutes`, `${at}/print`])
    expect((await neighbour.request.get(`${address}${path}`)).status()).toBe(404);
});

test("a site inspection without signal: found on the phone, sent once, a report with its pictures", async ({
  person,
  sql,
  browser,
}) => {
  const problem = await problemOf(sql);
  const officer = await userOf(sql, "officer");
  const reader = await browser.newPage();
  const coordinator = await openWire(browser, reader, "coordinator");
  const begin = await coordinator.get(`/meetings/new?problem=${problem.number}`);
  const [fireUnit] = await sql<[{ id: string }]>`select id from organizations where kind = 'fire'`;
  const called = await coordinator.post(begin, formWith(begin, { label: zh("meetings.begin") }), {
    ...{ title: "消防栓查看", place: "东门", kind: "inspection", how: "fixed", times: localTime(2, "09:00") },
    ...{ parties: `organization:${fireUnit.id}`, officers: `user:${officer.id}` },
  });
  expect(called.status).toBe(303);
  const meeting = called.location ?? "";
  const at = `${meeting}/inspection`;
  const list = await coordinator.get(at);
  const form = formWith(list, { label: zh("inspection.addItems") });
  const place = form.entries.find(([name]) => name === "entrance");
  expect(place).toBeTruthy();
  const [entrance] = await sql<[{ id: string; building: string }]>`
    select id, building_id as building from entrances where name = '2单元' order by building_id limit 1`;
  const added = await coordinator.post(list, form, {
    ...{ what: "灭火器\n消火栓", entrance: `${entrance.building}:${entrance.id}`, floor: "3", places: [] },
  });
  expect(added.status).toBe(303);
  await bringToNow(sql, meeting.split("/").at(-1) ?? "");

  const folder = resolve(".test/handset-inspection");
  rmSync(folder, { recursive: true, force: true });
  let { phone, page } = await handset(folder);
  await page.goto(`/sign-in?next=${encodeURIComponent(at)}`);
  await signIn(page, "officer");
  await keeps(page, [at]);
  // The basement.
  await phone.setOffline(true);
  await page.goto(at);
  await alive(page);
  const open = page.locator('li[id^="item-"]:has(> details[open])');
  await expect(open).toContainText("灭火器");
  await open.getByLabel(zh("inspection.note")).fill("压力表在红区。");
  await open.getByLabel(zh("form.files")).setInputFiles(chosen("a.jpg", "image/jpeg", await photo()));
  await expect(open.locator("img")).toBeVisible();
  await open.getByRole("button", { name: zh("inspection.findings.defect") }).click();
  await expect(open).toContainText("消火栓");
  await expect(page.locator("main")).toContainText(zh("inspection.doneOf", { done: "1", total: "2" }));
  // The phone is restarted.
  await phone.close();
  ({ phone, page } = await handset(folder, { offline: true }));
  await page.goto(at);
  await expect(page.locator('li[id^="item-"]', { hasText: "灭火器" })).toContainText(zh("inspection.unsent"));
  expect((await sql`select 1 from inspection_items where note = '压力表在红区。'`).length).toBe(0);
  await phone.setOffline(false);
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await expect
    .poll(
      async () =>
        (await sql`select 1 from inspection_items where note = '压力表在红区。' and finding = 'defect'`).length,
    )
    .toBe(1);
  await expect(page.locator('li[id^="item-"]', { hasText: "灭火器" })).not.toContainText(zh("inspection.unsent"));
  await phone.close();

  // A colleague from the fire brigade found something else at the same item: nothing is overwritten unseen.
  const fire = await openWire(browser, reader, "fire");
  const theirs = await fire.get(at);
  const item = theirs.forms.find(
    (f) => f.entries.some(([name]) => name === "item") && f.entries.some(([name]) => name === "seen"),
  );
  const stale = await fire.post(theirs, item as never, { seen: "", finding: "fine", note: "我看是好的" });
  expect(stale.forms.map((f) => f.alert).join()).toContain(
    zh("refusals.foundOtherwise", { who: officer.name }).slice(-8),
  );

  const lead = await person("coordinator");
  await lead.goto(at);
  await expect(lead.locator('.inspected [data-finding="defect"]')).toHaveCount(1);
  await lead.goto(`${at}/print`);
  await expect(lead.locator("article img")).toHaveCount(1);
  await expect(lead.locator("article")).toContainText("压力表在红区。");
  const picture = await lead.locator("article img").getAttribute("src");
  expect((await lead.request.get(`${address}${picture}`)).status()).toBe(200);
  const neighbour = await person("neighbour");
  expect((await neighbour.request.get(`${address}${picture}`)).status()).toBe(404);
  await Promise.all([coordinator, fire].map((wire) => wire.request.dispose()));
  await reader.close();
});

test("a three-party meeting on a private concern: nobody else can detect it", async ({
  person,
  sql,
  browser,
  visitor,
}) => {
  await sql`update notifications set read_at = now() where read_at is null`;
  const reader = await browser.newPage();
  const resident = await openWire(browser, reader, "resident");
  const number = await raise(resident, { body: "手术以后说不清，要和医院谈。", privacy: "private" });
  const title = "医患三方座谈";
  const where = "卫健局三楼调解室";
  const places = ["/desk", "/meetings", "/concerns", "/notifications", `/search?q=${encodeURIComponent("三方座谈")}`];
  const said = async (page: Page, path: string) => {
    await page.goto(path);
    return ((await page.locator("main").textContent()) ?? "").replaceAll(/\d+ ?(秒|分钟)(前|后|钟后)/g, "");
  };
  const outside: { who: Account | null; page: Page; before: string[]; mails: number }[] = [];
  for (const who of ["neighbour", "property", "officer", "fire", "admin", null] as const) {
    const page = await person(who);
    const before: string[] = [];
    for (const path of places) before.push(await said(page, path));
    outside.push({ who, page, before, mails: who ? mailTo(emailOf(who)).length : 0 });
  }
  const home = await said(outside.at(-1)?.page as Page, "/");
  const watching = outside[1]?.page as Page;
  await watching.goto("/meetings");
  const same = await mark(watching);
  const mails = { resident: mailTo(emailOf("resident")).length, health: mailTo(emailOf("health")).length };

  const coordinator = await person("coordinator");
  await coordinator.goto(`/concerns/${number}`);
  await coordinator.getByRole("link", { name: zh("meetings.begin") }).click();
  await coordinator.waitForURL(`**/meetings/new?concern=${number}`);
  await alive(coordinator);
  const form = coordinator.getByRole("form", { name: zh("meetings.begin") });
  await form.getByLabel(zh("meetings.name")).fill(title);
  await form.getByLabel(zh("meetings.place")).fill(where);
  await form.getByLabel("区卫生健康局").check();
  await form.getByLabel(`${zh("meetings.time")} 1`).fill(localTime(3, "15:00"));
  await form.getByLabel(zh("meetings.hows.fixed")).check();
  await form.getByRole("button", { name: zh("meetings.send") }).click();
  await coordinator.waitForURL(/\/meetings\/[0-9a-f-]{36}$/);
  const at = new URL(coordinator.url()).pathname;
  const id = at.split("/").at(-1) ?? "";

  await test.step("those at the table find it, with nothing said in a mail or a line of news", async () => {
    for (const who of ["resident", "health"] as const) {
      const mail = await nextMail(emailOf(who), mails[who], (m) => m.links.some((link) => link.endsWith(at)));
      expect(mail.subject).toBe(zh("mail.meeting.private"));
      const all = `${mail.subject}${mail.text}${Buffer.from(mail.raw.replaceAll(/[^A-Za-z0-9+/=]/g, ""), "base64").toString()}`;
      expect(all).not.toMatch(/三方|调解|卫健局|医院/);
      const page = await person(who, { phone: true });
      await page.goto("/notifications");
      await expect(page.locator(`main a[href="${at}"]`).first()).toHaveText(zh("notifications.meeting"));
      await page.locator(`main a[href="${at}"]`).first().click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
      await alive(page);
      await press(page, zh("meetings.doYouCome"), zh("meetings.come"));
      await expect(page.locator("main")).toContainText(zh("meetings.replies.yes"));
    }
    // The bureau is asked to the table; the concern itself stays closed to it.
    const health = await person("health");
    await health.goto(at);
    await holdsNothingOf(health, ["手术以后说不清", number]);
    expect((await health.request.get(`${address}/concerns/${number}`)).status()).toBe(404);
  });

  await test.step("whoever is not at the table sees, counts, finds and hears nothing", async () => {
    for (const { who, page, before, mails: n } of outside) {
      for (const [i, path] of places.entries()) {
        expect(await said(page, path), `${who} at ${path}`).toBe(before[i]);
        await holdsNothingOf(page, [title, where, id]);
      }
      for (const path of ["", "/minutes", "/print", "/inspection", "/inspection/print"]) {
        const [there, never] = await Promise.all([
          page.request.get(`${address}${at}${path}`, { maxRedirects: 0 }),
          page.request.get(`${address}/meetings/00000000-0000-4000-8000-000000000001${path}`, { maxRedirects: 0 }),
        ]);
        expect(there.status()).toBe(never.status());
        expect(there.status()).toBe(who ? 404 : 307);
        if (who) {
          const [one, other] = [await there.text(), await never.text()];
          expect(one.includes(title)).toBe(false);
          expect(Math.abs(one.length - other.length)).toBeLessThan(200);
        }
      }
      if (!who) continue;
      await expect(unread(page)).toHaveCount(0);
      expect(mailTo(emailOf(who)).slice(n)).toEqual([]);
    }
    expect(await said(outside.at(-1)?.page as Page, "/")).toBe(home);
  });

  await test.step("nor by calendar, stream, or a form of one's own", async () => {
    await watching.goto("/meetings");
    const again = await mark(watching);
    const heard = await watching.evaluate(
      (meeting) =>
        new Promise<string[]>((done) => {
          const got: string[] = [];
          const source = new EventSource(`/api/live?meeting=${meeting}&after=0`);
          source.onmessage = (e) => got.push(e.data);
          setTimeout(() => {
            source.close();
            done(got);
          }, 1500);
        }),
      id,
    );
    expect(heard.filter((data) => data.includes("meeting"))).toEqual([]);
    await again();
    const [table] = await sql<
      [{ n: number }]
    >`select count(*)::int as n from meeting_parties where meeting_id = ${id} and reply = 'yes'`;
    for (const who of ["neighbour", "officer"] as const) {
      const wire = await openWire(browser, reader, who);
      const own = await wireWith(reader, await coordinator.context().storageState());
      const page = await own.get(at);
      const answer = page.forms.find((f) => f.label === zh("meetings.cancel"));
      const posted = await wire.post({ ...page, path: at } as never, answer as never, { reason: "不开了" });
      expect(posted.location ?? "").toBe("");
      await Promise.all([wire, own].map((w) => w.request.dispose()));
    }
    const [after] = await sql<[{ n: number; status: string }]>`
      select (select count(*)::int from meeting_parties where meeting_id = ${id} and reply = 'yes') as n, status from meetings where id = ${id}`;
    expect(after).toEqual({ n: table.n, status: "called" });
    // An officer who is not at the table has the time nowhere in their calendar.
    const officer = await userOf(sql, "officer");
    const [told] = await sql`
      select community_id, app.told_of_meeting(community_id, ${id}, ${officer.id}) as told from meetings where id = ${id}`;
    expect(told?.told).toBe(false);
  });
  await same().catch(() => undefined);
  await resident.request.dispose();
  await reader.close();
  await visitor({});
});
