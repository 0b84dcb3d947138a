import { and, eq, isNull, sql } from "drizzle-orm";
import { notifications } from "#db/schema/index.ts";
import { asViewer, change } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";

export type NotificationLine = {
  id: string;
  kind: string;
  /** Of the concern, where it is about one. */
  number: string | null;
  /** The agreement it is about, if any: how it is carried out. */
  agreement: string | null;
  /** The side room it is about, if any. */
  room: string | null;
  title: string;
  actor: string | null;
  createdAt: Date;
  read: boolean;
};

/** The latest notifications of a person, as far as they may still see what these are about. */
export async function listNotifications(viewer: Viewer, limit = 50): Promise<NotificationLine[]> {
  const user = viewer.user?.id ?? null;
  return asViewer(viewer.claims, async (tx) => {
    const rows = await tx.execute<Omit<NotificationLine, "createdAt"> & { createdAt: string }>(sql`
      select n.id, n.kind, coalesce(c.number, app.room_number(r.community_id, r.id)) as number, n.room_id as room,
        g.id as agreement, coalesce(c.title, r.name, g.title) as title, coalesce(o.name, u.name) as actor, n.created_at as "createdAt", n.read_at is not null as read
      from notifications n
      left join concerns c on c.community_id = n.community_id and c.id = n.concern_id
      left join threads r on r.community_id = n.community_id and r.id = n.room_id
      left join agreements g on g.community_id = n.community_id and g.id = n.agreement_id
      left join events e on e.community_id = n.community_id and e.subject_id = coalesce(n.concern_id, n.room_id, n.agreement_id) and e.seq = n.seq
      left join messages m on m.community_id = e.community_id and m.id = e.message_id
      left join organizations o on o.id = m.organization_id
      left join users u on u.id = e.actor_id
      where n.user_id = ${user} and (c.id is not null or r.id is not null or g.id is not null)
      order by n.created_at desc, n.id desc limit ${limit}`);
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
