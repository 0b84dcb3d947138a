import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { settings } from "#db/settings.ts";
import { browserPath } from "../browser.ts";
import { build } from "../build.ts";
import { prepareDatabase } from "../database.ts";
import { sideBySide } from "./load.ts";
import { row } from "./row.ts";
import { firstLoadBytes } from "./scripts-of.ts";
import { benchStreams } from "./streams.ts";
import { benchWorld, publishedStory } from "./world.ts";

export const servedParts = ["thread", "public", "streams", "scripts"] as const;

const ours = "http://localhost:3201";
const bare = "http://localhost:3202/";

type World = { number: string; headers: { cookie: string }; database: string };

/**
 * What is asked of a running portal, beside a bare app on the same rows.
 * @param parts those that are wanted
 */
export async function benchServed(parts: readonly (typeof servedParts)[number][]): Promise<void> {
  build();
  spawnSync("next", ["build", "scripts/bench/bare"], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, NODE_ENV: "production" },
  });
  const database = await prepareDatabase(() => {});
  const children: ChildProcess[] = [];
  const serve = (command: string, args: string[], env: Record<string, string>) => {
    const child = spawn(command, args, {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, NODE_ENV: "production", ...env },
    });
    children.push(child);
    return child;
  };
  try {
    process.env.DATABASE_URL = database.url;
    settings.reset();
    const { number, thread, cookie } = await benchWorld(database.url);
    const first = serve("node", ["scripts/serve.ts"], { PORT: "3201" });
    serve("next", ["start", "scripts/bench/bare", "-p", "3202"], {
      BARE_DATABASE_URL: database.url,
      BARE_THREAD: thread,
    });
    await Promise.all([up(`${ours}/api/health`), up(bare)]);
    const world = { number, headers: { cookie }, database: database.url };
    if (parts.includes("thread")) await threadPage(world);
    if (parts.includes("public")) await publicPages(world);
    if (parts.includes("scripts")) await firstLoads(world);
    if (parts.includes("streams")) {
      // A second process beside the first, on the same database.
      const second = serve("node", ["scripts/serve.ts"], { PORT: "3203" });
      await up("http://localhost:3203/api/health");
      await streams(world, first, second);
    }
  } finally {
    for (const child of children) child.kill("SIGTERM");
    await database.stop();
    process.env.DATABASE_URL = "";
    settings.reset();
  }
}

async function up(url: string): Promise<void> {
  for (let i = 0; i < 600; i++) {
    if ((await fetch(url).catch(() => null))?.ok) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`${url} does not answer`);
}

async function threadPage({ number, headers }: World): Promise<void> {
  const page = await sideBySide({ url: `${ours}/concerns/${number}`, headers }, { url: bare });
  row(
    "thread page of 50 messages / bare page of the same rows",
    `${page.ratio.toFixed(2)} (${page.a.toFixed(0)} / ${page.b.toFixed(0)} a second)`,
    "≥ 0.50",
    page.ratio >= 0.5,
  );
}

async function publicPages({ headers, database }: World): Promise<void> {
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
  Object.assign(process.env, await browserPath());
  const { audit } = await import("../lighthouse.ts");
  const story = await publishedStory(database);
  const shown = ["/", "/report", "/board", `/stories/${story}`];
  for (const [i, found] of (await audit(shown.map((path) => ours + path))).entries()) {
    row(
      `Lighthouse, phone: ${shown[i]?.replace(story, "[id]")}`,
      `${found.performance}, ${found.accessibility}, ${found.bestPractices}, ${found.seo}; ${found.kilobytes.toFixed(0)} kB`,
      "≥ 95, 100, 100, 100",
      found.performance >= 95 && found.wanting.length === 0,
    );
  }
}

async function streams({ database }: World, first: ChildProcess, second: ChildProcess): Promise<void> {
  const live = await benchStreams(database, [
    { url: ours, pid: first.pid ?? 0 },
    { url: "http://localhost:3203", pid: second.pid ?? 0 },
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
}

async function firstLoads({ number, headers }: World): Promise<void> {
  const least = await firstLoadBytes(bare);
  console.log(`  bare app: ${(least / 1000).toFixed(1)} kB of gzip JavaScript`);
  const open = ["/", "/sign-in"];
  for (const path of [...open, "/report", "/desk", "/concerns", `/concerns/${number}`, "/visits", "/settings"]) {
    const more = ((await firstLoadBytes(ours + path, open.includes(path) ? {} : headers)) - least) / 1000;
    row(
      `first-load JavaScript of ${path.replace(number, "[number]")}`,
      `+ ${more.toFixed(1)} kB gzip`,
      "≤ 40 kB over bare",
      more <= 40,
    );
  }
}
