import type { Query } from "drizzle-orm";
import {
  PgDialect,
  type PgPreparedQuery,
  type PreparedQueryConfig,
  type SelectedFieldsOrdered,
} from "drizzle-orm/pg-core";
import { drizzle, PostgresJsDatabase, PostgresJsSession, PostgresJsTransaction } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { derivedSecret, settings } from "./settings.ts";

/** The roles of the database; see db/sql/7-policies.sql and after. */
export type Role = "doorstep_app" | "doorstep_worker";

export const roles: readonly Role[] = ["doorstep_app", "doorstep_worker"];

/** The password a role signs in with: derived, so that processes that share AUTH_SECRET share it. */
export const rolePassword = (role: Role): string => derivedSecret(`database role ${role}`);

/** The same database, as one of the roles that serve (never as its owner). */
export function roleUrl(adminUrl: string, role: Role): string {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = rolePassword(role);
  return url.toString();
}

/** The address of the database as its administrator: DATABASE_URL, or what the embedded server was started with. */
function adminUrl(): string {
  const url = settings().databaseUrl;
  if (!url) throw new Error("no database: the embedded server is not running and DATABASE_URL is not set");
  return url;
}

type NoSchema = Record<string, never>;

/**
 * Every statement is prepared and kept by its connection. With row policies nested in one another planning a statement
 * costs many times its execution (a thread: 40 ms against 1 ms), so it is done once a connection.
 */
class PreparedSession<Client extends postgres.Sql> extends PostgresJsSession<Client, NoSchema, NoSchema> {
  override prepareQuery<T extends PreparedQueryConfig = PreparedQueryConfig>(
    query: Query,
    fields: SelectedFieldsOrdered | undefined,
    name: string | undefined,
    isResponseInArrayMode: boolean,
    customResultMapper?: (rows: unknown[][]) => T["execute"],
  ): PgPreparedQuery<T> {
    return super.prepareQuery<T>(query, fields, name ?? "prepared", isResponseInArrayMode, customResultMapper);
  }
}

type Line = { lost: boolean };

/**
 * The driver ends a transaction whose connection is lost, but what is said on it afterwards (a query, the rollback that
 * follows an error) it writes to a socket that is gone, from a timer, where nobody can catch it. So nothing is said any more:
 * work that goes on is refused its queries, and what comes of it is not waited for.
 */
function unlessLost<T>(work: Promise<T>, line: Line): Promise<T> {
  return work.then(
    (value) => (line.lost ? new Promise<T>(() => {}) : value),
    // The error may be the loss itself, of which the driver tells a moment later.
    async (error) => {
      await new Promise((told) => setImmediate(told));
      if (line.lost) await new Promise(() => {});
      throw error;
    },
  );
}

/** A transaction's handle that refuses queries once the connection is lost. */
function onLine(sql: postgres.TransactionSql, line: Line): postgres.TransactionSql {
  const refuse = () => {
    if (line.lost) throw new Error("the connection to the database was lost");
  };
  return new Proxy(sql, {
    get(target, name) {
      if (name === "unsafe")
        return (...said: Parameters<typeof target.unsafe>) => {
          refuse();
          return target.unsafe(...said);
        };
      if (name === "savepoint")
        return (work: (inner: postgres.TransactionSql) => Promise<unknown>) => {
          refuse();
          return target.savepoint((inner) => unlessLost(work(onLine(inner, line)), line));
        };
      return Reflect.get(target, name);
    },
  });
}

const dialect = new PgDialect({ casing: "snake_case" });

const sessionOf = <Client extends postgres.Sql>(client: Client) =>
  new PreparedSession<Client>(client, dialect, undefined, {});

/** @param url address of the database, @param max connections at most */
function connect(url: string, max: number) {
  const client = postgres(url, {
    max,
    idle_timeout: 60,
    connect_timeout: 10,
    onnotice: () => {},
    // A statement is planned once a connection, not anew for its first five values: planning is what policies cost.
    connection: { application_name: "doorstep", TimeZone: "UTC", plan_cache_mode: "force_generic_plan" },
  });
  // Sets the client's parsers to what the library's columns expect.
  drizzle(client);
  const db = new PostgresJsDatabase(dialect, sessionOf(client), undefined);
  return {
    client,
    db,
    /**
     * One transaction. What `first` sends goes before everything else, without being waited for: it travels with the
     * first query.
     */
    transaction: <T>(
      work: (tx: Transaction) => Promise<T>,
      first?: (sql: postgres.TransactionSql) => postgres.PendingQuery<postgres.Row[]>,
    ): Promise<T> => {
      const line = { lost: false };
      const ended = client.begin((sql) => {
        const sent = first?.(sql).execute();
        const tx = new PostgresJsTransaction(
          dialect,
          sessionOf(onLine(sql, line) as unknown as postgres.TransactionSql & postgres.Sql),
          undefined,
        );
        return unlessLost(
          Promise.all([work(tx), sent]).then(([result]) => result),
          line,
        );
      }) as Promise<T>;
      ended.catch(() => {
        line.lost = true;
      });
      return ended;
    },
  };
}

export type Connected = ReturnType<typeof connect>;
export type Transaction = PostgresJsTransaction<NoSchema, NoSchema>;

type Global = typeof globalThis & { doorstep?: Partial<Record<Role, Connected>> };

/** The pool of a role: one a process, also when modules are loaded twice (hot reload, bundle beside server). */
export function pool(role: Role): Connected {
  const held = globalThis as Global;
  held.doorstep ??= {};
  held.doorstep[role] ??= connect(roleUrl(adminUrl(), role), role === "doorstep_app" ? 10 : 3);
  return held.doorstep[role];
}

/** Closes the pools, so that the process can end. */
export async function closePools(): Promise<void> {
  const held = globalThis as Global;
  const open = Object.values(held.doorstep ?? {});
  held.doorstep = {};
  await Promise.all(open.map(({ client }) => client.end({ timeout: 5 })));
}
