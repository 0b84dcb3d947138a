import { defineConfig } from "@playwright/test";

const root = new URL("..", import.meta.url).pathname;
const port = process.env.E2E_PORT ?? "3111";

export default defineConfig({
  testDir: `${root}e2e`,
  outputDir: `${root}.test/e2e-${port}/results`,
  globalSetup: `${root}e2e/support/server.ts`,
  // One portal, one database: what one test does another may see, so they take turns. `npm test` runs two of them side by side.
  workers: 1,
  // A machine with two cores has both at work: what fails by being slow is tried once more, and `npm test` tells of it.
  retries: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["json"]],
  use: {
    actionTimeout: 30_000,
    navigationTimeout: 30_000,
    baseURL: `http://localhost:${port}`,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    viewport: { width: 1280, height: 800 },
    // (What is traced is slower by a third to a half: the second try of what failed tells what happened.)
    trace: "on-first-retry",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      args: ["--no-sandbox", "--disable-quic", "--disable-background-networking"],
    },
  },
});
