import { rmSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "@playwright/test";
import type postgres from "postgres";
import { violations } from "./support/axe.ts";
import { fold, handset, keeps, keptPages, leftOn, openDoor, signIn, unfold } from "./support/handset.ts";
import { alive } from "./support/pages.ts";
import { chosen, photo } from "./support/photo.ts";
import { type Account, emailOf, freshSession } from "./support/session.ts";
import { address } from "./support/settings.ts";
import { expect, test } from "./support/test.ts";
import { wireWith } from "./support/wire.ts";
import { zh } from "./support/words.ts";

// Story lines 4, 5 and 8: stairwells have no signal. What is entered there is kept, sent once, and leaves nothing behind.

test.describe.configure({ timeout: 240_000 });

type Walked = { id: string; door: string };

/** The doors of the day on which somebody has most to walk. */
async function walkOf(sql: postgres.Sql, account: Account): Promise<{ at: string; doors: Walked[] }> {
  const rows = await sql<(Walked & { on: string })[]>`
    with own as (
      select v.id, h.door, h.floor, v.starts_at, to_char(v.starts_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as on from visits v
      join households h on h.id = v.household_id
      join visit_officers o on o.visit_id = v.id join accounts a on a.user_id = o.user_id
      where a.email = ${emailOf(account)} and v.status = 'planned'
        and not exists (select from visit_refusals x where x.household_id = v.household_id and x.lifted_at is null))
    select id, door, "on" from own where "on" = (select "on" from own group by 1 order by count(*) desc, 1 limit 1)
    order by starts_at, floor desc, door`;
  return { at: `/visits/today?day=${rows[0]?.on}`, doors: [...rows] };
}

const statusOf = async (sql: postgres.Sql, id: string) =>
  (await sql<{ status: string }[]>`select status from visits where id = ${id}`)[0]?.status;
const notesOf = async (sql: postgres.Sql, id: string) =>
  (await sql<{ body: string }[]>`select body from visit_notes where visit_id = ${id} order by body`).map((n) => n.body);
const folder = (name: string) => {
  const path = resolve(`.test/handset-${name}`);
  rmSync(path, { recursive: true, force: true });
  return path;
};
const unsent = (page: Page) =>
  page.locator("details").filter({ has: page.getByRole("heading", { name: zh("queue.title") }) });
const line = (page: Page, text: string) => expect(page.getByRole("status").filter({ hasText: text })).toBeVisible();

test("an evening is walked without signal, through a restart and an ended session, and arrives once", async ({
  sql,
}) => {
  const { at, doors } = await walkOf(sql, "officer");
  const [one, two, three, four] = doors as [Walked, Walked, Walked, Walked];
  const where = folder("evening");
  let { phone, page } = await handset(where);
  await page.goto(`/sign-in?next=${encodeURIComponent(at)}`);
  await signIn(page, "officer");
  await keeps(page, [at, ...doors.map((door) => `/visits/${door.id}`)]);

  // The stairwell.
  await phone.setOffline(true);
  await page.goto(at);
  await alive(page);
  await expect(openDoor(page)).toHaveAttribute("id", `door-${one.id}`);
  await fold(openDoor(page), zh("visit.withNotes"));
  await openDoor(page).getByLabel(zh("visit.heard")).fill("楼道灯坏了，老人晚上不敢下楼。");
  await openDoor(page).getByLabel(zh("visit.explained")).fill("讲了入园要哪些材料。");
  await openDoor(page).getByLabel(zh("visit.feelings.glad")).check();
  const large = await photo(3000, 2200);
  await openDoor(page)
    .getByLabel(zh("form.files"))
    .first()
    .setInputFiles(chosen("灯.jpg", "image/jpeg", large));
  await expect(openDoor(page).locator("img")).toBeVisible();
  // The phone needed its memory for the camera, and ended the page: what was typed and taken is there again.
  await page.goto("about:blank");
  await page.goto(at);
  await alive(page);
  await expect(openDoor(page).getByLabel(zh("visit.heard"))).toHaveValue("楼道灯坏了，老人晚上不敢下楼。");
  await expect(openDoor(page).locator("img")).toBeVisible();
  await openDoor(page)
    .getByRole("button", { name: zh("visit.outcome.visited") })
    .click();
  await expect(openDoor(page)).toHaveAttribute("id", `door-${two.id}`);
  await openDoor(page)
    .getByRole("button", { name: zh("visit.outcome.nobody_home") })
    .click();
  await expect(openDoor(page)).toHaveAttribute("id", `door-${three.id}`);
  await fold(openDoor(page), zh("visit.raise"));
  await openDoor(page).getByLabel(zh("visit.raiseBody")).fill("电梯总停在九楼，按了没反应。");
  await openDoor(page)
    .getByRole("button", { name: zh("visit.raiseSend") })
    .click();
  await expect(unsent(page)).toContainText("(3)");
  // What a neighbour has raised is so here too.
  await fold(openDoor(page), zh("visit.voice.title"));
  const too = openDoor(page).getByRole("button", { name: zh("visit.voice.add") });
  const offered = await too.count();
  await too.first().click();
  await expect(unsent(page)).toContainText("(4)");
  await expect(openDoor(page).getByText(zh("visit.voice.said"), { exact: true }).last()).toBeVisible();
  await expect(too).toHaveCount(offered - 1);
  await openDoor(page)
    .getByRole("button", { name: zh("visit.outcome.declined") })
    .click();
  await expect(openDoor(page)).toHaveAttribute("id", `door-${four.id}`);
  await (await unfold(page, one.id)).getByText(zh("visit.addNote")).click();
  await openDoor(page).getByLabel(zh("visit.heard")).fill("这一条写错了门。");
  await openDoor(page)
    .getByRole("button", { name: zh("visit.saveNote") })
    .click();
  await expect(unsent(page)).toContainText("(6)");

  // One is corrected, one thrown away.
  await unsent(page).locator("> summary").click();
  const entry = (text: string) => unsent(page).getByRole("listitem").filter({ hasText: text });
  await entry("楼道灯坏了")
    .getByRole("button", { name: zh("queue.correct") })
    .click();
  const correcting = page.locator(`form[aria-label="${zh("queue.correct")}"]`);
  await correcting.getByLabel(zh("visit.heard")).fill("三楼到五楼的灯都坏了。");
  await correcting.getByRole("button", { name: zh("queue.keep") }).click();
  await expect(entry("三楼到五楼的灯都坏了")).toBeVisible();
  await entry("这一条写错了门")
    .getByRole("button", { name: zh("queue.discard") })
    .click();
  await expect(unsent(page)).toContainText("(5)");
  await expect(unsent(page)).toContainText(zh("queue.thrown"));
  expect(await violations(page)).toEqual([]);
  expect(await statusOf(sql, one.id)).toBe("planned");

  // The pages behind the doors, and where there is none.
  await page.goto(`/visits/${two.id}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(two.door);
  await expect(unsent(page)).toContainText(zh("visit.outcome.nobody_home"));
  await page.goto("/figures");
  await expect(page.getByRole("link", { name: "打开今日走访单" })).toBeVisible();

  // The phone is restarted.
  await phone.close();
  ({ phone, page } = await handset(where, { offline: true }));
  await page.goto(at);
  await alive(page);
  await expect(unsent(page)).toContainText("(5)");
  await expect(page.locator(`#door-${three.id} > details > summary`)).toContainText(zh("visit.outcome.declined"));
  await expect(page.locator(`#door-${three.id} > details > summary`)).toContainText(zh("queue.unsent"));
  await expect(openDoor(page)).toHaveAttribute("id", `door-${four.id}`);

  // Meanwhile the session has ended. There is signal again.
  await sql`update sessions set ended_at = now() where id = (
    select s.id from sessions s join accounts a on a.user_id = s.user_id where a.email = ${emailOf("officer")}
    order by s.created_at desc limit 1)`;
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/api/sync")) sent.push(request.postData() ?? "");
  });
  await phone.setOffline(false);
  const link = page.getByRole("link", { name: zh("queue.signInLink") });
  // The page may be taken to sign in by itself, as soon as it hears that the session is over.
  await expect(link.or(page.locator(`form[aria-label="${zh("signIn.title")}"]`)).first()).toBeVisible({
    timeout: 30_000,
  });
  if (await link.isVisible()) await link.click();
  await page.waitForURL(/\/sign-in/);
  await expect.poll(() => keptPages(page)).toEqual([]);
  expect(await statusOf(sql, one.id)).toBe("planned");
  await signIn(page, "officer");
  await expect.poll(() => statusOf(sql, three.id), { timeout: 30_000 }).toBe("declined");
  await expect(unsent(page)).toHaveCount(0);

  const all = async () => ({
    statuses: await Promise.all([one, two, three, four].map((door) => statusOf(sql, door.id))),
    notes: await notesOf(sql, one.id),
    events: (
      await sql`select count(*)::int as n from events where subject_id in ${sql([one.id, two.id, three.id])} and kind <> 'planned'`
    )[0]?.n,
    photos: (
      await sql`select count(*)::int as n from attachments a join visit_notes n on n.id = a.visit_note_id where n.visit_id = ${one.id}`
    )[0]?.n,
    concerns: (await sql`select title from concerns where visit_id = ${three.id}`).map((c) => c.title),
    voices: (
      await sql`select count(*)::int as n from concern_people p join visits v on v.household_id = p.household_id
        where v.id = ${three.id} and p.role = 'voice' and p.user_id is null`
    )[0]?.n,
    feeling: (await sql`select feeling from visits where id = ${one.id}`)[0]?.feeling,
  });
  const once = {
    statuses: ["visited", "nobody_home", "declined", "planned"],
    notes: ["三楼到五楼的灯都坏了。", "讲了入园要哪些材料。"].toSorted(),
    ...{ events: 3, photos: 1, voices: 1, concerns: ["电梯总停在九楼，按了没反应"], feeling: "glad" },
  };
  expect(await all()).toEqual(once);

  // The same once more, all at once, as a phone might that never heard the answer.
  const bodies = sent.filter((body) => body.includes('"key"'));
  expect(bodies.length).toBeGreaterThanOrEqual(4);
  const answers = await Promise.all(
    bodies.map((data) =>
      phone.request.post(`${address}/api/sync`, {
        data,
        headers: { origin: address, "content-type": "application/json" },
      }),
    ),
  );
  expect(await Promise.all(answers.map((answer) => answer.json()))).toEqual(
    bodies.map(() => expect.objectContaining({ done: true, conflict: false })),
  );
  expect(await all()).toEqual(once);
  await phone.close();
});

