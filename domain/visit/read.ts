import { sql } from "drizzle-orm";
import { atMost } from "#db/at-most.ts";
import { asViewer, change } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import type { Attached } from "../attachment/attached.ts";
import type { CategoryKey } from "../concern/category.ts";
import type { ConcernStatus } from "../concern/rules.ts";
import { NotFound } from "../refusal.ts";
import { asksAtDoor } from "../told/door.ts";
import type { Feeling } from "./outcome.ts";
import type { VisitCapacity, VisitStatus } from "./rules.ts";
import { type Conflict, numbersOf } from "./sheet.ts";
import { type Around, raisedAround } from "./voice.ts";

export type VisitLine = {
  id: string;
  status: VisitStatus;
  startsAt: Date;
  endsAt: Date;
  building: string;
  entrance: string;
  floor: number;
  door: string;
  officers: string[];
  purpose: string | null;
};

const lines = (where: ReturnType<typeof sql>, tail: ReturnType<typeof sql>) => sql`
  select v.id, v.status, v.starts_at as "startsAt", v.ends_at as "endsAt", b.name as building, e.name as entrance, h.floor, h.door,
    v.purpose, coalesce((
      select array_agg(u.name order by u.name) from visit_officers o join users u on u.id = o.user_id
      where o.community_id = v.community_id and o.visit_id = v.id), '{}') as officers
  from visits v
  join households h on h.community_id = v.community_id and h.id = v.household_id
  join entrances e on e.community_id = h.community_id and e.id = h.entrance_id
  join buildings b on b.community_id = e.community_id and b.id = e.building_id
  where ${where} ${tail}`;

const dated = <T extends { startsAt: Date | string; endsAt: Date | string }>(row: T) => ({
  ...row,
  startsAt: new Date(row.startsAt),
  endsAt: new Date(row.endsAt),
});

const mine = (viewer: Viewer) =>
  viewer.claims.officerIn.length
    ? sql`exists (select from visit_officers m where m.community_id = v.community_id and m.visit_id = v.id and m.user_id = ${viewer.user?.id ?? null})`
    : sql`v.household_id = any(${`{${viewer.claims.households.join(",")}}`}::uuid[])`;

/** How many past visits a list shows. */
const pastShown = 60;

/** The viewer's visits: an officer's own, or those to a resident's household. What lies ahead first, then the latest past. */
export async function listVisits(
  viewer: Viewer,
): Promise<{ ahead: VisitLine[]; open: VisitLine[]; past: VisitLine[] }> {
  return asViewer(viewer.claims, async (tx) => {
    const [planned, past] = await Promise.all([
      tx.execute<VisitLine>(
        lines(sql`${mine(viewer)} and v.status = 'planned'`, sql`order by v.starts_at, h.floor desc, h.door`),
      ),
      tx.execute<VisitLine>(
        lines(sql`${mine(viewer)} and v.status <> 'planned'`, sql`order by v.starts_at desc ${atMost(pastShown)}`),
      ),
    ]);
    const now = Date.now();
    const all = [...planned].map(dated);
    return {
      ahead: all.filter((v) => v.endsAt.getTime() >= now),
      open: all.filter((v) => v.endsAt.getTime() < now),
      past: [...past].map(dated),
    };
  });
}

export type VisitPage = VisitLine & {
  communityId: string;
  householdId: string;
  entranceId: string;
  capacities: VisitCapacity[];
  recordedAt: Date | null;
  recorder: string | null;
  /** Who stood at the door, where that was another. */
  knocker: string | null;
  feeling: Feeling | null;
  team: { id: string; name: string }[];
  conflicts: Conflict[];
  guide: { name: string; phone: string | null; remark: string | null } | null;
  notes: {
    id: string;
    kind: "heard" | "explained" | "reflection";
    body: string;
    quotable: boolean;
    author: string | null;
    createdAt: Date;
    own: boolean;
    /** The explanation that was explained, as long as it is there. */
    policy: { id: string; title: string } | null;
    photos: Attached[];
  }[];
  /** What this household raised, as far as the viewer may see it. */
  concerns: {
    number: string;
    title: string;
    status: ConcernStatus;
    category: CategoryKey;
    createdAt: Date;
    nextAt: Date | null;
    /** A neighbour raised it; the household said that it is theirs too. */
    voice: boolean;
  }[];
  /** What neighbours have raised around here and this household has not; and what it said is theirs too, by number. */
  around: Around[];
  voiced: string[];
  /** What the household raised and is said to be done, to be asked by whoever goes there. */
  asks: { id: string; what: string }[];
};

type More = Pick<
  VisitPage,
  | "asks"
  | "communityId"
  | "householdId"
  | "entranceId"
  | "capacities"
  | "guide"
  | "recorder"
  | "knocker"
  | "feeling"
  | "team"
  | "voiced"
> & { raised: string[]; recordedAt: string | null; conflicts: (Omit<Conflict, "at"> & { at: string })[] };

