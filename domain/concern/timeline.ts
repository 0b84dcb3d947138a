import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import type { Attached } from "../attachment/attached.ts";

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
    /** The numbers of other concerns that it tells of, as far as the reader may see them. */
    concerns?: string[];
  };
  message: { id: string; body: string; attachments: Attached[] } | null;
};

type EventRow = Omit<TimelineItem, "at" | "actor" | "message" | "data"> & {
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
  why?: string;
  suggested?: string;
  passedOn?: boolean;
  into?: string;
  from?: string;
  parts?: string[];
};

type Named = { id: string; name: string; nameEn: string | null };

/** What is not part of the story for anybody who reads it. */
const hidden = ["contact_read"];

const uuids = (ids: (string | null | undefined)[]) => `{${[...new Set(ids.filter(Boolean))].join(",")}}`;

/**
 * What happened on a concern, in order, as far as the viewer of the transaction may read it. First the events; then, in
 * one go, what they name: one look for all messages, people and organizations instead of one a row.
 * @param after only what came after this event (for open pages that follow)
 */
export async function timelineOf(
  tx: Transaction,
  { number, after = 0 }: { number: string; after?: number },
): Promise<TimelineItem[]> {
  const events = [
    ...(await tx.execute<EventRow>(sql`
      select e.seq, e.at, e.kind, e.audience, e.from_status as "from", e.to_status as "to", e.actor_id as "actorId",
        e.message_id as "messageId", e.data, e.actor_id is not distinct from app.user() as self,
        c.open, case when c.origin = 'online' then c.created_by end as "raisedBy"
      from (
        select c.community_id, c.id, c.origin, c.created_by, exists (
          select from concern_people p where p.community_id = c.community_id and p.concern_id = c.id and p.role = 'reporter') as open
        from concerns c where c.number = ${number} offset 0) c
      join events e on e.community_id = c.community_id and e.subject_id = c.id and e.subject_type = 'concern'
      where e.seq > ${after} and e.kind <> all (${`{${hidden.join(",")}}`}::text[])
      order by e.seq`)),
  ];
  if (!events.length) return [];
  const messageIds = uuids(events.map((e) => e.messageId));
  const others = events.flatMap((e) => otherConcerns(e));
  const [messages, files, people, organizations, concerns] = await Promise.all([
    tx.execute<{ id: string; body: string; organization: string | null; organizationEn: string | null }>(sql`
      select m.id, m.body, o.name as organization, o.name_en as "organizationEn" from concerns c
      join messages m on m.community_id = c.community_id and m.id = any (${messageIds}::uuid[])
      left join organizations o on o.id = m.organization_id
      where c.number = ${number}`),
    tx.execute<Attached & { messageId: string }>(sql`
      select a.id, a.kind, a.name, a.size, a.width, a.height, a.message_id as "messageId" from concerns c
      join attachments a on a.community_id = c.community_id and a.concern_id = c.id and a.message_id = any (${messageIds}::uuid[])
      where c.number = ${number} order by a.created_at, a.id`),
    tx.execute<{ id: string; name: string; post: string | null; staff: boolean }>(sql`
      select u.id, u.name, u.post, u.works_in <> '{}' as staff from users u
      where u.id = any (${uuids(events.flatMap((e) => [e.actorId, e.data.owner, e.data.officer]))}::uuid[])`),
    tx.execute<Named>(sql`
      select o.id, o.name, o.name_en as "nameEn" from organizations o
      where o.id = any (${uuids(events.flatMap(({ data }) => [data.organization, data.suggested, ...(data.organizations ?? [])]))}::uuid[])`),
    others.length
      ? tx.execute<{ id: string; number: string }>(
          sql`select c.id, c.number from concerns c where c.id = any (${uuids(others)}::uuid[])`,
        )
      : [],
  ]);
  const messageOf = new Map(messages.map((m) => [m.id, m]));
  const filesOf = Map.groupBy(files, (file) => file.messageId);
  const personOf = new Map(people.map((p) => [p.id, p]));
  const numberOf = new Map([...concerns].map((c) => [c.id, c.number]));
  const organizationOf = new Map(organizations.map((o) => [o.id, o]));
  return events.map((e) => {
    const { actorId, messageId, self, data, open, raisedBy, ...row } = e;
    const message = messageId ? messageOf.get(messageId) : undefined;
    // Whoever raised it for themselves is the reporter here, whatever else they are, to those who may not know who did.
    const veiled = !open && actorId !== null && actorId === raisedBy;
    const person = actorId && !veiled ? personOf.get(actorId) : undefined;
    const named = data.owner ?? data.officer;
    const units = [...(data.organizations ?? []), ...(data.organization ? [data.organization] : [])]
      .map((id) => organizationOf.get(id))
      .filter((o) => o !== undefined);
    const numbers = otherConcerns(e)
      .map((id) => numberOf.get(id))
      .filter((n) => n !== undefined);
    const suggested = data.suggested ? organizationOf.get(data.suggested) : undefined;
    return {
      ...row,
      at: new Date(row.at),
      actor: {
        name: person?.name ?? null,
        post: person?.post ?? null,
        organization: message?.organization ?? null,
        organizationEn: message?.organizationEn ?? null,
        reporter: !person?.staff,
        self,
      },
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
        ...(named ? { person: personOf.get(named)?.name ?? null } : {}),
      },
      message: message ? { id: message.id, body: message.body, attachments: filesOf.get(message.id) ?? [] } : null,
    };
  });
}

/** The ids of other concerns that an event tells of. (An event on an assignment has states in `from`.) */
const otherConcerns = ({ kind, data }: Pick<EventRow, "kind" | "data">): string[] =>
  ["merged", "merge_received", "merge_undone", "split", "split_off"].includes(kind)
    ? [data.into, data.from, ...(data.parts ?? [])].filter((id) => id !== undefined)
    : [];
