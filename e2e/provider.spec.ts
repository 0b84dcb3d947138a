import type { Page } from "@playwright/test";
import { providerSettings } from "./support/provider.ts";
import { emailOf } from "./support/session.ts";
import { expect, test } from "./support/test.ts";
import { zh } from "./support/words.ts";

// Signing in by a provider that speaks OpenID Connect: it says who somebody is, an account is there or not.

const by = zh("signIn.oidc", { name: providerSettings.OIDC_NAME });

async function throughProvider(page: Page, at: string, login: string): Promise<void> {
  await page.goto(at);
  await page.getByRole("link", { name: by }).click();
  await page.waitForURL(`${providerSettings.OIDC_ISSUER}/**`);
  await page.locator("input[name=login]").fill(login);
  await page.locator("input[name=password]").fill("any");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
}

for (const javaScript of [true, false]) {
  test(`whoever has an account comes in, to the page they wanted, with${javaScript ? "" : "out"} JavaScript`, async ({
    person,
    sql,
  }) => {
    const page = await person(null, { javaScript });
    await throughProvider(page, `/sign-in?next=${encodeURIComponent("/concerns?q=1")}`, emailOf("committee"));
    await page.waitForURL("**/concerns?q=1");
    const [session] = await sql`
      select s.id from sessions s join accounts a on a.user_id = s.user_id where a.email = ${emailOf("committee")}
      order by s.created_at desc limit 1`;
    await sql`delete from sessions where id = ${session?.id}`;
    await page.goto("/desk");
    await expect(page, "ended like every session").toHaveURL(/\/sign-in/);
  });
}

test("nobody comes in with an address that has no account, or that the provider has not checked", async ({
  person,
}) => {
  for (const login of ["nobody-knows@example.test", `unverified-${emailOf("committee")}`]) {
    const page = await person(null);
    await throughProvider(page, "/sign-in", login);
    await page.waitForURL("**/sign-in?error=*");
    await expect(page.locator("main").getByRole("alert")).toHaveText(zh("signIn.oidcFailed"));
    await page.goto("/desk");
    await expect(page).toHaveURL(/\/sign-in/);
  }
});
