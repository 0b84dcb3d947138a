import { sql } from "drizzle-orm";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import type { ConcernStatus } from "../concern/rules.ts";

export type Installation = {
  communities: {
    id: string;
    code: string;
    name: string;
    nameEn: string | null;
    doors: number;
    counts: Partial<Record<ConcernStatus, number>>;
  }[];
  queue: { waiting: number; failed: number };
};

/** What an administrator sees of the installation: that things exist, never what is in them. */
export async function installation(viewer: Viewer): Promise<Installation> {
  return asViewer(viewer.claims, async (tx) => {
    const [rows, counts, [queue]] = await Promise.all([
      tx.execute<Omit<Installation["communities"][number], "counts">>(sql`
        select c.id, c.code, c.name, c.name_en as "nameEn",
          (select count(*)::int from households h where h.community_id = c.id) as doors
        from communities c order by c.code`),
      tx.execute<{ community_id: string; status: ConcernStatus; n: string }>(
        sql`select * from app.concern_existence()`,
      ),
      tx.execute<Installation["queue"]>(sql`select * from app.queue_length()`),
    ]);
    return {
      communities: [...rows].map((c) => ({
        ...c,
        counts: Object.fromEntries(
          [...counts].filter((x) => x.community_id === c.id).map((x) => [x.status, Number(x.n)]),
        ),
      })),
      queue: queue ?? { waiting: 0, failed: 0 },
    };
  });
}
