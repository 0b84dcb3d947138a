import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import type { CategoryKey } from "../concern/category.ts";

/** A question that the concerns behind a problem leave open: offered as a point for the agenda. */
export type OfferedPoint =
  | { kind: "category"; category: CategoryKey; count: number }
  /** What was said among those who work on it and ends in a question. */
  | { kind: "question"; text: string };

const most = 8;

/** What the concerns behind a problem ask for, as far as the viewer sees them: each kind of them, and open questions. */
export async function offeredPoints(viewer: Viewer, problem: string): Promise<OfferedPoint[]> {
  return asViewer(viewer.claims, async (tx) => [
    ...(await categoriesOf(tx, problem)),
    ...(await questionsOf(tx, problem)),
  ]);
}

async function categoriesOf(tx: Transaction, number: string): Promise<OfferedPoint[]> {
  const rows = await tx.execute<{ category: CategoryKey; count: number }>(sql`
    select c.category, count(*)::int as count from problems p
    join problem_concerns pc on pc.community_id = p.community_id and pc.problem_id = p.id
    join concerns c on c.community_id = pc.community_id and c.id = pc.concern_id
    where p.number = ${number} group by 1 order by 2 desc, 1 limit 4`);
  return [...rows].map((row) => ({ kind: "category", ...row }));
}

async function questionsOf(tx: Transaction, number: string): Promise<OfferedPoint[]> {
  const rows = await tx.execute<{ body: string }>(sql`
    select m.body from problems p
    join problem_concerns pc on pc.community_id = p.community_id and pc.problem_id = p.id
    join concerns c on c.community_id = pc.community_id and c.id = pc.concern_id and c.closed_at is null
    join messages m on m.community_id = c.community_id and m.thread_id = c.id and m.concern_id = c.id and m.deleted_at is null
      and m.organization_id is not null and m.body ~ '[?？]'
    where p.number = ${number} order by m.created_at desc limit 40`);
  const questions = [...rows].flatMap(({ body }) => sentencesOf(body).filter((s) => /[?？]$/.test(s)));
  return [...new Set(questions)].slice(0, most).map((text) => ({ kind: "question", text }));
}

/** The sentences of a text that are short enough to be a point. */
const sentencesOf = (text: string): string[] =>
  (text.match(/[^。！？?!\n]+[。！？?!]?/g) ?? []).map((s) => s.trim()).filter((s) => s.length > 4 && s.length < 120);

export type HouseholdOption = { id: string; label: string };

/** The households behind a problem that could be asked to the table: those whose concerns the viewer sees. */
export async function householdsBehind(viewer: Viewer, problem: string): Promise<HouseholdOption[]> {
  return asViewer(viewer.claims, async (tx) => [
    ...(await tx.execute<HouseholdOption>(sql`
      select h.id, concat_ws(' ', b.name || e.name, h.door) as label from problems p
      join problem_concerns pc on pc.community_id = p.community_id and pc.problem_id = p.id
      join concern_people k on k.community_id = pc.community_id and k.concern_id = pc.concern_id and k.role in ('reporter', 'voice')
      join households h on h.community_id = k.community_id and h.id = k.household_id
      join entrances e on e.community_id = h.community_id and e.id = h.entrance_id
      join buildings b on b.community_id = e.community_id and b.id = e.building_id
      where p.number = ${problem} group by h.id, b.name, e.name, h.door, b.ordinal, e.ordinal, h.floor
      order by b.ordinal, e.ordinal, h.floor, h.door limit 300`)),
  ]);
}

/** What a meeting would be about, as far as the viewer may begin one on it. */
export type About = {
  communityId: string;
  number: string;
  title: string;
  problem: boolean;
  timeZone: string;
};

/** @returns null where there is no such thing, or the viewer may not call a meeting on it */
export async function aboutFor(
  viewer: Viewer,
  about: { problem: string } | { concern: string },
): Promise<About | null> {
  const { userId, coordinates, officerIn } = viewer.claims;
  const [row] = await asViewer(viewer.claims, (tx) =>
    tx.execute<Omit<About, "problem"> & { owner: string | null }>(
      "problem" in about
        ? sql`select p.community_id as "communityId", p.number, p.title, p.owner_id as owner, c.time_zone as "timeZone"
            from problems p join communities c on c.id = p.community_id where p.number = ${about.problem} and p.status <> 'closed'`
        : sql`select k.community_id as "communityId", k.number, k.title, k.owner_id as owner, c.time_zone as "timeZone"
            from concerns k join communities c on c.id = k.community_id where k.number = ${about.concern}`,
    ),
  );
  if (!row) return null;
  const { owner, ...rest } = row;
  const may =
    coordinates.includes(row.communityId) || (owner === userId && userId && officerIn.includes(row.communityId));
  return may ? { ...rest, problem: "problem" in about } : null;
}

/** The units that are usually asked: those at the table of the problem, or that have the concern. */
export async function unitsAt(viewer: Viewer, about: About): Promise<string[]> {
  const rows = await asViewer(viewer.claims, (tx) =>
    tx.execute<{ id: string }>(
      about.problem
        ? sql`select u.organization_id as id from problems p join problem_units u on u.community_id = p.community_id and u.problem_id = p.id
            where p.number = ${about.number} and u.ended_at is null`
        : sql`select a.organization_id as id from concerns k join assignments a on a.community_id = k.community_id and a.concern_id = k.id
            where k.number = ${about.number} and a.status <> 'returned'`,
    ),
  );
  return [...rows].map((row) => row.id);
}
