import { describe, expect, test } from "vitest";
import { hides, key, refuses, rowOf, stage } from "../testing/stage.ts";
import { workingBetween } from "./calendar.ts";
import { addHoliday, addHolidays, agreedInput, dropHoliday } from "./holiday.ts";
import { hoursInput, setHours } from "./hours.ts";
import { dropTarget, setTarget } from "./set-target.ts";
import { officeSettings } from "./settings.ts";

const s = stage();
const { as } = s;
const here = () => ({ key: key(), community: s.world.a });
const week = (typed: string, more: Record<string, string> = {}) =>
  hoursInput.parse({
    ...here(),
    ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((d) => [`day${d}`, d < 6 ? typed : ""])),
    ...more,
  });
const settings = async () => officeSettings(await as("coordinator"), s.world.a);
const target = { normalAnswer: 60, normalSolve: 600, urgentAnswer: 30, urgentSolve: null };

describe("who leads a community", () => {
  test("starts with what is usual", async () => {
    const found = await settings();
    expect(found).toMatchObject({ dayMinutes: 420, holidays: [] });
    expect(found.hours).toHaveLength(10);
    expect(found.targets.find((t) => t.category === "lift")).toEqual({
      category: "lift",
      normal: { answer: 420, solve: 2100 },
      urgent: { answer: 210, solve: 1050 },
      own: false,
    });
  });

  test("says when its offices work; the example follows, what was due stays", async () => {
    const number = await s.raised("resident");
    const before = (await rowOf(s.admin, number)).answer_due_at;
    await setHours(await as("coordinator"), week("08:00-18:00"));
    const found = await settings();
    expect(found.dayMinutes).toBe(600);
    const calendar = { timeZone: "Asia/Shanghai", hours: found.hours, exceptions: [] };
    expect(workingBetween(calendar, found.example.raised, found.example.answer)).toBe(600);
    expect((await rowOf(s.admin, number)).answer_due_at).toEqual(before);
    const later = await s.raised("resident");
    const row = await rowOf(s.admin, later);
    expect(Math.round(workingBetween(calendar, row.created_at as Date, row.answer_due_at as Date))).toBe(600);
  });

  test("cannot say that nobody ever works", async () => {
    await refuses(setHours(await as("coordinator"), week("")), "noHours", "day1");
  });

  test("enters holidays by their first and last day, once a day, and takes them out again", async () => {
    const coordinator = await as("coordinator");
    const days = { first: "2099-10-01", last: "2099-10-03", name: "国庆节", works: false };
    await addHoliday(coordinator, { ...here(), ...days });
    await addHoliday(coordinator, { ...here(), ...days, first: "2099-10-03", last: null, name: "中秋节" });
    await dropHoliday(coordinator, { ...here(), day: "2099-10-02" });
    expect((await settings()).holidays).toEqual([
      { day: "2099-10-01", name: "国庆节", works: false },
      { day: "2099-10-03", name: "中秋节", works: false },
    ]);
    await refuses(addHoliday(coordinator, { ...here(), ...days, last: "2099-09-30" }), "lastBefore", "last");
    await refuses(addHoliday(coordinator, { ...here(), ...days, last: "2099-12-30" }), "tooManyHolidays", "last");
  });

  test("enters a list of days at once, over what was entered before, once for what was sent twice", async () => {
    const coordinator = await as("coordinator");
    const kept = { first: "2098-12-31", last: null, name: "留着", works: false };
    await addHoliday(coordinator, { ...here(), ...kept });
    await addHoliday(coordinator, { ...here(), ...kept, first: "2098-05-02", name: "旧的" });
    const list = agreedInput.parse({
      ...here(),
      days: ["2098-05-01/2098-05-03/0/劳动节", "2098-05-09/2098-05-09/1/劳动节", "2098-05-03/2098-05-03/0/后说的"],
    });
    await addHolidays(coordinator, list);
    await addHolidays(coordinator, list);
    expect((await settings()).holidays.filter((h) => h.day < "2099").map((h) => Object.values(h).join(" "))).toEqual([
      "2098-05-01 劳动节 false",
      "2098-05-02 劳动节 false",
      "2098-05-03 后说的 false",
      "2098-05-09 劳动节 true",
      "2098-12-31 留着 false",
    ]);
    for (const who of ["officer", "propertyMember", "coordinatorB", "admin"] as const)
      await hides(addHolidays(await as(who), { ...list, key: key() }));
    const { error } = agreedInput.safeParse({ ...here(), days: [] });
    expect(error?.issues[0]?.path).toEqual(["days"]);
  });

  test("sets targets, and goes back to what is usual", async () => {
    const coordinator = await as("coordinator");
    const found = async () => (await settings()).targets.find((t) => t.category === "noise");
    await setTarget(coordinator, { ...here(), category: "noise", ...target });
    expect(await found()).toMatchObject({ normal: { answer: 60, solve: 600 }, urgent: { solve: null }, own: true });
    await refuses(
      setTarget(coordinator, { ...here(), category: "noise", ...target, normalSolve: 30 }),
      "solveBeforeAnswer",
      "normalSolve",
    );
    await dropTarget(coordinator, { ...here(), category: "noise" });
    expect(await found()).toMatchObject({ own: false });
  });

  test("leaves a word of it in the log, once for what was sent twice", async () => {
    const sent = { ...here(), category: "other" as const, ...target };
    await setTarget(await as("coordinator"), sent);
    await setTarget(await as("coordinator"), sent);
    const said = await s.admin`
      select 1 from events where subject_id = ${s.world.a} and kind = 'target_set' and audience = 'office'`;
    // One for noise, one for this.
    expect(said).toHaveLength(2);
  });
});

test.each(["officer", "propertyMember", "resident", "admin", "coordinatorB", "nobody"] as const)(
  "%s sets nothing of it",
  async (who) => {
    const viewer = await as(who);
    await hides(setHours(viewer, week("00:00-24:00")));
    await hides(addHoliday(viewer, { ...here(), first: "2099-01-01", last: null, name: "x", works: false }));
    await hides(setTarget(viewer, { ...here(), category: "lift", ...target }));
  },
);
