import type { Page } from "@playwright/test";
import { newId } from "#db/id.ts";
import { alive } from "./support/pages.ts";
import { scanned } from "./support/qr.ts";
import { emailOf, sessionOf } from "./support/session.ts";
import { address } from "./support/settings.ts";
import { expect, test } from "./support/test.ts";
import { formWith, valueIn } from "./support/wire.ts";
import { zh } from "./support/words.ts";

// Story lines 4 and 11: somebody comes at a time that suits, whoever has the least access says so with a slip of paper.

type Sql = import("postgres").Sql;

/** A round that comes, with an evening and a Saturday of its own, the running one left as it is. */
async function roundThatComes(sql: Sql) {
  const [door] = await sql<[{ community: string; household: string; entrance: string; door: string; code: string }]>`
    select h.community_id as community, h.id as household, e.id as entrance, h.door, e.code from residents r
    join accounts a on a.user_id = r.user_id join households h on h.id = r.household_id join entrances e on e.id = h.entrance_id
    where a.email = ${emailOf("resident")} and r.status = 'confirmed'`;
  const round = newId();
  const [evening, saturday] = [newId(), newId()];
  await sql`insert into rounds (community_id, id, name, starts_on, ends_on, status, target)
    values (${door.community}, ${round}, '明年走访', current_date + 60, current_date + 90, 'planned', 100)`;
  await sql`insert into shifts (community_id, id, round_id, starts_at, ends_at) values
    (${door.community}, ${evening}, ${round}, (current_date + 61 + time '18:30') at time zone 'Asia/Shanghai', (current_date + 61 + time '21:00') at time zone 'Asia/Shanghai'),
    (${door.community}, ${saturday}, ${round}, (current_date + 63 + time '09:00') at time zone 'Asia/Shanghai', (current_date + 63 + time '13:00') at time zone 'Asia/Shanghai')`;
  return { ...door, round, evening, saturday };
}

const wishOf = async (sql: Sql, round: string, household: string) =>
  (
    await sql<{ kind: string; times: string; note: string | null; phone: string | null; via: string }[]>`
      select kind, times::text, note, phone, via from visit_wishes where round_id = ${round} and household_id = ${household}`
  )[0];

let visits = 0;

/** A visit of the round at the door, by the demo's officer, at a time of its own. */
async function planned(sql: Sql, at: Awaited<ReturnType<typeof roundThatComes>>, status = "planned") {
  const id = newId();
  visits += 1;
  const from = status === "planned" ? 61 + visits : -visits;
  await sql`insert into visits (community_id, id, round_id, household_id, status, starts_at, ends_at)
    values (${at.community}, ${id}, ${at.round}, ${at.household}, ${status}, now() + make_interval(days => ${from}), now() + make_interval(days => ${from}, mins => 12))`;
  await sql`insert into visit_officers (community_id, visit_id, user_id)
    select ${at.community}, ${id}, user_id from accounts where email = ${emailOf("officer")}`;
  return id;
}

const legend = zh("wish.legend");
const submitIn = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