test("an answer that is lost on its way back, and a wrong clock, change nothing", async ({ person, sql }) => {
  const { at, doors } = await walkOf(sql, "officer");
  const [door] = doors as [Walked];
  const page = await person("officer", { phone: true });
  await page.addInitScript(() => {
    const real = Date.now.bind(Date);
    Date.now = () => real() - 40 * 86_400_000;
  });
  let lost = 0;
  await page.route("**/api/sync", async (route) => {
    if (lost++) return route.continue();
    // The portal has taken it; then the connection breaks.
    await route.fetch();
    await route.abort("connectionreset");
  });
  await page.goto(at);
  await alive(page);
  await expect(openDoor(page)).toHaveAttribute("id", `door-${door.id}`);
  await fold(openDoor(page), zh("visit.withNotes"));
  await openDoor(page).getByLabel(zh("visit.heard")).fill("答复没有收到。");
  await openDoor(page)
    .getByRole("button", { name: zh("visit.outcome.visited") })
    .click();
  await expect.poll(() => lost, { timeout: 20_000 }).toBeGreaterThanOrEqual(2);
  await expect(unsent(page)).toHaveCount(0);
  expect(await notesOf(sql, door.id)).toEqual(["答复没有收到。"]);
  const [row] =
    await sql`select abs(extract(epoch from now() - recorded_at))::int as off from visits where id = ${door.id}`;
  expect(row?.off).toBeLessThan(60);
});

