import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import type { Viewer } from "../account/viewer.ts";
import type { Attached } from "../attachment/attached.ts";
import { type MeetingLine, meetingsAbout } from "../meeting/list.ts";
import { type RoomLine, roomsOf } from "../room/list.ts";
import { type Following, followingIn } from "../step/page.ts";
import type { HeadRow } from "./head.ts";
import type { AssignmentLine, ConcernHead, OtherConcern } from "./page.ts";
import { ownVoice } from "./voice.ts";

export type AssignmentRow = Omit<AssignmentLine, "own" | "dueAt" | "answeredAt" | "standing"> & {
  dueAt: string;
  answeredAt: string | null;
};

type Told = Pick<
  ConcernHead,
  "voiced" | "voiceDoors" | "ratings" | "mergedInto" | "splitFrom" | "merged" | "problem" | "labels" | "photos"
>;

export type Surroundings = Told & {
  assignments: AssignmentRow[];
  rooms: RoomLine[];
  meetings: MeetingLine[];
  following: Following | null;
};

/** What stands around a concern, as far as the viewer of the transaction reads it: only what there is is asked for. */
export async function aroundOf(tx: Transaction, viewer: Viewer, head: HeadRow): Promise<Surroundings> {
  const { around, communityId, id, number, mergedIntoId, splitFromId } = head;
  const here = (alias: string): SQL =>
    sql`${sql.raw(alias)}.community_id = ${communityId} and ${sql.raw(alias)}.concern_id = ${id}`;
  const linked = mergedIntoId !== null || splitFromId !== null || around.includes("merged");
  const [assignments, photos, labels, problem, others, voices, ratings, rooms, meetings, following] = await Promise.all(
    [
      around.includes("assignments") ? assignmentsOf(tx, here("a")) : [],
      around.includes("files") ? photosOf(tx, here("a")) : [],
      around.includes("labels")
        ? tx.execute<{ id: string; name: string }>(sql`
        select l.id, l.name from concern_labels x join labels l on l.community_id = x.community_id and l.id = x.label_id
        where ${here("x")} order by l.name`)
        : [],
      around.includes("problem")
        ? tx.execute<OtherConcern>(sql`
        select x.number, x.title from problem_concerns pc join problems x on x.community_id = pc.community_id and x.id = pc.problem_id
        where ${here("pc")}`)
        : [],
      linked ? othersOf(tx, head) : [],
      around.includes("voices") ? voicesOf(tx, here("v"), viewer.claims.officerIn.includes(communityId)) : null,
      around.includes("ratings")
        ? tx.execute<{ rated: number; unsolved: number }>(sql`
        select count(*)::int as rated, (count(*) filter (where not r.solved))::int as unsolved from concern_ratings r where ${here("r")}`)
        : [],
      viewer.user && around.includes("rooms") ? roomsOf(tx, number) : [],
      viewer.user && around.includes("meetings") ? meetingsAbout(tx, { concern: number }) : [],
      around.includes("following") ? followingIn(tx, number) : null,
    ],
  );
  const other = (of: string | null) => plain([...others].find((o) => o.id === of));
  return {
    assignments: [...assignments],
    photos: [...photos],
    labels: [...labels],
    problem: [...problem][0] ?? null,
    mergedInto: other(mergedIntoId),
    splitFrom: other(splitFromId),
    merged: [...others].filter((o) => o.into === id).flatMap((o) => plain(o) ?? []),
    voiced: voices?.voiced ?? false,
    voiceDoors: voices?.doors ?? [],
    ratings: [...ratings][0] ?? { rated: 0, unsolved: 0 },
    rooms,
    meetings,
    following,
  };
}

const plain = (o: OtherConcern | undefined): OtherConcern | null => (o ? { number: o.number, title: o.title } : null);

const assignmentsOf = (tx: Transaction, here: SQL) =>
  tx.execute<AssignmentRow>(sql`
    select a.id, a.organization_id as "organizationId", x.name as organization, x.name_en as "organizationEn", a.status,
      a.due_at as "dueAt", a.answered_at as "answeredAt", a.return_reason as "returnReason", a.suggested_id as "suggestedId", (
        select jsonb_build_object('id', u.id, 'name', u.name) from assignment_handlers h join users u on u.id = h.user_id
        where h.community_id = a.community_id and h.assignment_id = a.id) as handler
    from assignments a join organizations x on x.id = a.organization_id
    where ${here} order by a.assigned_at, a.id`);

const photosOf = (tx: Transaction, here: SQL) =>
  tx.execute<Attached>(sql`
    select a.id, a.kind, a.name, a.size, a.width, a.height from attachments a
    where ${here} and a.message_id is null and a.visit_note_id is null order by a.created_at, a.id`);

type Other = OtherConcern & { id: string; into: string | null };

/** What it was merged into or was part of, and what was merged into it. */
const othersOf = (tx: Transaction, { communityId, id, mergedIntoId, splitFromId }: HeadRow) =>
  tx.execute<Other>(sql`
    select x.id, x.number, x.title, x.merged_into as into from concerns x
    where x.community_id = ${communityId}
      and (x.id = any (${`{${[mergedIntoId, splitFromId].filter(Boolean).join(",")}}`}::uuid[]) or x.merged_into = ${id})
    order by x.created_at`);

/** Whether the viewer says that it is theirs too, and the doors of those who do, for who works on it. */
async function voicesOf(tx: Transaction, here: SQL, works: boolean): Promise<{ voiced: boolean; doors: string[] }> {
  const [[own], doors] = await Promise.all([
    tx.execute<{ voiced: boolean }>(
      sql`select exists (select from concern_people v where ${here} and ${ownVoice("v")}) as voiced`,
    ),
    works
      ? tx.execute<{ door: string }>(sql`
        select concat_ws(' ', b.name, e.name, h.door) as door
        from concern_people v
        join households h on h.community_id = v.community_id and h.id = v.household_id
        join entrances e on e.community_id = h.community_id and e.id = h.entrance_id
        join buildings b on b.community_id = e.community_id and b.id = e.building_id
        where ${here} and v.role = 'voice' order by b.ordinal, e.ordinal, h.floor, h.door`)
      : [],
  ]);
  return { voiced: own?.voiced ?? false, doors: [...doors].map(({ door }) => door) };
}
