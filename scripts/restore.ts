import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { extract } from "tar";
import { z } from "zod";
import { loadTables } from "#db/backup.ts";
import { schemaMark } from "#db/migrate.ts";
import { settings } from "#db/settings.ts";

/** npm run restore -- FILE: what a backup holds, into an installation that has nothing yet. All or nothing. */
const manifestOf = z.object({
  doorstep: z.string(),
  mark: z.string(),
  tables: z.array(z.string().regex(/^[a-z_]+$/)),
  at: z.string(),
  files: z.boolean(),
});

async function restore(file: string): Promise<void> {
  const { dataFolder, s3 } = settings();
  mkdirSync(dataFolder, { recursive: true });
  const work = mkdtempSync(join(dataFolder, "restore-"));
  try {
    await extract({ file, cwd: work });
    const manifest = manifestOf.parse(JSON.parse(readFileSync(join(work, "manifest.json"), "utf8")));
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
    if (!s3 && existsSync(join(work, "files")))
      cpSync(join(work, "files"), join(dataFolder, "files"), { recursive: true });
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