test("a resident chooses on a phone when to be visited, confirms the time, and can ask that nobody comes", async ({
  person,
  sql,
}) => {
  test.setTimeout(180_000);
  const at = await roundThatComes(sql);
  const page = await person("resident", { phone: true });
  const mine = `/visits/when?round=${at.round}&household=${at.household}`;
  await page.goto("/desk");
  await page.locator(`a[href="${mine}"]`).click();
  await page.waitForURL(`**${mine}`);
  await alive(page);

  // Nothing ticked: said beside the times, and nothing is lost.
  const form = page.getByRole("form", { name: legend });
  await form.getByLabel(zh("wish.note")).fill("门铃坏了，请敲门");
  await form.getByRole("button", { name: zh("wish.save") }).click();
  await expect(form.getByRole("alert")).toContainText(zh("refusals.chooseTimes"));
  await expect(form.getByLabel(zh("wish.note"))).toHaveValue("门铃坏了，请敲门");
  await expect(form.getByRole("checkbox")).toHaveCount(3);
  await expect(form.getByLabel(zh("wish.phone"), { exact: true })).toBeHidden();
  await form.getByRole("checkbox").nth(0).check();
  await form.getByRole("checkbox").nth(2).check();
  await form.getByRole("button", { name: zh("wish.save") }).click();
  await expect(page.getByRole("status")).toHaveText(zh("wish.done.times"));
  const wish = await wishOf(sql, at.round, at.household);
  expect(wish).toMatchObject({ kind: "times", note: "门铃坏了，请敲门", via: "account" });
  expect(wish?.times.split("),[")).toHaveLength(2);
  await expect(page.getByRole("main")).toContainText("11:00–13:00");

  // Rather a call.
  await page
    .locator("summary")
    .filter({ hasText: zh("wish.changeIt") })
    .click();
  await expect(form.getByRole("checkbox").nth(2)).toBeChecked();
  await form.getByLabel(zh("wish.kinds.call")).check();
  await expect(form.getByRole("checkbox").first()).toBeHidden();
  await form.getByLabel(zh("wish.phone"), { exact: true }).fill("139 1234 5678");
  await form.getByRole("button", { name: zh("wish.save") }).click();
  await expect(page.getByRole("status")).toHaveText(zh("wish.done.call"));
  expect(await wishOf(sql, at.round, at.household)).toMatchObject({
    kind: "call",
    times: "{}",
    phone: "+8613912345678",
  });
  await page.goto("/desk");
  await expect(page.getByRole("main")).toContainText(zh("wish.thanks", { what: zh("wish.kinds.call") }));

  // A time is planned all the same: it suits.
  const visit = await planned(sql, at);
  await page.goto(`/visits/${visit}`);
  await submitIn(page, zh("wish.suits")).click();
  await expect(page.getByRole("heading", { name: zh("wish.confirmed") })).toBeVisible();
  expect((await sql`select confirmed_at from visits where id = ${visit}`)[0]?.confirmed_at).not.toBeNull();
  const officer = await person("officer", { phone: true });
  await officer.goto(`/visits/${visit}`);
  await expect(officer.getByText(zh("wish.confirmedByHousehold"))).toBeVisible();
  await expect(officer.getByRole("paragraph").filter({ hasText: zh("wish.said.call") })).toBeVisible();

  // After all, nobody should come; and then again they may.
  await page.getByRole("link", { name: zh("wish.another") }).click();
  await page
    .locator("summary")
    .filter({ hasText: zh("wish.noVisits") })
    .click();
  await submitIn(page, zh("wish.noVisitsNow")).click();
  // (Other rounds to come say the same.)
  await expect(page.getByText(zh("wish.refused")).first()).toBeVisible();
  expect((await sql`select status from visits where id = ${visit}`)[0]?.status).toBe("cancelled");
  await submitIn(page, zh("wish.allow")).click();
  await expect(page.getByText(zh("wish.refused"))).toHaveCount(0);
});

test("a neighbour sees and changes nothing of it", async ({ wire, sql }) => {
  const at = await roundThatComes(sql);
  const own = await wire("resident");
  const page = await own.get(`/visits/when?round=${at.round}&household=${at.household}`);
  const form = formWith(page, { label: legend });
  const neighbour = await wire("neighbour");
  const posted = await neighbour.post(page, form, { kind: "any" });
  expect(posted.text).toContain(zh("refusals.gone"));
  expect(await wishOf(sql, at.round, at.household)).toBeUndefined();
  // What is named in the address is not theirs: they see their own door.
  const theirs = await neighbour.get(`/visits/when?round=${at.round}&household=${at.household}`);
  expect(valueIn(formWith(theirs, { label: legend }), "household")).not.toBe(at.household);
  expect(theirs.text).not.toContain(at.door);
});

