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
  onProblem: boolean;
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
    /** Why a unit gave it back, and whose it says it is. */
    why?: string;
    suggested?: { name: string; nameEn: string | null };
    /** Given to the unit that another one said it belongs to. */
    passedOn?: boolean;
    /** Where an officer heard the family say that it is done. */
    heard?: string;
    /** Whoever raised it, and their household: as members of a side room. */
    family?: true;
    /** Of how many concerns it tells. */
    count?: number;
    /** The numbers of other concerns that it tells of, as far as the reader may see them. */
    concerns?: string[];
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
  communityId: string;
  actorId: string | null;
  messageId: string | null;
  self: boolean;
  data: Stored;
};

/** What the page of a concern knows of it already, or asks beside the timeline. */
type About = {
  /** Whether the viewer may know who raised it. */
  open: boolean;
  raisedBy: string | null;
  /** Whether there are any files in its talk. */
  files: boolean;
};

const openToAll: About = { open: true, raisedBy: null, files: true };

/** What an event's `data` may hold for a concern. */
type Stored = {
  organization?: string;
  organizations?: string[];
  owner?: string;
  officer?: string;
  /** Who in a unit was handed it, or had it in hand and has left. */
  colleague?: string;
  dueAt?: string;
  nextAt?: string;
  rating?: number;
  reason?: string;
  why?: string;
  suggested?: string;
  passedOn?: boolean;
  into?: string;
  from?: string;
  parts?: string[];
  heard?: string;
  family?: true;
  count?: number;
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
  quotesId: string | null;
  organization: string | null;
  organizationEn: string | null;
};

type Quoted = Speaks & { id: string; seq: number; body: string; deleted: boolean; author: string | null };

type Named = { id: string; name: string; nameEn: string | null };

/** What is not part of the story for anybody who reads it. */
const hidden = ["contact_read"];

/** What changes an entry that stands there already, instead of making one. */
const touching = ["edited", "deleted"];

const uuids = (ids: (string | null | undefined)[]) => `{${[...new Set(ids.filter(Boolean))].join(",")}}`;

/** Whose chain of events is read: that of a concern, by its number, of one of its side rooms, or of a problem, by its number. */
export type Subject = { number: string } | { room: string } | { problem: string };

/** The subject, where the viewer reads it. */
const subjectOf = (of: Subject): SQL =>
  "room" in of
    ? sql`(select t.community_id, t.id, 'room' as type from threads t where t.id = ${of.room} and t.name is not null offset 0)`
    : "problem" in of
      ? sql`(select p.community_id, p.id, 'problem' as type from problems p where p.number = ${of.problem} offset 0)`
      : sql`(select c.community_id, c.id, 'concern' as type from concerns c where c.number = ${of.number} offset 0)`;

/** What has to be known of a concern besides; a room and a problem veil nobody. */
async function aboutOf(tx: Transaction, of: Subject): Promise<About> {
  if (!("number" in of)) return openToAll;
  const [row] = await tx.execute<Omit<About, "files">>(sql`
    select case when c.origin in ('online', 'mail') then c.created_by end as "raisedBy", exists (
      select from concern_people p where p.community_id = c.community_id and p.concern_id = c.id and p.role = 'reporter') as open
    from concerns c where c.number = ${of.number}`);
  return { open: row?.open ?? false, raisedBy: row?.raisedBy ?? null, files: true };
}

/**
 * What happened on a subject, in order, as far as the viewer of the transaction may read it. First the events; then, in
 * one go, what they name: one look for all messages, people and organizations instead of one a row.
 * @param after only what came after this event (for open pages that follow), and what was changed after it, as it is now
 * @param about what is known of a concern already
 */
