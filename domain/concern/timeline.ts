import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import type { Attached } from "../attachment/attached.ts";
import { beginningOf, quoteLength } from "../thread/rules.ts";

/** Who did something, as far as the viewer may know. `reporter`: whoever raised the concern, named or not. */
type Actor = {
  name: string | null;
  post: string | null;
  organization: string | null;
  organizationEn: string | null;
  reporter: boolean;
  self: boolean;
};

export type TimelineItem = {
  seq: number;
  at: Date;
  kind: string;
  inRoom: boolean;
  audience: "everyone" | "working" | "office";
  actor: Actor;
  from: string | null;
  to: string | null;
  data: {
    organizations?: { name: string; nameEn: string | null }[];
    dueAt?: string;
    nextAt?: string;
    rating?: number;
    reason?: string;
    person?: string | null;
    /** Whoever raised it, and their household: as members of a side room. */
    family?: true;
  };
  message: Message | null;
  /** The last event that told something of this entry: its own, or that it was corrected or taken back. */
  rev: number;
};

type Message = {
  id: string;
  body: string;
  attachments: Attached[];
  createdAt: Date;
  /** What it answers to; its text is null where it was taken back. */
  quotes: { seq: number; body: string | null; actor: Actor } | null;
  /** What it said before it was corrected, oldest first. */
  versions: { body: string; at: Date }[];
  editedAt: Date | null;
  /** Who is named in it. */
  mentions: string[];
  deleted: { at: Date; by: string | null } | null;
};

type EventRow = Omit<TimelineItem, "at" | "actor" | "message" | "data" | "rev"> & {
  at: string;
  actorId: string | null;
  messageId: string | null;
  self: boolean;
  data: Stored;
  /** Whether this viewer may know who raised the concern. */
  open: boolean;
  raisedBy: string | null;
};

/** What an event's `data` may hold for a concern. */
type Stored = {
  organization?: string;
  organizations?: string[];
  owner?: string;
  officer?: string;
  dueAt?: string;
  nextAt?: string;
  rating?: number;
  reason?: string;
  family?: true;
  /** Of what was corrected or taken back. */
  message?: string;
};

type MessageRow = {
  id: string;
  body: string;
  createdAt: string;
  editedAt: string | null;
  deletedAt: string | null;
  deletedBy: string | null;
  versions: { body: string; at: string }[];
  mentions: string[];
  organization: string | null;
  organizationEn: string | null;
  quoted: {
    seq: number;
    body: string;
    deleted: boolean;
    author: string | null;
    organization: string | null;
    organizationEn: string | null;
  } | null;
};

type Named = { id: string; name: string; nameEn: string | null };

/** What is not part of the story for anybody who reads it. */
const hidden = ["contact_read"];

/** What changes an entry that stands there already, instead of making one. */
const touching = ["edited", "deleted"];

const uuids = (ids: (string | null | undefined)[]) => `{${[...new Set(ids.filter(Boolean))].join(",")}}`;

/** Whose chain of events is read: that of a concern, by its number, or that of one of its side rooms. */
export type Subject = { number: string } | { room: string };

/** The subject with what follows from it for every entry; `open`: whether the viewer may know who raised the concern. */
const subjectOf = (of: Subject): SQL =>
  "room" in of
    ? sql`(select t.community_id, t.id, 'room' as type, null::uuid as raised_by, true as open
      from threads t where t.id = ${of.room} and t.name is not null offset 0)`
    : sql`(
  select c.community_id, c.id, 'concern' as type, case when c.origin = 'online' then c.created_by end as raised_by, exists (
    select from concern_people p where p.community_id = c.community_id and p.concern_id = c.id and p.role = 'reporter') as open
  from concerns c where c.number = ${of.number} offset 0)`;

/**
 * What happened on a subject, in order, as far as the viewer of the transaction may read it. First the events; then, in
 * one go, what they name: one look for all messages, people and organizations instead of one a row.
 * @param after only what came after this event (for open pages that follow), and what was changed after it, as it is now
 */
