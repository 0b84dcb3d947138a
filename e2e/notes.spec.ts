import type postgres from "postgres";
import { emailOf, freshSession } from "./support/session.ts";
import { expect, test } from "./support/test.ts";
import { makeThings, otherOfficer, type Things } from "./support/things.ts";
import { formWith, wireWith } from "./support/wire.ts";
import { zh } from "./support/words.ts";

// Story lines 6 to 8: notes are written, found again and added up; trust is measured; the next round starts from them.

let things: Things;

test.beforeAll(async ({ browser, sql }) => {
  things = await makeThings(browser, sql);
});

/** The last visit that the officer made. */
async function lastVisited(sql: postgres.Sql): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    select v.id from visits v join visit_officers o on o.visit_id = v.id join accounts a on a.user_id = o.user_id
    where a.email = ${emailOf("officer")} and v.status = 'visited' and v.round_id = ${things.round} order by v.starts_at desc limit 1`;
  return row?.id ?? "";
}

for (const javaScript of [true, false]) {
  test(`an officer finds what was heard at a door, with${javaScript ? "" : "out"} JavaScript; another team does not`, async ({
    person,
    wire,
    browser,
    reader,
    sql,
  }) => {
    const word = javaScript ? "晒被子的架子" : "楼顶的鸽子";
    const officer = await wire("officer");
    const visit = await officer.get(`/visits/${things.visitPlanned}`);
    // Written with the outcome the first time, added to it the second.
    if (javaScript)
      await officer.post(visit, formWith(visit, { label: zh("visit.record") }), {
        outcome: "visited",
        heard: `说的是${word}。`,
      });
    else {
      const past = await officer.get(`/visits/${await lastVisited(sql)}`);
      await officer.post(past, formWith(past, { label: zh("visit.addNote") }), { heard: `说的是${word}。` });
    }
    const page = await person("officer", { phone: true, javaScript });
    await page.goto(`/rounds/${things.round}`);
    await page.getByRole("link", { name: zh("notes.title"), exact: true }).click();
    await page.getByRole("searchbox").fill(word);
    await page.getByRole("button", { name: zh("notes.show") }).click();
    await page.waitForURL(/q=/);
    await expect(page.locator("main mark")).toHaveText(word);
    await expect(page.getByText(zh("notes.count", { count: 1 }))).toBeVisible();
    await page.getByRole("link", { name: zh("notes.clear") }).click();
    await page.waitForURL(/\/notes$/);
    await expect(page.getByRole("searchbox")).toHaveValue("");

    const other = await wireWith(reader, await freshSession(browser, otherOfficer));
    const theirs = await other.get(`/rounds/${things.round}/notes?q=${encodeURIComponent(word)}`);
    expect(theirs.status).toBe(200);
    expect(theirs.text).toContain(zh("notes.noneFound"));
    expect(theirs.text).not.toContain(word);
  });
}

test("a coordinator sees what was heard most, how far the round came and how visits felt, and prints it", async ({
  person,
  sql,
}) => {
  const page = await person("coordinator");
  await page.goto(`/rounds/${things.round}/digest`);
  const [{ visited, doors, glad, asked } = { visited: 0, doors: 0, glad: 0, asked: 0 }] = await sql<
    { visited: number; doors: number; glad: number; asked: number }[]
  >`
    select count(distinct v.household_id)::int as visited, (select count(*)::int from households h where h.community_id = v.community_id) as doors,
      count(distinct v.household_id) filter (where v.feeling = 'glad')::int as glad,
      count(distinct v.household_id) filter (where v.feeling is not null)::int as asked
    from visits v where v.round_id = ${things.round} and v.status = 'visited' group by v.community_id`;
  expect(asked).toBeGreaterThan(50);
  await expect(page.getByText(zh("digest.ratesOf.visited", { part: visited, whole: doors })).first()).toBeVisible();
  const trust = page.getByRole("region", { name: zh("digest.trust") });
  await expect(trust.getByText(zh("digest.feelingOf", { part: glad, whole: asked })).first()).toBeVisible();
  await expect(trust.getByText(zh("digest.askedOf", { part: asked, whole: visited })).first()).toBeVisible();

  // What may be quoted is, and nothing else; neither name nor door stands beside it.
  const quotes = page.getByRole("region", { name: zh("digest.quotes") });
  const shown = await quotes.locator("blockquote").allTextContents();
  expect(shown.length).toBeGreaterThan(3);
  const consented = await sql<{ body: string }[]>`select body from visit_notes where quotable and kind = 'heard'`;
  for (const quote of shown) expect(consented.map(({ body }) => body)).toContain(quote);
  expect(await quotes.locator("a").count()).toBe(0);

  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("banner")).toBeHidden();
  await expect(quotes).toBeVisible();
  await page.emulateMedia({ media: "screen" });

  // From a topic to the notes that speak of it.
  const topic = page
    .getByRole("region", { name: zh("digest.heard") })
    .locator("dt a")
    .first();
  const name = await topic.textContent();
  await topic.click();
  await page.waitForURL(/\/notes\?topic=/);
  await expect(page.locator("main li").first()).toContainText(name ?? "");
});

test("a round that has not begun starts from what the last one heard", async ({ person, sql }) => {
  const [next] = await sql<{ id: string }[]>`
    insert into rounds (community_id, id, name, starts_on, ends_on, status, target)
    select community_id, gen_random_uuid(), '来年春季走访', ends_on + 90, ends_on + 120, 'planned', 100 from rounds where id = ${things.round}
    returning id`;
  try {
    const page = await person("coordinator", { phone: true });
    await page.goto(`/rounds/${next?.id}/digest`);
    await page.locator("main .btn-main").click();
    await page.waitForURL(`**/rounds/${things.round}/digest`);
    await page.goto(`/rounds/${next?.id}/notes`);
    await expect(page.getByText(zh("notes.none"))).toBeVisible();
  } finally {
    await sql`delete from rounds where id = ${next?.id ?? null}`;
  }
});
