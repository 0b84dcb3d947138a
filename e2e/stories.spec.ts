import type { Page } from "@playwright/test";
import sharp from "sharp";
import { alive } from "./support/pages.ts";
import { chosen, photo } from "./support/photo.ts";
import { expect, test } from "./support/test.ts";
import { makeThings, type Things } from "./support/things.ts";
import { formWith } from "./support/wire.ts";
import { zh } from "./support/words.ts";

// A visit note becomes a reviewed story in two scripts, with figures that are live and then frozen; whoever takes a consent
// back is quoted nowhere any more: not on the page, in the feed, in the picture, nor in any cache.

let things: Things;

test.beforeAll(async ({ browser, sql }) => {
  things = await makeThings(browser, sql);
});

const words = "信息贴在门上，我头发都等白了，灯总算亮了。";
const wordsTw = "資訊貼在門上，我頭髮都等白了，燈總算亮了。";
const thought = "她拍了两下手，我高兴了一个下午。";

/** How much the grey of a part of a picture differs within: its deviation. */
async function spread(picture: Buffer, [left = 0, top = 0, width = 0, height = 0]: number[]): Promise<number> {
  const part = await sharp(picture).flatten().extract({ left, top, width, height }).greyscale().png().toBuffer();
  return (await sharp(part).stats()).channels[0]?.stdev ?? 0;
}

/** Drags a box over a part of the photo, given in hundredths of it. */
async function drag(page: Page, from: [number, number], to: [number, number]) {
  const stage = page.locator(".blur-stage");
  await stage.scrollIntoViewIfNeeded();
  const frame = await stage.boundingBox();
  if (!frame) throw new Error("no photo");
  const at = ([x, y]: [number, number]) =>
    [frame.x + (frame.width * x) / 100, frame.y + (frame.height * y) / 100] as const;
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at(to), { steps: 4 });
  await page.mouse.up();
}

