import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#db/connect.ts";
import { idFrom } from "#db/id.ts";
import { asViewer, submit } from "#db/viewer.ts";
import { slipCode } from "../account/secret.ts";
import { tokenHash, type Viewer } from "../account/viewer.ts";
import { id, several, submissionKey } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import type { RoundStatus } from "../round/rules.ts";

/** Which doors get a slip: all of them before the round, or those where nobody was home and nobody has been since. */
export const slipOccasions = ["before", "nobody_home"] as const;
export type SlipOccasion = (typeof slipOccasions)[number];

type SlipRound = {
  id: string;
  communityId: string;
  name: string;
  startsOn: string;
  endsOn: string;
  status: RoundStatus;
};

/** The round, for its officers. @throws NotFound */
async function roundOf(tx: Transaction, viewer: Viewer, round: string): Promise<SlipRound> {
  const [row] = await tx.execute<SlipRound>(sql`
    select id, community_id as "communityId", name, starts_on::text as "startsOn", ends_on::text as "endsOn", status
    from rounds where id = ${round} and community_id = any(${`{${viewer.claims.officerIn.join(",")}}`}::uuid[])`);
  if (!row) throw new NotFound();
  return row;
}

/** Of the doors (named h), those that the viewer may write to: who leads to all, an officer to those they visit. */
const writesTo = (viewer: Viewer, round: SlipRound): SQL =>
  viewer.claims.coordinates.includes(round.communityId) ? sql`true` : sql`app.visits_door(h.community_id, h.id)`;

/** Where somebody knocked in vain, and nobody has been since: when it was last. */
const missedAt = (round: string): SQL => sql`(
  select max(v.starts_at) from visits v where v.community_id = h.community_id and v.household_id = h.id and v.round_id = ${round}
    and v.status = 'nobody_home')`;

const calledFor = (occasion: SlipOccasion, round: string): SQL =>
  occasion === "before"
    ? sql`not exists (select from visit_refusals x where x.community_id = h.community_id and x.household_id = h.id and x.lifted_at is null)`
    : sql`${missedAt(round)} is not null and not exists (
        select from visits v where v.community_id = h.community_id and v.household_id = h.id and v.round_id = ${round}
          and v.status not in ('nobody_home', 'planned', 'cancelled', 'rescheduled'))`;

export type SlipEntrance = { id: string; building: string; name: string; doors: number; made: number };

/** The entrances of a round with how many of their doors a slip is for, and how many of those have one. @throws NotFound */
export async function slipEntrances(
  viewer: Viewer,
  roundId: string,
  occasion: SlipOccasion,
): Promise<{ round: SlipRound; entrances: SlipEntrance[] }> {
  return asViewer(viewer.claims, async (tx) => {
    const round = await roundOf(tx, viewer, roundId);
    const entrances = await tx.execute<SlipEntrance>(sql`
      select e.id, b.name as building, e.name, count(h.id)::int as doors, count(s.id)::int as made
      from entrances e
      join buildings b on b.community_id = e.community_id and b.id = e.building_id
      join households h on h.community_id = e.community_id and h.entrance_id = e.id
        and ${writesTo(viewer, round)} and ${calledFor(occasion, roundId)}
      left join slips s on s.community_id = h.community_id and s.household_id = h.id and s.round_id = ${roundId}
      where e.community_id = ${round.communityId}
      group by b.ordinal, b.name, e.ordinal, e.id, e.name order by b.ordinal, e.ordinal`);
    return { round, entrances: [...entrances] };
  });
}

export const slipsInput = z.object({
  key: submissionKey,
  round: id,
  occasion: z.enum(slipOccasions, { error: "choose" }),
  entrances: several(id, 500),
});

/** How many rows one statement writes. */
const batch = 1000;

/**
 * Makes the slips of all doors of entrances that have none yet, so that they can be printed; a door keeps its code.
 * @returns how many doors have one now
 * @throws NotFound; Refusal `chooseEntrance`, `roundOver`, `noSlips`
 */