export async function timelineOf(
  tx: Transaction,
  { after = 0, ...of }: Subject & { after?: number },
): Promise<TimelineItem[]> {
  const subject = subjectOf(of);
  const later = after
    ? sql`(e.seq > ${after} or e.message_id in (
        select (x.data ->> 'message')::uuid from events x
        where x.community_id = s.community_id and x.subject_id = s.id and x.subject_type = s.type and x.seq > ${after}
          and x.kind = any (${`{${touching.join(",")}}`}::text[])))`
    : sql`true`;
  const read = [
    ...(await tx.execute<EventRow>(sql`
      select e.seq, e.at, e.kind, s.type = 'room' as "inRoom", e.audience, e.from_status as "from", e.to_status as "to", e.actor_id as "actorId",
        e.message_id as "messageId", e.data, e.actor_id is not distinct from app.user() as self, s.open, s.raised_by as "raisedBy"
      from ${subject} s
      join events e on e.community_id = s.community_id and e.subject_id = s.id and e.subject_type = s.type
      where ${later} and e.kind <> all (${`{${hidden.join(",")}}`}::text[])
      order by e.seq`)),
  ];
  const events = read.filter((e) => !touching.includes(e.kind));
  if (!events.length) return [];
  const touched = new Map(read.filter((e) => touching.includes(e.kind)).map((e) => [e.data.message, e.seq]));
  const messageIds = uuids(events.map((e) => e.messageId));
  const [messages, files, people, organizations] = await Promise.all([
    tx.execute<MessageRow>(sql`
      select m.id, m.body, m.created_at as "createdAt", m.edited_at as "editedAt", m.deleted_at as "deletedAt", 
        case when m.deleted_by is not null then (select d.name from users d where d.id = m.deleted_by) end as "deletedBy",
        o.name as organization, o.name_en as "organizationEn",
        case when m.edited_at is not null then coalesce((
          select jsonb_agg(jsonb_build_object('body', v.body, 'at', v.at) order by v.ordinal) from message_versions v
          where v.community_id = m.community_id and v.message_id = m.id), '[]') else '[]' end as versions,
        case when position('@' in m.body) + position('＠' in m.body) > 0 then array(
          select n.name from message_mentions x
          cross join lateral (
            select u.name from users u where u.id = x.principal
            union all select unnest(array_remove(array[o.name, o.name_en], null)) from organizations o where o.id = x.principal) n
          where x.community_id = m.community_id and x.message_id = m.id) else '{}' end as mentions,
        case when m.quotes_id is not null then (
          select jsonb_build_object('seq', e.seq, 'body', left(q.body, ${quoteLength + 1}), 'deleted', q.deleted_at is not null,
            'author', q.author_id, 'organization', x.name, 'organizationEn', x.name_en)
          from messages q
          join events e on e.community_id = q.community_id and e.subject_id = s.id and e.message_id = q.id
          left join organizations x on x.id = q.organization_id
          where q.community_id = m.community_id and q.id = m.quotes_id) end as quoted
      from ${subject} s
      join messages m on m.community_id = s.community_id and m.id = any (${messageIds}::uuid[])
      left join organizations o on o.id = m.organization_id`),
    tx.execute<Attached & { messageId: string }>(sql`
      select a.id, a.kind, a.name, a.size, a.width, a.height, a.message_id as "messageId" from ${subject} s
      join attachments a on a.community_id = s.community_id and a.message_id = any (${messageIds}::uuid[])
      order by a.created_at, a.id`),
    tx.execute<Person>(sql`
      select u.id, u.name, u.post, u.works_in <> '{}' as staff from users u
      where u.id = any (${uuids(events.flatMap((e) => [e.actorId, e.data.owner, e.data.officer]))}::uuid[])`),
    tx.execute<Named>(sql`
      select o.id, o.name, o.name_en as "nameEn" from organizations o
      where o.id = any (${uuids(events.flatMap(({ data }) => [data.organization, ...(data.organizations ?? [])]))}::uuid[])`),
  ]);
  const messageOf = new Map(messages.map((m) => [m.id, m]));
  const filesOf = Map.groupBy(files, (file) => file.messageId);
  const personOf = new Map(people.map((p) => [p.id, p]));
  const organizationOf = new Map(organizations.map((o) => [o.id, o]));
  await addQuoted(tx, messages, personOf);
  return events.map((e) => {
    const { actorId, messageId, self, data, open, raisedBy, ...row } = e;
    const message = messageId ? messageOf.get(messageId) : undefined;
    const actorOf = (id: string | null, speaks: Speaks | undefined, own: boolean): Actor => {
      // Whoever raised it for themselves is the reporter here, whatever else they are, to those who may not know who did.
      const veiled = !open && id !== null && id === raisedBy;
      const person = id && !veiled ? personOf.get(id) : undefined;
      return {
        name: person?.name ?? null,
        post: person?.post ?? null,
        organization: speaks?.organization ?? null,
        organizationEn: speaks?.organizationEn ?? null,
        reporter: !person?.staff,
        self: own,
      };
    };
    const named = data.owner ?? data.officer;
    const units = [...(data.organizations ?? []), ...(data.organization ? [data.organization] : [])]
      .map((id) => organizationOf.get(id))
      .filter((o) => o !== undefined);
    const quoted = message?.quoted;
    return {
      ...row,
      at: new Date(row.at),
      rev: Math.max(row.seq, touched.get(messageId ?? "") ?? 0),
      actor: actorOf(actorId, message, self),
      data: {
        ...(units.length ? { organizations: units.map(({ name, nameEn }) => ({ name, nameEn })) } : {}),
        ...(data.dueAt ? { dueAt: data.dueAt } : {}),
        ...(data.nextAt ? { nextAt: data.nextAt } : {}),
        ...(data.rating ? { rating: data.rating } : {}),
        ...(data.reason ? { reason: data.reason } : {}),
        ...(data.family ? { family: true } : {}),
        ...(named ? { person: personOf.get(named)?.name ?? null } : {}),
      },
      message: message
        ? {
            id: message.id,
            body: message.body,
            attachments: filesOf.get(message.id) ?? [],
            createdAt: new Date(message.createdAt),
            quotes: quoted
              ? {
                  seq: quoted.seq,
                  body: quoted.deleted ? null : beginningOf(quoted.body),
                  actor: actorOf(quoted.author, quoted, false),
                }
              : null,
            versions: message.versions.map((v) => ({ body: v.body, at: new Date(v.at) })),
            mentions: message.mentions,
            editedAt: message.editedAt ? new Date(message.editedAt) : null,
            deleted: message.deletedAt ? { at: new Date(message.deletedAt), by: message.deletedBy } : null,
          }
        : null,
    };
  });
}

type Speaks = { organization: string | null; organizationEn: string | null };

type Person = { id: string; name: string; post: string | null; staff: boolean };

/** Those who are quoted and did nothing else here: seldom anybody. */
async function addQuoted(tx: Transaction, messages: Iterable<MessageRow>, known: Map<string, Person>): Promise<void> {
  const missing = [...messages].map((m) => m.quoted?.author).filter((id) => id && !known.has(id));
  if (!missing.length) return;
  const people = await tx.execute<Person>(sql`
    select u.id, u.name, u.post, u.works_in <> '{}' as staff from users u where u.id = any (${uuids(missing)}::uuid[])`);
  for (const person of people) known.set(person.id, person);
}
