// Runs on whatever Node there is (20 or newer), before anything is installed: only Node's own modules here.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";

const stamp = "node_modules/.doorstep-installed";

/** Installs what package-lock.json names, unless that has been done. */
export function install() {
  const [major = 0] = process.versions.node.split(".").map(Number);
  if (major < 20) {
    console.error(`Doorstep needs Node 20 or newer; this is ${process.version}.`);
    process.exit(1);
  }
  const lock = createHash("sha256").update(readFileSync("package-lock.json")).digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  console.log("Installing packages (once; a minute or two) …");
  // The pinned Node is itself a package: until it is here, npm warns that this one is too old for some others.
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const done = spawnSync(npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    stdio: "inherit",
    shell: process.platform === "win32",
    env: { ...process.env, NODE_ENV: "development" },
  });
  if (done.status !== 0) {
    console.error("The packages could not be installed: see above.");
    process.exit(done.status ?? 1);
  }
  mkdirSync("node_modules", { recursive: true });
  writeFileSync(stamp, lock);
}

/** Runs a script with the Node that the project pins, and ends as it ends. */
export function runPinned(script, args) {
  const node = process.platform === "win32" ? "node_modules\\.bin\\node.cmd" : "node_modules/.bin/node";
  const path = `${process.cwd()}/node_modules/.bin${process.platform === "win32" ? ";" : ":"}${process.env.PATH ?? ""}`;
  const done = spawnSync(node, [script, ...args], {
    stdio: "inherit",
    shell: process.platform === "win32",
    env: { ...process.env, PATH: path, NEXT_TELEMETRY_DISABLED: "1" },
  });
  process.exit(done.status ?? 1);
}