/** All that the page of a visit shows to this viewer. @throws NotFound */
export async function visitPage(viewer: Viewer, id: string): Promise<VisitPage> {
  return asViewer(viewer.claims, async (tx) => {
    const [[visit], [more], notes, concerns] = await Promise.all([
      tx.execute<VisitLine>(lines(sql`v.id = ${id}`, sql``)),
      tx.execute<More>(sql`
        select v.community_id as "communityId", v.recorded_at as "recordedAt", v.feeling,
          (select u.name from users u where u.id = v.recorded_by) as recorder,
          (select u.name from users u where u.id = v.knocked_by and v.knocked_by is distinct from v.recorded_by) as knocker,
          coalesce((select jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name) order by u.name)
            from visit_officers o join users u on u.id = o.user_id
            where o.community_id = v.community_id and o.visit_id = v.id), '[]') as team,
          coalesce((select jsonb_agg(jsonb_build_object('id', x.id, 'outcome', x.outcome, 'at', x.recorded_at,
              'by', (select u.name from users u where u.id = x.recorded_by)) order by x.created_at)
            from visit_conflicts x
            where x.community_id = v.community_id and x.visit_id = v.id and x.settled_at is null), '[]') as conflicts, v.household_id as "householdId", h.entrance_id as "entranceId",
          app.visit_capacities(v.community_id, v.id) as capacities,
          ${numbersOf("reporter")} as raised, ${numbersOf("voice")} as voiced,
          ${asksAtDoor(sql`v.community_id`, sql`v.household_id`)} as asks,
          (select jsonb_build_object('name', g.name, 'phone', g.phone, 'remark', g.remark) from guides g
            where g.community_id = h.community_id and g.entrance_id = h.entrance_id order by g.name, g.id limit 1) as guide
        from visits v join households h on h.community_id = v.community_id and h.id = v.household_id
        where v.id = ${id}`),
      tx.execute<Omit<VisitPage["notes"][number], "createdAt"> & { createdAt: string }>(sql`
        select n.id, n.kind, n.body, n.quotable, u.name as author, n.created_at as "createdAt", n.author_id = app.user() as own,
          (select jsonb_build_object('id', t.policy_id, 'title', t.title) from policy_texts t
            where t.community_id = n.community_id and t.policy_id = n.policy_id and t.locale = 'zh-CN') as policy,
          coalesce((
            select jsonb_agg(jsonb_build_object('id', a.id, 'kind', a.kind, 'name', a.name, 'size', a.size, 'width', a.width, 'height', a.height)
              order by a.created_at, a.id)
            from attachments a where a.community_id = n.community_id and a.visit_note_id = n.id), '[]') as photos
        from visits v
        join visit_notes n on n.community_id = v.community_id and n.visit_id = v.id
        left join users u on u.id = n.author_id
        where v.id = ${id} order by n.created_at, n.kind`),
      tx.execute<
        Omit<VisitPage["concerns"][number], "createdAt" | "nextAt"> & { createdAt: string; nextAt: string | null }
      >(sql`
        select c.number, c.title, c.status, c.category, c.created_at as "createdAt", c.next_at as "nextAt", p.role = 'voice' as voice
        from visits v
        join concern_people p on p.community_id = v.community_id and p.household_id = v.household_id and p.role in ('reporter', 'voice')
        join concerns c on c.community_id = p.community_id and c.id = p.concern_id
        where v.id = ${id} order by c.created_at desc limit 20`),
    ]);
    if (!visit || !more) throw new NotFound();
    const { raised, ...rest } = more;
    const team = more.capacities.includes("team");
    const around = team ? await raisedAround(tx, [{ communityId: more.communityId, id: more.entranceId }]) : new Map();
    return {
      ...dated(visit),
      ...rest,
      around: (around.get(more.entranceId) ?? []).filter((one: Around) => !raised.includes(one.number)),
      recordedAt: more.recordedAt ? new Date(more.recordedAt) : null,
      conflicts: more.conflicts.map((c) => ({ ...c, at: new Date(c.at) })),
      notes: [...notes].map((n) => ({ ...n, createdAt: new Date(n.createdAt) })),
      concerns: [...concerns].map((c) => ({
        ...c,
        createdAt: new Date(c.createdAt),
        nextAt: c.nextAt === null ? null : new Date(c.nextAt),
      })),
    };
  });
}

export type HouseholdContact = {
  holder: string | null;
  phone: string | null;
  people: number | null;
  rented: boolean;
  remark: string | null;
  /** The number at which the household wants to be called in a round that is not over. */
  wishPhone: string | null;
};

/** Who lives behind the door of a visit. Reading it is an event that coordinators see. @throws NotFound */
export async function readHouseholdContact(viewer: Viewer, visit: string): Promise<HouseholdContact> {
  return change(viewer.claims, async (tx) => {
    const [row] = await tx.execute<HouseholdContact>(sql`
      select c.holder, c.phone, c.people, c.rented, c.remark, c.wish_phone as "wishPhone" from visits v, app.read_household_contact(v.community_id, v.household_id) c where v.id = ${visit}`);
    if (!row) throw new NotFound();
    return row;
  });
}
