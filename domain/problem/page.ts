import { sql } from "drizzle-orm";
import { atMost } from "#db/at-most.ts";
import type { Transaction } from "#db/connect.ts";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import type { CategoryKey, Privacy } from "../concern/category.ts";
import type { ConcernStatus } from "../concern/rules.ts";
import { type TimelineItem, timelineOf } from "../concern/timeline.ts";
import { NotFound } from "../refusal.ts";
import { type Writing, writesNothing, writingOf } from "../thread/writing.ts";
import { type Crowd, crowdOf } from "./crowd.ts";
import { type DoorsBehind, doorsBehind } from "./doors.ts";
import { type ProblemCapacity, type ProblemCloseReason, type ProblemStatus, worksOnProblem } from "./rules.ts";

/** What everybody reads of a problem who may know of it. */
export type ProblemFace = {
  id: string | null;
  communityId: string;
  number: string;
  title: string;
  category: CategoryKey;
  status: ProblemStatus;
  face: string | null;
  publishedAt: Date | null;
  closedAt: Date | null;
  closeReason: ProblemCloseReason | null;
  crowd: Crowd;
  capacities: ProblemCapacity[];
};

export type ConcernBehind = {
  number: string;
  title: string;
  status: ConcernStatus;
  privacy: Privacy;
  building: string | null;
  createdAt: Date;
  voices: number;
};

/** What those who work on it read besides. */
export type ProblemWorkings = {
  summary: string;
  ownerId: string | null;
  owner: string | null;
  nextAt: Date | null;
  nextNote: string | null;
  units: { id: string; name: string; nameEn: string | null }[];
  /** The concerns behind it that the viewer may see, the newest first; `seen` of them, of which the page shows some. */
  concerns: ConcernBehind[];
  seen: number;
  since: Date | null;
  /** How many of those were raised in each month, from the first to the last: 2026-03. */
  growth: { month: string; n: number }[];
  /** Of the households: how many raised something themselves, how many said "mine too". */
  voices: { raised: number; joined: number };
  /** For officers: behind which doors. */
  doors: DoorsBehind | null;
};

export type ProblemPage = {
  problem: ProblemFace;
  workings: ProblemWorkings | null;
  /** Its thread, for members of the community: as much of it as is for the viewer. */
  timeline: TimelineItem[];
  writing: Writing;
};

/** So many of the concerns behind it stand on the page. */
const concernsShown = 100;

/**
 * All that the page of a problem shows to this viewer: to strangers what was published, to neighbours that and how far it
 * is, to those who work on it the evidence as far as they may see the concerns.
 * @throws NotFound
 */
export async function problemPage(viewer: Viewer, number: string): Promise<ProblemPage> {
  return asViewer(viewer.claims, async (tx) => {
    const found = await faceOf(tx, number);
    if (!found) throw new NotFound();
    const { id, capacities } = found;
    if (!id) return { problem: found, workings: null, timeline: [], writing: writesNothing };
    const works = worksOnProblem(capacities);
    const [workings, timeline, writing] = await Promise.all([
      works ? workingsOf(tx, found.communityId, id) : null,
      timelineOf(tx, { problem: number }),
      works ? writingOf(tx, sql`(select community_id, id from problems where number = ${number})`) : writesNothing,
    ]);
    return { problem: found, workings, timeline, writing };
  });
}

/** Whether everybody could read a problem once, and cannot now. */
export const wasPublic = (viewer: Viewer, number: string): Promise<boolean> =>
  asViewer(viewer.claims, async (tx) => {
    const [row] = await tx.execute<{ was: boolean }>(sql`select app.problem_was_public(${number}) as was`);
    return row?.was ?? false;
  });

type FaceRow = Omit<ProblemFace, "crowd" | "publishedAt" | "closedAt"> & {
  households: number;
  publishedAt: string | null;
  closedAt: string | null;
};

async function faceOf(tx: Transaction, number: string): Promise<ProblemFace | undefined> {
  const [own] = await tx.execute<FaceRow>(sql`
    select p.id, p.community_id as "communityId", p.number, p.title, p.category, p.status, p.face,
      p.published_at as "publishedAt", p.closed_at as "closedAt", p.close_reason as "closeReason",
      coalesce(t.households, p.households) as households, app.problem_capacities(p.community_id, p.id) as capacities
    from problems p left join problem_totals t on t.community_id = p.community_id and t.problem_id = p.id
    where p.number = ${number}`);
  const [row] = own
    ? [own]
    : await tx.execute<FaceRow>(sql`
        select null as id, p.community_id as "communityId", p.number, p.title, p.category, p.status, p.face,
          p.published_at as "publishedAt", p.closed_at as "closedAt", p.close_reason as "closeReason", p.households,
          array[]::text[] as capacities
        from app.public_problems(${number}) p`);
  if (!row) return undefined;
  const { households, publishedAt, closedAt, ...face } = row;
  return {
    ...face,
    publishedAt: dateOf(publishedAt),
    closedAt: dateOf(closedAt),
    crowd: crowdOf(households, row.capacities.includes("officer")),
  };
}

