import type { Page } from "@playwright/test";
import { act, localTime, send } from "./support/pages.ts";
import { emailOf, openWire } from "./support/session.ts";
import { type Account, expect, test } from "./support/test.ts";
import { raise } from "./support/things.ts";
import { formWith } from "./support/wire.ts";
import { zh } from "./support/words.ts";

// Story line 18: a migrant worker's child needs a kindergarten place; somebody keeps following until it is done.

const steps = ["和房东补签租房合同", "续居住证拿回执", "到幼儿园交材料"] as const;
let number = "";
let officer = "";

test.beforeAll(async ({ browser, sql }) => {
  const reader = await browser.newPage();
  const resident = await openWire(browser, reader, "resident");
  const coordinator = await openWire(browser, reader, "coordinator");
  number = await raise(resident, { body: "孩子三岁半了，想上附近的幼儿园，外地户口。", privacy: "neighbourhood" });
  const [one] = await sql<[{ id: string }]>`select user_id as id from accounts where email = ${emailOf("officer")}`;
  officer = one.id;
  const post = async (doing: string, title: string, fields: Record<string, string>) => {
    const page = await coordinator.get(`/concerns/${number}?do=${doing}`);
    await coordinator.post(page, formWith(page, { label: title }), fields);
  };
  await post("take", zh("acts.take.title"), {});
  await post("handOver", zh("acts.handOver.title"), { owner: officer });
  await Promise.all([resident, coordinator].map((wire) => wire.request.dispose()));
  await reader.close();
});

const text = async (page: Page, path: string) => {
  await page.goto(path);
  return ((await page.locator("main").textContent()) ?? "").replaceAll(/\d+ ?(秒|分钟)(前|后|钟后)/g, "");
};