test("a visit note becomes a story, and whoever takes a consent back is quoted nowhere", async ({
  person,
  wire,
  sql,
}) => {
  const officer = await wire("officer");
  const colleague = await wire("partnerOfficer");
  const resident = await wire("resident");
  const neighbour = await wire("neighbour");
  const stranger = await wire(null);

  // The note, and a story from it.
  const visit = await officer.get(`/visits/${things.visitOwn}`);
  await officer.post(visit, formWith(visit, { label: zh("visit.addNote") }), { heard: words, reflection: thought });
  const [note] = await sql<[{ id: string }]>`select id from visit_notes where body = ${words}`;
  const again = await officer.get(`/visits/${things.visitOwn}`);
  expect(again.html).toContain(`/stories/new?note=${note.id}`);
  const begins = await officer.get(`/stories/new?note=${note.id}`);
  const { location } = await officer.post(begins, formWith(begins, { label: zh("stories.tellIt") }));
  const story = /\/stories\/([0-9a-f-]{36})\/edit$/.exec(location ?? "")?.[1];
  expect(story).toBeTruthy();
  const at = `/stories/${story}/edit`;
  expect((await stranger.get(`/stories/${story}`)).status).toBe(404);

  // Its text: the words stand in it as a marker alone, and where they were copied it goes nowhere.
  const figure = "[[figure:doors_visited]]";
  const write = async (body: string) => {
    const page = await officer.get(at);
    return officer.post(page, formWith(page, { label: zh("stories.textForm") }), {
      title: "灯亮了以后",
      lead: "一条信息走了多久。",
      body,
    });
  };
  await write(`她说：${words}`);
  let page = await officer.get(at);
  const copied = await officer.post(page, formWith(page, { label: zh("stories.send") }));
  expect(copied.text).toContain(zh("refusals.storyCopies"));
  await write(
    `我们又去了一次。\n\n[[quote:1]]\n\n## 走到哪里\n\n${figure}\n\n头发和发展，都在这句话里。\n\n[[photo:1]]`,
  );

  // A photo: two faces, one dragged over, one moved there by keys.
  const writer = await person("officer");
  await writer.goto(at);
  await alive(writer);
  const lines = Buffer.from(Array.from({ length: 90 * 90 }, (_, i) => (i % 6 < 3 ? 0 : 255)));
  const features = await sharp(lines, { raw: { width: 90, height: 90, channels: 1 } })
    .png()
    .toBuffer();
  const face = await sharp({ create: { width: 900, height: 600, channels: 3, background: "#777" } })
    .composite([{ input: features, left: 90, top: 60 }])
    .jpeg({ quality: 95 })
    .toBuffer();
  await writer.locator("input[type=file]").setInputFiles(chosen("a.jpg", "image/jpeg", face));
  await expect(writer.locator("form", { has: writer.locator("input[type=file]") }).locator("img")).toBeVisible();
  await writer.getByRole("button", { name: zh("stories.addPhotos") }).click();
  await writer.getByRole("link", { name: zh("stories.markFaces", { n: 1 }) }).click();
  await writer.waitForURL(/\/photos\//);
  await alive(writer);
  await drag(writer, [5, 5], [30, 35]);
  await expect(writer.locator(".blur-box")).toHaveCount(1);
  await writer.getByRole("button", { name: zh("stories.boxAdd") }).click();
  const second = writer.getByRole("button", { name: `${zh("stories.box")} 2` });
  await second.focus();
  await writer.keyboard.press("ArrowRight");
  await writer.keyboard.press("Shift+ArrowDown");
  await expect(writer.locator("input[name=x]").nth(1)).toHaveValue("410");
  await expect(writer.locator("input[name=h]").nth(1)).toHaveValue("210");
  await writer.getByLabel(zh("stories.altField"), { exact: true }).fill("楼道里亮着的灯");
  await writer.getByRole("button", { name: zh("stories.blur") }).click();
  await expect(writer.getByText(zh("errors.lookFirst")).first()).toBeVisible();
  await writer.getByLabel(zh("stories.lookedField")).check();
  await writer.getByRole("button", { name: zh("stories.blur") }).click();
  await writer.waitForURL(/\/edit/);
  const [shown] = await sql<[{ id: string; key: string; boxes: number }]>`
    select id, public_key as key, jsonb_array_length(boxes) as boxes from story_photos where story_id = ${story ?? ""}`;
  expect(shown.boxes).toBe(2);
  const original = `/stories/${story}/photos/${shown.id}/original`;
  expect((await stranger.request.get(original)).status()).toBe(404);
  expect((await officer.request.get(original)).status()).toBe(200);
  // Not before it is published.
  expect((await stranger.request.get(`/stories/photos/${shown.key}`)).status()).toBe(404);

  // A person corrects the other script; the original changes after that, and the page says so.
  page = await officer.get(`/stories/${story}/languages/zh-TW`);
  await officer.post(page, formWith(page, { label: "繁體中文", field: "body" }), { title: "燈亮了之後" });
  await write(
    `我们又去了一次，灯亮了。\n\n[[quote:1]]\n\n## 走到哪里\n\n${figure}\n\n头发和发展，都在这句话里。\n\n[[photo:1]]`,
  );
  page = await officer.get(at);
  expect(page.text).toContain(zh("stories.originalChanged"));
  page = await officer.get(`/stories/${story}/languages/zh-TW`);
  expect(page.html).toMatch(/<ins[^>]*>[^<]*灯/);
  await officer.post(page, formWith(page, { label: "繁體中文", field: "body" }));

  // Sent to a second person, who cannot publish it before the household has agreed, nor the writer at all.
  page = await officer.get(at);
  await officer.post(page, formWith(page, { label: zh("stories.send") }), { sure: "on" });
  page = await officer.get(at);
  expect(page.forms.some((f) => f.label === zh("stories.publish"))).toBe(false);
  page = await colleague.get(at);
  const publish = async () =>
    colleague.post(page, formWith(page, { label: zh("stories.publish") }), { read: "on", sure: "on" });
  expect((await publish()).text).toContain(zh("refusals.storyConsents"));

  // The household reads the exact words and says yes; a neighbour is not even asked.
  expect((await resident.get("/desk")).text).toContain(zh("stories.waiting", { count: 1 }));
  let asked = await resident.get("/stories/quoted");
  expect(asked.text).toContain(words);
  expect((await neighbour.get("/stories/quoted")).text).not.toContain(words);
  await resident.post(asked, formWith(asked, { value: ["says", "yes"] }));
  const live = await figureNow();
  page = await colleague.get(at);
  expect(page.html).toContain(zh("stories.asOfNow"));
  const published = await publish();
  expect(published.location).toBe(`/stories/${story}`);

  // In both scripts, for everybody, with the figure of that moment.
  const read = async (who: typeof stranger, lang: string) => (await who.get(`/stories/${story}?lang=${lang}`)).html;
  expect(await read(stranger, "zh-CN")).toContain(words);
  const tw = await read(stranger, "zh-TW");
  expect(tw).toContain(wordsTw);
  expect(tw).toContain("燈亮了之後");
  expect(tw).toContain("頭髮和發展");
  const big = new RegExp(`story-figure">${live.toLocaleString("en")}<`);
  expect(await read(stranger, "zh-CN")).toMatch(big);
  await oneMoreDoor();
  // (What nobody decided, a number of today, is true within a minute.)
  const today = `${(live + 1).toLocaleString("en")} 户`;
  await expect.poll(async () => (await read(stranger, "zh-CN")).includes(today), { timeout: 60_000 }).toBe(true);
  const later = await read(stranger, "zh-CN");
  expect(later).toMatch(big);
  expect(later).toContain(zh("stories.today"));
  for (const secret of [note.id, things.visitOwn]) expect(later).not.toContain(secret);

  // The feed and the picture, before.
  const feed = async () => stranger.request.get("/stories/feed.xml?lang=zh-CN");
  const before = await feed();
  expect(before.headers()["content-type"]).toContain("application/atom+xml");
  expect(await before.text()).toContain(words);
  const same = await stranger.request.get("/stories/feed.xml?lang=zh-CN", {
    headers: { "if-none-match": before.headers().etag ?? "" },
  });
  expect(same.status()).toBe(304);
  const picture = async (lang = "zh-CN") => stranger.request.get(`/stories/${story}/share.png?lang=${lang}`);
  const drawn = await picture();
  const size = await sharp(await drawn.body()).metadata();
  expect([size.width, size.height]).toEqual([1200, 630]);
  const meta = await stranger.get(`/stories/${story}`);
  expect(meta.html).toContain(`/stories/${story}/share.png`);
  const seen = await stranger.request.get(`/stories/photos/${shown.key}`);
  expect(seen.headers()["cache-control"]).toContain("public");
  // Of the features of the face nothing is left.
  const within = [96, 66, 78, 78];
  expect(await spread(face, within)).toBeGreaterThan(60);
  expect(await spread(await seen.body(), within)).toBeLessThan(12);

  // What every cache would hold by now.
  for (const who of [stranger, resident, officer]) expect(await read(who, "zh-CN")).toContain(words);

  // Taken back: gone for strangers and people with a session, asked twice, everywhere.
  asked = await resident.get("/stories/quoted");
  await resident.post(asked, formWith(asked, { value: ["says", "no"] }));
  // (The word of it reaches the process that keeps pages a moment after the answer.)
  await expect
    .poll(async () => (await read(stranger, "zh-CN")).includes("头发都等白了"), { timeout: 2000 })
    .toBe(false);
  for (const who of [stranger, resident, officer, stranger, resident])
    for (const lang of ["zh-CN", "zh-TW", "en"]) {
      const html = await read(who, lang);
      expect(html).not.toContain("头发都等白了");
      expect(html).not.toContain("頭髮都等白了");
    }
  for (const path of ["/", "/stories", `/stories/${story}`])
    expect((await stranger.get(path)).html).not.toContain("头发都等白了");
  for (let i = 0; i < 2; i++) expect(await (await feed()).text()).not.toContain("头发都等白了");
  expect((await feed()).headers().etag).not.toBe(before.headers().etag);
  const redrawn = await picture();
  expect(redrawn.headers().etag).not.toBe(drawn.headers().etag);
  const [was, is] = [await drawn.body(), await redrawn.body()];
  expect(was.equals(is)).toBe(false);
  // Where the words stood nothing is drawn any more.
  const lower = (png: Buffer) => spread(png, [60, 440, 660, 130]);
  expect(await lower(was)).toBeGreaterThan(15);
  expect(await lower(is)).toBeLessThan(3);
  const [left] = await sql<[{ n: number }]>`
    select count(*)::int as n from (
      select q::text as t from story_quotes q union all select t::text from story_texts t union all select s::text from stories s) x
    where x.t like '%头发都等白了%' or x.t like '%頭髮都等白了%'`;
  expect(left.n).toBe(0);

  // The story itself is withdrawn: page, picture and photo say that they are gone.
  page = await officer.get(at);
  await officer.post(page, formWith(page, { label: zh("stories.moves.withdraw") }));
  await expect.poll(async () => (await stranger.get(`/stories/${story}`)).status, { timeout: 2000 }).toBe(410);
  expect((await picture()).status()).toBe(410);
  expect((await stranger.request.get(`/stories/photos/${shown.key}`)).status()).toBe(410);
  expect(await (await feed()).text()).not.toContain(story);

  async function figureNow(): Promise<number> {
    const [row] = await sql<[{ n: number }]>`
      select app.story_figure(community_id, 'doors_visited', '')::int as n from stories where id = ${story ?? ""}`;
    return row.n;
  }

  /** Somebody is met at one more door of the round. */
  async function oneMoreDoor() {
    await sql.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`update visits set status = 'visited' where id = (
        select v.id from visits v where v.round_id = ${things.round} and v.status = 'planned' and not exists (
          select from visits w where w.household_id = v.household_id and w.round_id = v.round_id and w.status = 'visited') order by v.id limit 1)`;
    });
  }
});

