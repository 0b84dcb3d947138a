import { and, eq, isNotNull, sql } from "drizzle-orm";
import { threads } from "#db/schema/index.ts";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { type TimelineItem, timelineOf } from "../concern/timeline.ts";
import { NotFound } from "../refusal.ts";
import { type Writing, writingOf } from "../thread/writing.ts";

export type RoomMember = {
  principal: string;
  kind: "organization" | "user" | "family";
  name: string | null;
  nameEn: string | null;
  detail: string | null;
};

export type RoomPage = {
  id: string;
  communityId: string;
  number: string;
  name: string;
  closedAt: Date | null;
  members: RoomMember[];
  timeline: TimelineItem[];
  /** How far the viewer had read. */
  readSeq: number;
  writing: Writing;
  leads: boolean;
  /** Whether the viewer works on it: not whoever raised it. */
  works: boolean;
  /** Whether the viewer sees the concern too, and what it is about. */
  concern: { title: string; owner: string | null; nextAt: Date | null } | null;
};

/**
 * All that the page of a side room shows.
 * @throws NotFound where the viewer is neither in it nor leads the community
 */
export async function roomPage(viewer: Viewer, { number, room }: { number: string; room: string }): Promise<RoomPage> {
  return asViewer(viewer.claims, async (tx) => {
    const [row] = await tx
      .select()
      .from(threads)
      .where(and(eq(threads.id, room), isNotNull(threads.name)));
    if (!row) throw new NotFound();
    const [[head], members, timeline, writing] = await Promise.all([
      tx.execute<{
        number: string;
        leads: boolean;
        works: boolean;
        readSeq: number;
        concern: { title: string; owner: string | null; nextAt: string | null } | null;
      }>(sql`
        select app.room_number(${row.communityId}, ${room}) as number, app.leads_room(${row.communityId}, ${room}) as leads,
          app.works_in(${row.communityId}, ${room}) as works,
          coalesce((select r.seq from room_reads r where r.community_id = ${row.communityId} and r.room_id = ${room}
            and r.user_id = app.user()), 0) as "readSeq", (
            select jsonb_build_object('title', c.title, 'owner', o.name, 'nextAt', c.next_at) from concerns c left join users o on o.id = c.owner_id
            where c.community_id = ${row.communityId} and c.id = ${row.concernId}) as concern`),
      tx.execute<RoomMember>(sql`
        select m.principal, case when m.kind = 'household' or m.kind = 'user' and coalesce(u.works_in, '{}') = '{}' then 'family' else m.kind end as kind,
          coalesce(o.name, u.name) as name, o.name_en as "nameEn", u.post as detail
        from thread_members m
        left join organizations o on m.kind = 'organization' and o.id = m.principal
        left join users u on m.kind = 'user' and u.id = m.principal
        where m.community_id = ${row.communityId} and m.thread_id = ${room} order by m.added_at, m.kind, m.principal`),
      timelineOf(tx, { room }),
      writingOf(tx, sql`(select community_id, id from threads where id = ${room})`),
    ]);
    if (head?.number !== number) throw new NotFound();
    return {
      id: row.id,
      communityId: row.communityId,
      number,
      name: row.name ?? "",
      closedAt: row.closedAt,
      members: oneFamily([...members]),
      timeline,
      readSeq: head.readSeq,
      writing,
      leads: head.leads,
      works: head.works,
      concern: head.concern && {
        ...head.concern,
        nextAt: head.concern.nextAt ? new Date(head.concern.nextAt) : null,
      },
    };
  });
}

/** A family came in by two ways, as a person and as a household: it is shown once. */
const oneFamily = (members: RoomMember[]): RoomMember[] =>
  members.filter((m, i) => m.kind !== "family" || members.findIndex((x) => x.kind === "family") === i);
