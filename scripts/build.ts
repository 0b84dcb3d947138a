import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const parts = [
  "app",
  "components",
  "domain",
  "db",
  "messages",
  "public",
  "next.config.ts",
  "postcss.config.mjs",
  "package-lock.json",
  "tsconfig.json",
];
const stamp = ".next/doorstep-built";

/** What the build is made from: tests are not. */
function* files(path: string): Generator<string> {
  if (!existsSync(path) || /\.test\.tsx?$|\/testing$/.test(path)) return;
  if (statSync(path).isFile()) yield path;
  else for (const name of readdirSync(path).sort()) yield* files(join(path, name));
}

/** A mark of all that the build is made from. */
function sourceMark(): string {
  const hash = createHash("sha256");
  for (const part of parts) for (const file of files(part)) hash.update(file).update(readFileSync(file));
  return hash.digest("hex");
}

/** Builds the app for production, unless what is there was built from the same sources. */
export function build(): void {
  const mark = sourceMark();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === mark) return;
  console.log("Building …");
  const done = spawnSync("next", ["build"], {
    stdio: ["ignore", "pipe", "inherit"],
    encoding: "utf8",
    env: { ...process.env, NODE_ENV: "production" },
  });
  if (done.status !== 0) {
    process.stdout.write(done.stdout);
    throw new Error("the build failed");
  }
  writeFileSync(stamp, mark);
}

if (import.meta.main) build();