test("a slip is printed, scanned, and chooses a time without an account, without JavaScript and without cookies", async ({
  visitor,
  browser,
  person,
  sql,
}) => {
  test.setTimeout(240_000);
  const at = await roundThatComes(sql);
  const desk = await visitor({ storageState: await sessionOf(browser, "coordinator"), deviceScaleFactor: 3 });
  await desk.goto(`/rounds/${at.round}/slips`);
  await desk.locator(`input[name=entrances][value="${at.entrance}"]`).check();
  await submitIn(desk, zh("slips.make")).click();
  await desk.waitForURL("**/slips/print?**");
  // None for doors that asked not to be visited.
  const [doors] = await sql`
    select count(*)::int as n from households h where entrance_id = ${at.entrance}
      and not exists (select from visit_refusals x where x.household_id = h.id and x.lifted_at is null)`;
  await expect(desk.locator("svg[data-qr]")).toHaveCount(doors?.n as number);
  const slip = desk.locator(".slip").filter({ hasText: new RegExp(`单元 ${at.door}`) });
  const code = (await slip.locator(".slip-code").textContent()) ?? "";
  const index = await slip.evaluate((e) => [...document.querySelectorAll(".slip")].indexOf(e));
  const read = await scanned(desk.locator("svg[data-qr]").nth(index));
  expect(read).toBe(`${address}/slip/${code}`);
  // On paper there is nothing but slips, eight a page.
  const pdf = await desk.pdf({ preferCSSPageSize: true, path: ".test/slips.pdf" });
  const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length;
  expect(pages).toBe(Math.ceil((doors?.n as number) / 8));
  // Loaded again: the same codes, and nothing new in the database.
  const [made] = await sql`select count(*)::int as n from slips where round_id = ${at.round}`;
  await desk.reload();
  expect(await slip.locator(".slip-code").textContent()).toBe(code);
  expect((await sql`select count(*)::int as n from slips where round_id = ${at.round}`)[0]?.n).toBe(made?.n);

  const page = await person(null, { phone: true, javaScript: false });
  await page.context().clearCookies();
  const response = await page.goto(read);
  expect(await page.locator("meta[name=robots]").last().getAttribute("content")).toMatch(/noindex/);
  expect(response?.headers()["cache-control"]).toMatch(/no-store/);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("main")).toContainText(at.door);
  // First in vain: a call needs a number. What was typed stays, beside what is wrong.
  await page.getByLabel(zh("wish.kinds.call")).check();
  await page.getByLabel(zh("wish.note")).fill("白天上班");
  await submitIn(page, zh("wish.save")).click();
  await expect(page.getByRole("alert").filter({ hasText: zh("refusals.phoneToCall") })).toBeVisible();
  await expect(page.getByLabel(zh("wish.note"))).toHaveValue("白天上班");
  await page.getByLabel(zh("wish.kinds.times")).check();
  await page.getByRole("checkbox").nth(1).check();
  await submitIn(page, zh("wish.save")).click();
  await expect(page.getByRole("status")).toHaveText(zh("wish.done.times"));
  expect(await wishOf(sql, at.round, at.household)).toMatchObject({ kind: "times", via: "slip", note: "白天上班" });
  expect(await page.context().cookies()).toEqual([]);

  // Whoever finds the slip learns that something was chosen, and not what.
  await page.goto(`/slip/${code}`);
  await expect(page.getByText(zh("slip.chosenBefore"))).toBeVisible();
  expect(await page.content()).not.toContain("白天上班");
  await expect(page.getByRole("checkbox", { checked: true })).toHaveCount(0);

  // A time has been planned: it suits.
  const visit = await planned(sql, at);
  await page.reload();
  await submitIn(page, zh("wish.suits")).click();
  await expect(page.getByRole("status")).toHaveText(zh("wish.confirmed"));
  expect((await sql`select confirmed_at from visits where id = ${visit}`)[0]?.confirmed_at).not.toBeNull();

  // What presses is said at once, with the place filled in.
  await page.getByRole("link", { name: zh("slip.raise") }).click();
  await page.waitForURL(`**/report?at=${at.code}`);

  // Who cannot scan types the code, as it comes.
  await page.goto("/slip");
  await page.getByLabel(zh("slip.code")).fill(code.toLowerCase().replaceAll("-", " "));
  await submitIn(page, zh("slip.open")).click();
  await page.waitForURL(`**/slip/${code}`);

  // The round ends, and with it what the slip opens.
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`update rounds set status = 'closed' where id = ${at.round}`;
  });
  await page.reload();
  await expect(page.getByRole("main")).toContainText(zh("refusals.slipUnknown"));
});

