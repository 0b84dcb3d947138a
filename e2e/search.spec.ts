import { expect, test } from "./support/test.ts";
import { makeThings, type Things } from "./support/things.ts";
import { zh } from "./support/words.ts";

// Whatever one may read is found again, by one or two characters, a number or a word; nothing else is.

let things: Things;

test.beforeAll(async ({ browser, sql }) => {
  things = await makeThings(browser, sql);
});

for (const javaScript of [true, false]) {
  test(`what was raised and said is found and led to, with${javaScript ? "" : "out"} JavaScript`, async ({
    person,
  }) => {
    const page = await person("coordinator", { phone: true, javaScript });
    await page.goto("/search");
    await page.getByRole("searchbox").fill("慢性病");
    await page.getByRole("button", { name: zh("search.go"), exact: true }).click();
    await page.waitForURL(/q=/);
    const hit = page.getByRole("listitem").filter({ hasText: things.privateOne });
    await expect(hit.locator("mark").first()).toHaveText("慢性病");
    const kinds = page.getByRole("navigation", { name: zh("search.kinds") });
    await kinds.getByRole("link", { name: new RegExp(`^${zh("search.kind.concern")}`) }).click();
    await page.waitForURL(/kind=concern/);
    await hit.getByRole("link").click();
    await page.waitForURL(`**/concerns/${things.privateOne}`);
    await page.goBack();
    await expect(page.getByRole("searchbox")).toHaveValue("慢性病");
  });
}

test("a neighbour, a unit that has nothing to do with it and another officer find no trace of a private case", async ({
  person,
}) => {
  for (const who of ["neighbour", "fire", "officer"] as const) {
    const page = await person(who);
    for (const q of ["慢性病", things.privateOne]) {
      await page.goto(`/search?q=${encodeURIComponent(q)}`);
      await expect(page.getByText(zh("search.none", { q })), who).toBeVisible();
      await expect(page.getByRole("main").getByRole("listitem"), who).toHaveCount(0);
    }
  }
});

test("a list is kept under a name, shared with colleagues, and taken away again, without JavaScript", async ({
  person,
}) => {
  const page = await person("officer", { javaScript: false });
  await page.goto("/concerns?state=open&category=lift");
  await page.locator("summary", { hasText: zh("views.save") }).click();
  const form = page.getByRole("form", { name: zh("views.save") });
  await form.getByLabel(zh("views.name")).fill("开着的电梯诉求");
  await form.getByRole("checkbox").check();
  await form.getByRole("button").click();
  await page.waitForURL(/\/concerns\?category=lift&state=open/);
  await expect(page.getByRole("link", { name: "开着的电梯诉求" })).toHaveAttribute("aria-current", "page");

  const colleague = await person("partnerOfficer", { phone: true });
  await colleague.goto("/concerns");
  await colleague.getByRole("link", { name: "开着的电梯诉求" }).click();
  await colleague.waitForURL(/category=lift/);
  const property = await person("property");
  await property.goto("/concerns");
  await expect(property.getByRole("link", { name: "开着的电梯诉求" })).toHaveCount(0);

  await page.getByRole("button", { name: zh("views.drop") }).click();
  await page.waitForURL(/\/concerns$/);
  await expect(page.getByRole("link", { name: "开着的电梯诉求" })).toHaveCount(0);
});

test("a unit connects its own system, and is shown the key once", async ({ person }) => {
  const page = await person("property");
  await page.goto("/webhooks");
  const form = page.getByRole("form", { name: zh("webhooks.add") });
  await form.getByLabel(zh("webhooks.url")).fill("https://system.example/hook");
  await form.getByRole("button").click();
  await expect(page.getByText(/whsec_[\w+/=]{32}/)).toBeVisible();
  await page.reload();
  await expect(page.getByText(/whsec_/)).toHaveCount(0);
  await expect(page.getByText("https://system.example/hook")).toBeVisible();
  await page
    .getByRole("form", { name: `${zh("webhooks.drop")} https://system.example/hook` })
    .getByRole("button")
    .click();
  await expect(page.getByText("https://system.example/hook")).toHaveCount(0);
});