export async function makeSlips(viewer: Viewer, input: z.output<typeof slipsInput>): Promise<number> {
  if (!input.entrances.length) throw new Refusal("chooseEntrance", { field: "entrances" });
  const { key, ...content } = input;
  const { result } = await submit(viewer.claims, { key, command: "wish.slips", content }, async (tx, submission) => {
    const round = await roundOf(tx, viewer, input.round);
    if (round.status === "closed") throw new Refusal("roundOver");
    const doors = await tx.execute<{ id: string }>(sql`
      select h.id from households h
      where h.community_id = ${round.communityId} and h.entrance_id = any(${`{${input.entrances.join(",")}}`}::uuid[])
        and ${writesTo(viewer, round)} and ${calledFor(input.occasion, round.id)}`);
    if (!doors.length) throw new Refusal("noSlips");
    await write(tx, viewer, round, [...doors], submission);
    return doors.length;
  });
  return result;
}

export const oneSlipInput = z.object({ key: submissionKey, visit: id });

/** Makes the slip of the door of one visit. @throws NotFound; Refusal `roundOver` */
export async function makeSlip(viewer: Viewer, { key, visit }: z.output<typeof oneSlipInput>): Promise<void> {
  await submit(viewer.claims, { key, command: "wish.slip_of_visit", content: visit }, async (tx, submission) => {
    const found = await doorOf(tx, viewer, visit);
    if (!found.round || found.round.status === "closed") throw new Refusal("roundOver");
    await write(tx, viewer, found.round, [{ id: found.household }], submission);
  });
}

async function write(
  tx: Transaction,
  viewer: Viewer,
  round: SlipRound,
  doors: { id: string }[],
  submission: string,
): Promise<void> {
  for (let i = 0; i < doors.length; i += batch) {
    const rows = doors
      .slice(i, i + batch)
      .map(
        (d) =>
          sql`(${round.communityId}::uuid, ${idFrom(submission, d.id)}::uuid, ${round.id}::uuid, ${d.id}::uuid, ${tokenHash(slipCode(round.id, d.id))}::bytea, ${viewer.claims.userId}::uuid)`,
      );
    await tx.execute(sql`
      insert into slips (community_id, id, round_id, household_id, hash, created_by) values ${sql.join(rows, sql`, `)}
      on conflict do nothing`);
  }
}

export type PrintedSlip = {
  household: string;
  building: string;
  entrance: string;
  /** Of the entrance: what leads to the report. */
  entranceCode: string;
  door: string;
  /** When somebody knocked in vain. */
  missedAt: Date | null;
  code: string;
};

export type SlipSheet = {
  round: SlipRound;
  community: { name: string; nameEn: string | null; timeZone: string };
  agency: { name: string; nameEn: string | null } | null;
};

/** Whose slip it is. */
async function sheetOf(tx: Transaction, round: SlipRound): Promise<SlipSheet> {
  const [row] = await tx.execute<Omit<SlipSheet, "round">>(sql`
    select jsonb_build_object('name', c.name, 'nameEn', c.name_en, 'timeZone', c.time_zone) as community,
      (select jsonb_build_object('name', o.name, 'nameEn', o.name_en) from organizations o where o.id = c.agency_id) as agency
    from communities c where c.id = ${round.communityId}`);
  if (!row) throw new NotFound();
  return { round, ...row };
}

type PrintedRow = Omit<PrintedSlip, "missedAt" | "code"> & { missedAt: string | null };

const printed = (round: string, where: SQL): SQL => sql`
  select h.id as household, b.name as building, e.name as entrance, e.code as "entranceCode", h.door, ${missedAt(round)} as "missedAt"
  from slips s
  join households h on h.community_id = s.community_id and h.id = s.household_id
  join entrances e on e.community_id = h.community_id and e.id = h.entrance_id
  join buildings b on b.community_id = e.community_id and b.id = e.building_id
  where s.round_id = ${round} and ${where}
  order by b.ordinal, e.ordinal, h.floor desc, h.door`;

