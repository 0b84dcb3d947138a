import { sql } from "drizzle-orm";
import { z } from "zod";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { after, type ConcernLine, type LineRow, lineColumns, lineJoins, lineOf, splitAfter } from "../concern/list.ts";
import { officesOf } from "../deadline/office.ts";
import { NotFound } from "../refusal.ts";
import { type Asked, narrowed, within } from "./ask.ts";
import { columnOf, holds, measureKeys, momentOfMeasure } from "./measures.ts";
import { added, sums } from "./sums.ts";

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
 * Exactly what a figure counts, the latest first, a page at a time; what the viewer may not read stays away.
 * @throws NotFound for a figure about a unit where none is asked for
 */
export async function behind(viewer: Viewer, asked: Asked, input: z.output<typeof behindInput>): Promise<Behind> {
  const { what } = input;
  const moment = momentOfMeasure(what);
  const given = moment !== "due" && moment !== "raised";
  if (given && !asked.unit) throw new NotFound();
  const column = columnOf[moment];
  const key = given ? sql`a.id` : sql`c.id`;
  const join = asked.unit
    ? sql`join assignments a on a.community_id = c.community_id and a.concern_id = c.id and a.organization_id = ${asked.unit}
        ${given ? sql`` : sql`and a.status <> 'returned'`}`
    : sql`left join assignments a on false`;
  const [at, id] = splitAfter(input.after);
  const from = at ? sql`and (${column}, ${key}) < (to_timestamp(${at}::numeric / 1000000), ${id}::uuid)` : sql``;
  return asViewer(viewer.claims, async (tx) => {
    const [[figure], rows, offices] = await Promise.all([
      what === "late"
        ? tx.execute<{ n: number }>(sql`
            select s.due - s.in_time as n from (select ${added(["due", "in_time"])} from (${sums(asked, asked.unit ? "unit" : "concern")}) s) s`)
        : tx.execute<{ n: number }>(sql`
            select s.${sql.identifier(what)} as n from (select ${added([what])} from (${sums(asked, asked.unit ? "unit" : "concern")}) s) s`),
      tx.execute<Row>(sql`
        select ${lineColumns(viewer.user?.id ?? null)}, c.key, (extract(epoch from c.moment) * 1000000)::bigint::text as at,
          app.raters(c.row) as raters, coalesce((c.given).redone, 0) as redone, c.solved_at as "solvedAt",
          (c.given).assigned_at as "givenAt", (c.given).accept_due_at as "acceptDueAt", app.received_at(c.given) as "receivedAt",
          (c.given).due_at as "dueAt", (c.given).answered_at as "doneAt", (c.given).returned_at as "returnedAt"
        from (
          select c.*, c as row, a as given, ${key} as key, ${column} as moment from concerns c ${join}
          where ${narrowed(asked)} and ${within(asked, column)} and ${holds(what)} ${from}
          order by ${column} desc, ${key} desc limit ${behindSize + 1}) c
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
