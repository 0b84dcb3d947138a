import { type SQL, sql } from "drizzle-orm";
import type postgres from "postgres";
import { newId } from "../id.ts";
import type { ConcernsOf } from "./concerns.ts";
import type { Gallery } from "./gallery.ts";
import { type Changeable, insert, type Named, trying, type Values, where } from "./part.ts";
import type { ViewerCode } from "./viewers.ts";
import type { World } from "./world.ts";

/** The part of the permission matrix that is about threads, what is said in them, and who has read it. */

export const threadRowTable = `
threads                 | of the private one                               | .   .   r   r   .   .   .   .   .   r   .   r   .   .   .
threads                 | of the neighbourhood one                         | .   .   r   r   r   .   r   r   .   r   r   r   .   .   .
threads                 | a side room of the private one, with 1502 and fire | .   .   r   r   .   .   .   .   .   .   r   ru  .   .   .
threads                 | of the problem                                   | .   r   r   r   r   .   r   r   .   r   r   r   .   .   .
thread_members          | the fire brigade in it                           | .   .   r   r   .   .   .   .   .   .   r   rd  .   .   .
messages                | private one, to everyone                         | .   .   r   r   .   .   .   .   .   r   .   ru  .   .   .
messages                | private one, working                             | .   .   .   .   .   .   .   .   .   r   .   ru  .   .   .
messages                | neighbourhood one, to everyone                   | .   .   r   r   r   .   r   r   .   r   r   ru  .   .   .
messages                | neighbourhood one, working                       | .   .   .   .   .   .   r   r   .   r   .   ru  .   .   .
messages                | in the side room                                 | .   .   r   r   .   .   .   .   .   .   r   ru  .   .   .
messages                | on the problem, to everyone                      | .   r   r   r   r   .   ru  r   .   r   r   ru  .   .   .
messages                | on the problem, working                          | .   .   .   .   .   .   ru  r   .   r   .   ru  .   .   .
message_versions        | of the working one, private                      | .   .   .   .   .   .   .   .   .   r   .   r   .   .   .
message_versions        | of the one in the side room                      | .   .   r   r   .   .   .   .   .   .   r   r   .   .   .
message_mentions        | in the working one, neighbourhood                | .   .   .   .   .   .   r   r   .   r   .   r   .   .   .
drafts                  | of the resident                                  | .   .   rud .   .   .   .   .   .   .   .   .   .   .   .
presences               | of the coordinator                               | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
saved_replies           | of the property company                          | .   .   .   .   .   .   .   .   .   rud .   .   .   .   .
saved_replies           | of the agency                                    | .   .   .   .   .   .   r   r   .   .   .   rud .   .   .
thread_reads            | of the resident                                  | .   .   ru  .   .   .   .   .   .   .   .   .   .   .   .
room_reads              | of the fire brigade in the side room             | .   .   .   .   .   .   .   .   .   .   ru  .   .   .   .
`;

