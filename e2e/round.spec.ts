import type { Page } from "@playwright/test";
import { alive, send } from "./support/pages.ts";
import { expect, test } from "./support/test.ts";
import { zh } from "./support/words.ts";

// Story lines 1, 2 and 8: all officers take part, door by door, with the neighbour who opens doors; the next round starts
// from the last one, with teams that households know.

/** The demo's own round is set aside while a test has another one run, and comes back as it was. */
const setAside = (sql: import("postgres").Sql, status: "closed" | "running") =>
  sql.begin(async (tx) => {
    await tx`set local session_replication_role = 'replica'`;
    if (status === "running") await tx`update rounds set status = 'closed' where name like '试%'`;
    await tx`update rounds set status = ${status} where name like '%季走访' and ends_on = (select max(ends_on) from rounds where name like '%季走访')`;
  });

test.afterEach(({ sql }) => setAside(sql, "running"));

for (const javaScript of [true, false]) {
  const name = javaScript ? "试走一" : "试走二";
  test(`a coordinator makes a round in a few minutes, with${javaScript ? "" : "out"} JavaScript, and begins it`, async ({
    person,
    sql,
  }) => {
    const page = await person("coordinator", { phone: javaScript, javaScript });
    const ready = () => (javaScript ? alive(page) : undefined);
    await page.goto("/rounds");
    await page.getByRole("link", { name: zh("rounds.new") }).click();
    await page.waitForURL("/rounds/new");
    await ready();

    // By keyboard alone: a name, and that is all.
    await page.getByLabel(zh("arrange.name")).focus();
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type(name);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/rounds\/[^/]+\/arrange\?created=1/);
    await expect(page.getByRole("status").first()).toContainText("27");
    const [round] = await sql`select id, status, visit_minutes from rounds where name = ${name}`;
    expect(round).toMatchObject({ status: "planned", visit_minutes: 12 });
    const id = round?.id as string;

    // Whoever went together last time goes together again.
    const teams = () => sql<{ id: string; name: string; members: string[] }[]>`
      select t.id, t.name, array_agg(u.name order by u.name) as members from teams t join team_members m on m.team_id = t.id
      join users u on u.id = m.user_id where t.round_id = ${id} group by t.id, t.name, t.ordinal order by t.ordinal`;
    const before = await teams();
    const [first, second] = before;
    if (!first || !second) throw new Error("a round of this size has two teams");
    const [last] = await sql<{ n: number }[]>`
      select count(*)::int as n from teams t where t.round_id <> ${id} and (
        select array_agg(u.name order by u.name) from team_members m join users u on u.id = m.user_id where m.team_id = t.id) = ${first.members}`;
    expect(last?.n).toBeGreaterThan(0);

    // An officer goes with another team.
    await part(page, "teams");
    await ready();
    const form = page.getByRole("form", { name: zh("arrange.teams") });
    const mover = first.members[0] ?? "";
    await form.getByLabel(mover, { exact: true }).selectOption({ label: second.name });
    await send(form, zh("arrange.saveTeams"), page.getByText(zh("arrange.saved")));
    const members = async (team: string) => (await teams()).find((t) => t.id === team)?.members;
    expect(await members(second.id)).toEqual([...second.members, mover].toSorted());
    expect(await members(first.id)).not.toContain(mover);

    // The neighbour who opens the doors comes on Saturday mornings.
    await part(page, "guides");
    const [entrance] = await sql<{ id: string; building: string; name: string }[]>`
      select e.id, e.name, b.name as building from entrances e join buildings b on b.id = e.building_id where b.name = '3幢' and e.name = '2单元'`;
    if (!entrance) throw new Error("the demo has this entrance");
    await page.getByRole("region", { name: entrance.building }).getByRole("link", { name: entrance.name }).click();
    await page.waitForURL(/entrance=/);
    const comes = page.getByRole("form", { name: zh("arrange.guideComes") });
    await expect(comes).toBeVisible();
    await ready();
    await comes.getByLabel(zh("arrange.onlyThen")).check();
    await comes.getByLabel(/^周六 09:30/).check();
    await send(comes, zh("arrange.save"), page.getByText(zh("arrange.saved")));
    const guided = await sql<{ at: string }[]>`
      select to_char(s.starts_at at time zone 'Asia/Shanghai', 'ID HH24:MI') as at from guide_shifts g join shifts s on s.id = g.shift_id
      where g.entrance_id = ${entrance.id} and s.round_id = ${id}`;
    expect(guided.map((g) => g.at)).toEqual(Array(3).fill("6 09:30"));

    // One round at a time.
    await page.goto(`/rounds/${id}`);
    await ready();
    const begins = page.getByRole("form", { name: zh("arrange.begin") });
    await begins.getByRole("button", { name: zh("arrange.begin") }).click();
    await expect(begins.getByRole("alert")).toContainText("还在进行");
    await setAside(sql, "closed");
    await page.goto(`/rounds/${id}`);
    await ready();
    await begins.getByRole("button", { name: zh("arrange.begin") }).click();
    await expect(page.locator("summary").filter({ hasText: zh("arrange.close") })).toBeVisible();
    await expect(begins).toHaveCount(0);
    expect((await sql`select status from rounds where id = ${id}`)[0]?.status).toBe("running");

    await page
      .locator("summary")
      .filter({ hasText: zh("arrange.close") })
      .click();
    const closes = page.getByRole("form", { name: zh("arrange.close") });
    await expect(closes).toContainText(zh("arrange.closeHint", { count: 0 }));
    await closes.getByRole("button", { name: zh("arrange.closeNow", { name }) }).click();
    await expect(page.getByRole("button", { name: zh("arrange.reopen") })).toBeVisible();
    expect((await sql`select status from rounds where id = ${id}`)[0]?.status).toBe("closed");
  });
}

