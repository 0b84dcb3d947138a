import { verify } from "@node-rs/argon2";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { demoAccounts, demoPassword } from "./accounts.ts";
import { loadDemo } from "./load.ts";

/** A Tuesday morning in the community. */
const now = Date.parse("2026-11-24T02:20:00Z");
const then = new Date(now);

let demo: TestDatabase;
let twin: TestDatabase;
beforeAll(async () => {
  demo = await testDatabase();
  twin = await testDatabase();
  // Two processes that start at once: one of them loads it.
  const loaded = await Promise.all([loadDemo(demo.url, now), loadDemo(demo.url, now)]);
  expect(loaded.toSorted()).toEqual([false, true]);
  await loadDemo(twin.url, now);
}, 120_000);
afterAll(async () => {
  await demo.close();
  await twin.close();
});

const ask = async <T extends object>(query: string, values: Date[] = []): Promise<T[]> => [
  ...(await demo.admin.unsafe<T[]>(query, values)),
];
const number = async (query: string, values: Date[] = []): Promise<number> =>
  Number((await ask<{ n: number }>(`select (${query})::float as n`, values))[0]?.n);

describe("the demo community", () => {
  test("is loaded once: where there is a community already, it is left alone", async () => {
    expect(await loadDemo(demo.url, now + 86_400_000)).toBe(false);
    expect(await number("select count(*) from communities")).toBe(1);
  });

  test("is the same for the same start, to the last id, text and link of the log", async () => {
    const tables = await ask<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = 'public' and tablename not in ('credentials', 'status_transitions', 'figure_sums') order by 1",
    );
    expect(tables.length).toBeGreaterThan(25);
    for (const { name } of tables) {
      // (Sums are rows of their own each time; what they come to follows from the others.)
      // When the rows of the installation itself were written is no part of the demo.
      const row = `to_jsonb(t) - case when '${name}' in ('communities', 'organizations') then 'created_at' else '' end`;
      const digest = `select count(*)::int as n, md5(string_agg((${row})::text, '|' order by (${row})::text)) as all from ${name} t`;
      expect([name, [...(await twin.admin.unsafe(digest))]]).toEqual([name, await ask(digest)]);
    }
  });

  test("has the buildings, doors and people that the tour promises", async () => {
    expect(await number("select count(*) from buildings")).toBe(6);
    expect(await number("select count(*) from entrances")).toBe(24);
    expect(await number("select min(floors) from entrances")).toBe(11);
    expect(await number("select max(floors) from entrances")).toBe(24);
    const doors = await number("select count(*) from households");
    expect(doors).toBeGreaterThan(1100);
    expect(doors).toBeLessThan(1200);
    expect(await number("select count(*) from household_contacts")).toBe(doors);
    expect(await number("select count(*) from guides")).toBe(24);
    const units = await ask<{ kind: string; members: number }>(
      `select o.kind, count(m.user_id)::int as members from organizations o left join memberships m on m.organization_id = o.id
       group by o.id, o.kind order by o.kind`,
    );
    expect(units.find((u) => u.kind === "agency")?.members).toBe(34);
    const partners = units.filter((u) => u.kind !== "agency");
    expect(partners.map((u) => u.kind)).toEqual([
      "committee",
      "fire",
      "health",
      "homeowners",
      "investment",
      "property",
    ]);
    for (const unit of partners) expect(unit.members).toBeGreaterThan(1);
    expect(await number("select count(*) from memberships where role = 'coordinator'")).toBeGreaterThan(0);
  });

  test("lets each demo account in with the one password, and nobody else with any", async () => {
    const rows = await ask<{ email: string; hash: string }>(
      "select a.email, c.password_hash as hash from credentials c join accounts a on a.user_id = c.user_id order by 1",
    );
    expect(rows.map((r) => r.email)).toEqual(demoAccounts.map((a) => a.email).toSorted());
    for (const hash of new Set(rows.map((r) => r.hash))) expect(await verify(hash, demoPassword)).toBe(true);
    const [roles] = await ask(
      `select (select role from memberships m join accounts a using (user_id) where email = 'officer@demo.doorstep.test') as officer,
         (select role from memberships m join accounts a using (user_id) where email = 'coordinator@demo.doorstep.test') as coordinator,
         (select o.kind from memberships m join accounts a using (user_id) join organizations o on o.id = m.organization_id
           where email = 'fire@demo.doorstep.test') as fire,
         (select admin from accounts where email = 'admin@demo.doorstep.test') as admin,
         (select h.door from residents r join accounts a using (user_id) join households h on h.id = r.household_id
           where email = 'resident@demo.doorstep.test') as door`,
    );
    expect(roles).toEqual({ officer: "officer", coordinator: "coordinator", fire: "fire", admin: true, door: "1502" });
  });

  test("sends nothing to anybody about its invented past", async () => {
    expect(await number("select count(*) from outbox")).toBe(0);
    expect(await number("select count(*) from notifications")).toBe(0);
  });

  test("has telephone numbers of a shape that nobody has, and addresses that lead nowhere", async () => {
    expect(await number("select count(*) from household_contacts where phone !~ '^\\+861380000\\d{4}$'")).toBe(0);
    expect(await number("select count(*) from accounts where email !~ '@demo\\.doorstep\\.test$'")).toBe(0);
  });
});

