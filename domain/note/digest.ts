import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import type { CategoryKey } from "../concern/category.ts";
import { type ConcernStatus, concernStatuses } from "../concern/rules.ts";
import { type Heard, type HeardNote, heardOf } from "./heard.ts";
import { type NotesRound, roundOfNotes } from "./list.ts";
import { noteTopic } from "./topic.ts";

/** How a door that was gone to was found, by its last visit; one that was visited stays visited. */
export const doorOutcomes = ["visited", "nobody_home", "declined", "moved_away", "no_language"] as const;

type DoorOutcome = (typeof doorOutcomes)[number];

/** How households feel about being visited, as they said themselves. */
export const feelings = ["glad", "neutral", "uneasy"] as const;

type Feeling = (typeof feelings)[number];

/** What became of the concerns that were raised at doors. */
export const concernEnds = ["solved", "going", "closed"] as const;

type ConcernEnd = (typeof concernEnds)[number];

type BuildingFigures = {
  id: string;
  name: string;
  doors: number;
  /** Doors that a visit of the round was made or is planned for. */
  planned: number;
  /** Doors that were gone to, however it went. */
  knocked: number;
  visited: number;
};

/** A round in figures: counts only, so that each rate can say what it divides by what. */
export type RoundFigures = {
  doors: number;
  target: number;
  planned: number;
  knocked: number;
  outcomes: Record<DoorOutcome, number>;
  feelings: Record<Feeling, number>;
  /** Visited households that said how they feel about it. */
  asked: number;
  concerns: Record<ConcernEnd, number> & { raised: number };
  buildings: BuildingFigures[];
};

export type Digest = {
  round: NotesRound & { startsOn: string; endsOn: string };
  figures: RoundFigures;
  heard: Heard;
  /** What was heard and may be quoted: never with a name or a door. */
  quotes: { id: string; body: string; topic: CategoryKey | null; at: Date }[];
  /** The round before, to compare with. */
  before: { id: string; name: string; figures: RoundFigures; heard: Heard } | null;
};

/** How many quotes are shown, at most. */
const quotesShown = 10;

/** What a round heard and came to, for who leads its community, beside the round before. @throws NotFound */
export async function digestOf(viewer: Viewer, roundId: string): Promise<Digest> {
  return asViewer(viewer.claims, async (tx) => {
    const round = await roundOfNotes(tx, viewer.claims.coordinates, roundId);
    const [days] = await tx.execute<{ startsOn: string; endsOn: string }>(sql`
      select starts_on::text as "startsOn", ends_on::text as "endsOn" from rounds
      where community_id = ${round.communityId} and id = ${round.id}`);
    const [earlier] = await tx.execute<NotesRound>(sql`
      select id, community_id as "communityId", name, status from rounds
      where community_id = ${round.communityId} and id <> ${round.id} and starts_on < ${days?.startsOn ?? null}
      order by starts_on desc limit 1`);
    const notes = await heardIn(tx, round);
    const heard = heardOf(notes);
    return {
      round: { ...round, startsOn: days?.startsOn ?? "", endsOn: days?.endsOn ?? "" },
      figures: await figuresOf(tx, round),
      heard,
      quotes: quotesOf(notes, heard),
      before: earlier
        ? {
            id: earlier.id,
            name: earlier.name,
            figures: await figuresOf(tx, earlier),
            heard: heardOf(await heardIn(tx, earlier)),
          }
        : null,
    };
  });
}

/** One quote of each topic first, those that most spoke of before the others; then the rest, the newest first. */
function quotesOf(notes: (HeardNote & { at: string })[], heard: Heard): Digest["quotes"] {
  const quotes = notes
    .filter((n) => n.quotable && n.kind === "heard" && n.body)
    .map(({ id, body, topic, at }) => ({ id, body, topic: topic ?? noteTopic(body), at: new Date(at) }));
  const first = heard.topics.flatMap(({ topic }) => quotes.find((q) => q.topic === topic) ?? []);
  return [...new Set([...first, ...quotes])].slice(0, quotesShown);
}