export async function timelineOf(
  tx: Transaction,
  { after = 0, about, ...of }: Subject & { after?: number; about?: Promise<About> },
): Promise<TimelineItem[]> {
  const subject = subjectOf(of);
  const later = after
    ? sql`(e.seq > ${after} or e.message_id in (
        select (x.data ->> 'message')::uuid from events x
        where x.community_id = s.community_id and x.subject_id = s.id and x.subject_type = s.type and x.seq > ${after}
          and x.kind = any (${`{${touching.join(",")}}`}::text[])))`
    : sql`true`;
  const [rows, { open, raisedBy, files: hasFiles }] = await Promise.all([
    tx.execute<EventRow>(sql`
      select e.seq, e.at, e.kind, s.community_id as "communityId", s.type = 'room' as "inRoom", s.type = 'problem' as "onProblem",
        e.audience, e.from_status as "from", e.to_status as "to", e.actor_id as "actorId",
        e.message_id as "messageId", e.data, e.actor_id is not distinct from app.user() as self
      from ${subject} s
      join events e on e.community_id = s.community_id and e.subject_id = s.id and e.subject_type = s.type
      where ${later} and e.kind <> all (${`{${hidden.join(",")}}`}::text[])
      order by e.seq`),
    about ?? aboutOf(tx, of),
  ]);
  const read = [...rows];
  const events = read.filter((e) => !touching.includes(e.kind));
  const [first] = events;
  if (!first) return [];
  const community = first.communityId;
  const touched = new Map(read.filter((e) => touching.includes(e.kind)).map((e) => [e.data.message, e.seq]));
  const messageIds = uuids(events.map((e) => e.messageId));
  const others = events.flatMap((e) => otherConcerns(e));
  const [messages, files, people, organizations, concerns] = await Promise.all([
    tx.execute<MessageRow>(sql`
      select m.id, m.body, m.created_at as "createdAt", m.edited_at as "editedAt", m.deleted_at as "deletedAt",
        m.deleted_by as "deletedBy", m.quotes_id as "quotesId", o.name as organization, o.name_en as "organizationEn"
      from messages m left join organizations o on o.id = m.organization_id
      where m.community_id = ${community} and m.id = any (${messageIds}::uuid[])`),
    hasFiles
      ? tx.execute<Attached & { messageId: string }>(sql`
        select a.id, a.kind, a.name, a.size, a.width, a.height, a.message_id as "messageId" from attachments a
        where a.community_id = ${community} and a.message_id = any (${messageIds}::uuid[]) order by a.created_at, a.id`)
      : [],
    tx.execute<Person>(sql`
      select u.id, u.name, u.post, u.works_in <> '{}' as staff from users u
      where u.id = any (${uuids(events.flatMap((e) => [e.actorId, e.data.owner, e.data.officer, e.data.colleague]))}::uuid[])`),
    tx.execute<Named>(sql`
      select o.id, o.name, o.name_en as "nameEn" from organizations o
      where o.id = any (${uuids(events.flatMap(({ data }) => [data.organization, data.suggested, ...(data.organizations ?? [])]))}::uuid[])`),
    others.length
      ? tx.execute<{ id: string; number: string }>(
          sql`select c.id, c.number from concerns c where c.community_id = ${community} and c.id = any (${uuids(others)}::uuid[])`,
        )
      : [],
  ]);
  const messageOf = new Map(messages.map((m) => [m.id, m]));
  const filesOf = Map.groupBy([...files], (file) => file.messageId);
  const personOf = new Map(people.map((p) => [p.id, p]));
  const numberOf = new Map([...concerns].map((c) => [c.id, c.number]));
  const organizationOf = new Map(organizations.map((o) => [o.id, o]));
  const around = await aroundOf(tx, { community, subject: subjectOf(of) }, [...messages]);
  for (const person of around.people) personOf.set(person.id, person);
  return events.map((e) => {
    const { actorId, messageId, self, data, communityId: _, ...row } = e;
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
        // Words of a unit that came in a list have no author.
        reporter: !person?.staff && !(speaks?.organization && !id),
        self: own,
      };
    };
    const named = data.owner ?? data.officer ?? data.colleague;
    const units = [...(data.organizations ?? []), ...(data.organization ? [data.organization] : [])]
      .map((id) => organizationOf.get(id))
      .filter((o) => o !== undefined);
    const numbers = otherConcerns(e)
      .map((id) => numberOf.get(id))
      .filter((n) => n !== undefined);
    const suggested = data.suggested ? organizationOf.get(data.suggested) : undefined;
    const quoted = message?.quotesId ? around.quoted.get(message.quotesId) : undefined;
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
        ...(data.why ? { why: data.why } : {}),
        ...(suggested ? { suggested: { name: suggested.name, nameEn: suggested.nameEn } } : {}),
        ...(numbers.length ? { concerns: numbers } : {}),
        ...(data.passedOn ? { passedOn: true } : {}),
        ...(data.heard ? { heard: data.heard } : {}),
        ...(data.family ? { family: true } : {}),
        ...(data.count ? { count: data.count } : {}),
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
            versions: around.versions.get(message.id)?.map((v) => ({ body: v.body, at: new Date(v.at) })) ?? [],
            mentions: around.mentions.get(message.id)?.map((m) => m.name) ?? [],
            editedAt: message.editedAt ? new Date(message.editedAt) : null,
            deleted: message.deletedAt
              ? { at: new Date(message.deletedAt), by: personOf.get(message.deletedBy ?? "")?.name ?? null }
              : null,
          }
        : null,
    };
  });
}

