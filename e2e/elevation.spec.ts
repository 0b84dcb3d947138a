import type { Locator, Page } from "@playwright/test";
import type postgres from "postgres";
import { openLine } from "./support/line.ts";
import { mark } from "./support/pages.ts";
import { emailOf } from "./support/session.ts";
import { address } from "./support/settings.ts";
import { expect, test } from "./support/test.ts";
import { formWith, type Wire } from "./support/wire.ts";
import { zh } from "./support/words.ts";

// Story line 2: everyone can see how far they have come, from the community to a building to a door.

type Spot = {
  visit: string;
  household: string;
  door: string;
  entrance: string;
  entranceName: string;
  building: string;
  buildingName: string;
  round: string;
};

const spots = (sql: postgres.Sql, status: "planned" | "visited" | "nobody_home") => sql<Spot[]>`
  select v.id as visit, h.id as household, h.door, e.id as entrance, e.name as "entranceName", b.id as building,
    b.name as "buildingName", v.round_id as round
  from visits v join rounds r on r.id = v.round_id and r.status = 'running'
  join households h on h.id = v.household_id join entrances e on e.id = h.entrance_id join buildings b on b.id = e.building_id
  where v.status = ${status} and 2 = (
    select count(*) from visit_officers o join accounts a on a.user_id = o.user_id
    where o.visit_id = v.id and a.email in (${emailOf("officer")}, ${emailOf("partnerOfficer")}))
    and not exists (select from visit_refusals x where x.household_id = h.id and x.lifted_at is null)
    and not exists (select from visits w where w.household_id = h.id and w.round_id = v.round_id and w.starts_at > v.starts_at)
  order by v.starts_at desc`;

async function spotOf(sql: postgres.Sql, status: "planned" | "visited" | "nobody_home", nth = 0): Promise<Spot> {
  const spot = (await spots(sql, status))[nth];
  if (!spot) throw new Error(`the demo has no door that is ${status}`);
  return spot;
}

/** The figures of a building as they stand on its façade. */
async function facadeName(sql: postgres.Sql, spot: Spot): Promise<string> {
  const [row] = await sql<[{ doors: number; visited: number }]>`
    select count(*)::int as doors, count(*) filter (where exists (
      select from visits v where v.household_id = h.id and v.round_id = ${spot.round} and v.status = 'visited'))::int as visited
    from households h join entrances e on e.id = h.entrance_id where e.building_id = ${spot.building}`;
  return zh("rounds.facade", { building: spot.buildingName, ...row });
}

const cell = (page: Page, spot: Spot): Locator => page.locator(`#at-${spot.household}`);

const record = async (wire: Wire, visit: string, outcome: string) => {
  const page = await wire.get(`/visits/${visit}`);
  const answer = await wire.post(page, formWith(page, { label: zh("visit.record") }), { outcome });
  expect(answer.status).toBeLessThan(400);
};

test("everyone can see how far they have come: by keyboard from the street to a building to a door, and back", async ({
  person,
  sql,
}) => {
  const spot = await spotOf(sql, "visited");
  const page = await person("officer");
  await page.goto(`/rounds/${spot.round}`);
  const facade = page.getByRole("link", { name: await facadeName(sql, spot) });
  await facade.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: spot.buildingName })).toBeVisible();

  // A table: a floor a row, an entrance a group of columns, the state in words.
  const table = page.getByRole("table", { name: zh("rounds.tableOf", { building: spot.buildingName }) });
  await expect(table.getByRole("columnheader", { name: spot.entranceName })).toBeVisible();
  const [floor] = await sql`select floor from households where id = ${spot.household}`;
  const row = table.getByRole("row", { name: zh("place.floor", { floor: floor?.floor }) });
  const visited = `${spot.door} ${zh("rounds.looks.visited")}`;
  await expect(row.getByRole("link", { name: visited }).first()).toBeVisible();

  // Arrow keys go from door to door.
  const same = await mark(page);
  await cell(page, spot).focus();
  const [first, next] = [cell(page, spot), page.locator("td:has(a:focus) + td a, tr:has(a:focus) + tr a").first()];
  await expect(next).toBeAttached();
  await page.keyboard.press("ArrowDown");
  await expect(first).not.toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(first).toBeFocused();

  await page.keyboard.press("Enter");
  const heading = page.getByRole("heading", { name: `${spot.buildingName} ${spot.entranceName} ${spot.door}` });
  await expect(heading).toBeFocused();
  await expect(page).toHaveURL(new RegExp(`building=${spot.building}&door=${spot.household}`));
  const panel = page.getByRole("region", { name: spot.door });
  await expect(panel.getByText(zh("words.visitStatuses.visited"), { exact: true })).toBeVisible();
  await expect(panel.locator(`a[href="/visits/${spot.visit}"]`)).toBeVisible();
  await expect(panel.getByRole("link", { name: zh("rounds.planHere") })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);
  await expect(first).toBeFocused();
  await page.goBack();
  await expect(heading).toBeVisible();
  await same();
});

