import { sql } from "drizzle-orm";
import { newId } from "#db/id.ts";
import { parkedForms } from "#db/schema/index.ts";
import { asViewer, change, nobody } from "#db/viewer.ts";
import type { Viewer } from "./viewer.ts";

export type FormValues = Record<string, string | string[]>;

/** Keeps what a person had typed when their session turned out to be over. @returns the id that brings it back */
export async function parkForm(path: string, values: FormValues, userId: string | null): Promise<string> {
  const id = newId();
  await change(nobody, (tx) =>
    tx.insert(parkedForms).values({ id, userId, path, values, expiresAt: new Date(Date.now() + 86_400_000) }),
  );
  return id;
}

/** Gives it back, to nobody but the person whose it was, for a day. */
export async function parkedForm(viewer: Viewer, id: string): Promise<FormValues | null> {
  return asViewer(viewer.claims, async (tx) => {
    const [row] = await tx.execute<{ values: FormValues | null }>(sql`select auth.read_parked(${id}) as values`);
    return row?.values ?? null;
  });
}
