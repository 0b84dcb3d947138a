import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { resolve } from "node:path";

/**
 * npm run bench: the figures of the performance budgets (design, section 7), as ratios taken side by side in one run.
 * Figures drift with the machine; ratios hold.
 */
const data = resolve(".test/bench-data");
rmSync(data, { recursive: true, force: true });
mkdirSync(data, { recursive: true });
Object.assign(process.env, {
  DOORSTEP_DATA: data,
  DOORSTEP_DEMO: "1",
  PORT: "3201",
  DATABASE_URL: "",
  NEXT_TELEMETRY_DISABLED: "1",
});

const { prepareDatabase } = await import("./database.ts");
const { settings } = await import("#db/settings.ts");
const { build } = await import("./build.ts");
const { benchWorld, publishedStory } = await import("./bench/world.ts");
const { sideBySide } = await import("./bench/load.ts");
const { benchPlanning } = await import("./bench/planning.ts");
const { benchFinding } = await import("./bench/finding.ts");
const { benchStreams } = await import("./bench/streams.ts");
const { benchScale } = await import("./bench/scale.ts");
const { browserPath } = await import("./browser.ts");
Object.assign(process.env, await browserPath());
const { audit } = await import("./lighthouse.ts");
const { firstLoadBytes } = await import("./bench/scripts-of.ts");

const children: ChildProcess[] = [];

function serve(command: string, args: string[], env: Record<string, string>): void {
  children.push(
    spawn(command, args, {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, NODE_ENV: "production", ...env },
    }),
  );
}

async function up(url: string): Promise<void> {
  for (let i = 0; i < 200; i++) {
    if ((await fetch(url).catch(() => null))?.ok) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`${url} does not answer`);
}

const row = (what: string, figure: string, budget: string, holds: boolean) =>
  console.log(`${holds ? "✓" : "✗"} ${what.padEnd(58)} ${figure.padEnd(30)} budget ${budget}`);

build();
spawnSync("next", ["build", "scripts/bench/bare"], {
  stdio: ["ignore", "ignore", "inherit"],
  env: { ...process.env, NODE_ENV: "production" },
});
const database = await prepareDatabase(() => {});
try {
  process.env.DATABASE_URL = database.url;
  settings.reset();
  const { number, thread, cookie } = await benchWorld(database.url);
  serve("node", ["scripts/serve.ts"], { PORT: "3201" });
  serve("next", ["start", "scripts/bench/bare", "-p", "3202"], {
    BARE_DATABASE_URL: database.url,
    BARE_THREAD: thread,
  });
  const ours = "http://localhost:3201";
  const bare = "http://localhost:3202/";
  await Promise.all([up(`${ours}/api/health`), up(bare)]);
  const headers = { cookie };

  const page = await sideBySide({ url: `${ours}/concerns/${number}`, headers }, { url: bare });
  row(
    "thread page of 50 messages / bare page of the same rows",
    `${page.ratio.toFixed(2)} (${page.a.toFixed(0)} / ${page.b.toFixed(0)} a second)`,
    "≥ 0.50",
    page.ratio >= 0.5,
  );

  for (const path of ["/", "/board"]) {
    const open = await sideBySide(
      { url: ours + path, headers: { "accept-encoding": "br" } },
      { url: `${ours}/desk`, headers },
      { rounds: 3 },
    );
    row(
      `public page ${path} / a signed-in page`,
      `${open.ratio.toFixed(1)} (${open.a.toFixed(0)} / ${open.b.toFixed(0)} a second)`,
      "≥ 5",
      open.ratio >= 5,
    );
  }

  const story = await publishedStory(database.url);
  const shown = ["/", "/report", "/board", `/stories/${story}`];
  for (const [i, found] of (await audit(shown.map((path) => ours + path))).entries()) {
    row(
      `Lighthouse, phone: ${shown[i]?.replace(story, "[id]")}`,
      `${found.performance}, ${found.accessibility}, ${found.bestPractices}, ${found.seo}; ${found.kilobytes.toFixed(0)} kB`,
      "≥ 95, 100, 100, 100",
      found.performance >= 95 && found.wanting.length === 0,
    );
  }

  for (const { concerns, seconds, right, found } of await benchFinding()) {
    const most = concerns > 10_000 ? 120 : 10;
    row(
      `what belongs together among ${concerns.toLocaleString("en")} concerns`,
      `${seconds.toFixed(1)} s, ${(100 * right).toFixed(0)} % right, ${(100 * found).toFixed(0)} % found`,
      `≤ ${most} s, ≥ 95 %, ≥ 80 %`,
      seconds <= most && right >= 0.95 && found >= 0.8,
    );
  }

  for (const { households, officers, seconds, used, bound, gap } of await benchPlanning()) {
    const large = households > 1152;
    row(
      `planning ${households} households, ${officers} officers`,
      `${seconds.toFixed(1)} s, ${used} evenings, bound ${bound}, + ${(100 * gap).toFixed(1)} %`,
      large ? "≤ 60 s" : "≤ 10 s, ≤ 5 %",
      large ? seconds <= 60 : seconds <= 10 && gap <= 0.05,
    );
  }

  // A second process beside the first, on the same database.
  serve("node", ["scripts/serve.ts"], { PORT: "3203" });
  await up("http://localhost:3203/api/health");
  const [first, , second] = children;
  const live = await benchStreams(database.url, [
    { url: ours, pid: first?.pid ?? 0 },
    { url: "http://localhost:3203", pid: second?.pid ?? 0 },
  ]);
  row(
    "a reply to the other screens, 500 streams, two processes",
    `p95 ${live.p95.toFixed(0)} ms, ${live.kilobytes.toFixed(0)} kB a stream`,
    "≤ 300 ms",
    live.p95 <= 300,
  );
  row(
    "the same over 50 reconnects",
    `${live.missed} missed, ${live.twice} twice`,
    "none",
    live.missed === 0 && live.twice === 0,
  );

  // `npm run bench -- million` goes on to a million concerns and three million messages, which takes some time to write.
  const sizes = [10_000, 100_000, ...(process.argv.includes("million") ? [1_000_000] : [])];
  const scaled = await benchScale(database.url, sizes);
  for (const { what, concerns, ms, fullScans } of scaled) {
    const first = scaled.find((s) => s.what === what)?.ms ?? ms;
    row(
      `${what}, ${concerns.toLocaleString("en")} concerns`,
      `${ms.toFixed(1)} ms, ${(ms / first).toFixed(1)} × the first, ${fullScans} full scans`,
      "≤ 50 ms, ≤ 3 ×, none",
      ms <= 50 && ms / first <= 3 && fullScans === 0,
    );
  }

  const least = await firstLoadBytes(bare);
  console.log(`  bare app: ${(least / 1000).toFixed(1)} kB of gzip JavaScript`);
  for (const path of [
    "/",
    "/report",
    "/sign-in",
    "/desk",
    "/concerns",
    `/concerns/${number}`,
    "/visits",
    "/settings",
  ]) {
    const more =
      ((await firstLoadBytes(ours + path, path === "/" || path === "/sign-in" ? {} : headers)) - least) / 1000;
    row(
      `first-load JavaScript of ${path.replace(number, "[number]")}`,
      `+ ${more.toFixed(1)} kB gzip`,
      "≤ 40 kB over bare",
      more <= 40,
    );
  }
} finally {
  for (const child of children) child.kill("SIGTERM");
  await database.stop();
}
process.exit(0);
