import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { writeXlsx } from "hucre/xlsx";
import { fold, handset, keeps, openDoor, signIn } from "./support/handset.ts";
import { alive } from "./support/pages.ts";
import { chosen } from "./support/photo.ts";
import { emailOf } from "./support/session.ts";
import { address } from "./support/settings.ts";
import { expect, test } from "./support/test.ts";
import { zh } from "./support/words.ts";

// Story lines 1 to 8 in one go: from the ledger that a community keeps to the last door of an evening, as it then stands on
// the building's façade.

const xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

test("from a workbook to a planned round, an evening walked without signal, and the building's picture", async ({
  person,
  sql,
}) => {
  test.setTimeout(300_000);
  const page = await person("coordinator");

  // The ledger: a house of three floors, two doors each.
  await page.goto("/households");
  await alive(page);
  const handsIn = page.getByRole("form", { name: zh("ledger.handIn") });
  const rows = [101, 102, 201, 202, 301, 302].map((door, i) => ["88幢", "1单元", door, `住户${i}`, 13900001000 + i, 2]);
  const file = await writeXlsx({
    sheets: [{ name: "88幢", rows: [["楼栋", "单元", "室号", "户主", "联系电话", "人口"], ...rows] }],
  });
  await handsIn.getByLabel(zh("ledger.file")).setInputFiles(chosen("88幢.xlsx", xlsx, Buffer.from(file)));
  await handsIn.getByRole("button", { name: zh("ledger.read") }).click();
  await page.getByRole("button", { name: zh("ledger.agree", { count: 6 }) }).click({ timeout: 30_000 });
  await expect(page.getByText(zh("ledger.done"))).toBeVisible({ timeout: 30_000 });

  // The round: one team, two evenings.
  await page.goto("/rounds/new");
  await alive(page);
  await page.getByLabel(zh("arrange.name")).fill("八十八幢走访");
  await page.getByLabel(zh("arrange.startsOn")).fill("2032-03-01");
  await page.getByLabel(zh("arrange.endsOn")).fill("2032-03-02");
  const two = await sql<{ id: string }[]>`
    select user_id as id from accounts where email in (${emailOf("officer")}, ${emailOf("partnerOfficer")})`;
  const officers = page.locator("details", { has: page.locator('input[name="officers"][type=checkbox]') });
  await officers.locator("> summary").click();
  for (const box of await officers.locator("input[type=checkbox]").all())
    await box.setChecked(two.map(({ id }) => id).includes(await box.inputValue()));
  await page.getByRole("button", { name: zh("arrange.create") }).click();
  await page.waitForURL(/\/rounds\/[^/]+\/arrange\?created=1/);
  const round = /\/rounds\/([^/]+)\//.exec(page.url())?.[1] ?? "";
  // Everybody else would rather be called.
  await sql`
    insert into visit_wishes (community_id, id, round_id, household_id, kind, via)
    select h.community_id, gen_random_uuid(), ${round}, h.id, 'call', 'office' from households h
    join entrances e on e.id = h.entrance_id join buildings b on b.id = e.building_id
    where b.name <> '88幢' and h.community_id = (select community_id from rounds where id = ${round})`;

  // The plan.
  await page.goto(`/rounds/${round}/plan`);
  await page.getByRole("button", { name: zh("plan.propose"), exact: true }).click();
  await page.getByRole("button", { name: zh("plan.agree", { count: 6 }) }).click({ timeout: 60_000 });
  await expect(page.getByText(zh("plan.written"))).toBeVisible({ timeout: 30_000 });
  const visits = await sql<{ id: string; door: string; on: string }[]>`
    select v.id, h.door, to_char(v.starts_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as on
    from visits v join households h on h.id = v.household_id where v.round_id = ${round} order by v.starts_at`;
  expect(visits.map((v) => v.door).toSorted()).toEqual(["101", "102", "201", "202", "301", "302"]);
  const at = `/visits/today?day=${visits[0]?.on}`;

  // The evening, in a stairwell.
  const where = resolve(".test/handset-story");
  rmSync(where, { recursive: true, force: true });
  let { phone, page: sheet } = await handset(where);
  await sheet.goto(`/sign-in?next=${encodeURIComponent(at)}`);
  await signIn(sheet, "officer");
  await keeps(sheet, [at]);
  await phone.setOffline(true);
  await sheet.goto(at);
  await alive(sheet);
  const [first, second, third] = [...visits] as [(typeof visits)[0], (typeof visits)[0], (typeof visits)[0]];
  await expect(openDoor(sheet)).toHaveAttribute("id", `door-${first.id}`);
  await fold(openDoor(sheet), zh("visit.withNotes"));
  await openDoor(sheet).getByLabel(zh("visit.heard")).fill("三楼的老人想有人坐一会儿。");
  await openDoor(sheet)
    .getByRole("button", { name: zh("visit.outcome.visited") })
    .click();
  await expect(openDoor(sheet)).toHaveAttribute("id", `door-${second.id}`);
  await fold(openDoor(sheet), zh("visit.raise"));
  await openDoor(sheet).getByLabel(zh("visit.raiseBody")).fill("楼梯扶手松了，怕摔。");
  await openDoor(sheet)
    .getByRole("button", { name: zh("visit.raiseSend") })
    .click();
  await openDoor(sheet)
    .getByRole("button", { name: zh("visit.outcome.visited") })
    .click();
  await expect(openDoor(sheet)).toHaveAttribute("id", `door-${third.id}`);
  // Nobody on the whole floor: one gesture.
  await sheet
    .getByRole("button", { name: zh("today.nobodyOnFloor", { count: 2 }) })
    .first()
    .click();
  await expect(unsentOf(sheet)).toContainText("(5)");

  // The phone is switched off and on, still without signal; then there is one.
  await phone.close();
  ({ phone, page: sheet } = await handset(where, { offline: true }));
  await sheet.goto(at);
  await alive(sheet);
  await expect(unsentOf(sheet)).toContainText("(5)");
  const before = await sql`select status from visits where round_id = ${round}`;
  expect(before.every((v) => v.status === "planned")).toBe(true);
  const sent: string[] = [];
  sheet.on("request", (request) => {
    if (request.url().endsWith("/api/sync")) sent.push(request.postData() ?? "");
  });
  await phone.setOffline(false);
  await expect(unsentOf(sheet)).toHaveCount(0, { timeout: 30_000 });

  const arrived = async () => ({
    statuses: (
      await sql`select status, count(*)::int as n from visits where round_id = ${round} group by 1 order by 1`
    ).map((r) => [r.status, r.n]),
    notes: (
      await sql`select n.body from visit_notes n join visits v on v.id = n.visit_id where v.round_id = ${round}`
    ).map((n) => n.body),
    concerns: (
      await sql`select c.title from concerns c join visits v on v.id = c.visit_id where v.round_id = ${round}`
    ).map((c) => c.title),
    events: (
      await sql`select count(*)::int as n from events e join visits v on v.id = e.subject_id
        where v.round_id = ${round} and e.from_status = 'planned'`
    )[0]?.n,
  });
  const once = {
    statuses: [
      ["nobody_home", 2],
      ["planned", 2],
      ["visited", 2],
    ],
    notes: ["三楼的老人想有人坐一会儿。"],
    concerns: ["楼梯扶手松了，怕摔"],
    events: 4,
  };
  await expect.poll(arrived).toEqual(once);
  // Sent once more by a phone that never heard the answer: nothing comes twice.
  for (const data of sent.filter((body) => body.includes('"key"'))) {
    const answer = await phone.request.post(`${address}/api/sync`, {
      data,
      headers: { origin: address, "content-type": "application/json" },
    });
    expect(await answer.json()).toMatchObject({ done: true });
  }
  expect(await arrived()).toEqual(once);
  await phone.close();

  // The building's picture.
  const [house] = await sql<{ id: string }[]>`select id from buildings where name = '88幢'`;
  await page.goto(`/rounds/${round}?building=${house?.id}`);
  for (const v of visits) {
    const [now] = await sql<{ status: string }[]>`select status from visits where id = ${v.id}`;
    const word = zh(`rounds.looks.${now?.status as "visited"}`);
    await expect(page.locator("main table a").filter({ hasText: v.door })).toContainText(word);
  }
});

const unsentOf = (page: import("@playwright/test").Page) =>
  page.locator("details").filter({ has: page.getByRole("heading", { name: zh("queue.title") }) });
