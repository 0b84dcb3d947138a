import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { handset, keeps, signIn, unfold } from "./support/handset.ts";
import { nextMail } from "./support/mail.ts";
import { alive } from "./support/pages.ts";
import { chosen, photo } from "./support/photo.ts";
import { emailOf } from "./support/session.ts";
import { expect, test } from "./support/test.ts";
import { raise } from "./support/things.ts";
import { zh } from "./support/words.ts";
import { concluded } from "./support/works.ts";

// Story lines 16 and 17: what was agreed is carried out in public, and told back to every door that raised it.

const day = (n: number) => new Date(Date.now() + n * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10);
const what = "更换六栋楼的消防栓和水带";

test("an agreement is tendered, paid for and carried out in view, and told back to those who raised it", async ({
  person,
  wire,
  sql,
}) => {
  test.setTimeout(240_000);
  const [resident, neighbour] = await Promise.all([wire("resident"), wire("neighbour")]);
  const open = await raise(resident, { body: "消火栓箱里没有水带，拧开也没有水。", privacy: "neighbourhood" });
  const secret = await raise(neighbour, { body: "我家烟感一直不响，报过两次。", privacy: "private" });
  const made = await concluded(sql, [open, secret]);
  const at = `/agreements/${made.agreement}/works`;
  const coordinator = await person("coordinator");

  await test.step("who leads plans a stage, which begins late with its reason", async () => {
    await coordinator.goto(at);
    await alive(coordinator);
    await coordinator.getByText(zh("works.addStage"), { exact: true }).first().click();
    const form = coordinator.getByRole("form", { name: zh("works.addStage") });
    await form.getByLabel(zh("works.stage"), { exact: true }).selectOption("notice");
    await form.getByLabel(zh("works.from")).fill(day(-9));
    await form.getByLabel(zh("works.until")).fill(day(20));
    await form.getByRole("button").click();
    await expect(coordinator.getByText(zh("works.done.saved"))).toBeVisible();
    const stages = coordinator.getByRole("region", { name: zh("works.stagesTitle") });
    await stages.getByText(zh("works.say"), { exact: true }).click();
    await stages.getByText(zh("works.begin"), { exact: true }).first().click();
    const begin = stages.getByRole("form", { name: zh("works.begin") });
    await begin.getByRole("button").click();
    await expect(begin.getByText(zh("refusals.whyLate")).first()).toBeVisible();
    await begin.getByLabel(zh("works.whyLate")).fill("等批文下来。");
    await begin.getByRole("button").click();
    await expect(coordinator.getByText("等批文下来。").first()).toBeVisible();
  });

  await test.step("a payment is entered; more than the share needs a word", async () => {
    await coordinator.getByText(zh("works.recordPayment"), { exact: true }).first().click();
    const form = coordinator.getByRole("form", { name: zh("works.recordPayment") });
    await form.getByLabel(zh("works.amount")).fill("400,000.01");
    await form.getByRole("button", { name: zh("works.recordPayment") }).click();
    await expect(form.getByText(zh("refusals.paymentOver")).first()).toBeVisible();
    await form.getByLabel(zh("works.amount")).fill("400,000");
    await form.getByRole("button", { name: zh("works.recordPayment") }).click();
    await expect(coordinator.getByText("已付 ¥400,000.00，应付 ¥400,000.00").first()).toBeVisible();
  });

  await test.step("the unit says that its measure is done, with a picture", async () => {
    const property = await person("property", { phone: true });
    await property.goto(at);
    await alive(property);
    await expect(property.getByText(zh("works.recordPayment"), { exact: true })).toHaveCount(0);
    const measures = property.getByRole("region", { name: zh("agreement.measures") });
    await measures.getByText(zh("works.say"), { exact: true }).click();
    await measures.getByText(zh("works.finish"), { exact: true }).first().click();
    const form = measures.getByRole("form", { name: zh("works.finish") });
    await form.getByLabel(zh("works.whatWasDone")).fill("六栋楼都换了，每层试过水。");
    await form.locator("input[type=file]").setInputFiles(chosen("a.jpg", "image/jpeg", await photo(640, 480)));
    await expect(form.locator("img")).toBeVisible();
    await form.getByRole("button", { name: zh("works.finish") }).click();
    await expect(property.getByText("六栋楼都换了，每层试过水。").first()).toBeVisible();
    await expect(property.locator("img[src^='/attachments/']").first()).toBeVisible();
  });

  await test.step("a resident who raised it openly is asked on the page and by mail, and answers on the page", async () => {
    const page = await person("resident", { phone: true, javaScript: false });
    const mail = await nextMail(emailOf("resident"), 0, (m) => m.text.includes("每层试过水"));
    expect(mail.text).toContain(zh("mail.told.question"));
    await page.goto(at);
    const form = page.getByRole("form", { name: zh("told.question", { what }) });
    await form.getByRole("button").click();
    await expect(form.getByText(zh("errors.choose")).first()).toBeVisible();
    await form.getByLabel(zh("told.answers.yes"), { exact: true }).check();
    await form.getByRole("button").click();
    await expect(page.getByText(zh("works.toldBack", { asked: 2, yes: 1 }))).toBeVisible();
  });

  await test.step("one who raised it privately answers from a mail that says nothing of it, without signing in", async () => {
    const mail = await nextMail(emailOf("neighbour"), 0, (m) => m.subject === zh("mail.told.subject"));
    for (const word of ["消防", "水带", "烟感", "试过水"]) expect(mail.text).not.toContain(word);
    const link = mail.links.find((l) => l.endsWith("?a=not_yet"));
    const { pathname, search } = new URL(link ?? "");
    const page = await person(null, { phone: true, javaScript: false });
    for (let i = 0; i < 3; i++) await page.goto(pathname + search);
    const answers = async () =>
      (await sql`select answer from measure_asks where measure_id = ${made.measures[0]} order by answer`).map(
        (a) => a.answer,
      );
    expect(await answers()).toEqual(["yes", null]);
    await expect(page.getByLabel(zh("told.answers.not_yet"), { exact: true })).toBeChecked();
    await page.getByRole("button", { name: zh("told.send") }).click();
    await expect(page.getByText(zh("told.thanks"))).toBeVisible();
    expect(await answers()).toEqual(["not_yet", "yes"]);
  });

  await test.step("all is told to everybody who reads it, as a table too; and it ends when nothing is open", async () => {
    const fire = await person("fire");
    await fire.goto(at);
    await expect(fire.getByRole("table", { name: zh("works.line") })).toContainText("等批文下来。");
    await expect(fire.getByRole("button", { name: zh("works.end") })).toHaveCount(0);
    await coordinator.goto(at);
    await alive(coordinator);
    await expect(coordinator.getByRole("button", { name: zh("works.end") })).toHaveCount(0);
    const measures = coordinator.getByRole("region", { name: zh("agreement.measures") });
    await measures.getByText(zh("works.say"), { exact: true }).click();
    await measures.getByText(zh("works.drop"), { exact: true }).first().click();
    const drop = measures.getByRole("form", { name: zh("works.drop") });
    await drop.getByLabel(zh("works.why")).fill("查过了，都还能用。");
    await drop.getByRole("button").click();
    await coordinator.getByRole("button", { name: zh("works.end") }).click();
    await expect(coordinator.getByText(zh("agreement.statuses.carried_out"), { exact: true })).toBeVisible();
  });
});