test("everyone can see how far they have come: without JavaScript, by address alone, on a phone", async ({
  person,
  sql,
}) => {
  const spot = await spotOf(sql, "nobody_home");
  const page = await person("officer", { javaScript: false, phone: true });
  await page.goto(`/rounds/${spot.round}`);
  await page.getByRole("link", { name: await facadeName(sql, spot) }).click();
  await cell(page, spot).click();
  const panel = page.getByRole("region", { name: spot.door });
  await expect(panel).toBeInViewport();
  await expect(panel.getByText(zh("words.visitStatuses.nobody_home"), { exact: true })).toBeVisible();
  await panel.getByRole("link", { name: zh("rounds.close") }).click();
  await expect(panel).toHaveCount(0);
  await page.goBack();
  await panel.getByRole("link", { name: zh("rounds.planHere") }).click();
  await expect(page.getByLabel(zh("visits.door"))).toHaveValue(spot.door);
  await expect(page.getByLabel(zh("visits.entrance"))).toHaveValue(spot.entrance);
  await page.goto(`/rounds/${spot.round}?building=${spot.building}`);
  const { width, height } = (await cell(page, spot).boundingBox()) ?? { width: 0, height: 0 };
  expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);
});

test("everyone can see how far they have come: while officers walk, on open pages, and after a line was cut", async ({
  person,
  sql,
  wire,
}) => {
  const [spot, later] = [await spotOf(sql, "planned"), await spotOf(sql, "planned", 1)];
  const street = await person("coordinator");
  await street.goto(`/rounds/${spot.round}`);
  const [{ n: before } = { n: 0 }] = await sql<{ n: number }[]>`
    select count(distinct household_id)::int as n from visits where round_id = ${spot.round} and status = 'visited'`;
  const [{ n: doors } = { n: 0 }] = await sql<{ n: number }[]>`select count(*)::int as n from households`;
  const sum = (visited: number) => street.getByText(zh("rounds.visitedOf", { visited, doors })).first();
  await expect(sum(before)).toBeVisible();
  const sameStreet = await mark(street);

  const building = await person("officer", { phone: true });
  await building.goto(`/rounds/${spot.round}?building=${spot.building}`);
  await expect(cell(building, spot)).toHaveAccessibleName(`${spot.door} ${zh("rounds.looks.planned")}`);
  const sameBuilding = await mark(building);

  const partner = await wire("partnerOfficer");
  await record(partner, spot.visit, "visited");
  await expect(cell(building, spot)).toHaveAccessibleName(`${spot.door} ${zh("rounds.looks.visited")}`, {
    timeout: 4000,
  });
  await expect(sum(before + 1)).toBeVisible({ timeout: 4000 });
  await expect(street.getByRole("status").filter({ hasText: spot.door })).toBeVisible();
  await sameStreet();
  await sameBuilding();

  const line = await openLine();
  await building.goto(`${line.address}/rounds/${later.round}?building=${later.building}`);
  await expect(cell(building, later)).toHaveAccessibleName(`${later.door} ${zh("rounds.looks.planned")}`);
  const sameCut = await mark(building);
  line.cut();
  await record(partner, later.visit, "declined");
  await expect(sum(before + 1)).toBeVisible();
  await expect(cell(building, later)).toHaveAccessibleName(`${later.door} ${zh("rounds.looks.planned")}`);
  line.mend();
  await expect(cell(building, later)).toHaveAccessibleName(`${later.door} ${zh("rounds.looks.declined")}`);
  await sameCut();
  await building.goto("/desk");
  await line.close();
});

test("a round that one does not walk is not followed: its stream tells nothing of a visit", async ({ sql, wire }) => {
  const spot = await spotOf(sql, "planned", 2);
  const heard: Record<string, string> = { resident: "", coordinator: "" };
  const stop = new AbortController();
  for (const who of ["resident", "coordinator"] as const) {
    const { request } = await wire(who);
    const { cookies } = await request.storageState();
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    const answer = await fetch(new URL(`/api/live?round=${spot.round}&stamp=old`, address), {
      headers: { cookie },
      signal: stop.signal,
    });
    const decoder = new TextDecoder();
    void (async () => {
      for await (const chunk of answer.body ?? []) heard[who] += decoder.decode(chunk as Uint8Array);
    })().catch(() => undefined);
  }
  const rounds = (who: string) => heard[who]?.match(/"round"/g)?.length ?? 0;
  // What the page shows is old: that is said at once.
  await expect.poll(() => rounds("coordinator")).toBe(1);
  await record(await wire("officer"), spot.visit, "visited");
  await expect.poll(() => rounds("coordinator")).toBe(2);
  expect(rounds("resident")).toBe(0);
  stop.abort();
});
