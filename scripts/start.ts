import { type ChildProcess, fork } from "node:child_process";
import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closePools } from "#db/connect.ts";
import { demoAccounts, demoPassword } from "#db/demo/accounts.ts";
import { authSecret, readyDataFolder, SettingsError, settings } from "#db/settings.ts";
import { listenForMail } from "#domain/letter/listen.ts";
import { runWorker } from "#domain/work/worker.ts";
import { build } from "./build.ts";
import { prepareDatabase, reached } from "./database.ts";

/**
 * npm start (and, with --dev, npm run dev): database, migrations, demo community, queue, and the app, all in one; ended
 * together and in order by Ctrl-C.
 */
const dev = process.argv.includes("--dev");

async function main(): Promise<void> {
  const { port, host, baseUrl, demo, databaseUrl, mailIn } = settings();
  const dataFolder = readyDataFolder();
  authSecret();
  if (databaseUrl) await reached(databaseUrl);
  const release = databaseUrl ? () => {} : await holdFolder(dataFolder);
  if (!dev) build();
  const database = await prepareDatabase();
  process.env.DATABASE_URL = database.url;
  settings.reset();

  const stop = new AbortController();
  const post =
    mailIn &&
    (await listenForMail(mailIn).catch(async (error: NodeJS.ErrnoException) => {
      await closePools();
      await database.stop();
      release();
      throw new SettingsError(`MAIL_IN cannot be listened on (${mailIn.host}:${mailIn.port}: ${error.code}).`);
    }));
  const work = runWorker(stop.signal);
  const web = fork("scripts/serve.ts", dev ? ["--dev"] : [], {
    env: { ...process.env, NODE_ENV: dev ? "development" : "production" },
    // Ctrl-C reaches only this process, which ends the other in order.
    detached: process.platform !== "win32",
  });
  let ending = false;
  const end = async (code: number) => {
    if (ending) return;
    ending = true;
    await post?.close();
    await ended(web);
    stop.abort();
    await work;
    await closePools();
    await database.stop();
    release();
    process.exit(code);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void end(0));
  web.on("exit", (code) => void end(code || 1));
  work.catch((error: Error) => {
    console.error(error.message);
    void end(1);
  });
  web.on("message", () => {
    console.log(`\nDoorstep 敲门 is at ${baseUrl}${baseUrl.endsWith(`:${port}`) ? "" : ` (on ${host}:${port})`}`);
    if (demo) {
      console.log(`\nDemo accounts, all with the password ${demoPassword}:`);
      for (const { email } of demoAccounts) console.log(`  ${email}`);
    }
    console.log(`\nCtrl-C ends everything. Data lies in ${dataFolder}`);
  });
}

/** Lets the web process end by itself, and not too slowly. */
function ended(web: ChildProcess): Promise<void> {
  if (web.exitCode !== null || web.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => web.kill("SIGKILL"), 8000);
    web.once("exit", () => {
      clearTimeout(timer);
      resolve();
    });
    web.kill("SIGTERM");
  });
}

/**
 * One start a data folder: a second one would stop the first one's database. Held by a local socket, which ends with the
 * process however that ends.
 */
async function holdFolder(folder: string): Promise<() => void> {
  const name = `doorstep-${createHash("sha256").update(folder).digest("hex").slice(0, 16)}`;
  const path = process.platform === "win32" ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
  const running = await new Promise<boolean>((resolve) => {
    const probe = connect(path, () => {
      probe.destroy();
      resolve(true);
    }).on("error", () => resolve(false));
  });
  if (running) {
    throw new SettingsError(
      `Doorstep is running already with the data in ${folder}. For a second process beside it, set DATABASE_URL.`,
    );
  }
  if (process.platform !== "win32") rmSync(path, { force: true });
  const hold = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => hold.once("error", reject).listen(path, resolve));
  return () => hold.close();
}

main().catch((error: Error) => {
  console.error(error instanceof SettingsError ? error.message : `Doorstep could not start: ${error.message}`);
  process.exit(1);
});
