import { sql } from "drizzle-orm";
import { z } from "zod";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { after, type ConcernLine, type LineRow, lineColumns, lineJoins, lineOf, splitAfter } from "../concern/list.ts";
import { officesOf } from "../deadline/office.ts";
import { NotFound } from "../refusal.ts";
import { type Asked, periodOf } from "./ask.ts";
import { type Measure, measureKeys, momentOfMeasure } from "./measures.ts";
import { added, nowhere, sums } from "./sums.ts";

export const behindInput = z.object({ what: z.enum(measureKeys), after: after.optional().catch(undefined) });

/** A concern behind a figure, or what was given to a unit: with the moments that decided whether it is counted. */
export type BehindLine = {
  /** Of the concern, or of the assignment: a unit may have been given one twice. */
  id: string;
  line: ConcernLine;
  moments: Record<
    | "answerDueAt"
    | "answeredAt"
    | "solvedAt"
    | "givenAt"
    | "acceptDueAt"
    | "receivedAt"
    | "dueAt"
    | "doneAt"
    | "returnedAt",
    Date | null
  >;
  raters: number;
  redone: number;
};

export type Behind = {
  /** The figure itself. */
  count: number;
  lines: BehindLine[];
  after: string | null;
  /** Private concerns that a unit gave back count for it, and are not for it to read any more. */
  mayHide: boolean;
};

const behindSize = 25;

type Row = LineRow & { key: string; at: string; raters: number; redone: number } & Record<
    keyof BehindLine["moments"],
    string | null
  >;

/**
 * Exactly what a figure counts, the latest first, a page at a time; what the viewer may not read stays away. The keys come
 * from a function that sees all and gives what the viewer may read; the rows are read as the viewer.
 * @throws NotFound for a figure about a unit where none is asked for
 */
export async function behind(viewer: Viewer, asked: Asked, input: z.output<typeof behindInput>): Promise<Behind> {
  const { what } = input;
  const moment = momentOfMeasure(what);
  const given = moment !== "due" && moment !== "raised";
  if (given && !asked.unit) throw new NotFound();
  const { community, unit = null, category = null, building } = asked;
  const { start, end } = periodOf(asked);
  const [at, id] = splitAfter(input.after);
  const counted: Measure[] = what === "late" ? ["due", "in_time"] : [what];
  const before = at ? sql`to_timestamp(${at}::numeric / 1000000)` : sql`null`;
  return asViewer(viewer.claims, async (tx) => {
    const [[figure], rows, offices] = await Promise.all([
      tx.execute<{ n: number }>(sql`
        select ${what === "late" ? sql`s.due - s.in_time` : sql`s.${sql.identifier(what)}`} as n
        from (select ${added(counted)} from (${sums(asked, asked.unit ? "unit" : "concern", counted)}) s) s`),
      tx.execute<Row>(sql`
        select ${lineColumns(viewer.user?.id ?? null)}, c.key, (extract(epoch from c.moment) * 1000000)::bigint::text as at,
          app.raters(c.row) as raters, coalesce((c.given).redone, 0) as redone, c.solved_at as "solvedAt",
          (c.given).assigned_at as "givenAt", (c.given).accept_due_at as "acceptDueAt", app.received_at(c.given) as "receivedAt",
          (c.given).due_at as "dueAt", (c.given).answered_at as "doneAt", (c.given).returned_at as "returnedAt"
        from (
          select c.*, a.given, f.key, f.moment
          from (
            select * from app.behind_figure(${community.id}, ${what}, ${unit}, ${start.toISOString()}, ${end.toISOString()}, ${category},
              ${building === "none" ? nowhere : (building ?? null)}, ${before}, ${id ?? null}, ${behindSize + 1}) offset 0) f
          join lateral (
            select c.*, c as row from concerns c where c.community_id = ${community.id} and c.id = f.concern_id offset 0) c on true
          left join lateral (
            select a as given from assignments a where a.community_id = ${community.id} and a.id = f.assignment_id offset 0) a on true) c
        ${lineJoins} order by c.moment desc, c.key desc`),
      officesOf(tx, [asked.community.id]),
    ]);
    const now = new Date();
    const page = [...rows].slice(0, behindSize);
    const last = rows.length > behindSize ? page.at(-1) : undefined;
    const date = (value: string | null) => (value === null ? null : new Date(value));
    return {
      count: figure?.n ?? 0,
      lines: page.map((row) => ({
        id: row.key,
        line: lineOf(row, offices, now),
        moments: {
          answerDueAt: date(row.answerDueAt),
          answeredAt: date(row.answeredAt),
          solvedAt: date(row.solvedAt),
          givenAt: date(row.givenAt),
          acceptDueAt: date(row.acceptDueAt),
          receivedAt: date(row.receivedAt),
          dueAt: date(row.dueAt),
          doneAt: date(row.doneAt),
          returnedAt: date(row.returnedAt),
        },
        raters: row.raters,
        redone: row.redone,
      })),
      after: last ? `${last.at}-${last.key}` : null,
      mayHide: asked.of === "own" && given,
    };
  });
}