async function heardIn(tx: Transaction, { communityId, id }: NotesRound): Promise<(HeardNote & { at: string })[]> {
  const rows = await tx.execute<HeardNote & { at: string }>(sql`
    select n.id, n.kind, n.body, n.topic, n.quotable, v.household_id as household, n.created_at as at
    from visit_notes n join visits v on v.community_id = n.community_id and v.id = n.visit_id
    where n.community_id = ${communityId} and v.round_id = ${id} and n.kind in ('heard', 'explained')
    order by n.created_at desc, n.id desc`);
  return [...rows];
}

async function figuresOf(tx: Transaction, { communityId, id }: NotesRound): Promise<RoundFigures> {
  type Row = BuildingFigures & Record<DoorOutcome, number> & Record<Feeling, number>;
  const counted = (names: readonly string[], column: "status" | "feeling") =>
    sql.join(
      names.map((name) => sql`count(*) filter (where d.${sql.raw(column)} = ${name})::int as ${sql.identifier(name)}`),
      sql`, `,
    );
  const [rows, [round], concerns] = await Promise.all([
    tx.execute<Row>(sql`
      with door as (
        select distinct on (v.household_id) v.household_id, v.status, case when v.status = 'visited' then v.feeling end as feeling
        from visits v
        where v.community_id = ${communityId} and v.round_id = ${id} and v.status not in ('rescheduled', 'cancelled')
        order by v.household_id, (v.status = 'visited') desc, (v.feeling is not null) desc, (v.status <> 'planned') desc, v.starts_at desc)
      select b.id, b.name, count(*)::int as doors, count(d.household_id)::int as planned,
        count(*) filter (where d.status <> 'planned')::int as knocked,
        ${counted(doorOutcomes, "status")}, ${counted(feelings, "feeling")}
      from households h
      join entrances e on e.community_id = h.community_id and e.id = h.entrance_id
      join buildings b on b.community_id = e.community_id and b.id = e.building_id
      left join door d on d.household_id = h.id
      where h.community_id = ${communityId}
      group by b.id, b.name, b.ordinal order by b.ordinal`),
    tx.execute<{ target: number }>(sql`select target from rounds where community_id = ${communityId} and id = ${id}`),
    tx.execute<{ status: ConcernStatus; n: number }>(sql`
      select c.status, count(*)::int as n
      from concerns c join visits v on v.community_id = c.community_id and v.id = c.visit_id
      where c.community_id = ${communityId} and v.round_id = ${id} group by c.status`),
  ]);
  const sum = (of: (row: Row) => number) => [...rows].reduce((total, row) => total + of(row), 0);
  const sums = <K extends string>(names: readonly K[]) =>
    Object.fromEntries(names.map((name) => [name, sum((row) => (row as Record<string, number>)[name] ?? 0)])) as Record<
      K,
      number
    >;
  const felt = sums(feelings);
  const byStatus = new Map([...concerns].map(({ status, n }) => [status, n]));
  const inStates = (states: readonly ConcernStatus[]) => states.reduce((n, s) => n + (byStatus.get(s) ?? 0), 0);
  return {
    doors: sum((r) => r.doors),
    target: round?.target ?? 0,
    planned: sum((r) => r.planned),
    knocked: sum((r) => r.knocked),
    outcomes: sums(doorOutcomes),
    feelings: felt,
    asked: felt.glad + felt.neutral + felt.uneasy,
    concerns: {
      raised: inStates(concernStatuses),
      solved: inStates(["solved", "confirmed"]),
      going: inStates(["unconfirmed", "new", "taken", "assigned", "waiting"]),
      closed: inStates(["closed"]),
    },
    buildings: [...rows].map(({ id: building, name, doors, planned, knocked, visited }) => ({
      id: building,
      name,
      doors,
      planned,
      knocked,
      visited,
    })),
  };
}
