import "./sentences.ts";
import { parseArgs } from "node:util";
import { settings } from "#db/settings.ts";
import { email } from "#domain/input.ts";
import { communityInput, makeAdmin, setUpCommunity } from "#domain/place/set-up.ts";
import { Refusal } from "#domain/refusal.ts";
import { prepareDatabase } from "./database.ts";

/**
 * npm run setup: a first community and whoever leads it, where no demo is wanted; or an administrator. While the portal
 * runs or while it rests.
 */
const usage = `npm run setup -- community --code CODE --name NAME --agency NAME --person NAME --email ADDRESS
    [--name-en NAME] [--township NAME] [--district NAME] [--time-zone Asia/Shanghai]
npm run setup -- admin ADDRESS   (of somebody who has an account)`;

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

const text = { type: "string" } as const;

function given() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        code: text,
        name: text,
        "name-en": text,
        township: text,
        district: text,
        agency: text,
        person: text,
        email: text,
        "time-zone": text,
      },
    });
  } catch (error) {
    return fail(`${(error as Error).message}\n${usage}`);
  }
}

/** Works on the database, which it starts and stops where it does not run already. */
async function onDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  // Whoever sets up a community of their own wants no invented one beside it.
  process.env.DOORSTEP_DEMO ??= "0";
  const database = await prepareDatabase(() => {});
  try {
    return await work(database.url);
  } finally {
    if (!database.found) await database.stop();
  }
}

const { positionals, values } = given();
const [what, address] = positionals;

if (what === "community") {
  const parsed = communityInput.safeParse({
    code: values.code,
    name: values.name,
    nameEn: values["name-en"],
    township: values.township ?? values.name,
    district: values.district ?? values.name,
    agency: values.agency,
    timeZone: values["time-zone"] ?? "Asia/Shanghai",
    person: values.person,
    email: values.email,
  });
  if (!parsed.success) {
    const wrong = (issue: (typeof parsed.error.issues)[number]) =>
      `--${String(issue.path[0])}${issue.code === "invalid_type" ? "" : ` (${issue.message})`}`;
    const names = [...new Set(parsed.error.issues.map(wrong))];
    fail(`Missing or wrong: ${names.join(", ")}.\n${usage}`);
  }
  const secret = await onDatabase((url) => setUpCommunity(url, parsed.data)).catch((error: unknown) =>
    error instanceof Refusal
      ? fail(`There is a community with the code ${parsed.data.code} already.`)
      : Promise.reject(error),
  );
  console.log(`${parsed.data.name} is there. ${parsed.data.person} follows this link within seven days, and leads it:

  ${settings().baseUrl}/join/${secret}

Doors come from the household ledger: on “Households”, or npm run import -- households FILE --community ${parsed.data.code}`);
} else if (what === "admin" && email.safeParse(address).success) {
  const done = await onDatabase((url) => makeAdmin(url, email.parse(address)));
  if (!done) fail(`Nobody has an account with the address ${address}.`);
  console.log(`${address} runs this installation now.`);
} else fail(usage);
process.exit(0);
