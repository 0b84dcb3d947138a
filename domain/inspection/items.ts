import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { inspectionItems } from "#db/schema/index.ts";
import type { Viewer } from "../account/viewer.ts";
import { id, several, submissionKey, text, whole } from "../input.ts";
import { onMeeting, tellMeeting } from "../meeting/hold.ts";
import { NotFound, Refusal } from "../refusal.ts";

/** A place as a form sends it: building, entrance and floor, as far as they are said. */
const placeInput = z
  .string()
  .regex(/^[0-9a-f-]{36}(:[0-9a-f-]{36}(:-?\d{1,3})?)?$/, { error: "choose" })
  .transform((v) => {
    const [building = "", entrance, floor] = v.split(":");
    return { building, entrance: entrance ?? null, floor: floor === undefined ? null : Number(floor) };
  });

export const addItemsInput = z.object({
  key: submissionKey,
  meeting: id,
  /** What is looked at, a line each, at each of the places. */
  what: text(1000),
  places: several(placeInput, 60),
  /** A place of one's own, floor by floor. */
  entrance: z.union([z.literal(""), placeInput]).optional(),
  floor: z.union([z.literal("").transform(() => null), whole(-9, 200)]).optional(),
});

/** More items than this nobody walks past in a day. */
const mostItems = 300;

/** Puts items on the checklist: each line at each place, once. */
export async function addItems(viewer: Viewer, input: z.output<typeof addItemsInput>): Promise<void> {
  const { key, meeting: asked, what, places, entrance, floor } = input;
  const own = entrance ? [{ ...entrance, floor: floor ?? entrance.floor }] : [];
  const lines = [...new Set(what.split("\n").map((l) => l.trim().replace(/\s+/g, " ").slice(0, 120)))].filter(Boolean);
  const where = [...places, ...own];
  await onMeeting(
    viewer,
    { meeting: asked, key, command: "items", content: [lines, where], lock: false },
    async (held) => {
      const { tx, user, meeting } = held;
      if (meeting.kind !== "inspection") throw new NotFound();
      const [count] = await tx.execute<{ n: number; last: number }>(sql`
        select count(*)::int as n, coalesce(max(ordinal), 0)::int as last from inspection_items
        where community_id = ${meeting.communityId} and meeting_id = ${meeting.id}`);
      const wanted = (where.length ? where : [null]).flatMap((place) => lines.map((line) => ({ place, line })));
      if ((count?.n ?? 0) + wanted.length > mostItems)
        throw new Refusal("tooManyItems", { field: "what", params: { max: mostItems } });
      const there = await tx.execute<{ place: string }>(sql`
        select concat_ws('|', what, building_id, entrance_id, floor) as place from inspection_items
        where community_id = ${meeting.communityId} and meeting_id = ${meeting.id}`);
      const known = new Set([...there].map((row) => row.place));
      const fresh = wanted.filter(
        ({ place, line }) =>
          !known.has([line, place?.building, place?.entrance, place?.floor].filter((v) => v != null).join("|")),
      );
      if (!fresh.length) throw new Refusal("itemsKnown", { field: "what" });
      await tx.insert(inspectionItems).values(
        fresh.map(({ place, line }, i) => ({
          ...{ communityId: meeting.communityId, id: sql`gen_random_uuid()`, meetingId: meeting.id, what: line },
          ...{ ordinal: (count?.last ?? 0) + i + 1, addedBy: user.id },
          ...{ buildingId: place?.building ?? null, entranceId: place?.entrance ?? null, floor: place?.floor ?? null },
        })),
      );
      await tellMeeting(held, "checklist_changed");
    },
  );
}

export const dropItemInput = z.object({ key: submissionKey, meeting: id, item: id });

/** Takes an item off the list that nobody has looked at. */
export async function dropItem(viewer: Viewer, input: z.output<typeof dropItemInput>): Promise<void> {
  const { key, meeting: asked, item } = input;
  await onMeeting(viewer, { meeting: asked, key, command: "drop_item", content: item }, async (held) => {
    if (!held.leads) throw new NotFound();
    const done = await held.tx
      .delete(inspectionItems)
      .where(and(eq(inspectionItems.communityId, held.meeting.communityId), eq(inspectionItems.id, item)));
    if (!done.count) throw new Refusal("notNow");
    await tellMeeting(held, "checklist_changed");
  });
}
