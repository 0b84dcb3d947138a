import fc from "fast-check";
import type postgres from "postgres";
import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "#db/id.ts";
import { nextNumber } from "#db/testing/make.ts";
import { categoryKeys } from "../concern/category.ts";
import { closeReasons, concernStatuses, isClosed } from "../concern/rules.ts";
import { stage } from "../testing/stage.ts";
import { asked as figuresAsked } from "./ask.ts";
import { figures } from "./breakdown.ts";
import { publicFigures } from "./public.ts";

const s = stage();

type Row = Record<string, unknown>;

/** All that is added up, by its keys; what comes to nothing left out. */
const sumsOf = (sql: postgres.TransactionSql) => sql<Row[]>`
  select month::text, category, building_id, organization_id, private, sum(due)::int as due, sum(due_pending)::int as due_pending,
    sum(in_time)::int as in_time, sum(raised)::int as raised, sum(solved)::int as solved, sum(rated)::int as rated,
    sum(satisfied)::int as satisfied, sum(given)::int as given, sum(receivable)::int as receivable,
    sum(receivable_pending)::int as receivable_pending, sum(received)::int as received, sum(returned)::int as returned,
    sum(answered)::int as answered, sum(redone)::int as redone, sum(dated)::int as dated, sum(dated_pending)::int as dated_pending,
    sum(on_date)::int as on_date
  from figure_sums group by 1, 2, 3, 4, 5
  having sum(due + due_pending + in_time + raised + solved + rated + satisfied + given + receivable + receivable_pending + received
    + returned + answered + redone + dated + dated_pending + on_date) > 0
  order by 1, 2, 3, 4, 5`;

/** Hours before and after now: months that are over, the one that runs, days to come. */
const moment = fc
  .integer({ min: -100 * 24, max: 20 * 24 })
  .map((hours) => new Date(Math.floor(Date.now() / 3_600_000 + hours) * 3_600_000).toISOString());
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });

/** What a concern may say of itself, whatever led there. */
const concern = fc
  .record({
    status: fc.constantFrom(...concernStatuses),
    category: fc.constantFrom(...categoryKeys.slice(0, 2)),
    privacy: fc.constantFrom("private", "neighbourhood"),
    at: fc.boolean(),
    created_at: moment,
    answer_due_at: moment,
    answered_at: maybe(moment),
    solved_at: maybe(moment),
    paused_at: maybe(moment),
    closed: moment,
    close_reason: maybe(fc.constantFrom(...closeReasons)),
    rating: maybe(fc.integer({ min: 1, max: 5 })),
    refused: fc.boolean(),
    rated_voices: fc.integer({ min: 0, max: 3 }),
    glad_voices: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ closed, at, ...c }) => ({
    ...c,
    building_id: at ? s.world.building : null,
    closed_at: isClosed(c.status) ? closed : null,
  }));

const open = concern.map((c) => ({ ...c, status: "taken" as const, closed_at: null, close_reason: null }));

const assignment = fc.record({
  status: fc.constantFrom("assigned", "accepted", "answered", "returned"),
  due_at: moment,
  assigned_at: moment,
  accept_due_at: maybe(moment),
  accepted_at: maybe(moment),
  answered_at: maybe(moment),
  returned_at: maybe(moment),
  return_reason: maybe(fc.constantFrom("not_ours", "other")),
  redone: fc.integer({ min: 0, max: 2 }),
});

/** One statement, of one row or several; `which` picks among those that are there. */
const step = fc.oneof(
  fc.record({ act: fc.constant("raise" as const), rows: fc.array(concern, { minLength: 1, maxLength: 3 }) }),
  fc.record({ act: fc.constant("change" as const), which: fc.nat(7), to: concern }),
  fc.record({ act: fc.constant("give" as const), which: fc.nat(7), to: assignment, fire: fc.boolean() }),
  fc.record({ act: fc.constant("move" as const), which: fc.nat(7), to: assignment }),
  fc.record({ act: fc.constant("drop" as const), which: fc.nat(7) }),
  fc.record({ act: fc.constant("fold" as const) }),
);

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

