import { sql } from "drizzle-orm";
import { newId } from "#db/id.ts";
import { asViewer, change, nobody } from "#db/viewer.ts";
import { id as idInput } from "../input.ts";
import type { Viewer } from "./viewer.ts";

export type FormValues = Record<string, string | string[]>;

/** The database stores no NUL and no half characters. */
const storable = (values: FormValues): FormValues =>
  Object.fromEntries(Object.entries(values).map(([name, v]) => [name, Array.isArray(v) ? v.map(whole) : whole(v)]));

const whole = (text: string) => text.toWellFormed().replaceAll("\u0000", "");

/**
 * Keeps what a person had typed when their session turned out to be over.
 * @param session the session that is over, where the browser still names it: it says whose the words are
 * @returns the id that brings it back
 */
export async function parkForm(path: string, values: FormValues, session: string | null): Promise<string> {
  const id = newId();
  await change(nobody, (tx) =>
    tx.execute(sql`select auth.park(${id}, ${path}, ${JSON.stringify(storable(values))}::jsonb, ${session})`),
  );
  return id;
}

/** Gives it back, to nobody but the person whose it was, for a day. */
export async function parkedForm(viewer: Viewer, id: string | undefined): Promise<FormValues | null> {
  if (!idInput.safeParse(id).success) return null;
  return asViewer(viewer.claims, async (tx) => {
    const [row] = await tx.execute<{ values: FormValues | null }>(sql`select auth.read_parked(${id}) as values`);
    return row?.values ?? null;
  });
}