test("18: the kindergarten place is followed until the family closes it", async ({ person, sql }) => {
  test.setTimeout(240_000);
  const at = `/concerns/${number}`;
  const outside: { page: Page; before: string[] }[] = [];
  const places = [at, "/desk", "/notifications", `/concerns?q=${encodeURIComponent("租房合同")}`];
  for (const who of ["neighbour", "property", "partnerOfficer", "admin"] as const satisfies Account[]) {
    const page = await person(who);
    const before: string[] = [];
    for (const path of places) before.push(await text(page, path));
    outside.push({ page, before });
  }
  // The coordinator has the form that closes it open before it is followed.
  const coordinator = await person("coordinator");
  await coordinator.goto(at);
  const closing = await act(coordinator, zh("acts.close.title"));

  const hers = await person("officer");
  await test.step("the officer follows it, and writes down the way", async () => {
    await hers.goto(at);
    await hers.getByRole("link", { name: zh("acts.pages.steps") }).click();
    await hers.getByRole("button", { name: zh("steps.begin.button") }).click();
    for (const [i, title] of [steps[1], steps[2], steps[0]].entries()) {
      const form = hers.getByRole("form", { name: zh("steps.add.title") });
      await form.getByLabel(zh("steps.field.title")).fill(title);
      await form.getByLabel(zh("steps.field.papers")).fill("身份证\n照片两张");
      if (title === steps[0]) {
        const [day = "", time = ""] = localTime(1, "10:00").split("T");
        await form.getByLabel(zh("steps.field.day")).fill(day);
        await form.getByLabel(zh("steps.field.time")).fill(time);
        await form.getByLabel(zh("steps.field.place")).fill("便民中心六号窗口");
        await form.getByLabel(zh("steps.field.officer")).selectOption(officer);
      }
      await send(form, zh("steps.add.button"), hers.locator("#steps li").filter({ hasText: title }).first());
      await expect(hers.locator("#steps > ol > li")).toHaveCount(i + 1);
    }
    // Written in the wrong order: put right.
    const up = async (title: string) => {
      const item = hers.locator("#steps > ol > li").filter({ hasText: title });
      await item.locator("summary").click();
      await item.getByRole("button", { name: zh("steps.up") }).click();
    };
    await up(steps[0]);
    await expect(hers.locator("#steps > ol > li").nth(1)).toContainText(steps[0]);
    await up(steps[0]);
    await expect(hers.locator("#steps > ol > li").nth(0)).toContainText(steps[0]);
    await hers.goto("/desk");
    await expect(hers.getByRole("region", { name: zh("steps.ahead") })).toContainText(steps[0]);
  });

  await test.step("the coordinator tries to close it, in vain", async () => {
    await closing.getByLabel(zh("words.closeReasons.explained")).check();
    await closing.getByLabel(zh("acts.close.body")).fill("已经解释过了。");
    await closing.getByRole("button", { name: zh("acts.close.title") }).click();
    await expect(closing.getByRole("alert")).toContainText(zh("refusals.familyEnds"));
    await expect(closing.getByLabel(zh("acts.close.body"))).toHaveValue("已经解释过了。");
    await coordinator.goto(at);
    await expect(coordinator.getByRole("link", { name: zh("acts.close.title") })).toHaveCount(0);
    await expect(coordinator.locator("#steps")).toContainText(steps[0]);
  });

  const family = await person("resident", { phone: true, javaScript: false });
  await test.step("the family sees the way on the phone, ticks what it has done, and prints it, without JavaScript", async () => {
    await family.goto(at);
    const list = family.locator("#steps");
    await expect(list).toContainText("便民中心六号窗口");
    const first = list.locator("> ol > li").filter({ hasText: steps[0] });
    await first.getByRole("button", { name: zh("steps.tick") }).click();
    await expect(list.locator("> ol > li").filter({ hasText: steps[0] })).toContainText(zh("steps.status.done"));
    await expect(list.locator("> ol > li").filter({ hasText: steps[1] })).toContainText(zh("steps.next"));
    await family.getByRole("link", { name: zh("steps.print") }).click();
    // A box for each step, and one for each paper that is still to be brought.
    await expect(family.locator(".steps-print .steps-box")).toHaveCount(7);
    expect(await family.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });

  await test.step("the officer goes on with it and says that it is solved; the clock does not end it", async () => {
    for (const title of steps.slice(1)) {
      await hers.goto(`${at}/steps`);
      const item = hers.locator("#steps > ol > li").filter({ hasText: title });
      await item.getByRole("button", { name: zh("steps.tick") }).click();
      await expect(item).toContainText(zh("steps.status.done"));
    }
    await hers.goto(at);
    const solving = await act(hers, zh("acts.solve.title"));
    await solving.getByLabel(zh("acts.solve.body")).fill("孩子已经入园。");
    await send(solving, zh("acts.solve.title"), hers.getByText("孩子已经入园。").first());
    await expect(hers.locator("#steps")).toContainText(zh("steps.waits"));
    await expect(
      sql.begin(async (tx) => {
        await tx`set local role doorstep_worker`;
        await tx`update concerns set status = 'closed', closed_at = now(), close_reason = 'not_answered', next_at = null where number = ${number}`;
      }),
    ).rejects.toThrow("when the family says so");
  });

  await test.step("neighbours, the unit and other officers see nothing of it", async () => {
    for (const { page, before } of outside) {
      for (const [i, path] of places.entries()) {
        const now = await text(page, path);
        for (const word of [...steps, zh("steps.title"), "便民中心六号窗口"]) expect(now).not.toContain(word);
        // What was said to everyone is news; that the family is accompanied is none.
        if (i === 3) expect(now).toBe(before[i]);
      }
      const answer = await page.goto(`${at}/steps`);
      expect(answer?.status()).toBe(404);
    }
  });

  await test.step("the family says that it is done: only now is it closed", async () => {
    await family.goto(at);
    const form = family.getByRole("form", { name: zh("acts.confirm.title") });
    await form.getByLabel(zh("words.ratings.5")).check();
    await form.getByRole("button", { name: zh("acts.confirm.button") }).click();
    await expect(family.locator("#steps")).toContainText("家里说办好了");
    const [row] = await sql<[{ status: string }]>`select status from concerns where number = ${number}`;
    expect(row.status).toBe("confirmed");
  });
});

test("18: at the door the family says that it is done, and the officer notes how", async ({ person, wire, sql }) => {
  const reporter = await wire("resident");
  const other = await raise(reporter, { body: "小的也要上幼儿园了，再问一次怎么报名。", privacy: "private" });
  const lead = await wire("coordinator");
  const post = async (path: string, label: string, fields: Record<string, string>) => {
    const page = await lead.get(path);
    return lead.post(page, formWith(page, { label }), fields);
  };
  const at = `/concerns/${other}`;
  await post(`${at}?do=take`, zh("acts.take.title"), {});
  await post(`${at}/steps`, zh("steps.begin.title"), {});
  const word = { word: "done", via: "door", how: "妈妈在门口说：今天送去了，他没有哭。" };
  const early = await post(`${at}/steps`, zh("steps.word.title"), word);
  expect(early.text).toContain(zh("refusals.solveFirst"));
  await post(`${at}?do=solve`, zh("acts.solve.title"), { body: "已经报上名。" });
  expect((await post(`${at}/steps`, zh("steps.word.title"), { ...word, how: " " })).status).toBe(200);
  await post(`${at}/steps`, zh("steps.word.title"), word);
  const [row] = await sql<[{ status: string }]>`select status from concerns where number = ${other}`;
  expect(row.status).toBe("confirmed");
  // The family reads what was noted of them, and by whom.
  const family = await person("resident", { phone: true });
  await family.goto(at);
  await expect(family.locator("#steps")).toContainText(word.how);
});
