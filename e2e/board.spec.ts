import { linkIn, mailTo, nextMail } from "./support/mail.ts";
import { alive, holdsNothingOf } from "./support/pages.ts";
import { expect, test } from "./support/test.ts";
import { formWith } from "./support/wire.ts";
import { en, zh } from "./support/words.ts";

// What was raised and what became of it, as everybody reads it: looked at by a person first, and gone when it is taken down.

test("a concern that names a neighbour is read over, published without them, followed to its end, and taken down", async ({
  person,
  wire,
  sql,
  playwright,
  baseURL,
}) => {
  test.slow();
  const [neighbour] = await sql<[{ holder: string; door: string }]>`
    select k.holder, h.door from household_contacts k join households h on h.id = k.household_id
    where char_length(k.holder) = 3 order by k.household_id limit 1`;
  const secrets = [neighbour.holder, "13800007788", "浙A·9K3M1", `${neighbour.door}室`];
  const body = `楼道口的消防栓箱被 ${neighbour.holder} 家的鞋柜挡住了，住 ${neighbour.door}室，电话 13800007788，车是浙A·9K3M1。打开要先搬半天。`;
  const resident = await wire("resident");
  const form = await resident.get("/report");
  const sent = await resident.post(form, formWith(form, { label: zh("report.title") }), {
    body,
    category: "fire",
    spot: "area:corridor",
    privacy: "neighbourhood",
    considered: "1",
  });
  const number = /\/concerns\/(\d{4}-\d+)/.exec(sent.location ?? "")?.[1] ?? "";
  expect(number).not.toBe("");
  const stranger = await person(null, { phone: true, javaScript: false });
  await stranger.goto(`/concerns/${number}`);
  await expect(stranger, "nobody has looked at it yet").toHaveURL(/\/sign-in\?next=/);

  // Looked at: what must go is marked, and stands no more in what is proposed.
  const coordinator = await person("coordinator");
  await coordinator.goto("/board/review");
  const next = coordinator.locator(`a[href="/board/review?n=${number}"]`);
  if (await next.count()) await next.click();
  else await coordinator.goto(`/board/review?n=${number}`);
  const original = coordinator.getByRole("region", { name: zh("publication.original") });
  for (const secret of secrets) await expect(original.locator("mark", { hasText: secret }).first()).toBeVisible();
  const text = coordinator.locator('textarea[name="body"]');
  for (const secret of secrets) await expect(text).not.toHaveValue(new RegExp(secret));
  await alive(coordinator);
  await text.fill(`消防栓箱被 ${neighbour.holder} 家的鞋柜挡住了。`);
  await coordinator.getByRole("button", { name: zh("publication.publish"), exact: true }).click();
  await expect(coordinator.locator("main").getByRole("alert"), "a name goes nowhere").toContainText(neighbour.holder);
  await expect(text, "what was typed stays").toHaveValue(/鞋柜/);
  await text.fill("楼道口的消防栓箱被鞋柜挡住了，打开要先搬半天。");
  await coordinator.keyboard.press("Control+Enter");
  await expect(coordinator.getByRole("status")).toContainText(zh("publication.done.published"));

  // Everybody reads it: on its page, in the list, by words, in the feed; and nothing of the neighbour anywhere.
  await stranger.goto(`/concerns/${number}`);
  await expect(stranger.locator("article")).toContainText("打开要先搬半天");
  await holdsNothingOf(stranger, secrets);
  const found = `/board?q=${encodeURIComponent("鞋柜挡住")}`;
  await stranger.goto(found);
  await expect(stranger.locator(`main a[href="/concerns/${number}"]`)).toBeVisible();
  const request = await playwright.request.newContext({ baseURL });
  const feed = await request.get("/board/feed.xml?category=fire");
  expect(feed.headers()["content-type"]).toBe("application/atom+xml; charset=utf-8");
  expect(await feed.text()).toContain(`/concerns/${number}</id>`);
  for (const secret of secrets) expect(await feed.text()).not.toContain(secret);
  const etag = feed.headers().etag ?? "";
  expect((await request.get("/board/feed.xml?category=fire", { headers: { "if-none-match": etag } })).status()).toBe(
    304,
  );

  // A stranger follows it by mail: once they have said yes.
  const to = `passer.by.${Date.now()}@example.test`;
  await stranger.goto(`/concerns/${number}`);
  await stranger.getByRole("link", { name: zh("publicBoard.followThis") }).click();
  await stranger.locator('[name="email"]').fill("no address");
  await stranger.getByRole("button", { name: zh("subscription.send") }).click();
  await expect(stranger.locator("main").getByRole("alert")).toContainText(zh("errors.email"));
  await stranger.locator('[name="email"]').fill(to);
  await stranger.getByRole("button", { name: zh("subscription.send") }).click();
  await expect(stranger.getByRole("status")).toHaveText(zh("subscription.asked"));
  await stranger.goto(linkIn(await nextMail(to, 0)));
  await stranger.getByRole("button", { name: zh("subscription.confirmButton") }).click();
  await expect(stranger.getByRole("status")).toHaveText(zh("subscription.confirmed"));

  // It is solved; the queue asks what became of it, with the last answer in hand.
  const office = await wire("coordinator");
  const thread = await office.get(`/concerns/${number}?do=solve`);
  await office.post(thread, formWith(thread, { label: zh("acts.solve.title") }), {
    body: `鞋柜搬走了，${neighbour.holder} 家自己搬的。`,
  });
  await coordinator.goto(`/board/review?n=${number}`);
  const outcome = coordinator.locator('textarea[name="outcome"]');
  await expect(outcome).toHaveValue(/鞋柜搬走了，一位邻居 家自己搬的。/);
  await alive(coordinator);
  await outcome.fill("鞋柜搬走了，箱门一拉就开。");
  await coordinator.getByRole("button", { name: zh("publication.save"), exact: true }).click();
  await expect(coordinator.getByRole("status")).toContainText(zh("publication.done.published"));

  // The next morning comes, and with it the mail.
  await sql`
    insert into outbox (topic, payload)
    select 'board_mail', jsonb_build_object('community', community_id, 'subscription', id) from subscriptions where email = ${to}`;
  const news = await nextMail(to, 1, (mail) => mail.text.includes("鞋柜搬走了，箱门一拉就开。"));
  expect(news.text).toContain(`/concerns/${number}`);
  for (const secret of secrets) expect(news.raw).not.toContain(secret);
  expect(news.raw).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
  await stranger.goto(`/concerns/${number}`);
  await expect(stranger.getByText("鞋柜搬走了，箱门一拉就开。")).toBeVisible();

  // Whoever raised it sees how it is public, and has it taken down with one press.
  const own = await person("resident", { phone: true });
  await own.goto(`/concerns/${number}`);
  await expect(own.getByText(zh("ownPublic.standing.published"))).toBeVisible();
  await alive(own);
  await own.getByRole("button", { name: zh("ownPublic.takeDown") }).click();
  await expect(own.getByText(zh("ownPublic.standing.declined"))).toBeVisible();
  await expect.poll(async () => (await request.get(`/concerns/${number}`)).status()).toBe(410);
  const left = await (await request.get(`/concerns/${number}`)).text();
  expect([...secrets, "鞋柜"].filter((secret) => left.includes(secret))).toEqual([]);
  for (const path of [found, "/board", "/", `/board/feed.xml?category=fire`]) {
    const page = await request.get(path);
    expect([path, page.status(), (await page.text()).includes(`/concerns/${number}`)]).toEqual([path, 200, false]);
  }
  expect(
    (await request.get("/board/feed.xml?category=fire", { headers: { "if-none-match": etag } })).status(),
    "the old feed is no longer right",
  ).toBe(200);
  const read = await (await wire("neighbour")).get(`/concerns/${number}`);
  expect(read.text, "neighbours read it as before").toContain("打开要先搬半天");
  expect(await sql`select 1 from subscriptions where email = ${to}`).toHaveLength(0);
  await request.dispose();
});

