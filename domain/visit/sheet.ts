import { sql } from "drizzle-orm";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import type { ConcernStatus } from "../concern/rules.ts";
import { dayOf, spanOfDay } from "../time.ts";
import { asksAtDoor } from "../told/door.ts";
import type { Brought } from "./outcome.ts";
import type { VisitStatus } from "./rules.ts";
import { type Around, raisedAround } from "./voice.ts";

/** What a household raised before, and the last thing it was told about it. */
type RaisedBefore = {
  number: string;
  title: string;
  status: ConcernStatus;
  nextAt: Date | null;
  answer: string | null;
  /** A neighbour raised it; the household said that it is theirs too. */
  voice: boolean;
  /** What comes next where it is followed to its end, for those who accompany it. */
  step: { title: string; titles: Partial<Record<string, string>> | null; at: Date | null; timed: boolean } | null;
};

/** An outcome that came late, for a door that another had recorded otherwise. */
export type Conflict = { id: string; outcome: Brought; by: string | null; at: Date };

/** A door of an evening, with what its household raised before and what became of it. */
export type SheetDoor = {
  id: string;
  communityId: string;
  entranceId: string;
  status: VisitStatus;
  startsAt: Date;
  recordedAt: Date | null;
  recordedBy: string | null;
  recorder: string | null;
  knockedBy: string | null;
  floor: number;
  door: string;
  purpose: string | null;
  team: { id: string; name: string }[];
  /** When it wants to be visited, or that it would rather be called. */
  wish: { kind: "times" | "any" | "call"; note: string | null; times: { from: Date; to: Date }[] } | null;
  /** It asked not to be visited. */
  refuses: boolean;
  /** Another team has been there in this round. */
  taken: { status: VisitStatus; by: string[]; at: Date } | null;
  conflicts: Conflict[];
  concerns: RaisedBefore[];
  /** What it raised itself of what is open in the neighbourhood, and what it said is theirs too: by number. */
  raised: string[];
  voiced: string[];
  /** What it raised and is said to be done: is it? */
  asks: { id: string; what: string }[];
};

/** The doors of one entrance that are walked one after the other, floor by floor. */
type SheetPart = {
  key: string;
  building: string;
  entrance: string;
  guide: { name: string; phone: string | null; remark: string | null } | null;
  floors: { floor: number; doors: SheetDoor[] }[];
  /** What neighbours have raised around here. */
  around: Around[];
};

export type Sheet = {
  day: string;
  start: Date | null;
  end: Date | null;
  /** Who else walks. */
  team: string[];
  parts: SheetPart[];
  total: number;
  /** The next day on which this officer has doors. */
  later: string | null;
};

/** As JSON has it: dates are texts. */
type Stored<T> = T extends Date
  ? string
  : T extends (infer U)[]
    ? Stored<U>[]
    : T extends object
      ? { [K in keyof T]: Stored<T[K]> }
      : T;

type Row = Stored<SheetDoor> & {
  endsAt: string;
  building: string;
  entrance: string;
  guide: SheetPart["guide"];
};

/** The open concerns of the neighbourhood that the household of visit `v` has to do with in this role. */
export const numbersOf = (role: "reporter" | "voice") => sql`coalesce((
  select jsonb_agg(distinct c.number) from concern_people p
  join concerns c on c.community_id = p.community_id and c.id = p.concern_id and c.closed_at is null and c.privacy = 'neighbourhood'
  where p.community_id = v.community_id and p.household_id = v.household_id and p.role = ${role}), '[]')`;