const withCode =
  (round: string) =>
  ({ missedAt, ...row }: PrintedRow): PrintedSlip => ({
    ...row,
    missedAt: missedAt === null ? null : new Date(missedAt),
    code: slipCode(round, row.household),
  });

/** The slips that were made for doors of entrances, to be printed (again): from the top floor down. @throws NotFound */
export async function printedSlips(
  viewer: Viewer,
  { round: roundId, occasion, entrances }: { round: string; occasion: SlipOccasion; entrances: string[] },
): Promise<SlipSheet & { slips: PrintedSlip[] }> {
  return asViewer(viewer.claims, async (tx) => {
    const round = await roundOf(tx, viewer, roundId);
    const rows = await tx.execute<PrintedRow>(
      printed(
        roundId,
        sql`h.entrance_id = any(${`{${entrances.join(",")}}`}::uuid[]) and ${writesTo(viewer, round)} and ${calledFor(occasion, roundId)}`,
      ),
    );
    return { ...(await sheetOf(tx, round)), slips: [...rows].map(withCode(roundId)) };
  });
}

type VisitDoor = { household: string; round: SlipRound | null; entranceCode: string; label: string };

/** The door of a visit, for those who may leave a slip there. @throws NotFound */
async function doorOf(tx: Transaction, viewer: Viewer, visit: string): Promise<VisitDoor> {
  const [row] = await tx.execute<{
    communityId: string;
    round: string | null;
    household: string;
    entranceCode: string;
    label: string;
    goes: boolean;
  }>(sql`
    select v.community_id as "communityId", v.round_id as round, v.household_id as household, e.code as "entranceCode",
      b.name || ' ' || e.name || ' ' || h.door as label, app.visits_door(v.community_id, v.household_id) as goes
    from visits v
    join households h on h.community_id = v.community_id and h.id = v.household_id
    join entrances e on e.community_id = h.community_id and e.id = h.entrance_id
    join buildings b on b.community_id = e.community_id and b.id = e.building_id
    where v.id = ${visit}`);
  const { claims } = viewer;
  const officer = row && claims.officerIn.includes(row.communityId);
  if (!row || !officer || !(row.goes || claims.coordinates.includes(row.communityId))) throw new NotFound();
  const { household, entranceCode, label } = row;
  return { household, entranceCode, label, round: row.round ? await roundOf(tx, viewer, row.round) : null };
}

/** The slip for the door of a visit, with its code where it was made; outside a round there is none. @throws NotFound */
export async function slipOfVisit(
  viewer: Viewer,
  visit: string,
): Promise<{ label: string; round: SlipRound | null; slip: (SlipSheet & PrintedSlip) | null }> {
  return asViewer(viewer.claims, async (tx) => {
    const { label, round, household } = await doorOf(tx, viewer, visit);
    if (!round || round.status === "closed") return { label, round: null, slip: null };
    const [row] = await tx.execute<PrintedRow>(printed(round.id, sql`s.household_id = ${household}`));
    return { label, round, slip: row ? { ...(await sheetOf(tx, round)), ...withCode(round.id)(row) } : null };
  });
}

/** Whose slips to fill in by hand, and the code that leads to the report from an entrance. @throws NotFound */
export async function blankSlips(
  viewer: Viewer,
  { round: roundId, entrance }: { round: string; entrance: string },
): Promise<SlipSheet & { building: string; entrance: string; entranceCode: string }> {
  return asViewer(viewer.claims, async (tx) => {
    const round = await roundOf(tx, viewer, roundId);
    const [row] = await tx.execute<{ building: string; entrance: string; entranceCode: string }>(sql`
      select b.name as building, e.name as entrance, e.code as "entranceCode" from entrances e
      join buildings b on b.community_id = e.community_id and b.id = e.building_id
      where e.community_id = ${round.communityId} and e.id = ${entrance}`);
    if (!row) throw new NotFound();
    return { ...(await sheetOf(tx, round)), ...row };
  });
}
