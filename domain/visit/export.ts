import { sql } from "drizzle-orm";
import type { z } from "zod";
import { atMost } from "#db/at-most.ts";
import type { Viewer } from "../account/viewer.ts";
import { type fileInput, fileOf, type Headings, pagesOf } from "../ledger/file.ts";
import { NotFound } from "../refusal.ts";
import type { VisitStatus } from "./rules.ts";

export type VisitWords = Headings & { status: (key: VisitStatus) => string };

type Line = {
  id: string;
  at: string;
  starts: string;
  status: VisitStatus;
  building: string;
  entrance: string;
  door: string;
  floor: number;
  purpose: string | null;
};

/**
 * The visits of a community as a file: when, at which door, and how each ended; nothing of who lives there.
 * @throws NotFound for whoever does not lead the community
 */
export function exportVisits(
  viewer: Viewer,
  { community, as }: z.output<typeof fileInput>,
  words: VisitWords,
): ReadableStream<Uint8Array> {
  if (!viewer.claims.coordinates.includes(community)) throw new NotFound();
  return fileOf(as, words, rowsOf(viewer, community, words));
}

async function* rowsOf(viewer: Viewer, community: string, words: VisitWords) {
  const lines = pagesOf<Line>(
    viewer,
    (last, limit) => sql`
      select v.id, v.starts_at::text as at, to_char(v.starts_at at time zone co.time_zone, 'YYYY-MM-DD HH24:MI') as starts,
        v.status, b.name as building, e.name as entrance, h.door, h.floor, v.purpose
      from visits v
      join communities co on co.id = v.community_id
      join households h on h.community_id = v.community_id and h.id = v.household_id
      join entrances e on e.community_id = h.community_id and e.id = h.entrance_id
      join buildings b on b.community_id = e.community_id and b.id = e.building_id
      where v.community_id = ${community}
        ${last ? sql`and (v.starts_at, v.id) < (${last.at}::timestamptz, ${last.id}::uuid)` : sql``}
      order by v.starts_at desc, v.id desc ${atMost(limit)}`,
  );
  for await (const v of lines)
    yield [v.starts, v.building, v.entrance, v.floor, v.door, words.status(v.status), v.purpose];
}
