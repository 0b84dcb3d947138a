import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import type postgres from "postgres";
import { violations } from "./support/axe.ts";
import { expect, test } from "./support/test.ts";
import { zh } from "./support/words.ts";

// Lines 2 to 4: every door gets its time and its team by one button, and people have the last word.

test.describe.configure({ mode: "serial" });

let round: string;

/** A round of its own, far ahead: three teams on six evenings, and all doors of the community. */
async function makeRound(sql: postgres.Sql): Promise<string> {
  const id = randomUUID();
  await sql.begin(async (tx) => {
    const [demo] = await tx<
      [{ community: string }]
    >`select id as community from communities where code = 'ithaca' or demo limit 1`;
    const here = { community_id: demo.community };
    await tx`insert into rounds ${tx({ ...here, id, name: "来年走访", starts_on: "2031-03-03", ends_on: "2031-03-14", target: 100, visit_minutes: 12 })}`;
    const officers = await tx<{ user: string }[]>`
      select m.user_id as user from memberships m join accounts a on a.user_id = m.user_id
      where m.role = 'officer' and m.ended_at is null order by a.email limit 6`;
    for (let i = 0; i < 3; i++) {
      const team = randomUUID();
      await tx`insert into teams ${tx({ ...here, id: team, round_id: id, name: `${i + 1} 组`, ordinal: i })}`;
      for (const { user } of officers.slice(2 * i, 2 * i + 2))
        await tx`insert into team_members ${tx({ ...here, team_id: team, user_id: user })}`;
    }
    for (let day = 3; day < 9; day++) {
      const at = (time: string) => `2031-03-0${day}T${time}+08:00`;
      await tx`insert into shifts ${tx({ ...here, id: randomUUID(), round_id: id, starts_at: at("18:30"), ends_at: at("21:00") })}`;
    }
  });
  return id;
}

test.beforeAll(async ({ sql }) => {
  round = await makeRound(sql);
});

const press = (page: Page, name: string) => page.locator("main").getByRole("button", { name, exact: true }).click();

/** Agrees to the plan that is shown, however many visits it has. */
const agrees = (page: Page) => page.getByRole("button", { name: /^同意，写入/ }).click();

test("line 3: a coordinator asks for a plan, watches it being made, stops one, and agrees to the next", async ({
  person,
  sql,
}) => {
  test.setTimeout(150_000);
  const page = await person("coordinator");
  await page.goto(`/rounds/${round}/plan`);
  await press(page, zh("plan.propose"));
  await expect(page.locator("main [role=status]")).toBeVisible();
  await press(page, zh("plan.stop"));
  await expect(page.locator("#proposed")).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(zh("plan.stoppedEarly"))).toBeVisible();
  expect(await sql`select 1 from visits where round_id = ${round}`).toHaveLength(0);

  await press(page, zh("plan.again"));
  await expect(page.locator("main [role=status]")).toBeVisible();
  await expect(page.locator("#proposed")).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(zh("plan.stoppedEarly"))).toHaveCount(0);
  // Three teams cannot come to everybody: it says to whom not, and why.
  await expect(page.locator("#left-out")).toBeVisible();
  await expect(page.getByText(zh("plan.reasons.no_capacity"))).toBeVisible();
  expect(await violations(page)).toEqual([]);
  const [proposed] = await sql`select planned from plans where round_id = ${round} and given_up_at is null`;
  expect(proposed?.planned).toBeGreaterThan(150);

  await agrees(page);
  await expect(page.getByText(zh("plan.written"))).toBeVisible({ timeout: 60_000 });
  const [written] = await sql`select count(*)::int as n from visits where round_id = ${round} and status = 'planned'`;
  expect(written?.n).toBe(proposed?.planned);
  const twoDoors = await sql`
    select 1 from visit_officers a join visit_officers b on a.user_id = b.user_id and a.visit_id < b.visit_id and a.live and b.live
      and a.during && b.during join visits v on v.id = a.visit_id where v.round_id = ${round}`;
  expect(twoDoors).toHaveLength(0);
});

