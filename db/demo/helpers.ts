import type postgres from "postgres";
import type { People } from "./people.ts";
import type { Place } from "./place.ts";
import type { Random } from "./random.ts";

const day = 86_400_000;

/** The neighbour of the tour acts for an old neighbour of the same entrance, who said so to an officer at the door. */
export async function loadHelpers(
  sql: postgres.TransactionSql,
  random: Random,
  place: Place,
  { residents, officers }: People,
  now: number,
): Promise<void> {
  const helper = residents[1];
  const officer = officers[0];
  if (!helper || !officer) throw new Error("the demo's helper is the neighbour");
  const withAccount = residents.map((r) => r.household.id);
  const [old] = await sql<{ id: string; holder: string }[]>`
    select h.id, k.holder from households h
    join household_contacts k on k.community_id = h.community_id and k.household_id = h.id
    where h.community_id = ${place.communityId} and h.id <> all (${withAccount})
    order by h.entrance_id = ${helper.household.entranceId} desc, k.remark like '独居老人%' desc nulls last, h.floor, h.door limit 1`;
  if (!old) throw new Error("the demo has somebody to help");
  const since = new Date(now - 40 * day);
  await sql`insert into helpers ${sql({
    community_id: place.communityId,
    id: random.id(),
    household_id: old.id,
    name: helper.name,
    relation: "neighbour",
    user_id: helper.id,
    may_raise: true,
    may_follow: true,
    may_choose: true,
    consent: "door",
    consent_by: old.holder,
    recorded_by: officer.id,
    created_at: since,
    accepted_at: since,
  })}`;
}
