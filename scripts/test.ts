import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { browserPath } from "./browser.ts";
import { build } from "./build.ts";

/**
 * npm test: everything, in the order in which it fails fastest. `npm test -- types lint unit` runs some of it.
 * Ends with one line: how many checks and tests passed, how many failed.
 */
type Result = { passed: number; failed: number };

const only = process.argv.slice(2).filter((a) => !a.startsWith("-"));
const results: Result[] = [];

function run(
  command: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, FORCE_COLOR: "0", ...env },
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk;
    });
    child.stderr.on("data", (chunk: Buffer) => {
      output += chunk;
    });
    child.on("error", (error) => resolve({ code: 1, output: `${output}${error.message}` }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

async function step(name: string, work: () => Promise<Result>): Promise<void> {
  if (only.length && !only.includes(name)) return;
  const start = performance.now();
  const result = await work().catch((error: Error) => {
    console.log(error.message);
    return { passed: 0, failed: 1 };
  });
  results.push(result);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(
    `${result.failed ? "✗" : "✓"} ${name.padEnd(9)} ${result.passed} passed, ${result.failed} failed (${seconds} s)`,
  );
}

/** A check that passes or fails as one. */
async function check(
  command: string,
  args: string[],
  also: (output: string) => string | undefined = () => undefined,
): Promise<Result> {
  const { code, output } = await run(command, args);
  const problem = code === 0 ? also(output) : output;
  if (problem) console.log(problem.trim());
  return problem ? { passed: 0, failed: 1 } : { passed: 1, failed: 0 };
}

async function vitest(project: string): Promise<Result> {
  const report = `.test/${project}.json`;
  rmSync(report, { force: true });
  const { code, output } = await run("vitest", [
    "run",
    "--config",
    "config/vitest.config.ts",
    "--project",
    project,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ]);
  const counts = existsSync(report)
    ? (JSON.parse(readFileSync(report, "utf8")) as {
        numPassedTests: number;
        numFailedTests: number;
        numFailedTestSuites: number;
      })
    : undefined;
  const failed = counts ? counts.numFailedTests || (code ? 1 : 0) : 1;
  if (failed) console.log(output);
  return { passed: counts?.numPassedTests ?? 0, failed };
}

/** @param port of its portal, which has a database of its own @param which its files */
async function playwright(port: number, which: string[]): Promise<Result> {
  // Playwright takes a relative path from where its configuration lies.
  const report = resolve(`.test/e2e-${port}.json`);
  rmSync(report, { force: true });
  const { code, output } = await run("playwright", ["test", "--config", "config/playwright.config.ts", ...which], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    E2E_PORT: String(port),
    ...((await browserPath()) ?? {}),
  });
  const stats = existsSync(report)
    ? (JSON.parse(readFileSync(report, "utf8")) as { stats: { expected: number; unexpected: number; flaky: number } })
        .stats
    : undefined;
  const failed = stats ? stats.unexpected || (code ? 1 : 0) : 1;
  if (failed) console.log(output, `\nTraces and screenshots of what failed lie in .test/e2e-${port}/results.`);
  if (stats?.flaky) console.log(`${stats.flaky} passed only when tried again:`, output);
  return { passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0), failed };
}

mkdirSync(".test", { recursive: true });
const start = performance.now();
await step("types", () => check("tsc", ["--noEmit"]));
await step("lint", () => check("biome", ["ci", "--error-on-warnings", "."]));
await step("imports", () =>
  check(
    "depcruise",
    [
      "app",
      "components",
      "domain",
      "db",
      "scripts",
      "--config",
      "config/dependency-cruiser.cjs",
      "--output-type",
      "err",
    ],
    (output) => {
      // A tool that reads nothing finds nothing wrong.
      const modules = Number(/(\d+) modules/.exec(output)?.[1] ?? 0);
      return modules > 150 ? undefined : `only ${modules} modules were read:\n${output}`;
    },
  ),
);
await step("deadcode", () => check("knip", ["--config", "config/knip.json"]));
await step("unit", () => vitest("unit"));
await step("database", () => vitest("database"));
await step("build", async () => {
  build();
  return { passed: 1, failed: 0 };
});
// Two portals beside each other, one a core: what people do; and what every page and form is to everybody, one by one.
// (What stands in which is so that both end at about the same time.)
const port = Number(process.env.E2E_PORT ?? 3111);
const pages = ["access", "axe", "lighthouse", "posts", "privacy", "small-screen"].map((name) => `e2e/${name}.spec.ts`);
const stories = readdirSync("e2e")
  .filter((file) => file.endsWith(".spec.ts"))
  .map((file) => `e2e/${file}`)
  .filter((file) => !pages.includes(file));
await Promise.all([step("e2e", () => playwright(port, stories)), step("pages", () => playwright(port + 50, pages))]);

const passed = results.reduce((sum, r) => sum + r.passed, 0);
const failed = results.reduce((sum, r) => sum + r.failed, 0);
console.log(`\n${passed} passed, ${failed} failed (${((performance.now() - start) / 60_000).toFixed(1)} min)`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);
