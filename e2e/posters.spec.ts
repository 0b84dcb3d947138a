import { scanned } from "./support/qr.ts";
import { sessionOf } from "./support/session.ts";
import { address } from "./support/settings.ts";
import { expect, test } from "./support/test.ts";
import { en, tw, zh } from "./support/words.ts";

// Story line 11: the portal reaches those with the least access, in the hall of their own house.

test("a poster hangs in the hall, its code opens the report with the place filled in", async ({
  browser,
  visitor,
  sql,
}) => {
  const [, second] = await sql<{ id: string; building: string; name: string; code: string }[]>`
    select e.id, b.name as building, e.name, e.code from entrances e join buildings b on b.id = e.building_id
    join communities k on k.id = e.community_id and k.demo order by b.ordinal, e.ordinal`;
  if (!second) throw new Error("no entrance");
  const desk = await visitor({ storageState: await sessionOf(browser, "officer"), deviceScaleFactor: 2 });
  await desk.goto("/posters");
  for (const box of await desk.locator("input[name=entrance]").all()) await box.uncheck();
  await desk.locator(`input[value="${second.id}"]`).check();
  await desk.getByRole("button", { name: zh("posters.make") }).click();
  const poster = desk.locator("article.poster");
  await expect(poster).toHaveCount(1);
  for (const words of [zh("hall.shout"), tw("hall.shout"), en("hall.shout"), `${second.building} ${second.name}`])
    await expect(poster).toContainText(words);
  // One sheet of paper, whatever the page around it.
  const paper = (await desk.pdf({ preferCSSPageSize: true })).toString("latin1");
  expect(paper.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);

  const found = await scanned(poster.locator("svg[data-qr]"));
  expect(found).toBe(`${address}/report?at=${second.code}`);
  const phone = await visitor({ locale: "zh-CN", viewport: { width: 390, height: 844 } });
  await phone.goto(found);
  await expect(phone.locator("select[name=entrance]")).toHaveValue(second.id);
});

test("a leaflet in each language, both sides; slips eight to a page", async ({ person }) => {
  const desk = await person("coordinator");
  await desk.goto("/posters/print?kind=leaflet&locale=zh-TW&locale=en");
  await expect(desk.locator("article.leaflet")).toHaveCount(4);
  await expect(desk.locator("article.leaflet[lang=en]").first()).toContainText(en("hall.see"));
  await expect(desk.locator("article.leaflet[lang=zh-TW]").last()).toContainText(tw("hall.who.door"));
  const paper = (await desk.pdf({ preferCSSPageSize: true })).toString("latin1");
  expect(paper.match(/\/Type\s*\/Page\b/g)).toHaveLength(4);

  await desk.goto("/posters");
  for (const box of (await desk.locator("input[name=entrance]").all()).slice(2)) await box.uncheck();
  await desk.locator("input[value=slips]").check();
  await desk.getByRole("button", { name: zh("posters.make") }).click();
  await expect(desk.locator(".slip-page")).toHaveCount(2);
  await expect(desk.locator(".slip")).toHaveCount(16);
  // Nothing chosen is said, not printed.
  await desk.goto("/posters/print?kind=poster");
  await expect(desk.getByText(zh("posters.nothing"))).toBeVisible();
});
