import { sql } from "drizzle-orm";
import { asViewer, nobody } from "#db/viewer.ts";

export type Address = { path: string; changedAt: Date };

/** The lists of concerns and of stories that everybody may read, by name, and when the last thing in each changed. */
export const publicParts = (): Promise<{ part: string; changedAt: Date }[]> =>
  asViewer(nobody, async (tx) => {
    const rows = await tx.execute<{ kind: string; n: number; at: string }>(
      sql`select kind, n, changed_at as at from app.public_parts()`,
    );
    return [...rows].map(({ kind, n, at }) => ({ part: `${kind}-${n}`, changedAt: new Date(at) }));
  });

/**
 * The single things of one list that everybody may read, what changed last first; `places` are problems and policies. Of a
 * list that is not there none.
 */
export async function publicAddresses(part: string): Promise<Address[]> {
  const [, kind, n = "0"] = /^(?:(?=places$)|(?=(?:concerns|stories)-\d{1,6}$))([a-z]+)(?:-(\d+))?$/.exec(part) ?? [];
  if (!kind) return [];
  return asViewer(nobody, async (tx) => {
    const rows = await tx.execute<{ path: string; at: string }>(
      sql`select path, changed_at as at from app.public_addresses(${kind}, ${Number(n)})`,
    );
    return [...rows].map(({ path, at }) => ({ path, changedAt: new Date(at) }));
  });
}
