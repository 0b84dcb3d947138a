import { createHash } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { newId } from "../id.ts";
import type { Gallery } from "./gallery.ts";
import { householdOf, organizationOf, userOf, type ViewerCode } from "./viewers.ts";

/**
 * What the parts of the permission matrix have in common. A part is a noun: its lines of the matrix as text, the rows that
 * they name, where each stands, and the statements of its acts. matrix.ts, gallery.ts, rows.ts and acts.ts put them together.
 */

/** By table (or function) and by the name that the matrix gives. */
export type Named<T> = Record<string, Record<string, T>>;

/** By table: the columns that the app may change at all, and a harmless change of one of them. */
export type Changeable = Record<string, { columns: string[]; harmless: string }>;

/** Puts the parts together: what several say of one table stands side by side. */
export function together<T>(...parts: Named<T>[]): Named<T> {
  const all: Named<T> = {};
  for (const part of parts)
    for (const [table, byName] of Object.entries(part)) all[table] = { ...all[table], ...byName };
  return all;
}

export const sha256 = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Conditions that find a row. */
export const where = {
  id: (value: string) => `id = '${value}'`,
  user: (value: string) => `user_id = '${value}'`,
  household: (value: string) => `household_id = '${value}'`,
};

/** The community of the account events, which belong to none. */
export const nowhere = "00000000-0000-0000-0000-000000000000";

export type Values = Record<string, string | number | boolean | null | SQL>;

export const insert = (table: string, values: Values): SQL =>
  sql`insert into ${sql.identifier(table)} (${sql.join(
    Object.keys(values).map((name) => sql.identifier(name)),
    sql`, `,
  )}) values (${sql.join(
    Object.values(values).map((value) => (value === null ? sql`null` : sql`${value}`)),
    sql`, `,
  )})`;

/** Who tries an act, and what their statements begin with. */
export function trying(g: Gallery, code: ViewerCode) {
  const user = userOf(g, code);
  const here = { community_id: g.a };
  return {
    user,
    organization: organizationOf(g, code),
    household: householdOf(g, code),
    /** Anybody else, to write in the name of. */
    somebody: code === "res" ? g.people.spouse : g.people.resident,
    here,
    later: sql`now() + interval '1 day'`,
    /** Changes rows of the community. */
    change: (table: string, set: SQL, condition: SQL) =>
      sql`update ${sql.identifier(table)} set ${set} where community_id = ${g.a} and ${condition}`,
    event: (subject_type: string, subject_id: string, more: Values = {}) =>
      insert("events", {
        ...here,
        subject_type,
        subject_id,
        kind: "noted",
        audience: "everyone",
        actor_id: user,
        ...more,
      }),
    token: (kind: string, more: Values) =>
      insert("tokens", {
        id: newId(),
        hash: sql`${sha256(newId())}::bytea`,
        kind,
        ...here,
        created_by: user,
        expires_at: sql`now() + interval '1 day'`,
        ...more,
      }),
  };
}
