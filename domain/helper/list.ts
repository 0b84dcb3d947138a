import { sql } from "drizzle-orm";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { NotFound } from "../refusal.ts";
import type { consentsHeard, Relation } from "./relation.ts";

export type HelperLine = {
  id: string;
  name: string;
  relation: Relation;
  /** Whoever was named has taken it on. */
  taken: boolean;
  mayRaise: boolean;
  mayFollow: boolean;
  mayChoose: boolean;
  consent: "account" | (typeof consentsHeard)[number];
  consentBy: string | null;
  recordedBy: string | null;
  createdAt: Date;
  until: string | null;
};

export type HelpedDoor = {
  household: string;
  building: string;
  entrance: string;
  door: string;
  /** The viewer lives there; else they write down what the household says. */
  own: boolean;
  helpers: HelperLine[];
};

type Row = Omit<HelpedDoor, "helpers"> & { helpers: (Omit<HelperLine, "createdAt"> & { createdAt: string })[] };

const doors = (viewer: Viewer, where: ReturnType<typeof sql>): Promise<HelpedDoor[]> =>
  asViewer(viewer.claims, async (tx) => {
    const rows = await tx.execute<Row>(sql`
      select h.id as household, b.name as building, e.name as entrance, h.door, h.id = any (app.households()) as own, coalesce((
        select jsonb_agg(jsonb_build_object('id', x.id, 'name', x.name, 'relation', x.relation, 'taken', x.accepted_at is not null,
          'mayRaise', x.may_raise, 'mayFollow', x.may_follow, 'mayChoose', x.may_choose, 'consent', x.consent, 'consentBy', x.consent_by,
          'recordedBy', (select u.name from users u where u.id = x.recorded_by), 'createdAt', x.created_at, 'until', x.until)
          order by x.created_at)
        from helpers x where x.community_id = h.community_id and x.household_id = h.id and x.ended_at is null
          and (x.until is null or x.until >= (now() at time zone c.time_zone)::date)), '[]') as helpers
      from households h
      join communities c on c.id = h.community_id
      join entrances e on e.community_id = h.community_id and e.id = h.entrance_id
      join buildings b on b.community_id = e.community_id and b.id = e.building_id
      where ${where} order by b.ordinal, e.ordinal, h.floor, h.door`);
    return [...rows].map((row) => ({
      ...row,
      helpers: row.helpers.map((line) => ({ ...line, createdAt: new Date(line.createdAt) })),
    }));
  });

/** The viewer's own doors, and who acts for them. */
export const ownDoors = (viewer: Viewer): Promise<HelpedDoor[]> =>
  viewer.claims.households.length ? doors(viewer, sql`h.id = any (app.households())`) : Promise.resolve([]);

/** The door of a visit, to those who may write down there what the household says. @throws NotFound */
export async function doorOfVisit(viewer: Viewer, visit: string): Promise<HelpedDoor> {
  if (!viewer.claims.officerIn.length) throw new NotFound();
  const [door] = await doors(
    viewer,
    sql`(h.community_id, h.id) in (select v.community_id, v.household_id from visits v where v.id = ${visit})
      and (h.community_id = any (app.coordinates())
        or h.community_id = any (app.officer_in()) and app.visits_door(h.community_id, h.id))`,
  );
  if (!door) throw new NotFound();
  return door;
}
