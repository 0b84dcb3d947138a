import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import type { Span } from "../round/plan/types.ts";
import type { RoundStatus } from "../round/rules.ts";
import type { WishKind } from "./kind.ts";

/** What a household said of being visited in a round, without telephone and mail address. */
export type Wish = { kind: WishKind; times: Span[]; note: string | null; via: string; changedAt: Date };

type Shift = { id: string; startsAt: Date; endsAt: Date };

/** The shifts of a round that are not over. */
export async function shiftsOf(tx: Transaction, communityId: string, round: string): Promise<Shift[]> {
  const rows = await tx.execute<{ id: string; startsAt: string; endsAt: string }>(sql`
    select id, starts_at as "startsAt", ends_at as "endsAt" from shifts
    where community_id = ${communityId} and round_id = ${round} and ends_at > now() order by starts_at`);
  return [...rows].map((r) => ({ id: r.id, startsAt: new Date(r.startsAt), endsAt: new Date(r.endsAt) }));
}

type WishRow = Omit<Wish, "times" | "changedAt"> & { times: { start: string; end: string }[]; changedAt: string };

/** A wish as one JSON value, of the row named w. */
const wishJson = sql`jsonb_build_object('kind', w.kind, 'note', w.note, 'via', w.via, 'changedAt', w.changed_at, 'times', coalesce((
  select jsonb_agg(jsonb_build_object('start', lower(t), 'end', upper(t)) order by t) from unnest(w.times) t), '[]'))`;

const wishFrom = (row: WishRow | null): Wish | null =>
  row && {
    ...row,
    times: row.times.map((t) => ({ start: Date.parse(t.start), end: Date.parse(t.end) })),
    changedAt: new Date(row.changedAt),
  };

export type WishPlace = {
  communityId: string;
  household: string;
  building: string;
  entrance: string;
  door: string;
  round: { id: string; name: string; startsOn: string; endsOn: string; status: RoundStatus };
  shifts: Shift[];
  wish: Wish | null;
  /** The household asked not to be visited any more. */
  refused: boolean;
  visit: { id: string; startsAt: Date; endsAt: Date; confirmed: boolean } | null;
};

type PlaceRow = Omit<WishPlace, "shifts" | "wish" | "visit"> & {
  wish: WishRow | null;
  visit: { id: string; startsAt: string; endsAt: string; confirmed: boolean } | null;
};

/** The rounds that come to the viewer's own door, the nearest first, with what was chosen for each. */
export async function roundsAhead(viewer: Viewer): Promise<WishPlace[]> {
  const { households } = viewer.claims;
  if (!households.length) return [];
  return asViewer(viewer.claims, async (tx) => {
    const rows = await tx.execute<PlaceRow>(sql`
      select h.community_id as "communityId", h.id as household, b.name as building, e.name as entrance, h.door,
        jsonb_build_object('id', r.id, 'name', r.name, 'startsOn', r.starts_on, 'endsOn', r.ends_on, 'status', r.status) as round,
        (select ${wishJson} from visit_wishes w
          where w.community_id = r.community_id and w.round_id = r.id and w.household_id = h.id) as wish,
        exists (select from visit_refusals x
          where x.community_id = h.community_id and x.household_id = h.id and x.lifted_at is null) as refused,
        (select jsonb_build_object('id', v.id, 'startsAt', v.starts_at, 'endsAt', v.ends_at, 'confirmed', v.confirmed_at is not null)
          from visits v where v.community_id = h.community_id and v.household_id = h.id and v.round_id = r.id
            and v.status = 'planned' and v.starts_at > now() order by v.starts_at, v.id limit 1) as visit
      from households h
      join entrances e on e.community_id = h.community_id and e.id = h.entrance_id
      join buildings b on b.community_id = e.community_id and b.id = e.building_id
      join communities c on c.id = h.community_id
      join rounds r on r.community_id = h.community_id and r.status <> 'closed' and r.ends_on >= (now() at time zone c.time_zone)::date
      where h.id = any(${`{${households.join(",")}}`}::uuid[])
        -- Who has been visited is not visited again in the same round.
        and not exists (select from visits v where v.community_id = h.community_id and v.household_id = h.id
          and v.round_id = r.id and v.status = 'visited')
      order by r.starts_on, h.id`);
    return Promise.all(
      [...rows].map(async ({ wish, visit, ...row }) => ({
        ...row,
        wish: wishFrom(wish),
        visit: visit && { ...visit, startsAt: new Date(visit.startsAt), endsAt: new Date(visit.endsAt) },
        shifts: await shiftsOf(tx, row.communityId, row.round.id),
      })),
    );
  });
}

export type VisitWish = {
  round: string | null;
  household: string;
  roundOpen: boolean;
  confirmedAt: Date | null;
  /** What the household chose, as far as the viewer may know: itself, who leads, and those who visit it. */
  wish: Wish | null;
  refused: boolean;
  shifts: Shift[];
  /** The viewer's own door. */
  own: boolean;
  /** The viewer visits this door, or leads: may write down a wish and hand out a slip. */
  goes: boolean;
};

/** What the household of a visit said of being visited; nothing where the visit is not the viewer's to see. */
export async function wishOfVisit(viewer: Viewer, visit: string): Promise<VisitWish | null> {
  return asViewer(viewer.claims, async (tx) => {
    const [row] = await tx.execute<
      Omit<VisitWish, "wish" | "shifts" | "own" | "goes" | "confirmedAt"> & {
        communityId: string;
        goes: boolean;
        confirmedAt: string | null;
        wish: WishRow | null;
      }
    >(sql`
      select v.community_id as "communityId", v.round_id as round, v.household_id as household, v.confirmed_at as "confirmedAt",
        coalesce(r.status <> 'closed', false) as "roundOpen", app.visits_door(v.community_id, v.household_id) as goes,
        (select ${wishJson} from visit_wishes w
          where w.community_id = v.community_id and w.round_id = v.round_id and w.household_id = v.household_id) as wish,
        exists (select from visit_refusals x
          where x.community_id = v.community_id and x.household_id = v.household_id and x.lifted_at is null) as refused
      from visits v left join rounds r on r.community_id = v.community_id and r.id = v.round_id where v.id = ${visit}`);
    if (!row) return null;
    const { communityId, confirmedAt, wish, goes, ...rest } = row;
    const leads = viewer.claims.coordinates.includes(communityId);
    return {
      ...rest,
      own: viewer.claims.households.includes(row.household),
      goes: leads || (goes && viewer.claims.officerIn.includes(communityId)),
      confirmedAt: confirmedAt === null ? null : new Date(confirmedAt),
      wish: wishFrom(wish),
      shifts: row.round ? await shiftsOf(tx, communityId, row.round) : [],
    };
  });
}
