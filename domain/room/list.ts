import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";

export type RoomLine = { id: string; number: string; name: string; closed: boolean };

/** The side rooms of a concern that the viewer of the transaction may know of. */
export async function roomsOf(tx: Transaction, number: string): Promise<RoomLine[]> {
  return [
    ...(await tx.execute<RoomLine>(sql`
      select t.id, c.number, t.name, t.closed_at is not null as closed from concerns c
      join threads t on t.community_id = c.community_id and t.concern_id = c.id and t.name is not null
      where c.number = ${number} order by t.created_at`)),
  ];
}

/** The open side rooms that the viewer is in: where some find them who do not see the concern itself. */
export async function ownRooms(viewer: Viewer): Promise<RoomLine[]> {
  return asViewer(viewer.claims, async (tx) => [
    ...(await tx.execute<RoomLine>(sql`
      select t.id, app.room_number(t.community_id, t.id) as number, t.name, false as closed
      from access a join threads t on t.community_id = a.community_id and t.id = a.subject_id and t.name is not null
      where a.principal = any (app.principals()) and a.reason in ('room', 'reporter', 'household') and t.closed_at is null
      group by t.community_id, t.id, t.name, t.created_at order by t.created_at desc, t.id limit 20`)),
  ]);
}

/** Whether the viewer may know of a side room. */
export const knowsRoom = (viewer: Viewer, room: string): Promise<boolean> =>
  asViewer(viewer.claims, async (tx) => {
    const rows = await tx.execute(sql`select from threads where id = ${room} and name is not null`);
    return rows.count > 0;
  });
