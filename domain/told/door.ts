import { type SQL, sql } from "drizzle-orm";

/** What is still to be asked at a door, as far as the viewer goes there: as JSON, for a query that knows community and household. */
export const asksAtDoor = (community: SQL, household: SQL) => sql`coalesce((
  select jsonb_agg(jsonb_build_object('id', q.id, 'what', m.what) order by q.asked_at, q.id)
  from measure_asks q
  join measures m on m.community_id = q.community_id and m.id = q.measure_id and m.turn = q.turn and m.status = 'done'
  where q.community_id = ${community} and q.household_id = ${household} and q.answer is null), '[]')`;