test("two officers at one door: both notes are kept, both see the conflict and settle it", async ({ person, sql }) => {
  const { at, doors } = await walkOf(sql, "officer");
  const [door] = doors as [Walked];
  const pages = await Promise.all((["officer", "partnerOfficer"] as const).map((who) => person(who, { phone: true })));
  const [first, second] = pages as [Page, Page];
  for (const page of pages) {
    await page.goto(at);
    await alive(page);
    await page.context().setOffline(true);
    await line(page, zh("queue.noSignal"));
    await unfold(page, door.id);
    await fold(openDoor(page), zh("visit.withNotes"));
  }
  await openDoor(first).getByLabel(zh("visit.heard")).fill("敲了三次。");
  await openDoor(first)
    .getByRole("button", { name: zh("visit.outcome.nobody_home") })
    .click();
  await openDoor(second).getByLabel(zh("visit.heard")).fill("后来开门了。");
  await openDoor(second)
    .getByRole("button", { name: zh("visit.outcome.visited") })
    .click();
  await expect(unsent(second)).toBeVisible();
  await first.context().setOffline(false);
  await expect.poll(() => statusOf(sql, door.id)).toBe("nobody_home");
  await second.context().setOffline(false);
  await expect.poll(() => notesOf(sql, door.id)).toEqual(["后来开门了。", "敲了三次。"].toSorted());
  expect(await statusOf(sql, door.id)).toBe("nobody_home");
  await expect(second.getByText(zh("queue.conflict"))).toBeVisible();
  await first.reload();
  for (const page of pages) {
    await alive(page);
    await unfold(page, door.id);
    await expect(
      openDoor(page).getByRole("button", { name: zh("visit.holds", { outcome: zh("visit.outcome.visited") }) }),
    ).toBeVisible();
  }
  await openDoor(first)
    .getByRole("button", { name: zh("visit.holds", { outcome: zh("visit.outcome.visited") }) })
    .click();
  await expect.poll(() => statusOf(sql, door.id)).toBe("visited");
  await second.goto(`/visits/${door.id}`);
  await expect(
    second.getByRole("button", { name: zh("visit.holds", { outcome: zh("visit.outcome.visited") }) }),
  ).toHaveCount(0);
});