test("wrong codes all get one answer, and soon none", async ({ wire }) => {
  const stranger = await wire(null);
  const answers = [];
  for (const code of ["not-a-code", "K7Q2-M9XW-DA3H", "2222-2222-2222"])
    answers.push((await stranger.get(`/slip/${code}`)).text);
  expect(new Set(answers).size).toBe(1);
  expect(answers[0]).toContain(zh("refusals.slipUnknown"));
  const page = await stranger.get("/slip");
  const typed = await stranger.post(page, formWith(page, { field: "code" }), { code: "K7Q2-M9XW-DA3H" });
  expect(formWith(typed, { field: "code" }).errors).toEqual({ code: zh("refusals.slipUnknown") });
  const more = await Promise.all(Array.from({ length: 120 }, () => stranger.request.get("/slip/K7Q2-M9XW-DA3H")));
  expect(more.map((answer) => answer.status()).filter((status) => status !== 200 && status !== 429)).toEqual([]);
  const often = await stranger.get("/slip/K7Q2-M9XW-DA3H");
  expect(often.text).toContain(zh("refusals.tooManyAttempts", { minutes: 15 }));
  expect([often.status, often.headers["retry-after"]]).toEqual([429, "900"]);
});

test("where nobody was home an officer leaves a slip, its code large enough to copy in a stairwell", async ({
  visitor,
  browser,
  sql,
}) => {
  const at = await roundThatComes(sql);
  const visit = await planned(sql, at, "nobody_home");
  const page = await visitor({
    storageState: await sessionOf(browser, "officer"),
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 3,
  });
  await page.goto(`/visits/${visit}`);
  await page.getByRole("link", { name: zh("wish.leaveSlip") }).click();
  await page.waitForURL("**/slip");
  await submitIn(page, zh("slips.makeOne")).click();
  const code = page.locator("b.text-t5");
  await expect(code).toHaveText(/^[2-9A-HJKMNP-TV-Z]{4}(-[2-9A-HJKMNP-TV-Z]{4}){2}$/);
  expect(await scanned(page.locator("svg[data-qr]").first())).toBe(`${address}/slip/${await code.textContent()}`);
  // And what they say at the door is written down there.
  await page.goto(`/visits/${visit}`);
  await alive(page);
  await page
    .locator("summary")
    .filter({ hasText: zh("wish.write") })
    .click();
  const form = page.getByRole("form", { name: legend });
  await form.getByLabel(zh("wish.kinds.any")).check();
  await form.getByRole("button", { name: zh("wish.save") }).click();
  await expect(page.getByRole("paragraph").filter({ hasText: zh("wish.said.any") })).toBeVisible();
  expect(await wishOf(sql, at.round, at.household)).toMatchObject({ kind: "any", via: "door" });
  // A slip to fill in by hand leads to the report.
  await page.goto(`/rounds/${at.round}/slips/print?for=blank&entrance=${at.entrance}`);
  expect(await scanned(page.locator("svg[data-qr]").nth(3))).toBe(`${address}/report?at=${at.code}`);
});