export const threadActTable = `
threads                 | + open the thread of what one raised             | .   .   .   .   .   a   .   .   .   .   .   a   .   .   .
threads                 | + open a side room of the private one            | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
thread_members          | + ask the other officer into the side room       | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
thread_members          | + ask the neighbour into it                      | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
messages                | + say to everyone on the problem                 | .   .   .   .   .   .   a   a   .   a   .   a   .   .   .
messages                | + say among those who work on the problem        | .   .   .   .   .   .   a   a   .   a   .   a   .   .   .
messages                | + say on the problem in another's name           | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
messages                | + private one, to everyone                       | .   .   a   a   .   .   .   .   .   a   .   a   .   .   .
messages                | + private one, working                           | .   .   .   .   .   .   .   .   .   a   .   a   .   .   .
messages                | + neighbourhood one, to everyone                 | .   .   a   a   .   .   a   a   .   a   .   a   .   .   .
messages                | + neighbourhood one, working                     | .   .   .   .   .   .   a   a   .   a   .   a   .   .   .
messages                | + in another's name                              | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
messages                | + for a unit that one is not of                  | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
messages                | + in the side room                               | .   .   a   a   .   .   .   .   .   .   a   a   .   .   .
messages                | + in the side room, for the fire brigade         | .   .   .   .   .   .   .   .   .   .   a   .   .   .   .
messages                | correct what the coordinator wrote               | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
message_mentions        | + name the officer in what one says              | .   .   a   a   .   .   a   a   .   a   .   a   .   .   .
message_mentions        | + name one who cannot read it                    | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
drafts                  | + begin to write on the neighbourhood one        | .   .   a   a   .   .   a   a   .   a   .   a   .   .   .
drafts                  | + begin in another's name                        | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
presences               | have the neighbourhood one open                  | .   .   .   .   .   .   a   a   .   a   .   a   .   .   .
presences               | have the side room open                          | .   .   .   .   .   .   .   .   .   .   a   a   .   .   .
saved_replies           | + keep a reply of the property company           | .   .   .   .   .   .   .   .   .   a   .   .   .   .   .
saved_replies           | + keep a reply of the agency                     | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
thread_reads            | + read the neighbourhood one                     | .   .   a   a   a   .   a   a   .   a   a   a   .   .   .
thread_reads            | + read it in another's name                      | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
room_reads              | + read the side room                             | .   .   a   a   .   .   .   .   .   .   a   a   .   .   .
room_reads              | + read it in another's name                      | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
`;

/** What is said on the private one, on the neighbourhood one, and in a side room. */
export async function addThreads(sql: postgres.TransactionSql, world: World, { secret, open }: ConcernsOf) {
  const { people, a } = world;
  const ids = {
    secretSaid: newId(),
    secretWorking: newId(),
    openSaid: newId(),
    openWorking: newId(),
    room: newId(),
    roomSaid: newId(),
    unitsReply: newId(),
    agencysReply: newId(),
  };
  await sql`insert into threads ${sql([secret, open].map(({ id }) => ({ community_id: a, id, concern_id: id })))}`;
  for (const [id, of, audience] of [
    [ids.secretSaid, secret.id, "everyone"],
    [ids.secretWorking, secret.id, "working"],
    [ids.openSaid, open.id, "everyone"],
    [ids.openWorking, open.id, "working"],
  ] as const) {
    await sql`insert into messages ${sql({ community_id: a, id, thread_id: of, concern_id: of, author_id: people.coordinator, organization_id: world.agencyA, audience, body: audience })}`;
  }
  await sql`insert into thread_reads ${sql([
    { community_id: a, concern_id: open.id, user_id: people.resident, seq: 1 },
    { community_id: a, concern_id: open.id, user_id: people.officer, seq: 2 },
  ])}`;
  // A side room of the private one: the family and the fire brigade, which has nothing else of it.
  await sql`insert into threads ${sql({ community_id: a, id: ids.room, concern_id: secret.id, name: "单独谈", created_by: people.coordinator })}`;
  await sql`insert into thread_members ${sql(
    [
      ["user", people.coordinator],
      ["organization", world.fire],
      ["household", world.door1502],
    ].map(([kind, principal]) => ({
      community_id: a,
      thread_id: ids.room,
      kind,
      principal,
      added_by: people.coordinator,
    })),
  )}`;
  await sql`insert into room_reads ${sql({ community_id: a, room_id: ids.room, user_id: people.fireMember, seq: 1 })}`;
  await sql`insert into messages ${sql({ community_id: a, id: ids.roomSaid, thread_id: ids.room, concern_id: secret.id, author_id: people.coordinator, organization_id: world.agencyA, audience: "everyone", body: "单独说" })}`;
  await sql`insert into message_versions ${sql(
    [ids.secretWorking, ids.roomSaid].map((message_id) => ({
      community_id: a,
      message_id,
      ordinal: 1,
      body: "before",
      at: "2020-01-01",
    })),
  )}`;
  await sql`insert into message_mentions ${sql({ community_id: a, message_id: ids.openWorking, principal: people.officer, kind: "user" })}`;
  await sql`insert into drafts ${sql({ community_id: a, thread_id: secret.id, user_id: people.resident, body: "begun", audience: "everyone" })}`;
  await sql`insert into presences ${sql({ community_id: a, thread_id: open.id, user_id: people.coordinator, seen_at: "2099-01-01" })}`;
  await sql`insert into saved_replies ${sql([
    { community_id: a, id: ids.unitsReply, organization_id: world.property, name: "收到", body: "收到" },
    { community_id: a, id: ids.agencysReply, organization_id: world.agencyA, name: "收到", body: "收到" },
  ])}`;
  return ids;
}