const part = async (page: Page, key: "teams" | "shifts" | "guides") => {
  await page
    .getByRole("navigation", { name: zh("arrange.title") })
    .getByRole("link", { name: zh(`arrange.parts.${key}`) })
    .click();
  await page.waitForURL(new RegExp(`part=${key}`));
};

for (const javaScript of [true, false]) {
  test(`what cannot be is said beside its field, and all that was typed stays, with${javaScript ? "" : "out"} JavaScript`, async ({
    person,
    sql,
  }) => {
    const page = await person("coordinator", { javaScript });
    await page.goto("/rounds/new");
    if (javaScript) await alive(page);
    const form = page.getByRole("form", { name: zh("arrange.new") });
    await form.getByLabel(zh("arrange.name")).fill("试走错");
    await form.getByLabel(zh("arrange.startsOn")).fill("2026-12-31");
    await form.getByLabel(zh("arrange.endsOn")).fill("2026-12-01");
    await form.getByLabel(zh("arrange.size")).fill("0");
    await form
      .getByRole("group", { name: zh("arrange.parts.morning") })
      .getByLabel("周六")
      .uncheck();
    await form
      .getByRole("group", { name: zh("arrange.parts.morning") })
      .getByLabel("周日")
      .uncheck();
    await form.getByLabel(zh("arrange.to"), { exact: true }).first().fill("18:00");
    await form.getByRole("button", { name: zh("arrange.create") }).click();
    await expect(form.getByRole("alert").first()).toBeVisible();
    for (const [label, error] of [
      [zh("arrange.endsOn"), zh("errors.lastBeforeFirst")],
      [zh("arrange.size"), zh("errors.between", { min: 1, max: 20 })],
    ] as const)
      await expect(form.getByLabel(label)).toHaveAccessibleDescription(new RegExp(error));
    await expect(form.getByLabel(zh("arrange.to"), { exact: true }).first()).toHaveAccessibleDescription(
      zh("errors.endsBeforeStart"),
    );
    await expect(form.getByLabel(zh("arrange.name"))).toHaveValue("试走错");
    await expect(form.getByLabel(zh("arrange.startsOn"))).toHaveValue("2026-12-31");
    await expect(form.getByRole("group", { name: zh("arrange.parts.morning") }).getByLabel("周六")).not.toBeChecked();
    await expect(form.getByRole("group", { name: zh("arrange.parts.evening") }).getByLabel("周一")).toBeChecked();
    expect(await sql`select 1 from rounds where name = '试走错'`).toHaveLength(0);
  });
}

test("shifts in which visits are planned are taken out at a second word only", async ({ person, sql }) => {
  const [round] = await sql`select id from rounds where status = 'running'`;
  const page = await person("coordinator");
  await page.goto(`/rounds/${round?.id}/arrange?part=shifts`);
  await alive(page);
  const shifts = async () =>
    (await sql`select count(*)::int as n from shifts where round_id = ${round?.id}`)[0]?.n as number;
  const before = await shifts();
  const form = page.getByRole("form", { name: zh("arrange.removeShifts") });
  // The last evening has no visit yet; the one with the most is full of them.
  const full = form.locator("label").filter({ hasText: "已排" }).first();
  await full.getByRole("checkbox").check();
  await form.getByRole("button", { name: zh("arrange.removeShifts") }).click();
  await expect(form.getByRole("alert")).toContainText("已经排了");
  await expect(full.getByRole("checkbox")).toBeChecked();
  await expect(form.getByLabel(zh("arrange.sure"))).toBeVisible();
  expect(await shifts()).toBe(before);
  await full.getByRole("checkbox").uncheck();
  await form.locator("label").filter({ hasNotText: "已排" }).last().getByRole("checkbox").check();
  await send(form, zh("arrange.removeShifts"), page.getByText(zh("arrange.removedShifts", { count: 1 })));
  expect(await shifts()).toBe(before - 1);
});