test("the officer at the door asks, also without signal, and the answer arrives once", async ({ sql }) => {
  const [visit] = await sql<[{ id: string; household: string; on: string; community: string }]>`
    select v.id, v.household_id as household, v.community_id as community, to_char(v.starts_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as on
    from visits v join visit_officers o on o.visit_id = v.id join accounts a on a.user_id = o.user_id
    where a.email = ${emailOf("officer")} and v.status = 'planned' and v.round_id = (select id from rounds where status = 'running')
      and not exists (select from visit_refusals x where x.household_id = v.household_id and x.lifted_at is null)
    order by v.starts_at desc limit 1`;
  const made = await concluded(sql, []);
  const [measure] = made.measures;
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = 'replica'`;
    await tx`update measures set status = 'done', done_at = now(), done_note = '都换好了', turn = 1 where id = ${measure}`;
    await tx`insert into measure_asks (community_id, id, measure_id, turn, household_id)
      values (${visit.community}, gen_random_uuid(), ${measure}, 1, ${visit.household})`;
  });
  const at = `/visits/today?day=${visit.on}`;
  const where = resolve(".test/handset-told");
  rmSync(where, { recursive: true, force: true });
  const { phone, page } = await handset(where);
  await page.goto(`/sign-in?next=${encodeURIComponent(at)}`);
  await signIn(page, "officer");
  await keeps(page, [at]);
  await phone.setOffline(true);
  await page.goto(at);
  await alive(page);
  const door = await unfold(page, visit.id);
  await expect(door.getByText(what)).toBeVisible();
  await door.getByLabel(zh("told.word")).fill("奶奶说水很大。");
  await door.getByRole("button", { name: zh("told.answers.yes"), exact: true }).click();
  await expect(door.getByText(`${zh("told.noted")} ${zh("told.answers.yes")}`)).toBeVisible();
  await phone.setOffline(false);
  const said = () => sql`select answer, via, word from measure_asks where measure_id = ${measure}`;
  await expect
    .poll(async () => [...(await said())], { timeout: 30_000 })
    .toEqual([{ answer: "yes", via: "door", word: "奶奶说水很大。" }]);
  await page.goto(at);
  await alive(page);
  await expect((await unfold(page, visit.id)).getByText(what)).toHaveCount(0);
  await phone.close();
});