describe("its concerns", () => {
  test("are about three hundred of the last weeks, in every state and every category", async () => {
    const lately = await number(
      "select count(*) from concerns where created_at > $1::timestamptz - interval '110 days'",
      [then],
    );
    expect(lately).toBeGreaterThan(270);
    expect(lately).toBeLessThan(390);
    const states = await ask<{ status: string; n: number }>(
      "select status, count(*)::int as n from concerns group by 1 order by 1",
    );
    expect(states.map((s) => s.status)).toEqual([
      "assigned",
      "closed",
      "confirmed",
      "new",
      "solved",
      "taken",
      "waiting",
    ]);
    for (const state of states) expect([state.status, state.n > 4]).toEqual([state.status, true]);
    expect(await number("select count(distinct category) from concerns")).toBe(15);
    expect(await number("select count(distinct privacy) from concerns")).toBe(2);
    expect(await number("select count(*) from concerns where origin = 'doorstep'")).toBeGreaterThan(10);
    expect(await number("select count(*) from messages where audience = 'working'")).toBeGreaterThan(50);
  });

  test("reach back a year: each month many, of many households, most answered in time and rated, each in its season", async () => {
    const months = await ask<{
      month: string;
      all: number;
      households: number;
      open: number;
      late: number;
      rated: number;
    }>(
      `select to_char(c.created_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, count(*)::int as all,
         count(distinct p.household_id)::int as households, count(*) filter (where c.closed_at is null)::int as open,
         count(*) filter (where c.answered_at > c.answer_due_at)::int as late, count(c.rating)::int as rated
       from concerns c join concern_people p on p.concern_id = c.id and p.role = 'reporter' group by 1 order by 1`,
    );
    // (The first month and the one that runs are no whole ones.)
    const whole = months.slice(1, -1);
    expect(whole.length).toBeGreaterThanOrEqual(10);
    for (const m of whole) {
      expect([m.month, m.all >= 15, m.households >= 12, m.rated / m.all > 0.4]).toEqual([m.month, true, true, true]);
      expect([m.month, m.late / m.all < 0.4]).toEqual([m.month, true]);
    }
    // What is older than four months has come to its end, and no desk shows it.
    expect(months.slice(0, -4).reduce((n, m) => n + m.open, 0)).toBe(0);
    const inMonths = (what: string) =>
      number(
        `select count(*) filter (where extract(month from created_at at time zone 'Asia/Shanghai') in (${what.split(" ")[1]}))::float
        / count(*) from concerns where created_at < $1::timestamptz - interval '110 days' and title ~ '${what.split(" ")[0]}'`,
        [then],
      );
    for (const what of ["冻住|结了冰|铲雪 12,1,2", "蚊|空调水 6,7,8", "幼儿园|杨絮 3,4,5"])
      expect([what, await inMonths(what)]).toEqual([what, 1]);
    // Some came back, and were solved then.
    expect(
      await number(
        "select count(distinct e.subject_id) from events e join concerns c on c.id = e.subject_id where e.kind = 'reopened' and c.closed_at is not null",
      ),
    ).toBeGreaterThan(10);
  });

  test("of last winter and summer were heard at doors, by whoever walked there then", async () => {
    const heard = await ask<{ round: string; n: number }>(
      `select r.name as round, count(*)::int as n from concerns c join visits v on v.id = c.visit_id join rounds r on r.id = v.round_id
       where c.origin = 'doorstep' and r.status = 'closed' group by r.id, r.name, r.starts_on order by r.starts_on`,
    );
    expect(heard.map((h) => h.n > 10)).toEqual([true, true]);
    // At the doors that the demo's officer walks now there is something to say of them.
    expect(
      await number(`select count(*) from concerns c join visits v on v.id = c.visit_id join households h on h.id = v.household_id
        join entrances e on e.id = h.entrance_id join buildings b on b.id = e.building_id where b.name = '3幢' and e.name = '2单元' and c.closed_at is not null`),
    ).toBeGreaterThan(5);
  });

  test("have all an owner who works there and a next date while they are open; a few are late, most are not", async () => {
    expect(
      await number("select count(*) from concerns where closed_at is null and (owner_id is null or next_at is null)"),
    ).toBe(0);
    expect(await number("select count(*) from concerns where not app.owner_is_active(community_id, owner_id)")).toBe(0);
    const open = await number("select count(*) from concerns where closed_at is null");
    const late = await number("select count(*) from concerns where closed_at is null and next_at < $1", [then]);
    expect(open).toBeGreaterThan(80);
    expect(late).toBeGreaterThan(0);
    expect(late / open).toBeLessThan(0.35);
    expect(await number("select count(*) from concerns where closed_at is not null and next_at is not null")).toBe(0);
  });

  test("came to their state by events that the rules allow, in chains that nobody broke", async () => {
    expect(
      await number(`select count(*) from (select distinct community_id, subject_id from events) s
        where app.broken_link(s.community_id, s.subject_id) is not null`),
    ).toBe(0);
    const odd = await ask(
      `select e.from_status, e.to_status, count(*) from events e where e.subject_type = 'concern' and e.to_status is not null
         and not exists (select from status_transitions t where t.noun = 'concern' and t.from_status = e.from_status and t.to_status = e.to_status)
       group by 1, 2`,
    );
    expect(odd).toEqual([]);
    const apart = await number(
      `select count(*) from concerns c where c.status <> coalesce((
         select e.to_status from events e where e.subject_id = c.id and e.to_status is not null order by e.seq desc limit 1), 'new')`,
    );
    expect(apart).toBe(0);
    expect(
      await number(
        "select count(*) from concerns c where not exists (select from events e where e.subject_id = c.id and e.kind = 'raised' and e.seq = 1)",
      ),
    ).toBe(0);
    const unlike = await number(
      `select count(*) from assignments a where a.status <> coalesce((
         select e.data ->> 'to' from events e where e.subject_id = a.concern_id and e.data ->> 'assignment' = a.id::text
         order by e.seq desc limit 1), 'assigned')`,
    );
    expect(unlike).toBe(0);
  });

  test("are told in order, and nothing in them lies ahead of the start", async () => {
    for (const [table, column] of [
      ["concerns", "created_at"],
      ["concerns", "closed_at"],
      ["events", "at"],
      ["messages", "created_at"],
      ["visit_notes", "created_at"],
      ["assignments", "assigned_at"],
      ["visits", "recorded_at"],
    ])
      expect([table, column, await number(`select count(*) from ${table} where ${column} > $1`, [then])]).toEqual([
        table,
        column,
        0,
      ]);
    const backwards = await number(
      `select count(*) from (select at, lag(at) over (partition by subject_id order by seq) as before from events where subject_type = 'concern') x
       where at < before`,
    );
    expect(backwards).toBe(0);
    expect(
      await number("select count(*) from messages m where not exists (select from events e where e.message_id = m.id)"),
    ).toBe(0);
  });

  test("show the demo's resident hers in several states, and can all be searched", async () => {
    const hers = await ask<{ status: string }>(
      `select distinct c.status from concerns c join concern_people p on p.concern_id = c.id join accounts a on a.user_id = p.user_id
       where a.email = 'resident@demo.doorstep.test' order by 1`,
    );
    expect(hers.map((c) => c.status)).toEqual(
      expect.arrayContaining(["assigned", "confirmed", "new", "solved", "waiting"]),
    );
    expect(await number("select count(*) from concerns where search = ''::tsvector")).toBe(0);
  });
});