test("a photo is marked with numbers where there is no JavaScript", async ({ wire, sql }) => {
  const officer = await wire("officer");
  const begins = await officer.get("/stories/new");
  const { location } = await officer.post(begins, formWith(begins, { label: zh("stories.write") }), {
    title: "没有脚本",
  });
  let page = await officer.get(location ?? "");
  await officer.post(page, formWith(page, { label: zh("stories.addPhotos") }), {
    files: { file: "a.jpg", type: "image/jpeg", bytes: await photo(300, 200) },
  });
  const story = /\/stories\/([0-9a-f-]{36})/.exec(location ?? "")?.[1] ?? "";
  const [added] = await sql<[{ id: string }]>`select id from story_photos where story_id = ${story}`;
  page = await officer.get(`/stories/${story}/photos/${added.id}`);
  const form = formWith(page, { label: zh("stories.markTitle") });
  const unlooked = await officer.post(page, form, {
    x: ["100", ""],
    y: ["100", ""],
    w: ["200", ""],
    h: ["300", ""],
    alt: "墙",
  });
  expect(unlooked.text).toContain(zh("errors.lookFirst"));
  await officer.post(page, form, {
    x: ["100", ""],
    y: ["100", ""],
    w: ["200", ""],
    h: ["300", ""],
    alt: "墙",
    looked: "on",
  });
  const [looked] = await sql<[{ boxes: unknown }]>`select boxes from story_photos where id = ${added.id}`;
  expect(looked.boxes).toEqual([[100, 100, 200, 300]]);
});

test("an officer notes what a household without an account said at the door; others do not", async ({ wire, sql }) => {
  const [found] = await sql<[{ story: string; quote: string }]>`
    select q.story_id as story, q.id as quote from story_quotes q join stories s on s.id = q.story_id
    where s.status = 'in_review' and q.household_says is null order by q.ordinal limit 1`;
  const coordinator = await wire("coordinator");
  const page = await coordinator.get(`/stories/${found.story}/edit`);
  const form = formWith(page, { field: "heard", value: ["quote", found.quote] });
  const empty = await coordinator.post(page, form, { says: "yes", how: "door", heard: "" });
  expect(empty.text).toContain(zh("errors.required"));
  const partner = await wire("property");
  await partner.post(page, form, { says: "yes", how: "door", heard: "可以" });
  const [still] = await sql<
    [{ says: string | null }]
  >`select household_says as says from story_quotes where id = ${found.quote}`;
  expect(still.says).toBeNull();
  await coordinator.post(page, form, { says: "yes", how: "door", heard: "周六上午念给她听，说可以。" });
  const [said] = await sql<[{ says: string; how: string }]>`
    select household_says as says, household_how as how from story_quotes where id = ${found.quote}`;
  expect(said).toMatchObject({ says: "yes", how: "door" });
});