test("line 4: a visit is moved by hand, with the keyboard; a clash is seen before anything is saved, and it can be taken back", async ({
  person,
  sql,
}) => {
  const page = await person("coordinator");
  await page.goto(`/rounds/${round}/board`);
  const second = page.locator("[data-team]").first().locator("li").nth(1);
  const [busy] =
    (await page.locator("[data-team]").first().locator("li").first().locator("time").getAttribute("datetime"))?.split(
      "T",
    ) ?? [];
  const visit = await second.getAttribute("data-visit");
  await second.locator("a").last().focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("#move")).toBeVisible();
  // Into the time of the door before it.
  await page.locator("input[type=datetime-local][name=at]").fill(`${busy}T18:31`);
  await press(page, zh("board.check"));
  await expect(page.locator("section:has(#move) li").first()).toContainText("不能同时在两家门口");
  await expect(page.getByRole("button", { name: zh("board.save") })).toHaveCount(0);
  await expect(page.getByRole("button", { name: zh("board.allTheSame") })).toHaveCount(0);
  expect(await violations(page)).toEqual([]);
  // A free hour that is no evening of the round: allowed, but said.
  await page.locator("input[type=datetime-local][name=at]").fill(`${busy}T10:00`);
  await press(page, zh("board.check"));
  await expect(page.getByText(zh("board.clashes.outside_shift"))).toBeVisible();
  const [before] = await sql`select starts_at from visits where id = ${visit}`;
  await press(page, zh("board.allTheSame"));
  await expect(page.getByRole("link", { name: zh("board.takeBack") })).toBeVisible();
  const [moved] = await sql`select starts_at, fixed_by, sequence from visits where id = ${visit}`;
  expect(new Date(moved?.starts_at).toISOString()).toBe(`${busy}T02:00:00.000Z`);
  expect(moved?.fixed_by).not.toBeNull();
  await page.getByRole("link", { name: zh("board.takeBack") }).click();
  await expect(page.getByText(zh("board.nothingAgainst"), { exact: true })).toBeVisible();
  await press(page, zh("board.save"));
  await expect
    .poll(async () => (await sql`select starts_at from visits where id = ${visit}`)[0]?.starts_at)
    .toEqual(before?.starts_at);
});

test("line 4: a visit is dragged onto another team, and what speaks against it stands there before it is saved", async ({
  person,
}) => {
  const page = await person("coordinator");
  await page.goto(`/rounds/${round}/board`);
  const teams = page.locator("[data-team]");
  const card = teams.first().locator("li[draggable=true]").last();
  const to = teams.nth(1);
  await card.dragTo(to.locator("li").last());
  await expect(page.locator("#move")).toBeVisible();
  await expect(page.locator("section:has(#move) select")).toHaveValue((await to.getAttribute("data-team")) ?? "");
  await expect(
    page.locator("section:has(#move) [role=status] li, section:has(#move) [role=status] p").first(),
  ).toBeVisible();
});

test("line 4: planned again, what was moved by hand stays where it is", async ({ person, sql }) => {
  test.setTimeout(120_000);
  const fixed = await sql`select id, starts_at, team_id from visits where round_id = ${round} and fixed_at is not null`;
  expect(fixed.length).toBeGreaterThan(0);
  const page = await person("coordinator");
  await page.goto(`/rounds/${round}/plan`);
  await press(page, zh("plan.again"));
  await expect(page.locator("#proposed")).toBeVisible({ timeout: 60_000 });
  await agrees(page);
  await expect(page.getByText(zh("plan.written"))).toBeVisible({ timeout: 60_000 });
  const after = await sql`select id, starts_at, team_id from visits where id in ${sql(fixed.map((f) => f.id))}`;
  expect([...after]).toEqual([...fixed]);
});

test("without JavaScript a plan is asked for and looked at, and a visit moved", async ({ person, sql }) => {
  test.setTimeout(120_000);
  const page = await person("coordinator", { javaScript: false });
  await page.goto(`/rounds/${round}/plan`);
  await press(page, zh("plan.again"));
  const look = page.getByRole("link", { name: zh("plan.look") });
  await expect(async () => {
    if (await look.isVisible()) await look.click();
    await expect(page.locator("#proposed")).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 60_000 });
  await press(page, zh("plan.giveUp"));
  await expect(page.locator("main")).toContainText(zh("plan.how").slice(0, 20));
  await page.goto(`/rounds/${round}/board`);
  const card = page.locator("[data-team]").first().locator("li").first();
  const visit = await card.getAttribute("data-visit");
  await card.locator("a").last().click();
  await page.locator("input[type=datetime-local][name=at]").fill("2031-03-09T11:00");
  await press(page, zh("board.check"));
  await press(page, zh("board.allTheSame"));
  await expect(page.locator("main [role=status]").first()).toBeVisible();
  const [moved] = await sql`select starts_at from visits where id = ${visit}`;
  expect(new Date(moved?.starts_at).toISOString()).toBe("2031-03-09T03:00:00.000Z");
});
