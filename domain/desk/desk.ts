import { type SQL, sql } from "drizzle-orm";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import type { CategoryKey } from "../concern/category.ts";
import type { ConcernStatus } from "../concern/rules.ts";
import { officesOf } from "../deadline/office.ts";
import { type Standing, standingOf } from "../deadline/standing.ts";

export type DeskLine = {
  number: string;
  title: string;
  status: ConcernStatus;
  category: CategoryKey;
  building: string | null;
  entrance: string | null;
  /** By when: the next date. */
  due: Date | null;
  /** How it stands with what is due. */
  standing: Standing | null;
  nextStep: string | null;
  nextNote: string | null;
  /** How often whoever raised it asked again without an answer since. */
  nudges: number;
  unread: number;
};

export type DeskSection = {
  /** A key under `desk.sections`. */
  key: "late" | "triage" | "decide" | "mine" | "confirm" | "own" | "helped" | "voiced" | "watch";
  lines: DeskLine[];
  /** How many there are in all, up to `sectionCount`. */
  total: number;
};

/** A section shows this many, and counts this far. */
export const sectionSize = 8;
export const sectionCount = 99;

const me = (viewer: Viewer) => sql`${viewer.user?.id ?? null}::uuid`;
const ids = (list: string[]) => sql`any(${`{${list.join(",")}}`}::uuid[])`;

type Section = { key: DeskSection["key"]; where: SQL; from?: SQL };

/**
 * The most pressing first: those asked for again, then by their date. An index of the same order serves it. (How many at most is a
 * parameter here, against the rule of db/at-most.ts: the planner takes the rows of one owner or state for few and, told how few
 * are wanted, would sort them all. Of a tenth of them it reads in order.)
 */
const pressing = (due: SQL) => sql`order by (c.nudges > 0) desc, ${due} nulls last, c.id`;

/** Community after community, each read in order no further than a section goes. */
const within = (communities: string[], where: SQL) => sql`unnest(${`{${communities.join(",")}}`}::uuid[]) as k(id)
  cross join lateral (
    select * from concerns c where c.community_id = k.id and ${where} ${pressing(sql`c.next_at`)} limit ${sectionCount + 1}) c`;

/** Those that the viewer has to do with for these reasons, each by its key. */
const having = (principals: SQL, reasons: string[]) => sql`(
    select distinct x.community_id, x.subject_id from access x
    where x.principal = ${principals} and x.reason = any (${`{${reasons.join(",")}}`}::text[]) offset 0) m
  cross join lateral (select * from concerns c where c.community_id = m.community_id and c.id = m.subject_id offset 0) c`;

/** Those that the viewer said are theirs too, or an officer was told so at their door. */
const voicedBy = (viewer: Viewer) => sql`(
    select v.community_id, v.concern_id from concern_people v where v.user_id = ${me(viewer)} and v.role = 'voice'
    union
    select v.community_id, v.concern_id from concern_people v
    where v.community_id = ${ids(viewer.claims.memberIn)} and v.household_id = ${ids(viewer.claims.households)}
      and v.role = 'voice' and v.user_id is null offset 0) m
  cross join lateral (select * from concerns c where c.community_id = m.community_id and c.id = m.concern_id offset 0) c`;

/** What the viewer raised for those whom they help stands apart from what is their own. */
function sectionsOf(viewer: Viewer): Section[] {
  const helps = (viewer.user?.helps ?? []).map(({ id }) => id);
  const open = sql`c.closed_at is null and c.status <> 'unconfirmed'`;
  const helped: Section = { key: "helped", where: open, from: having(ids(helps), ["reporter"]) };
  const principals = viewer.claims.principals.filter((id) => !helps.includes(id));
  return [...sectionsOfRole(viewer, principals), ...(helps.length ? [helped] : [])];
}