/** The doors of one day's walk of an officer, in walking order. @param day as YYYY-MM-DD in the time zone; today if none */
export async function eveningSheet(viewer: Viewer, timeZone: string, day?: string): Promise<Sheet> {
  const on = day ?? dayOf(new Date(), timeZone);
  const { start, end } = spanOfDay(on, timeZone);
  const own = sql`exists (select from visit_officers m
    where m.community_id = v.community_id and m.visit_id = v.id and m.user_id = ${viewer.user?.id ?? null})`;
  const [rows, [later], around] = await asViewer(viewer.claims, async (tx) => {
    const [rows, later] = await Promise.all([
      tx.execute<Row>(sql`
        select v.id, v.community_id as "communityId", v.status, v.starts_at as "startsAt", v.ends_at as "endsAt",
          v.recorded_at as "recordedAt", v.recorded_by as "recordedBy", v.knocked_by as "knockedBy", v.purpose,
          (select u.name from users u where u.id = v.recorded_by) as recorder,
          h.floor, h.door, e.id as "entranceId", e.name as entrance, b.name as building,
          (select jsonb_build_object('name', g.name, 'phone', g.phone, 'remark', g.remark) from guides g
            where g.community_id = h.community_id and g.entrance_id = h.entrance_id order by g.name, g.id limit 1) as guide,
          coalesce((select jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name) order by u.name)
            from visit_officers o join users u on u.id = o.user_id
            where o.community_id = v.community_id and o.visit_id = v.id), '[]') as team,
          (select jsonb_build_object('kind', w.kind, 'note', w.note, 'times', coalesce(
              (select jsonb_agg(jsonb_build_object('from', lower(s), 'to', upper(s)) order by lower(s)) from unnest(w.times) s), '[]'))
            from visit_wishes w
            where w.community_id = v.community_id and w.round_id = v.round_id and w.household_id = v.household_id) as wish,
          exists (select from visit_refusals x
            where x.community_id = v.community_id and x.household_id = v.household_id and x.lifted_at is null) as refuses,
          (select jsonb_build_object('status', o.status, 'at', o.recorded_at, 'by', (
              select coalesce(jsonb_agg(u.name order by u.name), '[]') from visit_officers m join users u on u.id = m.user_id
              where m.community_id = o.community_id and m.visit_id = o.id))
            from visits o
            where o.community_id = v.community_id and o.household_id = v.household_id and o.round_id = v.round_id and o.id <> v.id
              and o.status in ('visited', 'declined', 'moved_away', 'no_language')
            order by o.recorded_at desc limit 1) as taken,
          coalesce((select jsonb_agg(jsonb_build_object('id', x.id, 'outcome', x.outcome, 'at', x.recorded_at,
              'by', (select u.name from users u where u.id = x.recorded_by)) order by x.created_at)
            from visit_conflicts x
            where x.community_id = v.community_id and x.visit_id = v.id and x.settled_at is null), '[]') as conflicts,
          coalesce((
            select jsonb_agg(jsonb_build_object('number', x.number, 'title', x.title, 'status', x.status, 'nextAt', x.next_at, 'voice', x.role = 'voice',
              'answer', (select left(m.body, 240) from messages m
                where m.community_id = x.community_id and m.concern_id = x.id and m.thread_id = x.id and m.audience = 'everyone' and m.organization_id is not null
                order by m.created_at desc limit 1),
              'step', (select jsonb_build_object('title', t.title, 'titles', t.titles, 'at', t.at, 'timed', t.timed)
                from concern_followings f
                join concern_steps t on t.community_id = f.community_id and t.following_id = f.id and t.status = 'open'
                where f.community_id = x.community_id and f.concern_id = x.id and f.ended_at is null
                order by t.at nulls last, t.ordinal limit 1)) order by x.created_at desc)
            from (
              select c.community_id, c.id, c.number, c.title, c.status, c.next_at, c.created_at, p.role from concern_people p
              join concerns c on c.community_id = p.community_id and c.id = p.concern_id
              where p.community_id = v.community_id and p.household_id = v.household_id and p.role in ('reporter', 'voice')
              order by c.created_at desc limit 3) x), '[]') as concerns,
          ${numbersOf("reporter")} as raised, ${numbersOf("voice")} as voiced,
          ${asksAtDoor(sql`v.community_id`, sql`v.household_id`)} as asks
        from visits v
        join households h on h.community_id = v.community_id and h.id = v.household_id
        join entrances e on e.community_id = h.community_id and e.id = h.entrance_id
        join buildings b on b.community_id = e.community_id and b.id = e.building_id
        where ${own} and v.starts_at >= ${start.toISOString()}::timestamptz and v.starts_at < ${end.toISOString()}::timestamptz
          and (v.status not in ('cancelled', 'rescheduled') or exists (
            select from visit_conflicts x where x.community_id = v.community_id and x.visit_id = v.id and x.settled_at is null))
        order by v.starts_at, h.floor desc, h.door`),
      tx.execute<{ at: string | null }>(sql`
        select min(v.starts_at) as at from visits v
        where ${own} and v.status = 'planned' and v.starts_at >= ${end.toISOString()}::timestamptz`),
    ]);
    const entrances = new Map(
      rows.map((row) => [row.entranceId, { communityId: row.communityId, id: row.entranceId }]),
    );
    return [rows, later, await raisedAround(tx, [...entrances.values()])] as const;
  });
  const others = rows.flatMap((r) => r.team).filter((one) => one.id !== viewer.user?.id);
  return {
    day: on,
    start: rows[0] ? new Date(rows[0].startsAt) : null,
    end: rows.length ? new Date(Math.max(...rows.map((r) => new Date(r.endsAt).getTime()))) : null,
    team: [...new Set(others.map((one) => one.name))],
    parts: partsOf(rows, around),
    total: rows.length,
    later: later?.at ? dayOf(new Date(later.at), timeZone) : null,
  };
}

/** Doors that follow one another in an entrance are a part, those that follow one another on a floor a floor. */
function partsOf(rows: Iterable<Row>, around: Map<string, Around[]>): SheetPart[] {
  const parts: SheetPart[] = [];
  for (const { building, entrance, guide, endsAt: _, ...row } of rows) {
    let part = parts.at(-1);
    if (!part?.key.startsWith(row.entranceId)) {
      part = {
        ...{ key: `${row.entranceId} ${parts.length}`, building, entrance, guide, floors: [] },
        around: around.get(row.entranceId) ?? [],
      };
      parts.push(part);
    }
    let floor = part.floors.at(-1);
    if (floor?.floor !== row.floor) {
      floor = { floor: row.floor, doors: [] };
      part.floors.push(floor);
    }
    floor.doors.push(doorOf(row));
  }
  return parts;
}

const date = (text: string | null): Date | null => (text ? new Date(text) : null);

const doorOf = (row: Stored<SheetDoor>): SheetDoor => ({
  ...row,
  startsAt: new Date(row.startsAt),
  recordedAt: date(row.recordedAt),
  wish: row.wish && { ...row.wish, times: row.wish.times.map((t) => ({ from: new Date(t.from), to: new Date(t.to) })) },
  taken: row.taken && { ...row.taken, at: new Date(row.taken.at) },
  conflicts: row.conflicts.map((c) => ({ ...c, at: new Date(c.at) })),
  concerns: row.concerns.map((c) => ({
    ...c,
    nextAt: date(c.nextAt),
    step: c.step && { ...c.step, at: date(c.step.at) },
  })),
});
