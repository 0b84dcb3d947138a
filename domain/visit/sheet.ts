import { sql } from "drizzle-orm";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import type { ConcernStatus } from "../concern/rules.ts";
import { dayOf, spanOfDay } from "../time.ts";
import type { VisitStatus } from "./rules.ts";

/** A door of an evening, with what its household raised before and what became of it. */
export type SheetDoor = {
  id: string;
  status: VisitStatus;
  startsAt: Date;
  recordedAt: Date | null;
  recordedBy: string | null;
  floor: number;
  door: string;
  purpose: string | null;
  concerns: { number: string; title: string; status: ConcernStatus; nextAt: Date | null }[];
};

/** The doors of one entrance that are walked one after the other, floor by floor. */
export type SheetPart = {
  key: string;
  building: string;
  entrance: string;
  guide: { name: string; phone: string | null; remark: string | null } | null;
  floors: { floor: number; doors: SheetDoor[] }[];
};

export type Sheet = {
  day: string;
  start: Date | null;
  end: Date | null;
  /** Who else walks. */
  team: string[];
  parts: SheetPart[];
  total: number;
  done: number;
  /** The first door that is still to be knocked at. */
  next: string | null;
  /** The next day on which this officer has doors. */
  later: string | null;
};

type Row = Omit<SheetDoor, "startsAt" | "recordedAt" | "concerns"> & {
  startsAt: string;
  endsAt: string;
  recordedAt: string | null;
  entranceId: string;
  building: string;
  entrance: string;
  guide: SheetPart["guide"];
  team: string[];
  concerns: { number: string; title: string; status: ConcernStatus; nextAt: string | null }[];
};

/** The doors of one day's walk of an officer, in walking order. @param day as YYYY-MM-DD in the time zone; today if none */
export async function eveningSheet(viewer: Viewer, timeZone: string, day?: string): Promise<Sheet> {
  const on = day ?? dayOf(new Date(), timeZone);
  const { start, end } = spanOfDay(on, timeZone);
  const own = sql`exists (select from visit_officers m
    where m.community_id = v.community_id and m.visit_id = v.id and m.user_id = ${viewer.user?.id ?? null})`;
  const [rows, [later]] = await asViewer(viewer.claims, (tx) =>
    Promise.all([
      tx.execute<Row>(sql`
        select v.id, v.status, v.starts_at as "startsAt", v.ends_at as "endsAt", v.recorded_at as "recordedAt",
          v.recorded_by as "recordedBy", v.purpose, h.floor, h.door, e.id as "entranceId", e.name as entrance, b.name as building,
          (select jsonb_build_object('name', g.name, 'phone', g.phone, 'remark', g.remark) from guides g
            where g.community_id = h.community_id and g.entrance_id = h.entrance_id limit 1) as guide,
          coalesce((select array_agg(u.name order by u.name) from visit_officers o join users u on u.id = o.user_id
            where o.community_id = v.community_id and o.visit_id = v.id and o.user_id <> ${viewer.user?.id ?? null}), '{}') as team,
          coalesce((
            select jsonb_agg(jsonb_build_object('number', x.number, 'title', x.title, 'status', x.status, 'nextAt', x.next_at) order by x.created_at desc)
            from (
              select c.number, c.title, c.status, c.next_at, c.created_at from concern_people p
              join concerns c on c.community_id = p.community_id and c.id = p.concern_id
              where p.community_id = v.community_id and p.household_id = v.household_id and p.role = 'reporter'
              order by c.created_at desc limit 3) x), '[]') as concerns
        from visits v
        join households h on h.community_id = v.community_id and h.id = v.household_id
        join entrances e on e.community_id = h.community_id and e.id = h.entrance_id
        join buildings b on b.community_id = e.community_id and b.id = e.building_id
        where ${own} and v.starts_at >= ${start.toISOString()}::timestamptz and v.starts_at < ${end.toISOString()}::timestamptz
          and v.status not in ('cancelled', 'rescheduled')
        order by v.starts_at, h.floor desc, h.door`),
      tx.execute<{ at: string | null }>(sql`
        select min(v.starts_at) as at from visits v
        where ${own} and v.status = 'planned' and v.starts_at >= ${end.toISOString()}::timestamptz`),
    ]),
  );
  return {
    day: on,
    start: rows[0] ? new Date(rows[0].startsAt) : null,
    end: rows.length ? new Date(Math.max(...rows.map((r) => new Date(r.endsAt).getTime()))) : null,
    team: [...new Set(rows.flatMap((r) => r.team))],
    parts: partsOf(rows),
    total: rows.length,
    done: rows.filter((r) => r.status !== "planned").length,
    next: rows.find((r) => r.status === "planned")?.id ?? null,
    later: later?.at ? dayOf(new Date(later.at), timeZone) : null,
  };
}

/** Doors that follow one another in an entrance are a part, those that follow one another on a floor a floor. */
function partsOf(rows: Iterable<Row>): SheetPart[] {
  const parts: SheetPart[] = [];
  for (const { entranceId, building, entrance, guide, ...row } of rows) {
    let part = parts.at(-1);
    if (!part?.key.startsWith(entranceId)) {
      part = { key: `${entranceId} ${parts.length}`, building, entrance, guide, floors: [] };
      parts.push(part);
    }
    let floor = part.floors.at(-1);
    if (floor?.floor !== row.floor) {
      floor = { floor: row.floor, doors: [] };
      part.floors.push(floor);
    }
    floor.doors.push({
      id: row.id,
      status: row.status,
      startsAt: new Date(row.startsAt),
      recordedAt: row.recordedAt ? new Date(row.recordedAt) : null,
      recordedBy: row.recordedBy,
      floor: row.floor,
      door: row.door,
      purpose: row.purpose,
      concerns: row.concerns.map((c) => ({ ...c, nextAt: c.nextAt ? new Date(c.nextAt) : null })),
    });
  }
  return parts;
}
