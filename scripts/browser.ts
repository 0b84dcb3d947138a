import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const system = "/usr/bin/chromium";

/**
 * A browser for the tests: the system's Chromium, else Debian's package (as root), else Playwright's own download.
 * @returns the environment that names it; nothing where Playwright finds its own
 */
export async function browserPath(): Promise<Record<string, string> | undefined> {
  if (!existsSync(system) && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    console.log("Installing Chromium and Chinese fonts (once) …");
    spawnSync("apt-get", ["update", "-qq"], { stdio: "ignore" });
    spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-noto-cjk"], {
      stdio: "ignore",
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  }
  if (existsSync(system)) return { CHROMIUM_PATH: system };
  const installed = spawnSync("playwright", ["install", "chromium"], { stdio: "inherit" });
  if (installed.status !== 0) throw new Error("No browser: install Chromium, or let Playwright download its own.");
  return undefined;
}