export type Talk = Awaited<ReturnType<typeof addThreads>>;

/** Which columns the app may change at all, and a harmless change of one. */
export const threadChangeable: Changeable = {
  threads: { columns: ["closed_at"], harmless: "closed_at = now()" },
  messages: {
    columns: ["body", "deleted_at", "deleted_by"],
    harmless: "body = '', deleted_at = now(), deleted_by = app.user()",
  },
  drafts: { columns: ["audience", "body", "saved_at"], harmless: "body = 'more'" },
  saved_replies: { columns: ["body", "changed_at", "name"], harmless: "changed_at = now()" },
  thread_reads: {
    columns: ["at", "community_id", "concern_id", "seq", "user_id"],
    harmless: "seq = 2",
  },
  room_reads: { columns: ["at", "community_id", "room_id", "seq", "user_id"], harmless: "seq = 2" },
};

/** Where the rows stand. */
export function threadRowsOf(g: Gallery): Named<string> {
  const { people, concerns } = g;
  return {
    threads: {
      "of the private one": where.id(concerns.secret.id),
      "of the neighbourhood one": where.id(concerns.open.id),
      "a side room of the private one, with 1502 and fire": where.id(g.room),
      "of the problem": where.id(g.problem.id),
    },
    thread_members: { "the fire brigade in it": `thread_id = '${g.room}' and principal = '${g.fire}'` },
    messages: {
      "private one, to everyone": where.id(g.secretSaid),
      "private one, working": where.id(g.secretWorking),
      "neighbourhood one, to everyone": where.id(g.openSaid),
      "neighbourhood one, working": where.id(g.openWorking),
      "in the side room": where.id(g.roomSaid),
      "on the problem, to everyone": where.id(g.problem.said),
      "on the problem, working": where.id(g.problem.working),
    },
    message_versions: {
      "of the working one, private": `message_id = '${g.secretWorking}'`,
      "of the one in the side room": `message_id = '${g.roomSaid}'`,
    },
    message_mentions: { "in the working one, neighbourhood": `message_id = '${g.openWorking}'` },
    drafts: { "of the resident": where.user(people.resident) },
    presences: { "of the coordinator": where.user(people.coordinator) },
    saved_replies: { "of the property company": where.id(g.unitsReply), "of the agency": where.id(g.agencysReply) },
    thread_reads: { "of the resident": where.user(people.resident) },
    room_reads: { "of the fire brigade in the side room": where.user(people.fireMember) },
  };
}

