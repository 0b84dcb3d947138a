import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newId } from "./id.ts";
import { type TestDatabase, testDatabase } from "./testing/database.ts";
import { asOwner, inTheNameOf, newOfficer, newVisit, outcome } from "./testing/make.ts";
import { makeWorld, type World } from "./testing/world.ts";
import { nobody } from "./viewer.ts";

let database: TestDatabase;
let admin: postgres.Sql;
let second: postgres.Sql;
let world: World;

beforeAll(async () => {
  database = await testDatabase();
  admin = database.admin;
  second = postgres(database.url, { max: 1, onnotice: () => {} });
  world = await makeWorld(admin);
});
afterAll(async () => {
  await second.end();
  await database.close();
});

describe("2: one live visit a household and round, and no officer at two doors at once", () => {
  let days = 0;
  /** A day of its own for each test. */
  let day: string;
  beforeEach(() => {
    days += 1;
    day = `2050-01-${String(days).padStart(2, "0")}`;
  });
  const at = (from: string, to: string) => ({ starts_at: `${day}T${from}Z`, ends_at: `${day}T${to}Z` });
  const plan = (given: Parameters<typeof newVisit>[2]) => asOwner(admin, (s) => newVisit(s, world, given));
  /** A door that nobody has visited. */
  async function door(): Promise<string> {
    const id = newId();
    await admin`insert into households ${admin({ community_id: world.a, id, entrance_id: world.entrance, floor: 1, door: id.slice(-8) })}`;
    return id;
  }
  const officers = [] as string[];
  beforeAll(async () => {
    officers.push(await newOfficer(admin, world), await newOfficer(admin, world));
  });
  const one = () => [officers[0] as string];
  const other = () => [officers[1] as string];

  test.each(["in a round", "outside of any round"])(
    "a second live visit at the same door %s is refused",
    async (where) => {
      const household_id = await door();
      const round_id = where === "in a round" ? world.round : null;
      await plan({ officers: one(), ...at("08:00", "08:30"), household_id, round_id });
      const again = plan({ officers: other(), ...at("15:00", "15:30"), household_id, round_id });
      expect(await outcome(again)).toBe("23505");
    },
  );

  test("a second visit is planned once the first one is over, and that cannot be taken back then", async () => {
    const household_id = await door();
    const first = await plan({ officers: one(), ...at("08:00", "08:30"), household_id });
    await recorded(first, "planned", "visited");
    await plan({ officers: other(), ...at("15:00", "15:30"), household_id });
    expect(await outcome(recorded(first, "visited", "planned"))).toBe("23505");
  });

  test("an officer is not planned for two doors at once, not even in part", async () => {
    await plan({ officers: one(), ...at("08:00", "08:30"), household_id: await door() });
    const clash = plan({ officers: [...other(), ...one()], ...at("08:29", "09:00"), household_id: await door() });
    expect(await outcome(clash)).toBe("23P01");
    const after = plan({ officers: one(), ...at("08:30", "09:00"), household_id: await door() });
    expect(await outcome(after)).toBe("done");
  });

  test("a visit cannot be moved to where its officer is elsewhere", async () => {
    await plan({ officers: one(), ...at("08:00", "08:30"), household_id: await door() });
    const later = await plan({ officers: one(), ...at("10:00", "10:30"), household_id: await door() });
    const moved = admin`update visits set starts_at = ${`${day}T08:15Z`}, ends_at = ${`${day}T08:45Z`} where id = ${later}`;
    expect(await outcome(moved)).toBe("23P01");
  });

  test("a visit that was recorded by mistake cannot come back where its officer is elsewhere by then", async () => {
    const first = await plan({ officers: one(), ...at("08:00", "08:30"), household_id: await door() });
    await recorded(first, "planned", "visited");
    await plan({ officers: one(), ...at("08:15", "08:45"), household_id: await door() });
    expect(await outcome(recorded(first, "visited", "planned"))).toBe("23P01");
  });

  test("of two visits planned at the same moment for one officer one is refused", async () => {
    const doors = [await door(), await door()];
    const both = await Promise.all(
      doors.map((household_id) =>
        outcome(
          asOwner(household_id === doors[0] ? admin : second, (s) =>
            newVisit(s, world, { officers: one(), ...at("08:00", "08:30"), household_id }),
          ),
        ),
      ),
    );
    expect(both.sort()).toEqual(["23P01", "done"]);
  });

  const recorded = (id: string, from: string, to: string) =>
    inTheNameOf(admin, { ...nobody, coordinates: [world.a] }, async (s) => {
      await s`update visits set status = ${to} where id = ${id}`;
      await s`insert into events (community_id, subject_type, subject_id, kind, audience, from_status, to_status)
        values (${world.a}, 'visit', ${id}, ${to}, 'everyone', ${from}, ${to})`;
    });
});