test("signing out asks about what is not sent, and leaves nothing on the phone", async ({ sql, browser, reader }) => {
  const { at, doors } = await walkOf(sql, "partnerOfficer");
  const [door] = doors as [Walked];
  const where = folder("sign-out");
  const { phone, page } = await handset(where);
  await page.goto(`/sign-in?next=${encodeURIComponent(at)}`);
  await signIn(page, "partnerOfficer");
  await keeps(page, [at, `/visits/${door.id}`]);
  await phone.setOffline(true);
  await openDoor(page)
    .getByRole("button", { name: zh("visit.outcome.declined") })
    .click();
  await expect(unsent(page)).toContainText("(1)");
  const menu = page.locator("header details").last();
  const out = menu.getByRole("button", { name: zh("shell.signOut"), exact: true });
  await menu.locator("> summary").click();
  await out.click();
  await expect(menu.getByRole("alert")).toHaveText(zh("shell.signOutOffline"));

  // Somebody else signs in on this phone: they see and send nothing of it.
  await page.route("**/api/sync", (route) => route.abort());
  await phone.setOffline(false);
  await phone.clearCookies();
  await page.goto(`/sign-in?next=${encodeURIComponent("/visits/today")}`);
  await expect.poll(() => keptPages(page)).toEqual([]);
  await signIn(page, "coordinator");
  await keeps(page, ["/visits/today"]);
  await expect(unsent(page)).toHaveCount(0);
  await expect(page.getByText(door.door, { exact: true })).toHaveCount(0);
  await phone.clearCookies();
  await page.goto(`/sign-in?next=${encodeURIComponent(at)}`);
  await signIn(page, "partnerOfficer");
  await alive(page);
  await expect(unsent(page)).toContainText("(1)");

  await menu.locator("> summary").click();
  await out.click();
  await expect(menu.getByRole("alert")).toContainText(zh("shell.signOutUnsent", { count: 1 }));
  await menu.getByRole("button", { name: zh("shell.signOutThrow") }).click();
  await page.waitForURL(`${address}/`);
  expect(await leftOn(page)).toEqual({ caches: [], databases: [], local: 0, session: 0, workers: 0 });
  expect(await statusOf(sql, door.id)).toBe("planned");
  await page.goto(at);
  await expect(page).toHaveURL(/\/sign-in/);
  await phone.close();

  // Without scripts the answer alone clears it.
  const health = await wireWith(reader, await freshSession(browser, emailOf("health")));
  const answer = await health.request.post("/sign-out", { headers: { origin: address }, maxRedirects: 0 });
  expect(answer.status()).toBe(303);
  expect(answer.headers()["clear-site-data"]).toBe('"cache", "storage"');
});
