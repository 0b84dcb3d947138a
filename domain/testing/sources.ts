import { globSync, readFileSync } from "node:fs";

/** The sources in which words are asked for. */
export const files = globSync(["{app,components,domain}/**/*.{ts,tsx}", "scripts/serve.ts", "scripts/serve/*.ts"])
  .filter((path) => !/\.test\.ts$|^domain\/testing|^app\/dev\//.test(path))
  .map((path) => ({ path, source: readFileSync(path, "utf8") }));
/** What a pattern finds in them. */
export const grep = (pattern: RegExp, under = "") =>
  files.filter(({ path }) => path.startsWith(under)).flatMap(({ source }) => [...source.matchAll(pattern)]);
export const unique = (found: Iterable<string>) => [...new Set(found)].toSorted();
