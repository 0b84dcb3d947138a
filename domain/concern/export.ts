import { sql } from "drizzle-orm";
import type { z } from "zod";
import { atMost } from "#db/at-most.ts";
import type { Viewer } from "../account/viewer.ts";
import { type fileInput, fileOf, type Headings, pagesOf } from "../ledger/file.ts";
import { NotFound } from "../refusal.ts";
import type { CategoryKey } from "./category.ts";
import type { ConcernStatus } from "./rules.ts";

export type ConcernWords = Headings & {
  category: (key: CategoryKey) => string;
  status: (key: ConcernStatus) => string;
};

type Line = {
  id: string;
  at: string;
  number: string;
  raised: string;
  title: string;
  body: string;
  category: CategoryKey;
  status: ConcernStatus;
  building: string | null;
  entrance: string | null;
  answered: string | null;
  closed: string | null;
};

/**
 * The concerns of a community as a file, as an import understands them again; who raised them is not in it.
 * @throws NotFound for whoever does not lead the community
 */
export function exportConcerns(
  viewer: Viewer,
  { community, as }: z.output<typeof fileInput>,
  words: ConcernWords,
): ReadableStream<Uint8Array> {
  if (!viewer.claims.coordinates.includes(community)) throw new NotFound();
  return fileOf(as, words, rowsOf(viewer, community, words));
}

async function* rowsOf(viewer: Viewer, community: string, words: ConcernWords) {
  const local = (column: string) => sql.raw(`to_char(${column} at time zone co.time_zone, 'YYYY-MM-DD HH24:MI')`);
  const lines = pagesOf<Line>(
    viewer,
    (last, limit) => sql`
      select c.id, c.created_at::text as at, c.number, ${local("c.created_at")} as raised, c.title, c.body, c.category, c.status,
        b.name as building, e.name as entrance, ${local("c.answered_at")} as answered, ${local("c.closed_at")} as closed
      from concerns c
      join communities co on co.id = c.community_id
      left join buildings b on b.community_id = c.community_id and b.id = c.building_id
      left join entrances e on e.community_id = c.community_id and e.id = c.entrance_id
      where c.community_id = ${community}
        ${last ? sql`and (c.created_at, c.id) < (${last.at}::timestamptz, ${last.id}::uuid)` : sql``}
      order by c.created_at desc, c.id desc ${atMost(limit)}`,
  );
  for await (const c of lines)
    yield [
      ...[c.number, c.raised, c.title, c.body, words.category(c.category), words.status(c.status)],
      ...[c.building, c.entrance, c.answered, c.closed],
    ];
}
