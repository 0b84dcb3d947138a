import "./sentences.ts";
import { accessSync, cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { extract } from "tar";
import { z } from "zod";
import { loadTables } from "#db/backup.ts";
import { schemaMark } from "#db/migrate.ts";
import { readyDataFolder, settings } from "#db/settings.ts";

/** npm run restore -- FILE: what a backup holds, into an installation that has nothing yet. All or nothing. */
const manifestOf = z.object({
  doorstep: z.string(),
  mark: z.string(),
  tables: z.array(z.string().regex(/^[a-z_]+$/)),
  at: z.string(),
  files: z.boolean(),
});

/** What a backup says of itself, unpacked into a folder. @throws Error with a sentence where it is none, or not whole */
async function unpacked(file: string, work: string): Promise<z.output<typeof manifestOf>> {
  try {
    await extract({ file, cwd: work, strict: true });
    const manifest = manifestOf.parse(JSON.parse(readFileSync(join(work, "manifest.json"), "utf8")));
    for (const table of manifest.tables) accessSync(join(work, "tables", `${table}.jsonl`));
    return manifest;
  } catch (error) {
    if (["ENOSPC", "EACCES", "EROFS"].includes(`${(error as NodeJS.ErrnoException).code}`)) throw error;
    throw new Error(`${file} is no backup of Doorstep, or not whole. Nothing was restored.`, { cause: error });
  }
}

async function restore(file: string): Promise<void> {
  const { s3 } = settings();
  const dataFolder = readyDataFolder();
  const work = mkdtempSync(join(dataFolder, "restore-"));
  try {
    const manifest = await unpacked(file, work);
    if (manifest.mark !== schemaMark()) {
      throw new Error(
        `This backup was made by Doorstep ${manifest.doorstep} with another schema. Restore it with that version, then upgrade.`,
      );
    }
    // The demo community must not be there before.
    process.env.DOORSTEP_DEMO = "0";
    settings.reset();
    const { prepareDatabase } = await import("./database.ts");
    const database = await prepareDatabase(() => {});
    try {
      await loadTables(database.url, join(work, "tables"), manifest.tables);
    } finally {
      if (!database.found) await database.stop();
    }
    if (!s3 && existsSync(join(work, "files"))) {
      // Moved, where nothing is in the way: that needs no room.
      const to = join(dataFolder, "files");
      if (existsSync(to)) cpSync(join(work, "files"), to, { recursive: true });
      else renameSync(join(work, "files"), to);
    }
    console.log(`Restored what Doorstep ${manifest.doorstep} had on ${manifest.at}: ${manifest.tables.length} tables.`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const [given] = process.argv.slice(2);
if (!given || !existsSync(resolve(given))) {
  console.error("Usage: npm run restore -- FILE");
  process.exit(1);
}
restore(resolve(given)).then(
  () => process.exit(0),
  (error: Error) => {
    console.error(error.message);
    process.exit(1);
  },
);