test("who follows the board stops with one click, and is forgotten", async ({ person, sql, playwright, baseURL }) => {
  const to = `one.click.${Date.now()}@example.test`;
  const page = await person(null, { javaScript: false, locale: "en" });
  await page.goto("/board/subscribe");
  await page.locator('[name="category"]').selectOption("lift");
  await page.locator('[name="email"]').fill(to);
  await page.getByRole("button", { name: en("subscription.send") }).click();
  const asked = await nextMail(to, 0);
  expect(asked.subject).toBe(en("mail.board.askSubject"));
  await page.goto(linkIn(asked));
  await page.getByRole("button", { name: en("subscription.confirmButton") }).click();
  // Asked for once more, the answer on the page is the same; the mail says that it is so already.
  await page.goto("/board/subscribe");
  await page.locator('[name="category"]').selectOption("lift");
  await page.locator('[name="email"]').fill(to);
  await page.getByRole("button", { name: en("subscription.send") }).click();
  await expect(page.getByRole("status")).toHaveText(en("subscription.asked"));
  const again = await nextMail(to, 1);
  const oneClick = /^List-Unsubscribe:\s*<([^>]+)>/im.exec(again.raw.replace(/\r\n[ \t]/g, ""))?.[1] ?? "";
  const request = await playwright.request.newContext({ baseURL });
  const { pathname } = new URL(oneClick);
  expect((await request.post(pathname, { form: { "List-Unsubscribe": "One-Click" } })).status()).toBe(200);
  expect(await sql`select 1 from subscriptions where email = ${to}`).toHaveLength(0);
  expect(mailTo(to)).toHaveLength(2);
  await request.dispose();
});

test("the board is narrowed by house, topic, state and words, without JavaScript, and says so where nothing is found", async ({
  person,
  sql,
}) => {
  const [one] = await sql<[{ number: string; building_id: string; category: string; title: string }]>`
    select number, building_id, category, title from publications
    where hidden_at is null and building_id is not null and state = 'solved' order by number limit 1`;
  const page = await person(null, { phone: true, javaScript: false });
  await page.goto("/board");
  await page.locator(`a[href*="building=${one.building_id}"]`).click();
  await expect(page.locator(`select[name="building"]`)).toHaveValue(one.building_id);
  await page.locator('select[name="category"]').selectOption(one.category);
  await page.locator('select[name="state"]').selectOption("solved");
  await page.locator('input[name="q"]').fill(one.title.slice(0, 4));
  await page.getByRole("button", { name: zh("publicBoard.show") }).click();
  await page.locator(`main a[href="/concerns/${one.number}"]`).click();
  await expect(page.locator("h1")).toHaveText(one.title);
  await page.getByRole("link", { name: zh("publicBoard.raiseAgain") }).click();
  await expect(page.locator('textarea[name="body"]'), "a report begins from it").toHaveValue(new RegExp(one.number));
  await page.goto("/board?q=zzzzzz&after=nonsense&building=nonsense&category=nonsense&state=nonsense");
  await expect(page.locator("main")).toContainText(zh("publicBoard.noneFound"));
});
