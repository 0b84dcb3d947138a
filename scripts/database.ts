import postgres from "postgres";
import { loadDemo } from "#db/demo/load.ts";
import { type Embedded, startEmbedded } from "#db/embedded.ts";
import { migrate } from "#db/migrate.ts";
import { readyDataFolder, SettingsError, settings } from "#db/settings.ts";
import { transitions } from "#domain/transitions.ts";
import { keepDrawings } from "./demo-photos.ts";

/**
 * Makes the database ready: starts the embedded server where DATABASE_URL names no other, migrates, and loads the demo
 * community where it is wanted and nothing is there.
 * @returns its address, and how to stop it where it is ours
 */
export async function prepareDatabase(say: (text: string) => void = console.log): Promise<Embedded> {
  const { databaseUrl, demo } = settings();
  const dataFolder = readyDataFolder();
  if (databaseUrl) await reached(databaseUrl);
  const database = databaseUrl
    ? { url: databaseUrl, found: true, stop: async () => {} }
    : await startEmbedded(dataFolder);
  await migrate(database.url, transitions);
  if (demo && (await loadDemo(database.url, Date.now(), keepDrawings()))) say("The demo community has been loaded.");
  return database;
}

/** @throws SettingsError where nothing answers there, or does not let us in */
export async function reached(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} });
  try {
    await sql`select 1`;
  } catch (error) {
    const { host, pathname } = new URL(url);
    const { code } = error as { code?: string };
    throw new SettingsError(`DATABASE_URL leads to no database (${host}${pathname}${code ? `: ${code}` : ""}).`);
  } finally {
    await sql.end({ timeout: 1 });
  }
}