async function workingsOf(tx: Transaction, community: string, id: string): Promise<ProblemWorkings> {
  const behind = sql`
    from problem_concerns pc join concerns c on c.community_id = pc.community_id and c.id = pc.concern_id
    where pc.community_id = ${community} and pc.problem_id = ${id}`;
  const [[head], concerns, growth, [voices], doors] = await Promise.all([
    tx.execute<{
      summary: string | null;
      ownerId: string | null;
      owner: string | null;
      nextAt: string | null;
      nextNote: string | null;
      units: ProblemWorkings["units"];
    }>(sql`
      select b.summary, p.owner_id as "ownerId", o.name as owner, p.next_at as "nextAt", p.next_note as "nextNote",
        coalesce((
          select jsonb_agg(jsonb_build_object('id', x.id, 'name', x.name, 'nameEn', x.name_en) order by u.added_at, x.name)
          from problem_units u join organizations x on x.id = u.organization_id
          where u.community_id = p.community_id and u.problem_id = p.id and u.ended_at is null), '[]') as units
      from problems p
      left join problem_briefs b on b.community_id = p.community_id and b.problem_id = p.id
      left join users o on o.id = p.owner_id
      where p.community_id = ${community} and p.id = ${id}`),
    tx.execute<Omit<ConcernBehind, "createdAt"> & { createdAt: string; seen: number }>(sql`
      select c.number, c.title, c.status, c.privacy, b.name as building, c.created_at as "createdAt", c.voices,
        (count(*) over ())::int as seen
      from (select c.* ${behind}) c
      left join buildings b on b.community_id = c.community_id and b.id = c.building_id
      order by c.created_at desc, c.id desc ${atMost(concernsShown)}`),
    tx.execute<{ month: string; n: number }>(sql`
      select to_char(c.created_at at time zone k.time_zone, 'YYYY-MM') as month, count(*)::int as n
      from (select c.* ${behind}) c join communities k on k.id = c.community_id group by 1 order by 1`),
    tx.execute<{ raised: number; joined: number; since: string | null }>(sql`
      with people as (
        select coalesce(x.household_id, x.user_id, x.id) as household, bool_or(x.role = 'reporter') as raised
        from (select c.* ${behind}) c
        join concern_people x on x.community_id = c.community_id and x.concern_id = c.id and x.role in ('reporter', 'voice')
        where ${community} = any (app.officer_in())
        group by 1)
      select count(*) filter (where raised)::int as raised, count(*) filter (where not raised)::int as joined,
        (select min(c.created_at) ${behind}) as since
      from people`),
    doorsBehind(tx, community, id),
  ]);
  return {
    summary: head?.summary ?? "",
    ownerId: head?.ownerId ?? null,
    owner: head?.owner ?? null,
    nextAt: dateOf(head?.nextAt ?? null),
    nextNote: head?.nextNote ?? null,
    units: head?.units ?? [],
    concerns: concerns.map(({ createdAt, seen: _, ...c }) => ({ ...c, createdAt: new Date(createdAt) })),
    seen: concerns[0]?.seen ?? 0,
    since: dateOf(voices?.since ?? null),
    growth: monthsBetween([...growth]),
    voices: { raised: voices?.raised ?? 0, joined: voices?.joined ?? 0 },
    doors,
  };
}

/** The months from the first to the last, with those in which nothing was raised; the last two years at most. */
export function monthsBetween(found: { month: string; n: number }[]): { month: string; n: number }[] {
  const [first, last] = [found[0]?.month, found.at(-1)?.month];
  if (!first || !last) return [];
  const all: { month: string; n: number }[] = [];
  for (let month = first; month <= last; month = following(month))
    all.push({ month, n: found.find((f) => f.month === month)?.n ?? 0 });
  return all.slice(-24);
}

const following = (month: string): string => {
  const [year = 0, of = 0] = month.split("-").map(Number);
  return of === 12 ? `${year + 1}-01` : `${year}-${String(of + 1).padStart(2, "0")}`;
};

const dateOf = (value: string | null): Date | null => (value === null ? null : new Date(value));

/** The id of a problem that the viewer may know of, by its number: what an open page listens for. */
export async function problemIdOf(viewer: Viewer, number: string): Promise<string | null> {
  const [row] = await asViewer(viewer.claims, (tx) =>
    tx.execute<{ id: string }>(sql`select id from problems where number = ${number}`),
  );
  return row?.id ?? null;
}
