import { sql } from "drizzle-orm";
import { asViewer, nobody } from "#db/viewer.ts";

/** One list of addresses has no more than 50,000 (sitemaps.org). */
const most = 49_000;

/** Single things that everybody may read, what changed last first. */
export const publicAddresses = (): Promise<{ path: string; changedAt: Date }[]> =>
  asViewer(nobody, async (tx) => {
    const rows = await tx.execute<{ path: string; at: string }>(
      sql`select path, changed_at as at from app.public_addresses(${most})`,
    );
    return [...rows].map(({ path, at }) => ({ path, changedAt: new Date(at) }));
  });
