import { sql } from "drizzle-orm";
import type { z } from "zod";
import { asViewer, change } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { record } from "../event.ts";
import { type fileInput, fileOf, type Headings } from "../ledger/file.ts";
import { NotFound } from "../refusal.ts";

/** The headings in the language of whoever asks, as an import understands them again, and the words for let or not. */
export type ExportWords = Headings & { yes: string; no: string };

type Line = {
  building_ordinal: number;
  entrance_ordinal: number;
  building: string;
  entrance: string;
  door: string;
  floor: number;
  holder: string | null;
  phone: string | null;
  people: number | null;
  rented: boolean | null;
  remark: string | null;
};

const pageSize = 5000;

/**
 * The whole ledger as a file, page by page as it is fetched; that it was taken out is noted first. Cells that a
 * spreadsheet would take for formulas are guarded.
 * @throws NotFound for whoever does not lead the community
 */
export async function exportHouseholds(
  viewer: Viewer,
  { community, as }: z.output<typeof fileInput>,
  words: ExportWords,
): Promise<ReadableStream<Uint8Array>> {
  const user = viewer.user;
  if (!user || !viewer.claims.coordinates.includes(community)) throw new NotFound();
  await change(viewer.claims, (tx) =>
    record(tx, {
      community,
      subject: { type: "community", id: community },
      kind: "households_exported",
      audience: "office",
      actor: user.id,
    }),
  );
  const rows = rowsOf(viewer, community, words);
  return fileOf(as, words, rows);
}

async function* rowsOf(viewer: Viewer, community: string, words: ExportWords) {
  let last: Line | undefined;
  for (;;) {
    const page = await asViewer(viewer.claims, (tx) =>
      tx.execute<Line>(sql`
        select * from app.household_page(${community}, ${last?.building_ordinal ?? -1}, ${last?.entrance_ordinal ?? -1},
          ${last?.floor ?? -100}, ${last?.door ?? ""}, ${pageSize})`),
    );
    for (const h of page) {
      const rented = h.rented === null ? "" : h.rented ? words.yes : words.no;
      yield [h.building, h.entrance, h.door, h.floor, h.holder, h.phone, h.people, rented, h.remark];
    }
    last = page.at(-1);
    if (page.length < pageSize) return;
  }
}
