import { act, alive, entries, reply } from "./support/pages.ts";
import { expect, test } from "./support/test.ts";
import { raise } from "./support/things.ts";
import { zh } from "./support/words.ts";

// From many to one (story, lines 12 and 13): single concerns become a common problem that everybody can follow.

const about = { category: "fire", privacy: "neighbourhood" };

test("what several households raised becomes one problem, which neighbours and strangers follow without learning whose it is", async ({
  person,
  wire,
  sql,
}) => {
  const resident = await wire("resident");
  const one = await raise(resident, { ...about, body: "共性一：楼道烟感整排不亮。" });
  const two = await raise(await wire("neighbour"), { ...about, body: "共性二：楼道烟感也是不亮。" });
  const secret = await raise(resident, { body: "共性三：家里烟感没人装。", category: "fire", privacy: "private" });

  // From the sorting desk: chosen together, made one.
  const page = await person("coordinator");
  await page.goto(`/concerns/bulk?numbers=${one}&numbers=${two}&act=problem`);
  await expect(page.getByRole("heading", { level: 1, name: zh("problem.new") })).toBeVisible();
  await alive(page);
  const making = page.locator(`form[aria-label="${zh("problem.new")}"]`);
  await expect(making.getByLabel(zh("problem.concernsField"))).toHaveValue(`${one} ${two}`);
  await making.getByLabel(zh("problem.titleField")).fill("楼道烟感成排不亮");
  await making.getByRole("button", { name: zh("problem.new") }).click();
  // What is missing is said beside its field, and everything typed stays.
  await expect(page.locator("main [role=alert]")).toContainText(zh("errors.required"));
  await expect(making.getByLabel(zh("problem.titleField"))).toHaveValue("楼道烟感成排不亮");
  await making.getByLabel(zh("problem.summary")).fill("主机那一路断了，要换线。");
  await making.getByRole("button", { name: zh("problem.new") }).click();
  await page.waitForURL(/\/problems\/\d{4}-\d+$/);
  const at = new URL(page.url()).pathname;
  await expect(page.getByRole("heading", { level: 1, name: "楼道烟感成排不亮" })).toBeVisible();
  await expect(page.getByText("主机那一路断了，要换线。")).toBeVisible();
  for (const number of [one, two]) await expect(page.getByText(number)).toBeVisible();
  await expect(page.getByRole("region", { name: zh("problem.doors") })).toBeVisible();

  // A private one is put behind it by who leads, and shows to nobody else.
  const adding = await act(page, zh("problem.acts.add"));
  await adding.getByLabel(zh("problem.concernsField")).fill(secret);
  await adding.getByRole("button", { name: zh("problem.acts.add") }).click();
  await expect(page.getByText(secret)).toBeVisible();
  const officer = await person("officer");
  await officer.goto(at);
  await expect(officer.getByText(one)).toBeVisible();
  await expect(officer.getByText(secret)).toHaveCount(0);

  const reader = await person("neighbour", { phone: true });
  const neighbourReads = async (said: boolean) => {
    await reader.goto(at);
    await expect(entries(reader, "下周三逐层换线。")).toHaveCount(said ? 1 : 0);
    await expect(entries(reader, "主机那一路我们来测。")).toHaveCount(0);
    await expect(reader.locator(`form[aria-label="${zh("thread.reply")}"]`)).toHaveCount(0);
  };

  // A unit comes to the table and reads what it is.
  const fire = await person("fire");
  await fire.goto(at);
  await expect(fire.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(fire.getByText("主机那一路断了，要换线。")).toHaveCount(0);
  const seating = await act(page, zh("problem.acts.seat"));
  await seating.getByLabel("区消防大队").check();
  await seating.getByRole("button", { name: zh("problem.acts.seat") }).click();
  await expect(page.getByText("区消防大队")).toBeVisible();
  await fire.reload();
  await expect(fire.getByText("主机那一路断了，要换线。")).toBeVisible();

  // They talk: to the whole community, or among those who work on it; open pages hear it at once.
  await neighbourReads(false);
  await reply(fire, "主机那一路我们来测。", "working");
  await expect(entries(page, "主机那一路我们来测。")).toBeVisible();
  await reply(page, "下周三逐层换线。");
  await expect(entries(fire, "下周三逐层换线。")).toBeVisible();
  await neighbourReads(true);

  // How far it is, and the face that everybody reads; a text that names a household is not published.
  const talking = await act(page, zh("problem.acts.talk"));
  await talking.getByRole("button", { name: zh("problem.acts.talk") }).click();
  await expect(page.locator("main header").getByText(zh("problem.statuses.talks"))).toBeVisible();
  const [{ name }] = await sql<[{ name: string }]>`
    select u.name from users u join accounts a on a.user_id = u.id where a.email = 'resident@demo.doorstep.test'`;
  const stranger = await person(null);
  await stranger.goto(at);
  await stranger.waitForURL(/\/sign-in/);
  const publishing = await act(page, zh("problem.acts.publish"));
  await publishing.getByLabel(zh("problem.face")).fill(`${name}先说的，烟感不亮，正在换线。`);
  await publishing.getByLabel(zh("problem.readTick")).check();
  await publishing.getByRole("button", { name: zh("problem.acts.publish") }).click();
  await expect(page.locator("main [role=alert]")).toContainText(name);
  await publishing.getByLabel(zh("problem.face")).fill("好几层楼的烟感不亮，正在换线。");
  await publishing.getByRole("button", { name: zh("problem.acts.publish") }).click();
  await expect(page.getByText("好几层楼的烟感不亮，正在换线。")).toBeVisible();

  await stranger.goto(at);
  await expect(stranger.getByText("好几层楼的烟感不亮，正在换线。")).toBeVisible();
  await expect(stranger.getByText(zh("problem.few"))).toBeVisible();
  const neighbour = await person("neighbour", { phone: true });
  for (const who of [stranger, neighbour]) {
    await who.goto(at);
    for (const hidden of [one, two, secret, name, "主机那一路断了"])
      await expect(who.locator("main").getByText(hidden)).toHaveCount(0);
    await who.goto("/problems");
    await expect(who.getByRole("link", { name: "楼道烟感成排不亮" })).toBeVisible();
  }
  // From their own concern they come to it.
  await neighbour.goto(`/concerns/${two}`);
  await neighbour.getByRole("link", { name: "楼道烟感成排不亮" }).click();
  await expect(neighbour.getByText("好几层楼的烟感不亮，正在换线。")).toBeVisible();
});

test("without any script, what was found to belong together is taken up, and the rest set aside", async ({
  person,
  wire,
  sql,
}) => {
  const accounts = ["resident", "neighbour"] as const;
  for (const [i, who] of accounts.entries())
    await raise(await wire(who), {
      category: "cleaning",
      privacy: "neighbourhood",
      body: `晾衣杆锈断砸下来，${i} 号架子没人修。`,
    });
  const officer = await wire("coordinator");
  await raise(officer, {
    category: "cleaning",
    privacy: "neighbourhood",
    spot: "area:grounds",
    body: "晾衣杆锈断了，架子歪着没人修。",
  });
  const page = await person("coordinator", { javaScript: false });
  await page.goto("/problems/proposals");
  await page.getByRole("button", { name: zh("problem.search") }).click();
  await expect(async () => {
    await page.goto("/problems/proposals");
    await expect(page.getByRole("heading", { level: 2 }).filter({ hasText: "晾衣杆" })).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 30_000 });
  const group = page.getByRole("listitem").filter({ has: page.getByRole("heading", { level: 2, name: /晾衣杆/ }) });
  if (!(await group.getByRole("button", { name: zh("problem.takeUp") }).isVisible()))
    await group.getByText(zh("problem.whichConcerns")).click();
  await group.getByRole("button", { name: zh("problem.takeUp") }).click();
  const making = page.locator(`form[aria-label="${zh("problem.new")}"]`);
  await making.getByLabel(zh("problem.summary")).fill("晾衣架都锈了。");
  await making.getByRole("button", { name: zh("problem.new") }).click();
  await page.waitForURL(/\/problems\/\d{4}-\d+$/);
  await expect(page.getByRole("checkbox")).toHaveCount(3);
  await page.goto("/problems/proposals");
  await expect(page.getByRole("heading", { level: 2 }).filter({ hasText: "晾衣杆" })).toHaveCount(0);

  const [before] = await sql<
    [{ n: number }]
  >`select count(*)::int as n from problem_proposals where decision = 'set_aside'`;
  const aside = page.getByRole("button", { name: zh("problem.setAside") }).first();
  if (await page.getByRole("heading", { level: 2 }).count()) {
    if (!(await aside.isVisible())) await page.getByText(zh("problem.whichConcerns")).first().click();
    await aside.click();
    const [after] = await sql<
      [{ n: number }]
    >`select count(*)::int as n from problem_proposals where decision = 'set_aside'`;
    expect(after.n).toBe(before.n + 1);
  }
});
