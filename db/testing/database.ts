import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { inject } from "vitest";
import { closePools } from "../connect.ts";
import { settings } from "../settings.ts";
import { testSecret } from "./secret.ts";

let counter = 0;

export type TestDatabase = {
  /** As the administrator of the server: sees everything, bound by nothing. */
  admin: postgres.Sql;
  url: string;
  close: () => Promise<void>;
};

/** A database of this test file's own, a copy of the migrated one; the app's pools lead to it from now on. */
export async function testDatabase(): Promise<TestDatabase> {
  const template = inject("template");
  const name = `test_${process.pid}_${counter++}`;
  const maintenance = new URL(template);
  maintenance.pathname = "/postgres";
  const server = postgres(maintenance.toString(), { max: 1, onnotice: () => {} });
  // A copy wants nobody in the original: two files at once take turns.
  for (let attempt = 1; ; attempt++) {
    try {
      await server.unsafe(`create database ${name} template ${new URL(template).pathname.slice(1)}`);
      break;
    } catch (error) {
      if (attempt === 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  const url = new URL(template);
  url.pathname = `/${name}`;
  process.env.DATABASE_URL = url.toString();
  process.env.AUTH_SECRET = testSecret;
  // The test runner has a BASE_URL of its own ("/"), which is no address of a portal.
  process.env.BASE_URL = "http://portal.test";
  process.env.DOORSTEP_DATA = mkdtempSync(join(tmpdir(), "doorstep-test-"));
  settings.reset();
  const admin = postgres(url.toString(), { max: 2, onnotice: () => {} });
  return {
    admin,
    url: url.toString(),
    close: async () => {
      await closePools();
      await admin.end();
      await server.unsafe(`drop database if exists ${name} with (force)`);
      await server.end();
    },
  };
}
