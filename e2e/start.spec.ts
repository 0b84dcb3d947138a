import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { databaseHome } from "#db/embedded.ts";
import { chosen } from "./support/photo.ts";
import { mailDomain, mailInPort, startPort } from "./support/settings.ts";
import { expect, test } from "./support/test.ts";
import { zh } from "./support/words.ts";

// One command starts everything, ends everything, and survives being struck down; on a data folder of its own.

const folder = resolve(".test/e2e-start");
const address = `http://localhost:${startPort}`;

type Portal = { process: ChildProcess; log: () => string; ended: Promise<number | null> };

function start(settings: Record<string, string> = {}): Portal {
  const portal = spawn("node", ["scripts/start.ts"], {
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
    env: {
      ...process.env,
      PORT: String(startPort),
      HOST: "127.0.0.1",
      BASE_URL: address,
      DOORSTEP_DATA: folder,
      DOORSTEP_DEMO: "1",
      DATABASE_URL: "",
      ...settings,
    },
  });
  let log = "";
  for (const stream of [portal.stdout, portal.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      log += chunk;
    });
  }
  const ended = new Promise<number | null>((done) => portal.once("exit", done));
  return { process: portal, log: () => log, ended };
}

const healthy = async (): Promise<boolean> => (await fetch(`${address}/api/health`).catch(() => null))?.ok === true;

async function comesUp(portal: Portal): Promise<void> {
  await expect
    .poll(healthy, { timeout: 90_000, message: "the portal comes up" })
    .toBe(true)
    .catch((error: Error) => {
      throw new Error(`${error.message}\n${portal.log()}`);
    });
}

/** All processes that work on this data folder: portal and web by their settings, the database by where it stands. */
function processes(): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => {
      try {
        return (
          readFileSync(`/proc/${pid}/environ`, "utf8").includes(`DOORSTEP_DATA=${folder}\0`) ||
          readlinkSync(`/proc/${pid}/cwd`) === join(databaseHome(folder), "data")
        );
      } catch {
        return false;
      }
    })
    .map(Number);
}

function strikeDown(): number {
  const all = processes();
  for (const pid of all) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // Gone with its parent.
    }
  }
  return all.length;
}

test.skip(!existsSync("/proc/self/environ"), "finds processes by /proc");

test.afterEach(() => {
  strikeDown();
});

test("a wrong setting is named in a sentence, and nothing is started", async () => {
  for (const [settings, says] of [
    [{ PORT: "eighty" }, /PORT .*"eighty"/],
    [{ DOORSTEP_DATA: "/proc/nope" }, /DOORSTEP_DATA is no folder that can be written to \(\/proc\/nope: ENOENT\)/],
    [
      { DATABASE_URL: "postgres://u:secret@127.0.0.1:1/x" },
      /^DATABASE_URL leads to no database \(127\.0\.0\.1:1\/x: ECONNREFUSED\)\.$/m,
    ],
    [{ SMTP_URL: "mail.example.test" }, /SMTP_URL must begin with smtp:/],
    [
      { OIDC_ISSUER: "https://id.example.test", OIDC_CLIENT_ID: "", OIDC_CLIENT_SECRET: "" },
      /OIDC_CLIENT_ID is needed/,
    ],
    [{ MAIL_IN: "127.0.0.1:2525" }, /MAIL_DOMAIN is needed beside MAIL_IN/],
    [{ AUTH_SECRET: "short" }, /AUTH_SECRET must have at least 32 characters \(it is set, not shown here\)/],
  ] as const) {
    const portal = start(settings);
    expect(await portal.ended).toBe(1);
    expect(portal.log()).toMatch(says);
    expect(portal.log()).not.toContain("    at ");
    expect(processes()).toEqual([]);
  }
});