function sectionsOfRole(viewer: Viewer, principals: string[]): Section[] {
  const { claims } = viewer;
  const open = sql`c.closed_at is null and c.status <> 'unconfirmed'`;
  const ownedNow = sql`c.owner_id = ${me(viewer)} and ${open}`;
  const led = (key: Section["key"], where: SQL): Section => ({ key, where, from: within(claims.coordinates, where) });
  const reporter = having(ids(principals), ["reporter", "household"]);
  switch (viewer.role) {
    case "coordinator":
      return [
        led("triage", sql`c.closed_at is null and c.status = 'new'`),
        led("late", sql`${open} and c.status <> 'new' and c.next_at < now()`),
        { key: "decide", where: sql`${ownedNow} and c.status in ('taken', 'assigned') and c.next_step = 'answer'` },
        {
          key: "mine",
          where: sql`${ownedNow} and c.status <> 'new' and c.next_at >= now() and not (c.status in ('taken', 'assigned') and c.next_step = 'answer')`,
        },
      ];
    case "officer":
      return [
        { key: "late", where: sql`${ownedNow} and c.next_at < now()` },
        {
          key: "decide",
          where: sql`${ownedNow} and c.status in ('taken', 'assigned') and c.next_step = 'answer' and c.next_at >= now()`,
        },
        {
          key: "mine",
          where: sql`${ownedNow} and c.next_at >= now() and not (c.status in ('taken', 'assigned') and c.next_step = 'answer')`,
        },
        {
          key: "watch",
          where: sql`${open} and c.owner_id is distinct from ${me(viewer)}`,
          from: having(me(viewer), ["visiting", "taken_in"]),
        },
      ];
    case "partner":
      // Their day is one list of its own: see unit-day.ts.
      return [];
    default:
      return [
        { key: "confirm", where: sql`c.status in ('solved', 'waiting')`, from: reporter },
        { key: "own", where: sql`${open} and c.status not in ('solved', 'waiting')`, from: reporter },
        { key: "voiced", where: sql`${open} and c.privacy = 'neighbourhood'`, from: voicedBy(viewer) },
      ];
  }
}

type DeskRow = Omit<DeskLine, "due" | "standing"> & {
  due: string | null;
  communityId: string;
  answeredAt: string | null;
  answerDueAt: string;
  solveDueAt: string | null;
  total: number;
};

/** What needs the viewer now, by their role: a few sections, the most pressing first. */
export async function desk(viewer: Viewer): Promise<DeskSection[]> {
  const reader = me(viewer);
  const now = new Date();
  return asViewer(viewer.claims, async (tx) => {
    const offices = await officesOf(tx, viewer.claims.memberIn);
    return Promise.all(
      sectionsOf(viewer).map(async ({ key, where, from = sql`concerns c` }) => {
        const rows = await tx.execute<DeskRow>(sql`
          with found as (
            select c.*, c.next_at as due from ${from} where ${where} ${pressing(sql`c.next_at`)} limit ${sectionCount + 1})
          select c.number, c.title, c.status, c.category, b.name as building, e.name as entrance, c.due, c.next_step as "nextStep",
            c.next_note as "nextNote", c.community_id as "communityId", c.nudges, c.answered_at as "answeredAt", c.answer_due_at as "answerDueAt",
            c.solve_due_at as "solveDueAt", (select count(*)::int from found) as total,
            (select count(*)::int from notifications n where n.user_id = ${reader} and n.community_id = c.community_id
              and n.concern_id = c.id and n.read_at is null) as unread
          from found c
          left join buildings b on b.community_id = c.community_id and b.id = c.building_id
          left join entrances e on e.community_id = c.community_id and e.id = c.entrance_id
          ${pressing(sql`c.due`)} limit ${sectionSize}`);
        return {
          key,
          total: rows[0]?.total ?? 0,
          lines: [...rows].map(({ total: _, communityId, answeredAt, answerDueAt, solveDueAt, ...row }) => {
            const office = offices.get(communityId);
            const due = row.due === null ? null : new Date(row.due);
            return {
              ...row,
              due,
              standing: standingOf(office, { status: row.status, answeredAt, answerDueAt, solveDueAt }, now),
            };
          }),
        };
      }),
    );
  });
}