async function carryOut(sql: postgres.Sql | postgres.TransactionSql, what: Step): Promise<void> {
  const { world } = s;
  // Those whose random last digit fits: none, one or several at once.
  const some = (n: number) => sql`(('x' || right(id::text, 1))::bit(4)::int & 7) <= ${n}`;
  switch (what.act) {
    case "raise":
      await sql`insert into concerns ${sql(
        what.rows.map((row) => ({
          ...row,
          community_id: world.a,
          id: newId(),
          number: `sum-${nextNumber()}`,
          title: "灯",
          body: "灯坏了",
          origin: "online",
          owner_id: world.people.coordinator,
          next_at: "2099-01-01",
        })),
      )}`;
      return;
    case "change":
      await sql`update concerns set ${sql(what.to)} where ${some(what.which)}`;
      return;
    case "give":
      await sql`
        insert into assignments (community_id, id, concern_id, organization_id, due_at)
        select community_id, gen_random_uuid(), id, ${what.fire ? world.fire : world.property}, now() from concerns where ${some(what.which)}
        on conflict do nothing`;
      await sql`update assignments set ${sql(what.to)} where status <> 'returned' and ${some(what.which)}`;
      return;
    case "move":
      await sql`update assignments set ${sql({ ...what.to, status: "returned" })} where ${some(what.which)}`;
      return;
    case "drop":
      await sql`delete from assignments where ${some(what.which)}`;
      return;
    case "fold":
      await sql`select app.fold_figures()`;
  }
}

/** Takes away what a run has raised. */
async function clear(): Promise<void> {
  await s.admin`delete from publication_queue where concern_id in (select id from concerns where number like 'sum-%')`;
  await s.admin`delete from concerns where number like 'sum-%'`;
}

describe("the sums of the figures", () => {
  beforeAll(async () => {
    // Any history is tried, also those that rules do not let happen; who is told of them is not looked at here.
    for (const [table, trigger] of [
      ["concerns", "concerns_guard"],
      ["concerns", "concerns_status_logged"],
      ["concerns", "concerns_followed"],
      ["assignments", "assignments_guard"],
      ["assignments", "assignments_status_logged"],
    ] as const)
      await s.admin.unsafe(`alter table ${table} disable trigger ${trigger}`);
  });

  test("are what counting everything anew finds, after any history, folded or not", async () => {
    const begun: Step[] = [
      { act: "raise", rows: fc.sample(open, { numRuns: 3, seed: 5 }) },
      { act: "give", which: 7, fire: false, to: fc.sample(assignment, { numRuns: 1, seed: 5 })[0] as never },
    ];
    let full = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 20 }), async (steps) => {
        const thrown = new Error("rolled back");
        await s.admin
          .begin(async (sql) => {
            for (const what of [...begun, ...steps]) await carryOut(sql, what);
            const kept = [...(await sumsOf(sql))];
            await sql`select app.recount_figures()`;
            expect(kept).toEqual([...(await sumsOf(sql))]);
            full += kept.length > 4 ? 1 : 0;
            throw thrown;
          })
          .catch((error) => {
            if (error !== thrown) throw error;
          });
      }),
      { numRuns: 60 },
    );
    // The histories were not empty ones.
    expect(full).toBeGreaterThan(30);
  });

  test("count what is due by now, whatever day of the month it is", async () => {
    const coordinator = await s.as("coordinator");
    const { asked } = figuresAsked(coordinator, {}, new Date());
    await fc.assert(
      fc.asyncProperty(fc.array(open, { minLength: 5, maxLength: 20 }), fc.boolean(), async (rows, fold) => {
        await clear();
        await carryOut(s.admin, {
          act: "raise",
          rows: rows.map((row) => ({ ...row, answered_at: null, paused_at: null })),
        });
        if (fold) await s.admin`select app.fold_figures()`;
        const [one] = await s.admin<[{ n: number; open: number }]>`
          select count(*)::int as n, count(*) filter (where privacy = 'neighbourhood'
              and app.month_of(answer_due_at, 'Asia/Shanghai') > app.month_of(now(), 'Asia/Shanghai') - interval '3 months')::int as open from concerns c
          where c.community_id = ${s.world.a} and app.counts_as_due(c) and c.answer_due_at >= now() - interval '300 days'`;
        expect((await figures(coordinator, asked)).total.due).toBe(one.n);
        expect((await publicFigures(asked.community)).answerable).toBe(one.open);
      }),
      { numRuns: 20 },
    );
    await clear();
  });

  test("are folded into one row each, and stay the same", async () => {
    await s.admin.begin(async (sql) => {
      await carryOut(sql, {
        act: "raise",
        rows: fc.sample(open, { numRuns: 3, seed: 7 }),
      });
      for (const to of fc.sample(open, { numRuns: 2, seed: 9 })) await carryOut(sql, { act: "change", which: 7, to });
      const before = [...(await sumsOf(sql))];
      await sql`select app.fold_figures()`;
      expect([...(await sumsOf(sql))]).toEqual(before);
      const [rows] = await sql`
        select count(*)::int as n, count(*) filter (where not folded)::int as loose,
          count(distinct (month, category, building_id, organization_id, private, day))::int as keys from figure_sums`;
      expect(rows).toEqual({ n: rows?.keys, loose: 0, keys: rows?.keys });
    });
  });
});
