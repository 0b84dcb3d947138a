import { mailTo, nextMail, post } from "./support/mail.ts";
import { alive } from "./support/pages.ts";
import { emailOf, openWire } from "./support/session.ts";
import { mailDomain } from "./support/settings.ts";
import { expect, test } from "./support/test.ts";
import { raise } from "./support/things.ts";
import { zh } from "./support/words.ts";

// Story line 9: every concern counts, whoever brought it and however: by mail, too, and by simply replying to one.

const community = `concern+ithaca@${mailDomain}`;

test("a reply to a mail of the portal lands in the thread, live, as the right person's", async ({
  browser,
  person,
  sql,
}) => {
  const coordinator = await person("coordinator");
  const wire = await openWire(browser, coordinator, "resident");
  const number = await raise(wire, { body: "厨房的水管漏水，楼下也湿了。", privacy: "private" });
  await coordinator.goto(`/concerns/${number}`);
  await alive(coordinator);
  const before = mailTo(emailOf("resident")).length;
  await coordinator.getByRole("textbox", { name: zh("thread.reply") }).fill("明天上午在家吗？");
  await coordinator.getByRole("radio", { name: zh("thread.audience.private") }).check();
  await coordinator.getByRole("button", { name: zh("thread.sendEveryone") }).click();
  await expect(coordinator.getByRole("list", { name: zh("thread.label") })).toContainText("明天上午在家吗？");

  const mail = await nextMail(emailOf("resident"), before, ({ subject }) => subject.includes(number));
  expect(mail.replyTo).toMatch(new RegExp(`^reply\\+[a-z2-7]{53}@${mailDomain.replaceAll(".", "\\.")}$`));
  expect(mail.text).toContain(zh("mail.replyAbove"));

  // The coordinator's page is open; nothing is reloaded.
  await post({
    from: `住户 <${emailOf("resident")}>`,
    to: mail.replyTo,
    subject: `回复: ${mail.subject}`,
    text: `在家，九点以后都行。\n\n在 2026年11月27日，敲门 写道：\n> ${mail.text.split("\r\n").join("\n> ")}`,
  });
  const said = coordinator.getByRole("listitem").filter({ hasText: "在家，九点以后都行。" });
  await expect(said).toBeVisible();
  await expect(said).not.toContainText(zh("mail.replyAbove"));
  await expect(said).not.toContainText("写道");

  // From another address the same words land nowhere; the coordinator is asked.
  await post({ from: emailOf("neighbour"), to: mail.replyTo, subject: "我也来说", text: "借这个地址说一句。" });
  await expect
    .poll(async () => (await sql`select reason from letters where subject = '我也来说'`)[0]?.reason)
    .toBe("sender");
  await coordinator.goto("/letters");
  const held = coordinator.getByRole("list", { name: zh("letters.list") }).getByRole("listitem");
  await expect(held.filter({ hasText: "借这个地址说一句。" })).toContainText(zh("letters.about", { number }));
  const resident = await person("resident");
  await resident.goto(`/concerns/${number}`);
  await expect(resident.getByText("在家，九点以后都行。")).toBeVisible();
  await expect(resident.getByText("借这个地址说一句。")).toHaveCount(0);
});

test("a mail to the community from a known address is that person's private concern", async ({ person, sql }) => {
  await post({ from: emailOf("neighbour"), to: community, subject: "车棚的灯", text: "车棚里的灯坏了，晚上看不见。" });
  let number = "";
  await expect
    .poll(async () => {
      const [row] = await sql`select number from concerns where origin = 'mail' and title = '车棚的灯'`;
      number = String(row?.number ?? "");
      return number;
    })
    .not.toBe("");
  const own = await person("neighbour");
  await own.goto(`/concerns/${number}`);
  await expect(own.getByRole("heading", { level: 1 })).toContainText("车棚的灯");
  const other = await person("resident");
  expect((await other.goto(`/concerns/${number}`))?.status()).toBe(404);
});

for (const javaScript of [true, false]) {
  test(`mail of strangers waits for a coordinator: into a concern, a new one, or away, with${javaScript ? "" : "out"} JavaScript`, async ({
    browser,
    person,
    sql,
  }) => {
    const mark = javaScript ? "甲" : "乙";
    const page = await person("coordinator", { phone: javaScript, javaScript });
    const wire = await openWire(browser, page, "resident");
    const number = await raise(wire, { body: `${mark}单元的门禁坏了。`, privacy: "private" });
    for (const what of ["门禁", "扶手", "广告"])
      await post({
        from: `路人 <passer-${mark === "甲" ? "a" : "b"}@elsewhere.test>`,
        to: community,
        subject: `${mark}${what}`,
        text: `关于${mark}${what}的来信。`,
      });
    await expect.poll(async () => (await sql`select 1 from letters where subject like ${`${mark}%`}`).length).toBe(3);
    await page.goto("/desk");
    await expect(page.getByRole("link", { name: /封来信不知道该放在哪里/ })).toHaveAttribute("href", "/letters");
    const open = async (what: string) => {
      await page.goto("/concerns");
      await page.getByRole("link", { name: /封来信待处理/ }).click();
      await page.waitForURL("/letters");
      await page
        .getByRole("list", { name: zh("letters.list") })
        .getByRole("listitem")
        .filter({ hasText: `${mark}${what}` })
        .getByRole("link", { name: zh("letters.open") })
        .click();
      await page.waitForURL(/\/letters\/[0-9a-f-]{36}$/);
      await expect(page.getByText(zh("letters.reasons.stranger"))).toBeVisible();
    };
    const left = async (what: string) => {
      const rows = await sql`select 1 from letters where subject = ${`${mark}${what}`}`;
      return rows.length;
    };

    await open("门禁");
    await page.getByLabel(zh("letters.known")).fill("0000-0000");
    await page.getByRole("button", { name: zh("letters.find") }).click();
    await expect(page.getByText(zh("letters.notFound"))).toBeVisible();
    await page.getByLabel(zh("letters.known")).fill(number);
    await page.getByRole("button", { name: zh("letters.find") }).click();
    await expect(page.getByRole("region", { name: zh("letters.putTitle", { number }) })).toContainText(
      `${mark}单元的门禁坏了`,
    );
    await page.getByRole("button", { name: zh("letters.put") }).click();
    await page.waitForURL(`/concerns/${number}`);
    await expect(page.getByText(`关于${mark}门禁的来信。`)).toBeVisible();
    expect(await left("门禁")).toBe(0);
    const resident = await person("resident");
    await resident.goto(`/concerns/${number}`);
    await expect(resident.getByText(`关于${mark}门禁的来信。`)).toHaveCount(0);

    await open("扶手");
    await page.getByRole("link", { name: zh("letters.make") }).click();
    await page.getByRole("link", { name: zh("letters.back") }).click();
    await page.getByRole("link", { name: zh("letters.make") }).click();
    await page.getByRole("button", { name: zh("letters.makeIt") }).click();
    await page.waitForURL(/\/concerns\/\d{4}-\d+/);
    await expect(page.getByRole("heading", { level: 1 })).toContainText(`${mark}扶手`);
    await expect(page.getByText("路人").first()).toBeVisible();

    await open("广告");
    await page.getByRole("link", { name: zh("letters.discard") }).click();
    expect(await left("广告"), "nothing is thrown away before it is confirmed").toBe(1);
    await page.getByRole("button", { name: zh("letters.discardIt") }).click();
    await page.waitForURL("/letters");
    await expect(page.getByText(`${mark}广告`)).toHaveCount(0);
    expect(await left("广告")).toBe(0);
  });
}