test("its medical dispute has a side room for the health bureau and whoever raised it, and for no household", async () => {
  const rooms = await ask<{
    status: string;
    category: string;
    privacy: string;
    members: string;
    said: number;
    broken: unknown;
  }>(
    `select c.status, c.category, c.privacy, t.closed_at,
       (select string_agg(coalesce(o.kind, case when u.id = p.user_id then 'reporter' else 'officer' end), ' ' order by m.kind, o.kind, u.id = p.user_id)
         from thread_members m left join organizations o on o.id = m.principal left join users u on u.id = m.principal where m.thread_id = t.id) as members,
       (select count(*)::int from messages m join events e on e.message_id = m.id and e.subject_id = t.id where m.thread_id = t.id) as said,
       app.broken_link(t.community_id, t.id) as broken
     from threads t join concerns c on c.id = t.concern_id
     join concern_people p on p.concern_id = c.id and p.role = 'reporter' where t.name is not null`,
  );
  expect(rooms).toMatchObject([{ category: "medical", privacy: "private", said: 6, broken: null }]);
  expect(rooms[0]?.members).toMatch(/^health officer (officer )?reporter$/);
  // Of those outside it nobody finds it in what happens on the concern.
  expect(
    await number(
      "select count(*) from events e join threads t on t.id = e.subject_id where t.name is not null and e.subject_type <> 'room'",
    ),
  ).toBe(0);
});

