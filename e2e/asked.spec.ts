import { nextMail, type Received } from "./support/mail.ts";
import { emailOf } from "./support/session.ts";
import { expect, test } from "./support/test.ts";
import { makeThings, raise, type Things } from "./support/things.ts";
import { formWith } from "./support/wire.ts";
import { zh } from "./support/words.ts";

// What is asked of people, and told them, comes to them: may your words be quoted, and everybody reads your concern now.

let things: Things;

test.beforeAll(async ({ browser, sql }) => {
  things = await makeThings(browser, sql);
});

/** A link of a mail, as a path. */
function path(mail: Received, part: string): string {
  const link = mail.links.find((l) => l.includes(part));
  if (!link) throw new Error(`no link with ${part} in the mail "${mail.subject}"`);
  const url = new URL(link);
  return url.pathname + url.search;
}

test("whoever is asked for words answers by one tap of the mail, without JavaScript; opening it decides nothing", async ({
  wire,
  person,
  sql,
}) => {
  const words = "摇椅搬到亮处了，天黑也看得见针眼。";
  const officer = await wire("officer");
  const visit = await officer.get(`/visits/${things.visitOwn}`);
  await officer.post(visit, formWith(visit, { label: zh("visit.addNote") }), { heard: words });
  const [note] = await sql<[{ id: string }]>`select id from visit_notes where body = ${words}`;
  const begins = await officer.get(`/stories/new?note=${note.id}`);
  const { location } = await officer.post(begins, formWith(begins, { label: zh("stories.tellIt") }));
  const mail = await nextMail(emailOf("resident"), 0, (m) => m.text.includes(words));
  expect(mail.text).toContain(zh("mail.quote.question"));
  const said = async () => {
    const [row] =
      await sql`select household_says as says, attribution ->> 'zh-CN' as name from story_quotes where note_id = ${note.id}`;
    return row;
  };

  const page = await person(null, { phone: true, javaScript: false });
  for (let i = 0; i < 3; i++) await page.goto(path(mail, "a=unnamed"));
  expect((await said())?.says).toBeNull();
  await expect(page.getByText(words)).toBeVisible();
  await expect(page.getByLabel(zh("quote.answers.unnamed"))).toBeChecked();
  await page.getByRole("button", { name: zh("quote.send") }).click();
  await expect(page.getByText(zh("quote.thanks"))).toBeVisible();
  expect(await said()).toEqual({ says: "yes", name: "一位住户" });

  // It is news as well, read by now since it is answered.
  const resident = await person("resident", { phone: true });
  await resident.goto("/notifications");
  const news = resident
    .getByRole("listitem")
    .filter({ hasText: zh("notifications.kinds.quote_asked") })
    .first();
  await expect(news).toBeVisible();
  await expect(news.getByText(zh("notifications.new"), { exact: true })).toHaveCount(0);
  await news.getByRole("link").click();
  await expect(resident.getByRole("heading", { level: 1 })).toHaveText(zh("stories.quotedTitle"));

  // Taken out of the draft, the link says so in a sentence.
  const at = location ?? "";
  const edit = await officer.get(at);
  await officer.post(edit, formWith(edit, { label: zh("stories.takeOutQuote", { n: 1 }) }));
  expect((await page.goto(path(mail, "a=no")))?.status()).toBe(200);
  await expect(page.getByText(zh("quote.dropped"))).toBeVisible();
  await expect(page.getByRole("button", { name: zh("quote.send") })).toHaveCount(0);
});

test("whoever raised it reads by mail what everybody reads, takes it down by one press, and a story that pointed to it says nothing of it", async ({
  wire,
  person,
  sql,
}) => {
  const [resident, coordinator, officer, colleague, stranger] = await Promise.all([
    wire("resident"),
    wire("coordinator"),
    wire("officer"),
    wire("partnerOfficer"),
    wire(null),
  ]);
  const number = await raise(resident, {
    body: "架空层的长凳少了一条腿，老人坐不稳。",
    spot: "area:grounds",
    privacy: "neighbourhood",
  });
  const review = await coordinator.get(`/board/review?n=${number}`);
  const title = "长凳少了一条腿";
  await coordinator.post(review, formWith(review, { field: "body" }), {
    title,
    body: "架空层的长凳坐不稳。",
    looked: "on",
  });
  const mail = await nextMail(emailOf("resident"), 0, (m) => m.text.includes(title));
  expect(mail.text).toContain("架空层的长凳坐不稳。");

  // A story points to it: offered by its number, read as a link, in the feed as well.
  const begins = await officer.get("/stories/new");
  const { location } = await officer.post(begins, formWith(begins, { field: "title" }), { title: "一条长凳" });
  const at = location ?? "";
  let edit = await officer.get(at);
  expect(edit.text).toContain(`[[concern:${number}]]`);
  await officer.post(edit, formWith(edit, { label: zh("stories.textForm") }), {
    title: "一条长凳",
    lead: "坐得稳，才坐得久。",
    body: `我们去看了那条长凳。\n\n[[concern:${number}]]\n\n腿接上了。`,
  });
  edit = await officer.get(at);
  await officer.post(edit, formWith(edit, { label: zh("stories.send") }), { sure: "on" });
  const looks = await colleague.get(at);
  const { location: story } = await colleague.post(looks, formWith(looks, { label: zh("stories.publish") }), {
    read: "on",
    sure: "on",
  });
  const read = async () => (await stranger.get(story ?? "")).html;
  const feed = async () => (await stranger.request.get("/stories/feed.xml?lang=zh-CN")).text();
  expect(await read()).toContain(`href="/concerns/${number}"`);
  expect(await feed()).toContain(`/concerns/${number}`);

  const page = await person(null, { phone: true, javaScript: false });
  for (let i = 0; i < 3; i++) await page.goto(path(mail, "/published/"));
  await expect(page.getByText(title)).toBeVisible();
  expect((await stranger.get(`/concerns/${number}`)).status).toBe(200);
  await page.getByRole("button", { name: zh("publishedLink.takeDown") }).click();
  await expect(page.getByText(zh("publishedLink.done"))).toBeVisible();
  // (The word of it reaches the process that keeps pages a moment after the answer.)
  await expect.poll(async () => (await read()).includes(title), { timeout: 2000 }).toBe(false);
  for (const text of [await read(), await feed()]) {
    expect(text).toContain("腿接上了");
    expect(text).not.toContain(title);
    expect(text).not.toContain(number);
  }
  expect((await stranger.get(`/concerns/${number}`)).status).toBe(410);
  // Pressed once more, from a page that stood open: a sentence.
  await page.goto(path(mail, "/published/"));
  await expect(page.getByText(zh("publishedLink.gone"))).toBeVisible();
  const [row] =
    await sql`select decision from publication_reviews r join concerns c on c.id = r.concern_id where c.number = ${number}`;
  expect(row?.decision).toBe("declined");
});

test("a story's link to what was agreed leads to where it stands, for strangers and for those at the table", async ({
  wire,
}) => {
  for (const who of [null, "resident", "officer"] as const) {
    const reader = await wire(who);
    expect((await reader.get(`/problems/${things.problemPublic}`)).html.split('id="agreement"')).toHaveLength(2);
  }
});
