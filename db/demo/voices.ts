import type postgres from "postgres";
import type { People } from "./people.ts";
import type { Place } from "./place.ts";
import type { Random } from "./random.ts";

/** How many households said "mine too" of an open concern in the common areas: most of them none, a few many. */
const crowd = [0, 0, 1, 0, 2, 0, 3, 1, 0, 5, 0, 2, 0, 1, 8];

/** Neighbours who say that an open concern is theirs too; never the two whom the demo signs in as. */
export async function loadVoices(
  sql: postgres.TransactionSql,
  random: Random,
  place: Place,
  people: People,
  now: number,
): Promise<void> {
  const concerns = await sql<{ id: string; household: string | null; last: Date }[]>`
    select c.id, p.household_id as household, (select max(e.at) from events e where e.community_id = c.community_id and e.subject_id = c.id) as last
    from concerns c
    join concern_people p on p.community_id = c.community_id and p.concern_id = c.id and p.role = 'reporter'
    where c.community_id = ${place.communityId} and c.privacy = 'neighbourhood' and c.area is not null and c.closed_at is null
    order by c.created_at, c.id`;
  const rows = concerns.flatMap(({ id, household, last }, index) => {
    const doors = new Set([household]);
    const said = random
      .shuffled(people.residents.slice(2))
      .filter((r) => !doors.has(r.household.id) && doors.add(r.household.id))
      .slice(0, crowd[index % crowd.length]);
    return said.map((resident, i) => ({
      community_id: place.communityId,
      id: random.id(),
      concern_id: id,
      role: "voice",
      user_id: resident.id,
      household_id: resident.household.id,
      created_at: new Date(last.getTime() + ((now - last.getTime()) * (i + 1)) / (said.length + 1)),
    }));
  });
  await sql`insert into concern_people ${sql(rows)}`;
}
