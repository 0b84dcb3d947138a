import { and, eq, sql } from "drizzle-orm";
import type postgres from "postgres";
import { pool, type Transaction } from "./connect.ts";
import { idFrom } from "./id.ts";
import { submissions } from "./schema/index.ts";

/** Who a transaction is run for: what the row policies read. The public is a claim with nothing in it. */
export type Claims = {
  userId: string | null;
  /** Everything the viewer is: user, organizations, households, tracking links. */
  principals: string[];
  organizations: string[];
  households: string[];
  /** Communities the viewer has to do with, works in as officer or coordinator, leads. */
  memberIn: string[];
  officerIn: string[];
  coordinates: string[];
  admin: boolean;
  /** SHA-256 (hex) of the key that a form carries for the uploads of one without an account. */
  uploadKey?: string;
};

export const nobody: Claims = {
  userId: null,
  principals: [],
  organizations: [],
  households: [],
  memberIn: [],
  officerIn: [],
  coordinates: [],
  admin: false,
};

const list = (ids: string[]) => `{${ids.join(",")}}`;

/** Names the viewer for this transaction only: settings are local to it. */
const enter = (claims: Claims) => (sql: postgres.TransactionSql) =>
  sql`
  select set_config('app.user', ${claims.userId ?? ""}, true),
    set_config('app.principals', ${list(claims.principals)}, true),
    set_config('app.organizations', ${list(claims.organizations)}, true),
    set_config('app.households', ${list(claims.households)}, true),
    set_config('app.member_in', ${list(claims.memberIn)}, true),
    set_config('app.officer_in', ${list(claims.officerIn)}, true),
    set_config('app.coordinates', ${list(claims.coordinates)}, true),
    set_config('app.admin', ${claims.admin ? "on" : "off"}, true),
    set_config('app.upload_key', ${claims.uploadKey ?? ""}, true)`;

/** Runs queries as a viewer, in one transaction that row-level security confines to what they may see. */
export function asViewer<T>(claims: Claims, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return transact(claims, work);
}

/** The same, for a command: reads its writes, and is tried again when it lost a race for locks. */
export async function change<T>(claims: Claims, work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transact(claims, work);
    } catch (error) {
      if (attempt < 4 && isRace(error)) continue;
      throw error;
    }
  }
}

/** What was sent under this key has arrived already, and said something else. */
export class ArrivedBefore extends Error {}

type Submission = { key: string; command: string; content: unknown; once?: boolean };

/** The id of a submission, by which its second arrival is known: of its key and what it says, or (`once`) of its key alone. */
export const submissionId = (claims: Claims, { key, command, content, once }: Submission): string =>
  idFrom(key, command, ...(once ? [] : [JSON.stringify(content)]), claims.userId ?? "");

/**
 * Carries out one submission of a form or queued item, once: a second one with the same key and content finds the
 * first one's result (invariant 5). The same key with other content is another submission, so that a text corrected
 * after going back is not lost. With `once` the key alone decides: what was changed on a phone after it had arrived
 * must not arrive as a second thing.
 * @throws ArrivedBefore where the key is known with other content, and `once` was asked for
 * @param work writes with the id it is given where it makes the one row of this submission
 */
export function submit<T>(
  claims: Claims,
  submission: Submission,
  work: (tx: Transaction, id: string) => Promise<T>,
): Promise<{ result: T; repeated: boolean }> {
  const content = JSON.stringify(submission.content);
  const key = submissionId(claims, submission);
  const mark = submission.once ? idFrom(content) : null;
  return change(claims, async (tx) => {
    // A concurrent twin waits here until the first one has committed or failed.
    const inserted = await tx.execute(
      sql`insert into submissions (key, user_id, command) values (${key}, ${claims.userId}, ${submission.command}) on conflict do nothing`,
    );
    if (inserted.count === 0) {
      const [earlier] = await tx
        .select({ result: submissions.result })
        .from(submissions)
        .where(and(eq(submissions.key, key), eq(submissions.command, submission.command)));
      if (!earlier) throw new Error("a submission key of somebody else");
      if (!mark) return { result: earlier.result as T, repeated: true };
      const kept = earlier.result as { mark: string; result: T };
      if (kept.mark !== mark) throw new ArrivedBefore();
      return { result: kept.result, repeated: true };
    }
    const result = await work(tx, key);
    await tx
      .update(submissions)
      .set({ result: mark ? { mark, result: result ?? null } : (result ?? null) })
      .where(eq(submissions.key, key));
    return { result, repeated: false };
  });
}

/**
 * What the database refused, without the values it names: an error of this kind may stand in a log.
 * `code` is PostgreSQL's (https://www.postgresql.org/docs/current/errcodes-appendix.html) or one of ours: DS001 a rule
 * says no, DS002 a change of status without its event, DS003 somebody's duties stand in the way, DS004 a household asked
 * not to be visited, DS005 only the family ends a concern that is followed.
 */
export class DatabaseError extends Error {
  override readonly name = "DatabaseError";
  readonly code: string;
  readonly constraint: string | undefined;

  constructor(code: string, constraint: string | undefined) {
    super(`database error ${code}${constraint ? ` (${constraint})` : ""}`);
    this.code = code;
    this.constraint = constraint;
  }
}

/** PostgreSQL's own error beneath whatever wrapped it, without what it says of values. */
export function databaseError(error: unknown): DatabaseError | undefined {
  for (let e = error; e instanceof Error; e = e.cause) {
    if (e instanceof DatabaseError) return e;
    const found = e as Error & { code?: unknown; constraint_name?: string };
    if (typeof found.code === "string" && /^[0-9A-Z]{5}$/.test(found.code))
      return new DatabaseError(found.code, found.constraint_name);
  }
  return undefined;
}

/** Runs a transaction; what the database says of its failure loses the values. */
async function transact<T>(claims: Claims, work: (tx: Transaction) => Promise<T>): Promise<T> {
  try {
    return await pool("doorstep_app").transaction(work, enter(claims));
  } catch (error) {
    throw databaseError(error) ?? error;
  }
}

/** Serialization failures, deadlocks, and a concern number that was taken at the same moment. */
function isRace(error: unknown): boolean {
  const found = databaseError(error);
  return (
    found?.code === "40001" ||
    found?.code === "40P01" ||
    (found?.code === "23505" && found.constraint === "concerns_number")
  );
}
