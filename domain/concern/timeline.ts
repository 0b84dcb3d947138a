import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import type { Attached } from "../attachment/attached.ts";

/** Who did something, as far as the viewer may know. `reporter`: whoever raised the concern, named or not. */
export type Actor = {
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
  };
  message: { id: string; body: string; attachments: Attached[] } | null;
};

type Row = Omit<TimelineItem, "at" | "actor" | "message"> & {
  at: string;
  name: string | null;
  post: string | null;
  organization: string | null;
  organizationEn: string | null;
  staff: boolean;
  self: boolean;
  messageId: string | null;
  body: string | null;
};

/** What is not part of the story for anybody who reads it. */
const hidden = ["contact_read"];

/**
 * What happened on a concern, in order, as far as the viewer of the transaction may read it.
 * @param after only what came after this event (for open pages that follow)
 */
export async function timelineOf(
  tx: Transaction,
  { number, after = 0 }: { number: string; after?: number },
): Promise<TimelineItem[]> {
  const [rows, files] = await Promise.all([
    tx.execute<Row>(sql`
    select e.seq, e.at, e.kind, e.audience, e.from_status as "from", e.to_status as "to",
      case when hidden.reporter then null else u.name end as name, case when hidden.reporter then null else u.post end as post,
      o.name as organization, o.name_en as "organizationEn", e.actor_id is not distinct from app.user() as self,
      not hidden.reporter and coalesce(u.works_in <> '{}', false) as staff, m.id as "messageId", m.body,
      jsonb_strip_nulls(jsonb_build_object(
        'organizations', case when e.data ? 'organizations' or e.data ? 'organization' then (
          select jsonb_agg(jsonb_build_object('name', x.name, 'nameEn', x.name_en) order by x.name)
          from organizations x
          where x.id::text = e.data ->> 'organization' or e.data -> 'organizations' ? x.id::text) end,
        'dueAt', e.data -> 'dueAt', 'nextAt', e.data -> 'nextAt', 'rating', e.data -> 'rating', 'reason', e.data -> 'reason',
        'person', case when e.data ? 'owner' or e.data ? 'officer' then (
          select x.name from users x where x.id::text = coalesce(e.data ->> 'owner', e.data ->> 'officer')) end)) as data
    from concerns c
    join events e on e.community_id = c.community_id and e.subject_id = c.id and e.subject_type = 'concern'
    left join messages m on m.community_id = e.community_id and m.id = e.message_id
    left join users u on u.id = e.actor_id
    left join organizations o on o.id = m.organization_id
    -- Whoever raised it for themselves is the reporter here, whatever else they are, to those who may not know who did.
    cross join lateral (select c.origin = 'online' and e.actor_id is not null and e.actor_id = c.created_by and not exists (
      select from concern_people p where p.community_id = c.community_id and p.concern_id = c.id and p.role = 'reporter') as reporter) hidden
    where c.number = ${number} and e.seq > ${after} and e.kind <> all (${`{${hidden.join(",")}}`}::text[])
    order by e.seq`),
    tx.execute<Attached & { messageId: string }>(sql`
      select a.id, a.kind, a.name, a.size, a.width, a.height, a.message_id as "messageId"
      from concerns c join attachments a on a.community_id = c.community_id and a.concern_id = c.id
      where c.number = ${number} and a.message_id is not null order by a.created_at, a.id`),
  ]);
  const byMessage = Map.groupBy(files, (file) => file.messageId);
  return [...rows].map(({ name, post, organization, organizationEn, staff, self, messageId, body, ...row }) => ({
    ...row,
    at: new Date(row.at),
    actor: { name, post, organization, organizationEn, reporter: !staff, self },
    message: messageId && body !== null ? { id: messageId, body, attachments: byMessage.get(messageId) ?? [] } : null,
  }));
}