describe("its rounds", () => {
  test("are two that ended, the first last winter, and one that is about half done", async () => {
    const rounds = await ask<{ status: string; share: number; from: string; to: string }>(
      `select r.status, p.visited::float / p.doors as share, r.starts_on::text as from, r.ends_on::text as to
       from rounds r cross join lateral app.round_progress(r.community_id, r.id) p order by r.starts_on`,
    );
    expect(rounds.map((r) => r.status)).toEqual(["closed", "closed", "running"]);
    const [first, before, running] = rounds;
    expect(first?.from).toBe("2025-12-19");
    expect(first?.share).toBeGreaterThan(0.5);
    expect(before?.share).toBeGreaterThan(0.6);
    expect(running?.share).toBeGreaterThan(0.4);
    expect(running?.share).toBeLessThan(0.6);
    expect(running && running.from < "2026-11-24" && running.to > "2026-11-24").toBe(true);
  });

  test("have visits behind and ahead, with every outcome, and never one officer at two doors", async () => {
    const states = await ask<{ status: string }>("select distinct status from visits order by 1");
    expect(states.map((s) => s.status)).toEqual(["declined", "nobody_home", "planned", "visited"]);
    expect(await number("select count(*) from visits where status = 'planned' and starts_at < $1", [then])).toBe(0);
    expect(await number("select count(*) from visits where status <> 'planned' and starts_at > $1", [then])).toBe(0);
    expect(await number("select count(*) from visits where status = 'planned'")).toBeGreaterThan(50);
    const clashes = await number(
      `select count(*) from visit_officers a join visit_officers b
         on a.user_id = b.user_id and a.visit_id < b.visit_id and a.during && b.during`,
    );
    expect(clashes).toBe(0);
  });
});

describe("its texts", () => {
  test.each([
    ["concerns", "body"],
    ["concerns", "title"],
    ["messages", "body"],
    ["visit_notes", "body"],
  ])("stand nowhere twice: %s.%s", async (table, column) => {
    const twice = await ask(
      `select ${column} as text, count(*)::int as n from ${table} group by 1 having count(*) > 1 order by 1 limit 3`,
    );
    expect(twice).toEqual([]);
  });

  test("are written as people write: long enough to say something, short enough to be read, in whole characters", async () => {
    const odd = await ask("select title, length(title) as n from concerns where length(title) not between 4 and 30");
    expect(odd).toEqual([]);
    expect(await ask("select body from concerns where length(body) not between 20 and 400")).toEqual([]);
    expect(
      await ask(
        "select body from messages where length(body) < 2 or body ~ '[\\u0000-\\u0008\\ufffd]' or body <> btrim(body)",
      ),
    ).toEqual([]);
  });
});

test.each([
  ["just after midnight on a leap day", "2028-02-28T16:01:00Z"],
  ["on a Sunday evening at the turn of the year", "2026-12-31T15:59:59Z"],
])(
  "it loads on any day: %s",
  async (_, start) => {
    const other = await testDatabase();
    try {
      const at = Date.parse(start);
      expect(await loadDemo(other.url, at)).toBe(true);
      const [row] = await other.admin`
      select (select count(*)::int from concerns) as concerns,
        (select count(*)::int from events where at > ${new Date(at)}) as ahead,
        (select p.visited::float / p.doors from rounds r cross join lateral app.round_progress(r.community_id, r.id) p where r.status = 'running') as share`;
      expect(row?.concerns).toBe(await number("select count(*) from concerns"));
      expect(row?.ahead).toBe(0);
      expect(row?.share).toBeGreaterThan(0.35);
      expect(row?.share).toBeLessThan(0.65);
    } finally {
      await other.admin.end();
      await other.close().catch(() => undefined);
    }
  },
  60_000,
);
