import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { decrypted, deviceKeys } from "#domain/testing/push.ts";
import { emailOf, freshSession } from "./support/session.ts";
import { address } from "./support/settings.ts";
import { expect, test } from "./support/test.ts";
import { raise } from "./support/things.ts";
import { formWith } from "./support/wire.ts";
import { zh } from "./support/words.ts";

// Issue 4, notifications: by web push. (A browser of the tests reaches no push service: in its place stands one of ours,
// which the portal really calls; what comes is opened with the keys of the device and handed to the service worker.)

async function pushService() {
  const received: Buffer[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (chunk: Buffer) => parts.push(chunk));
    request.on("end", () => {
      received.push(Buffer.concat(parts));
      response.writeHead(201).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/device`;
  return { received, endpoint, close: () => server.close() };
}

/** What the browser's own push service would give. */
const subscribesTo = (page: Page, endpoint: string, keys: { p256dh: string; auth: string }) =>
  page.addInitScript(
    ({ endpoint, keys }) => {
      const kept = "subscribed-with";
      const made = (key: string) => ({
        options: {
          applicationServerKey: Uint8Array.from(atob(key.replaceAll("-", "+").replaceAll("_", "/")), (c) =>
            c.charCodeAt(0),
          ).buffer,
        },
        toJSON: () => ({ endpoint, keys }),
        unsubscribe: async () => {
          localStorage.removeItem(kept);
          return true;
        },
      });
      const there = () => {
        const key = localStorage.getItem(kept);
        return key ? made(key) : null;
      };
      Object.assign(PushManager.prototype, {
        getSubscription: async () => there(),
        subscribe: async ({ applicationServerKey }: { applicationServerKey: string }) => {
          localStorage.setItem(kept, applicationServerKey);
          return made(applicationServerKey);
        },
      });
    },
    { endpoint, keys },
  );

const told = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    return (await registration.getNotifications()).map(({ title, body }) => ({ title, body }));
  });

test("a resident is told on their device that there is news, not what; off again, and gone when they sign out", async ({
  visitor,
  browser,
  wire,
  sql,
}) => {
  const service = await pushService();
  const device = deviceKeys();
  const page = await visitor({
    storageState: await freshSession(browser, emailOf("resident")),
    permissions: ["notifications"],
  });
  const devices = async () => (await sql`select 1 from push_subscriptions where endpoint = ${service.endpoint}`).length;
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  try {
    await subscribesTo(page, service.endpoint, device.keys);
    await page.goto("/settings");
    await button(zh("push.turnOn")).click();
    await expect(page.getByText(zh("push.on"))).toBeVisible();
    expect(await devices()).toBe(1);
    await page.reload();
    await expect(button(zh("push.turnOff"))).toBeVisible();

    const number = await raise(await wire("resident"), { body: "推送：老人的药费单据看不懂。", privacy: "private" });
    const coordinator = await wire("coordinator");
    const thread = await coordinator.get(`/concerns/${number}`);
    await coordinator.post(thread, formWith(thread, { label: zh("thread.reply") }), {
      body: "请把药费单据带来。",
      audience: "everyone",
    });
    await expect.poll(() => service.received.length).toBeGreaterThan(0);
    const data = decrypted(service.received.at(-1) as Buffer, device);
    expect(data).not.toMatch(/药费|单据/);
    expect(JSON.parse(data)).toMatchObject({ url: `/concerns/${number}` });

    // The device shows it; twice is one.
    const session = await page.context().newCDPSession(page);
    const registered = new Promise<string>((resolve) => {
      session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
        const [found] = registrations;
        if (found) resolve(found.registrationId);
      });
    });
    await session.send("ServiceWorker.enable");
    const push = { origin: address, registrationId: await registered, data };
    await session.send("ServiceWorker.deliverPushMessage", push);
    await session.send("ServiceWorker.deliverPushMessage", push);
    await expect.poll(() => told(page)).toEqual([{ title: zh("mail.push.title"), body: zh("mail.push.body") }]);

    await button(zh("push.turnOff")).click();
    await expect(page.getByText(zh("push.off"))).toBeVisible();
    expect(await devices()).toBe(0);
    await button(zh("push.turnOn")).click();
    await expect.poll(devices).toBe(1);
    await page.request.post("/sign-out", { headers: { origin: address } });
    expect(await devices()).toBe(0);
  } finally {
    service.close();
  }
});

test("without JavaScript the settings say that it takes JavaScript, and offer no button for it", async ({ person }) => {
  const page = await person("resident", { javaScript: false });
  await page.goto("/settings");
  const section = page.locator("section[aria-labelledby=device]");
  await expect(section).toContainText(zh("push.needsScript"));
  await expect(section.getByRole("button")).toHaveCount(0);
});

test("a browser that forbids it says so; what is not a subscription is refused", async ({ visitor, browser, wire }) => {
  const page = await visitor({ storageState: await freshSession(browser, emailOf("resident")) });
  await page.addInitScript(() => {
    Object.defineProperty(Notification, "permission", { get: () => "denied" });
  });
  await page.goto("/settings");
  await expect(page.getByText(zh("push.denied"))).toBeVisible();
  const { request } = await wire("resident");
  const headers = { origin: address, "content-type": "application/json" };
  for (const data of ["", "{}", '{"endpoint":"http://10.0.0.1/x","keys":{"p256dh":"x","auth":"x"}}'])
    expect((await request.post("/api/push", { data, headers })).status(), data).toBe(400);
  const stranger = await wire(null);
  const fits = JSON.stringify({ endpoint: "https://push.example/x", keys: deviceKeys().keys });
  expect((await stranger.request.post("/api/push", { data: fits, headers })).status()).toBe(401);
  expect((await stranger.request.delete("/api/push", { headers })).status()).toBe(401);
});