test("a place for mail that is taken is named in a sentence, and nothing is left running", async () => {
  // There the portal of the other tests takes its mail.
  const portal = start({ MAIL_IN: `127.0.0.1:${mailInPort}`, MAIL_DOMAIN: mailDomain });
  expect(await portal.ended).toBe(1);
  expect(portal.log()).toContain(`MAIL_IN cannot be listened on (127.0.0.1:${mailInPort}: EADDRINUSE).`);
  expect(processes()).toEqual([]);
});

test("killed in the middle, it starts again and has lost nothing; ended, it leaves nothing running", async ({
  visitor,
}) => {
  test.setTimeout(300_000);
  rmSync(folder, { recursive: true, force: true });
  const first = start();
  await comesUp(first);
  // (Beside other tests, what a start does first keeps it busy for some while.)
  await expect.poll(first.log, { timeout: 90_000 }).toContain("resident@demo.doorstep.test");

  const page = await visitor({ baseURL: address, javaScriptEnabled: false });
  await page.goto("/report");
  await page.locator("main form [name=body]").fill("写完这一句就断电了。");
  await page.getByRole("link", { name: zh("report.toWhere") }).click();
  await page.locator("main form [name=spot]").selectOption({ label: zh("place.areas.gate") });
  await page.getByRole("link", { name: zh("report.toWho") }).click();
  await page.locator("main form [name=email]").fill("dark@example.test");
  await page.locator("main form [name=files]").setInputFiles(chosen("a.pdf", "application/pdf", pdf));
  await page.getByRole("button", { name: zh("report.send") }).click();
  await page.waitForURL(/\/concerns\/\d{4}-\d+\?raised=1/);
  const at = page.url().replace(/\?.*/, "");

  const second = start();
  expect(await second.ended, "a second one on the same data refuses").toBe(1);
  expect(second.log()).toMatch(/running already/);
  expect(await healthy(), "and leaves the first alone").toBe(true);

  // A plan of a round is being made at this moment.
  const coordinator = await visitor({ baseURL: address, javaScriptEnabled: false });
  await coordinator.goto("/sign-in?next=/rounds");
  const signIn = coordinator.getByRole("form", { name: zh("signIn.title") });
  await signIn.locator("input[name=login]").fill("coordinator@demo.doorstep.test");
  await signIn.locator("input[type=password]").fill("doorstep-demo");
  await signIn.locator("button[type=submit]").click();
  const round = await coordinator.locator('main ul a[href^="/rounds/"]').first().getAttribute("href");
  await coordinator.goto(`${round}/plan`);
  await coordinator.getByRole("button", { name: zh("plan.propose"), exact: true }).click();
  await expect(coordinator.getByRole("link", { name: zh("plan.look") })).toBeVisible();

  expect(strikeDown(), "portal, web, database and its helpers").toBeGreaterThan(5);
  await expect.poll(healthy).toBe(false);

  const third = start();
  await comesUp(third);
  await page.goto(at);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("写完这一句就断电了");
  const file = await page.request.get(`${await page.locator('a[href*="/attachments/"]').first().getAttribute("href")}`);
  expect((await file.body()).equals(pdf)).toBe(true);
  // What mail there is goes out afterwards, once, and is kept in a folder where no mail server is set.
  const mails = () =>
    existsSync(`${folder}/mail`)
      ? readdirSync(`${folder}/mail`).filter((name) =>
          readFileSync(`${folder}/mail/${name}`, "utf8").includes("To: dark@example.test"),
        ).length
      : 0;
  await expect.poll(mails, { timeout: 30_000 }).toBe(1);

  // The plan is begun again and made; what it would change is nothing yet.
  await expect(async () => {
    await coordinator.goto(`${round}/plan`);
    await expect(coordinator.locator("#proposed")).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 60_000 });

  third.process.kill("SIGINT");
  expect(await third.ended).toBe(0);
  await expect.poll(processes, "database and web have ended, too").toEqual([]);
  expect(mails()).toBe(1);
});

const pdf = Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");