type Speaks = { organization: string | null; organizationEn: string | null };

type Person = { id: string; name: string; post: string | null; staff: boolean };

const none = { people: [], quoted: [], versions: [], mentions: [] };

/**
 * What stands around some messages: what they answer to, said before, whom they name, who took them back. Asked for only
 * where there is such a thing: most talk has none of it, and a page does not wait for what it has not.
 */
async function aroundOf(
  tx: Transaction,
  { community, subject }: { community: string; subject: SQL },
  messages: MessageRow[],
) {
  const quotes = messages.flatMap((m) => m.quotesId ?? []);
  const edited = messages.flatMap((m) => (m.editedAt ? m.id : []));
  const naming = messages.flatMap((m) => (/[@＠]/.test(m.body) ? m.id : []));
  const [quoted, versions, mentions] = await Promise.all([
    quotes.length
      ? tx.execute<Quoted>(sql`
        select q.id, e.seq, left(q.body, ${quoteLength + 1}) as body, q.deleted_at is not null as deleted, q.author_id as author,
          o.name as organization, o.name_en as "organizationEn"
        from ${subject} s
        join messages q on q.community_id = s.community_id and q.id = any (${uuids(quotes)}::uuid[])
        join events e on e.community_id = q.community_id and e.subject_id = s.id and e.message_id = q.id
        left join organizations o on o.id = q.organization_id`)
      : none.quoted,
    edited.length
      ? tx.execute<{ id: string; body: string; at: string }>(sql`
        select v.message_id as id, v.body, v.at from message_versions v
        where v.community_id = ${community} and v.message_id = any (${uuids(edited)}::uuid[]) order by v.ordinal`)
      : none.versions,
    naming.length
      ? tx.execute<{ id: string; name: string }>(sql`
        select x.message_id as id, n.name from message_mentions x
        cross join lateral (
          select u.name from users u where u.id = x.principal
          union all select unnest(array_remove(array[o.name, o.name_en], null)) from organizations o where o.id = x.principal) n
        where x.community_id = ${community} and x.message_id = any (${uuids(naming)}::uuid[])`)
      : none.mentions,
  ]);
  const known = uuids([...messages.map((m) => m.deletedBy), ...[...quoted].map((q) => q.author)]);
  const people =
    known === "{}"
      ? none.people
      : await tx.execute<Person>(sql`
        select u.id, u.name, u.post, u.works_in <> '{}' as staff from users u where u.id = any (${known}::uuid[])`);
  return {
    people: [...people] as Person[],
    quoted: new Map(([...quoted] as Quoted[]).map((q) => [q.id, q])),
    versions: Map.groupBy([...versions] as { id: string; body: string; at: string }[], (v) => v.id),
    mentions: Map.groupBy([...mentions] as { id: string; name: string }[], (m) => m.id),
  };
}
/** The ids of other concerns that an event tells of. (An event on an assignment has states in `from`.) */
const otherConcerns = ({ kind, data }: Pick<EventRow, "kind" | "data">): string[] =>
  ["merged", "merge_received", "merge_undone", "split", "split_off"].includes(kind)
    ? [data.into, data.from, ...(data.parts ?? [])].filter((id) => id !== undefined)
    : [];
