import "./sentences.ts";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { create } from "tar";
import { dumpTables } from "#db/backup.ts";
import { databaseHome } from "#db/embedded.ts";
import { settings } from "#db/settings.ts";
import packageJson from "../package.json" with { type: "json" };
import { prepareDatabase } from "./database.ts";

/**
 * npm run backup [-- FILE]: everything of this installation in one file, while it runs or while it rests: all rows as
 * they are at one moment, and the attachments (those in a bucket stay there: back the bucket up by its own means).
 */
const { dataFolder, databaseUrl, s3 } = settings();
const stamp = new Date().toISOString().slice(0, 19).replace(/[:T]/g, "-");
const file = resolve(process.argv[2] ?? `doorstep-${stamp}.tar.gz`);
if (existsSync(file)) {
  console.error(`${file} exists already.`);
  process.exit(1);
}
if (!databaseUrl && !(existsSync(dataFolder) && existsSync(join(databaseHome(dataFolder), "data")))) {
  console.error(`There is nothing to back up in ${dataFolder} (DOORSTEP_DATA).`);
  process.exit(1);
}
// What is not there is not invented now.
process.env.DOORSTEP_DEMO = "0";
settings.reset();
const database = await prepareDatabase(() => {});
const work = mkdtempSync(join(dataFolder, "backup-"));
try {
  mkdirSync(join(work, "tables"));
  const { tables, mark } = await dumpTables(database.url, join(work, "tables"));
  const manifest = { doorstep: packageJson.version, mark, tables, at: new Date().toISOString(), files: !s3 };
  writeFileSync(join(work, "manifest.json"), JSON.stringify(manifest, null, 2));
  // Rows first, files after: a file that came in between has no row, and a row has its file.
  const folder = basename(work);
  const parts = [`${folder}/manifest.json`, `${folder}/tables`];
  if (!s3 && existsSync(join(dataFolder, "files"))) parts.push("files");
  await create(
    {
      file: `${file}.part`,
      cwd: dataFolder,
      gzip: true,
      portable: true,
      mode: 0o600,
      onWriteEntry: (entry) => {
        entry.path = entry.path.replace(`${folder}/`, "");
      },
    },
    parts,
  );
  renameSync(`${file}.part`, file);
  console.log(`${file} (${(statSync(file).size / 1e6).toFixed(1)} MB, ${tables.length} tables)`);
} finally {
  rmSync(work, { recursive: true, force: true });
  if (!database.found) await database.stop();
}
process.exit(0);
