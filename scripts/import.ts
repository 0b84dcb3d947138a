import "./sentences.ts";
import { readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { closePools } from "#db/connect.ts";
import { settings } from "#db/settings.ts";
import { importLedger } from "#domain/ledger/by-command.ts";
import { ledgerKinds } from "#domain/ledger/kind.ts";
import { maxLedgerBytes } from "#domain/ledger/sheet.ts";
import { messages } from "#domain/words.ts";
import { prepareDatabase } from "./database.ts";

/**
 * npm run import -- households|concerns FILE --community CODE [--dry-run]: a ledger of households, or a list of concerns
 * from before (CSV, XLSX, XLS), into the database, while the portal runs or while it rests. All or nothing; the same file
 * again changes nothing.
 */
const usage = "npm run import -- households|concerns FILE --community CODE [--dry-run]";

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

function given() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { community: { type: "string" }, "dry-run": { type: "boolean", default: false } },
    });
  } catch (error) {
    return fail(`${(error as Error).message}\n${usage}`);
  }
}

const { positionals, values } = given();
const [what, file] = positionals;
const kind = ledgerKinds.find((known) => known === what);
if (!kind || !file || !values.community) fail(usage);
const size = statSync(file, { throwIfNoEntry: false })?.size ?? fail(`${file} does not exist.`);
const words = messages.en;
if (size > maxLedgerBytes) fail(words.refusals.ledgerTooBig.replace("{max}", String(maxLedgerBytes / 1024 / 1024)));

const database = await prepareDatabase(() => {});
process.env.DATABASE_URL = database.url;
settings.reset();
const say = (text: string) => process.stderr.write(process.stderr.isTTY ? `\r${text}` : "");
const result = await importLedger(
  kind,
  values.community,
  { name: basename(file), bytes: readFileSync(file) },
  { dryRun: values["dry-run"], onRows: (rows) => say(`${rows} rows read`) },
);
say("\n");
await closePools();
if (!database.found) await database.stop();

if (!result) fail(`There is no community with the code ${values.community}.`);
if (result.refused) fail(words.refusals[result.refused as "ledgerType"]);
const { columns, why } = (kind === "households" ? words.ledger : words.concernImport) as typeof words.ledger;
if (result.leftOut.length) console.error(`Columns not read: ${result.leftOut.join(", ")}`);
if (result.problemCount) {
  for (const p of result.problems) {
    const column = columns[p.column as "phone"];
    const where = `${p.sheet ? `${p.sheet}, ` : ""}row ${p.row}, ${column}`;
    console.error(`${where}: ${p.value ? `“${p.value}” ` : ""}${why[p.why as "phone"]}`);
  }
  fail(`${result.problemCount} mistakes; nothing was written.`);
}
const { added, changed, same } = result;
console.log(
  `${added} added, ${changed} changed, ${same} unchanged${values["dry-run"] ? " (dry run: nothing was written)" : ""}.`,
);
process.exit(0);
