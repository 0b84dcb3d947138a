import { mkdirSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import type { TestProject } from "vitest/node";
import { transitions } from "#domain/transitions.ts";
import { startEmbedded } from "../embedded.ts";
import { migrate } from "../migrate.ts";
import { testSecret } from "./secret.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The migrated database that test files copy. */
    template: string;
  }
}

/**
 * A real PostgreSQL for the tests that touch data: started once, with a migrated database that each file copies. An empty
 * database of another server (TEST_DATABASE_URL) does as well: so other versions are tried.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = resolve(".test/database");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  process.env.AUTH_SECRET = testSecret;
  const given = process.env.TEST_DATABASE_URL;
  const server = given ? { url: given, stop: async () => {} } : await startEmbedded(folder);
  await migrate(server.url, transitions);
  project.provide("template", server.url);
  return async () => {
    await server.stop();
  };
}
