import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { atMost } from "#db/at-most.ts";
import type { Transaction } from "#db/connect.ts";
import { newId } from "#db/id.ts";
import { concernPeople } from "#db/schema/index.ts";
import { submit } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import type { CategoryKey } from "../concern/category.ts";
import { concernNumber, id, submissionKey } from "../input.ts";
import type { Area } from "../place/area.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { refusing } from "../refusing.ts";

export const doorVoiceInput = z.object({ key: submissionKey, visit: id, number: concernNumber });

type DoorVoice = z.output<typeof doorVoiceInput>;

/**
 * Says at a door that a concern of the neighbourhood is this household's too. It is counted, and told, as if they had said
 * so themselves; whoever lives there can take it back.
 * @param once from a phone's queue
 * @throws NotFound where the officer was not at this door or does not see the concern
 * @throws Refusal where it is not open to voices, is the household's own, or has its voice already
 */
export async function addVoiceFor(
  viewer: Viewer,
  { key, visit, number }: DoorVoice,
  { once = false } = {},
): Promise<void> {
  await refusing({ "23505": new Refusal("doorVoicedAlready"), "42501": new Refusal("notNow") }, async () => {
    await submit(viewer.claims, { key, command: "visit.voice", content: [visit, number], once }, async (tx) => {
      const on = await found(tx, visit, number);
      await tx.insert(concernPeople).values({ ...on, id: newId(), role: "voice" });
    });
  });
}

/** Takes back what was said at the door. @throws NotFound where nothing was */
export async function dropVoiceFor(viewer: Viewer, { key, visit, number }: DoorVoice): Promise<void> {
  await submit(viewer.claims, { key, command: "visit.drop_voice", content: [visit, number] }, async (tx) => {
    const { communityId, concernId, householdId } = await found(tx, visit, number);
    const gone = await tx
      .delete(concernPeople)
      .where(
        and(
          eq(concernPeople.communityId, communityId),
          eq(concernPeople.concernId, concernId),
          eq(concernPeople.householdId, householdId),
          eq(concernPeople.role, "voice"),
          isNull(concernPeople.userId),
        ),
      );
    if (!gone.count) throw new NotFound();
  });
}

async function found(
  tx: Transaction,
  visit: string,
  number: string,
): Promise<{ communityId: string; concernId: string; householdId: string }> {
  const [row] = await tx.execute<{ communityId: string; concernId: string; householdId: string }>(sql`
    select v.community_id as "communityId", c.id as "concernId", v.household_id as "householdId"
    from visits v
    join visit_officers o on o.community_id = v.community_id and o.visit_id = v.id and o.user_id = app.user()
    join concerns c on c.community_id = v.community_id and c.number = ${number}
    where v.id = ${visit}`);
  if (!row) throw new NotFound();
  return row;
}

/** A concern of the neighbourhood that a household may say is theirs too. */
export type Around = {
  number: string;
  title: string;
  category: CategoryKey;
  building: string | null;
  entrance: string | null;
  floor: number | null;
  area: Area | null;
  voices: number;
};

/** So many are offered at an entrance. */
const aroundMost = 8;

/**
 * What neighbours have raised around some entrances and is not done yet, what is of the entrance itself first; never a
 * private one. It goes along on the phone, so that a door without signal can say so too.
 */
export async function raisedAround(
  tx: Transaction,
  entrances: readonly { communityId: string; id: string }[],
): Promise<Map<string, Around[]>> {
  if (!entrances.length) return new Map();
  const list = (values: string[]) => `{${values.join(",")}}`;
  const open = sql`c.community_id = e.community_id and c.privacy = 'neighbourhood' and c.closed_at is null
    and c.status not in ('unconfirmed', 'solved')`;
  const newest = sql`order by c.created_at desc, c.id desc`;
  const rows = await tx.execute<Around & { at: string }>(sql`
    select e.id as at, c.number, c.title, c.category, b.name as building, n.name as entrance, c.floor, c.area, c.voices
    from unnest(${list(entrances.map((e) => e.communityId))}::uuid[], ${list(entrances.map((e) => e.id))}::uuid[]) as x (community_id, id)
    join entrances e on e.community_id = x.community_id and e.id = x.id
    cross join lateral (
      select * from (
        (select c.* from concerns c where ${open} and c.building_id = e.building_id ${newest} limit 40)
        union all
        (select c.* from concerns c where ${open} and c.building_id is null ${newest} limit 20)) c
      order by c.entrance_id is not distinct from e.id desc, c.area is not null desc, c.voices desc, c.created_at desc
      ${atMost(aroundMost)}) c
    left join buildings b on b.community_id = c.community_id and b.id = c.building_id
    left join entrances n on n.community_id = c.community_id and n.id = c.entrance_id
    order by e.id, c.entrance_id is not distinct from e.id desc, c.area is not null desc, c.voices desc, c.created_at desc`);
  const of = Map.groupBy(rows, (row) => row.at);
  return new Map([...of].map(([at, found]) => [at, found.map(({ at: _, ...one }) => one)]));
}
