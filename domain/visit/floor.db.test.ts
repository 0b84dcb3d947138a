import { beforeEach, expect, test } from "vitest";
import { behind, key, stage } from "../testing/stage.ts";
import { nobodyHome, takeBack } from "./floor.ts";
import { planVisit } from "./plan.ts";
import { recordVisit } from "./record.ts";
import { eveningSheet } from "./sheet.ts";

const s = stage();
const { as } = s;

const day = "2099-03-04";

// Every test has the doors and the officer to itself.
beforeEach(() =>
  behind(s.admin, async (sql) => {
    await sql`update visits set status = 'cancelled' where status = 'planned'`;
    await sql`update visit_officers set live = false`;
  }),
);

async function planned(times: string[]) {
  const officer = await as("officer");
  const visits: string[] = [];
  for (const [i, time] of times.entries()) {
    const [door] = await s.admin<{ entrance: string; door: string }[]>`
      select h.entrance_id as entrance, h.door from households h
      where h.community_id = ${s.world.a} and not exists (select from visits v where v.household_id = h.id and v.status = 'planned')
      order by h.floor desc, h.door limit 1`;
    visits.push(
      await planVisit(officer, {
        key: key(),
        entrance: door?.entrance ?? "",
        door: door?.door ?? "",
        startsAt: `${day}T${time}`,
        minutes: 12,
        officers: [],
        purpose: `第 ${i + 1} 户`,
      }),
    );
  }
  return visits;
}

const statusOf = async (visits: string[]) => {
  const rows = await s.admin<
    { id: string; status: string }[]
  >`select id, status from visits where id = any (${visits})`;
  return visits.map((id) => rows.find((r) => r.id === id)?.status);
};

test("nobody home at several doors is one press, also pressed twice, and taken back", async () => {
  const visits = await planned(["18:30", "18:45"]);
  const floor = { key: key(), visits };
  const officer = await as("officer");
  expect(await nobodyHome(officer, floor)).toBe(2);
  expect(await nobodyHome(officer, floor)).toBe(2);
  expect(await statusOf(visits)).toEqual(["nobody_home", "nobody_home"]);
  const told = await s.admin`select 1 from events where subject_id = any (${visits}) and kind = 'nobody_home'`;
  expect(told).toHaveLength(2);
  expect(await takeBack(officer, { key: key(), visits })).toBe(2);
  expect(await statusOf(visits)).toEqual(["planned", "planned"]);
});

test("a door that somebody recorded meanwhile stays as they recorded it", async () => {
  const visits = await planned(["19:00", "19:15"]);
  const record = { key: key(), visit: visits[0] ?? "", outcome: "visited" as const, heard: null, reflection: null };
  await recordVisit(await as("officer"), { ...record, attachments: [] });
  expect(await nobodyHome(await as("officer"), { key: key(), visits })).toBe(1);
  expect(await statusOf(visits)).toEqual(["visited", "nobody_home"]);
});

test("the sheet has the day's doors in walking order, and says which is next", async () => {
  const visits = await planned(["20:00", "20:15", "20:30"]);
  const officer = await as("officer");
  await nobodyHome(officer, { key: key(), visits: visits.slice(0, 1) });
  const sheet = await eveningSheet(officer, "Asia/Shanghai", day);
  const ids = sheet.parts.flatMap((p) => p.floors.flatMap((f) => f.doors.map((d) => d.id)));
  expect(ids.slice(-3)).toEqual(visits);
  expect(sheet.total).toBe(ids.length);
  expect((await eveningSheet(officer, "Asia/Shanghai", "2099-03-05")).total).toBe(0);
  expect((await eveningSheet(officer, "Asia/Shanghai", "2099-03-03")).later).toBe(day);
});

test.each(["resident", "propertyMember", "nobody"] as const)("%s records no floor", async (who) => {
  const visits = await planned(["21:00"]);
  await expect(nobodyHome(await as(who), { key: key(), visits })).rejects.toThrow();
  expect(await statusOf(visits)).toEqual(["planned"]);
});
