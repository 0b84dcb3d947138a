import { pool } from "#db/connect.ts";
import packageJson from "../../../package.json" with { type: "json" };

export const dynamic = "force-dynamic";

/** A database that does not answer is as good as none: whoever asks after this process hears so before they give up. */
const patience = 3000;

const silence = () =>
  new Promise<never>((_, reject) => setTimeout(() => reject(new Error("no answer")), patience).unref());

/** Whether this process can serve: the database answers, and is at the state of this code. */
export async function GET(): Promise<Response> {
  let database = "ok";
  let migrations = "current";
  try {
    const [row] = await Promise.race([pool("doorstep_app").client`select mark from drizzle.repeatable`, silence()]);
    // The server says at its start what the code expects (scripts/serve.ts).
    if (row?.mark !== process.env.DOORSTEP_SCHEMA) migrations = "different";
  } catch {
    database = "unreachable";
    migrations = "unknown";
  }
  const ok = database === "ok" && migrations === "current";
  return Response.json(
    { status: ok ? "ok" : "failing", database, migrations, version: packageJson.version },
    { status: ok ? 200 : 503, headers: { "cache-control": "no-store" } },
  );
}
