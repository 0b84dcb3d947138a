import type postgres from "postgres";
import { awake } from "./clock.ts";
import type { People, Person } from "./people.ts";
import type { Place } from "./place.ts";
import type { Random } from "./random.ts";
import { rooms } from "./stories/rooms.ts";

/**
 * Side rooms of private cases: for those whom they take, from when the unit was given the case until they sat down together.
 * Whoever raised it is in it alone, without their household.
 */
export async function loadRooms(
  sql: postgres.TransactionSql,
  random: Random,
  place: Place,
  people: People,
  now: number,
): Promise<void> {
  for (const { title, name, unit, turns } of rooms) {
    const [concern] = await sql<{ id: string; owner: string; reporter: string; given: Date; met: Date | null }[]>`
      select c.id, c.owner_id as owner, p.user_id as reporter,
        (select min(e.at) from events e where e.community_id = c.community_id and e.subject_id = c.id and e.kind = 'assigned') as given,
        (select e.at from events e where e.community_id = c.community_id and e.subject_id = c.id and e.message_id is not null
          order by e.seq desc offset 2 limit 1) as met
      from concerns c
      join concern_people p on p.community_id = c.community_id and p.concern_id = c.id and p.role = 'reporter' and p.user_id is not null
      where c.community_id = ${place.communityId} and c.title = ${title} and c.privacy = 'private'`;
    // Where its story has not come so far, there is nothing to talk over yet.
    if (!concern?.given) continue;
    const id = random.id();
    const coordinator = people.coordinators[1] as Person;
    const health = people.units[unit];
    const speakers = { owner: concern.owner, reporter: concern.reporter, unit: (health.members[0] as Person).id };
    const organizations = { owner: people.agencyId, reporter: null, unit: health.id };
    const from = concern.given.getTime();
    const until = concern.met?.getTime() ?? now;
    const moments = Array.from({ length: turns.length + 3 }, (_, i) =>
      Math.min(awake(from + ((until - from) * i) / (turns.length + 4), random), now),
    ).toSorted((a, b) => a - b);
    const at = (step: number) => new Date(moments[step] ?? now);
    const base = { community_id: place.communityId };
    await sql`insert into threads ${sql({ ...base, id, concern_id: concern.id, name, created_by: coordinator.id, created_at: at(1) })}`;
    const members = [
      { kind: "user", principal: coordinator.id, as: {} },
      ...(concern.owner === coordinator.id
        ? []
        : [{ kind: "user", principal: concern.owner, as: { officer: concern.owner } }]),
      { kind: "organization", principal: health.id, as: { organization: health.id } },
      { kind: "user", principal: concern.reporter, as: { family: true } },
    ];
    await sql`insert into thread_members ${sql(
      members.map(({ kind, principal }) => ({
        ...{ ...base, thread_id: id, kind, principal, added_by: coordinator.id, added_at: at(1) },
      })),
    )}`;
    const said = turns.map((turn, i) => ({
      ...{ ...base, id: random.id(), thread_id: id, concern_id: concern.id, audience: "everyone" },
      ...{
        author_id: speakers[turn.by],
        organization_id: organizations[turn.by],
        body: turn.says,
        created_at: at(i + 3),
      },
    }));
    await sql`insert into messages ${sql(said)}`;
    const event = { ...base, subject_type: "room", subject_id: id, audience: "everyone" };
    await sql`insert into events ${sql([
      { ...event, kind: "opened", actor_id: coordinator.id, message_id: null, data: {}, at: at(1) },
      ...members.slice(1).map(({ principal, as }) => ({
        ...{ ...event, kind: "member_added", actor_id: coordinator.id, message_id: null },
        ...{ data: { principals: [principal], ...as }, at: at(1) },
      })),
      ...said.map((message) => ({
        ...{ ...event, kind: "replied", actor_id: message.author_id, message_id: message.id },
        ...{ data: {}, at: message.created_at },
      })),
    ])}`;
  }
}