/** What a viewer might try. */
export function threadActsOf(g: Gallery, code: ViewerCode): Named<SQL[]> {
  const { a, people, concerns } = g;
  const { user, organization, somebody, here, change } = trying(g, code);
  const another = people.spouse === user ? people.neighbour : people.spouse;
  const says = (concern: { id: string }, audience: string, more: Values = {}) =>
    insert("messages", {
      ...here,
      id: newId(),
      thread_id: concern.id,
      concern_id: concern.id,
      author_id: user,
      organization_id: organization,
      audience,
      body: "a word",
      ...more,
    });
  const saysOnProblem = (audience: string, more: Values = {}) =>
    insert("messages", {
      ...here,
      id: newId(),
      thread_id: g.problem.id,
      problem_id: g.problem.id,
      author_id: user,
      organization_id: organization,
      audience,
      body: "a word",
      ...more,
    });
  const inRoom = { ...here, thread_id: g.room };
  const own = newId();
  const asksIn = (kind: string, principal: string) =>
    insert("thread_members", { ...inRoom, kind, principal, added_by: user });
  const begins = (by: string | null) =>
    insert("drafts", { ...here, thread_id: concerns.open.id, user_id: by, body: "begun", audience: "everyone" });
  const savesReply = (of: string) =>
    insert("saved_replies", {
      ...here,
      id: newId(),
      organization_id: of,
      name: "明天来",
      body: "明天来",
      created_by: user,
    });
  const reads = (of: string | null) => sql`
    ${insert("thread_reads", { ...here, concern_id: concerns.open.id, user_id: of, seq: 1 })}
    on conflict (community_id, concern_id, user_id) do update set seq = 2`;
  const readsRoom = (of: string | null) => sql`
    ${insert("room_reads", { ...here, room_id: g.room, user_id: of, seq: 1 })}
    on conflict (community_id, room_id, user_id) do update set seq = 2`;
  return {
    threads: {
      "+ open the thread of what one raised": [
        insert("threads", { ...here, id: concerns.pending.id, concern_id: concerns.pending.id }),
      ],
      "+ open a side room of the private one": [
        insert("threads", { ...here, id: newId(), concern_id: concerns.secret.id, name: "另一间", created_by: user }),
      ],
    },
    thread_members: {
      "+ ask the other officer into the side room": [asksIn("user", people.otherOfficer)],
      "+ ask the neighbour into it": [asksIn("user", people.neighbour)],
    },
    messages: {
      "+ say to everyone on the problem": [saysOnProblem("everyone")],
      "+ say among those who work on the problem": [saysOnProblem("working")],
      "+ say on the problem in another's name": [saysOnProblem("everyone", { author_id: somebody })],
      "+ private one, to everyone": [says(concerns.secret, "everyone")],
      "+ private one, working": [says(concerns.secret, "working")],
      "+ neighbourhood one, to everyone": [says(concerns.open, "everyone")],
      "+ neighbourhood one, working": [says(concerns.open, "working")],
      "+ in another's name": [says(concerns.open, "everyone", { author_id: somebody })],
      "+ for a unit that one is not of": [says(concerns.open, "everyone", { organization_id: g.agencyB })],
      "+ in the side room": [says(concerns.secret, "everyone", { thread_id: g.room })],
      "+ in the side room, for the fire brigade": [
        says(concerns.secret, "everyone", { thread_id: g.room, organization_id: g.fire }),
      ],
      "correct what the coordinator wrote": [change("messages", sql`body = 'other'`, sql`id = ${g.openSaid}`)],
    },
    message_mentions: {
      "+ name the officer in what one says": [
        says(concerns.open, "everyone", { id: own }),
        insert("message_mentions", { ...here, message_id: own, principal: people.officer, kind: "user" }),
      ],
      "+ name one who cannot read it": [
        says(concerns.secret, "everyone", { id: own }),
        insert("message_mentions", { ...here, message_id: own, principal: people.otherOfficer, kind: "user" }),
      ],
    },
    drafts: {
      "+ begin to write on the neighbourhood one": [begins(user)],
      "+ begin in another's name": [begins(another)],
    },
    presences: {
      "have the neighbourhood one open": [
        sql`select from app.be_present(${a}, ${concerns.open.id}, false, false) as done where done`,
      ],
      "have the side room open": [sql`select from app.be_present(${a}, ${g.room}, false, false) as done where done`],
    },
    saved_replies: {
      "+ keep a reply of the property company": [savesReply(g.property)],
      "+ keep a reply of the agency": [savesReply(g.agencyA)],
    },
    thread_reads: {
      "+ read the neighbourhood one": [reads(user)],
      "+ read it in another's name": [reads(another)],
    },
    room_reads: {
      "+ read the side room": [readsRoom(user)],
      "+ read it in another's name": [readsRoom(people.spouse === user ? people.fireMember : people.spouse)],
    },
  };
}
