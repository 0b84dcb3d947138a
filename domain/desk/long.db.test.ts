import { beforeAll, describe, expect, test } from "vitest";
import { fillPast } from "../testing/read.ts";
import { stage } from "../testing/stage.ts";
import { inbox, inboxInput } from "../triage/inbox.ts";
import { dayInput, unitDay } from "./unit-day.ts";

const s = stage();
const many = 8000;

// Where eight thousand concerns are open, all of them with one unit.
beforeAll(async () => {
  const { a, people, property } = s.world;
  await fillPast(
    s.admin,
    "concerns",
    `insert into concerns (community_id, id, number, title, body, category, privacy, status, origin, owner_id, next_at, next_step, created_at, answer_due_at)
     select '${a}', md5('c' || g)::uuid, '0101-' || lpad(g::text, 6, '0'), 't', 'b', 'lift', 'neighbourhood', case when g % 2 = 0 then 'new' else 'assigned' end,
       'online', '${people.coordinator}', now() + make_interval(mins => g), 'answer', now() - make_interval(mins => g), now() + make_interval(mins => g)
     from generate_series(1, ${many}) g`,
  );
  await fillPast(
    s.admin,
    "assignments",
    `insert into assignments (community_id, id, concern_id, organization_id, status, due_at, assigned_at)
     select '${a}', md5('a' || g)::uuid, md5('c' || g)::uuid, '${property}', 'accepted', now() + make_interval(mins => g), now()
     from generate_series(1, ${many}) g`,
  );
});

/** How many concerns are read while something is asked, by whatever connection. (They tell so a second afterwards.) */
async function concernsRead(ask: () => Promise<unknown>): Promise<number> {
  const told = async () => {
    await new Promise((settled) => setTimeout(settled, 1500));
    const [row] = await s.admin<{ n: number }[]>`
      select (coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int as n from pg_stat_user_tables where relname = 'concerns'`;
    return row?.n ?? 0;
  };
  const before = await told();
  await ask();
  return (await told()) - before;
}

describe("however much is open", () => {
  test("what is to be sorted is read a page at a time", async () => {
    const viewer = await s.as("coordinator");
    const lines = async (show: string) => (await inbox(viewer, inboxInput.parse({ show }))).lines;
    expect((await lines("open"))[0]?.number).toBe("0101-000001");
    expect((await lines("sort"))[0]?.number).toBe("0101-000002");
    expect(await concernsRead(() => lines("sort"))).toBeLessThan(many / 4);
  });

  test("a unit's day comes a page at a time, and is counted no further than it says", async () => {
    const viewer = await s.as("propertyMember");
    const day = await unitDay(viewer, dayInput.parse({}));
    expect(day.lines[0]?.number).toBe("0101-000001");
    expect(day.counts).toEqual({ ours: 1001, mine: 0, nobody: 1001 });
    const next = await unitDay(viewer, dayInput.parse({ after: day.after ?? "" }));
    expect(next.lines[0]?.number).toBe("0101-000026");
  });
});
