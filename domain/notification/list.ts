import { and, eq, isNull, sql } from "drizzle-orm";
import { atMost } from "#db/at-most.ts";
import { notifications } from "#db/schema/index.ts";
import { asViewer, change } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";

export type NotificationLine = {
  id: string;
  kind: string;
  number: string;
  /** The side room it is about, if any; and whether it is about a common problem. */
  room: string | null;
  problem: boolean;
  /** The meeting it is about, if any: then there is no number. */
  meeting: string | null;
  /** The agreement it is about, if any. */
  agreement: string | null;
  /** The policy explanation it is about, if any. */
  policy: string | null;
  /** It is about words of theirs in a story; about a consent to act for a household, which is told by its end alone. */
  quote: boolean;
  helper: boolean;
  /** Null where not even its title is told: of a meeting on a single concern, of words before they are read. */
  title: string | null;
  actor: string | null;
  createdAt: Date;
  read: boolean;
};

/** The latest notifications of a person, as far as they may still see what these are about. */
export async function listNotifications(viewer: Viewer, limit = 50): Promise<NotificationLine[]> {
  const user = viewer.user?.id ?? null;
  return asViewer(viewer.claims, async (tx) => {
    const rows = await tx.execute<Omit<NotificationLine, "createdAt"> & { createdAt: string }>(sql`
      select n.id, n.kind, coalesce(c.number, fc.number, p.number, app.room_number(r.community_id, r.id)) as number, n.room_id as room, n.meeting_id as meeting, w.id as agreement, y.policy_id as policy, p.id is not null as problem, q.id is not null as quote, n.helper_id is not null as helper,
        coalesce(c.title, fc.title, p.title, r.name, case when g.concern_id is null then g.title end, w.title, y.title, case when h.user_id is distinct from n.user_id then h.name end) as title, coalesce(o.name, u.name) as actor, n.created_at as "createdAt", n.read_at is not null as read
      from notifications n
      left join concerns c on c.community_id = n.community_id and c.id = n.concern_id
      left join concern_followings f on f.community_id = n.community_id and f.id = n.following_id
      left join concerns fc on fc.community_id = f.community_id and fc.id = f.concern_id
      left join threads r on r.community_id = n.community_id and r.id = n.room_id
      left join problems p on p.community_id = n.community_id and p.id = n.problem_id
      left join meetings g on g.community_id = n.community_id and g.id = n.meeting_id
      left join agreements w on w.community_id = n.community_id and w.id = n.agreement_id
      left join policy_texts y on y.community_id = n.community_id and y.policy_id = n.policy_id and y.locale = 'zh-CN'
      left join story_quotes q on q.community_id = n.community_id and q.id = n.quote_id
      left join helpers h on h.community_id = n.community_id and h.id = n.helper_id
      left join events e on e.community_id = n.community_id and e.subject_id = coalesce(n.concern_id, n.room_id, n.problem_id, n.meeting_id, n.agreement_id)
        and e.seq = n.seq
      left join messages m on m.community_id = e.community_id and m.id = e.message_id
      left join organizations o on o.id = m.organization_id
      left join users u on u.id = e.actor_id
      where n.user_id = ${user} and (c.id is not null or fc.id is not null or r.id is not null or p.id is not null or g.id is not null or w.id is not null or y.policy_id is not null or q.id is not null or n.helper_id is not null)
      order by n.created_at desc, n.id desc ${atMost(limit)}`);
    return [...rows].map((row) => ({ ...row, createdAt: new Date(row.createdAt) }));
  });
}

/** How many notifications a person has not read. */
export async function unreadCount(viewer: Viewer): Promise<number> {
  const user = viewer.user?.id ?? null;
  const [row] = await asViewer(viewer.claims, (tx) =>
    tx.execute<{ n: number }>(
      sql`select count(*)::int as n from notifications where user_id = ${user} and read_at is null`,
    ),
  );
  return row?.n ?? 0;
}

/** Marks all of a person's notifications read. */
export async function readAll(viewer: Viewer): Promise<void> {
  const user = viewer.user?.id;
  if (!user) return;
  await change(viewer.claims, (tx) =>
    tx
      .update(notifications)
      .set({ readAt: new Date() })
      .where(and(eq(notifications.userId, user), isNull(notifications.readAt))),
  );
}
