import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { draftDays, seasonOf } from "./draft.ts";
import { type FormerTeam, formTeams, nameTeams } from "./form-teams.ts";

const people = fc.uniqueArray(
  fc.integer({ min: 0, max: 60 }).map((n) => `p${n}`),
  { minLength: 1, maxLength: 40 },
);
const size = fc.integer({ min: 1, max: 6 });

/** Some of everybody, cut into teams of different sizes: nobody in two. */
const former = fc
  .tuple(fc.shuffledSubarray(Array.from({ length: 61 }, (_, n) => `p${n}`)), fc.array(fc.integer({ min: 1, max: 4 })))
  .map(([all, sizes]) => {
    const teams: FormerTeam[] = [];
    let at = 0;
    for (const [i, n] of sizes.entries()) {
      const members = all.slice(at, at + n);
      at += n;
      if (members.length) teams.push({ name: `${i + 1} 组`, members });
    }
    return teams;
  });

const sorted = (list: Iterable<string>) => [...list].toSorted();

describe("forming teams", () => {
  test("puts everybody into exactly one team, and nobody else", () => {
    fc.assert(
      fc.property(people, size, former, (officers, n, before) => {
        const teams = formTeams(officers, n, before);
        expect(sorted(teams.flatMap((t) => t.members))).toEqual(sorted(officers));
        expect(teams.every((t) => t.members.length > 0)).toBe(true);
      }),
    );
  });

  test("keeps together who went together and all go again", () => {
    fc.assert(
      fc.property(people, size, former, (officers, n, before) => {
        const teams = formTeams(officers, n, before);
        for (const one of before) {
          const fits = one.members.length === n || (n > 1 && one.members.length === n + 1);
          if (!fits || !one.members.every((m) => officers.includes(m))) continue;
          const now = teams.find((t) => t.name === one.name);
          expect(one.members.every((m) => now?.members.includes(m))).toBe(true);
        }
      }),
    );
  });

  test("makes teams of the size asked for; only the last may be smaller, and one alone only where there is no other", () => {
    fc.assert(
      fc.property(people, size, former, (officers, n, before) => {
        const teams = formTeams(officers, n, before);
        const alone = teams.filter((t) => t.members.length === 1);
        if (n > 1 && teams.length > 1) expect(alone).toEqual([]);
        expect(teams.filter((t) => t.members.length < n).length).toBeLessThanOrEqual(1);
        // A team that one joined, when it had one more than asked for already.
        for (const t of teams) expect(t.members.length).toBeLessThanOrEqual(n + 2);
        if (n === 1) expect(teams).toHaveLength(officers.length);
      }),
    );
  });

  test("goes by the order in which officers are listed", () => {
    expect(formTeams(["a", "b", "c", "d", "e"], 2)).toEqual([
      { name: null, members: ["a", "b"] },
      { name: null, members: ["c", "d", "e"] },
    ]);
    expect(formTeams(["a"], 2)).toEqual([{ name: null, members: ["a"] }]);
    expect(formTeams(["a", "b", "c"], 1).map((t) => t.members)).toEqual([["a"], ["b"], ["c"]]);
  });

  test("keeps the old name, and gives new teams the next free number", () => {
    const teams = formTeams(["a", "b", "c", "d", "e", "f"], 2, [
      { name: "2 组", members: ["c", "d"] },
      { name: "4 组", members: ["e", "gone"] },
    ]);
    expect(nameTeams(teams, (n) => `${n} 组`)).toEqual([
      { name: "2 组", members: ["c", "d"] },
      { name: "1 组", members: ["e", "a"] },
      { name: "3 组", members: ["b", "f"] },
    ]);
  });

  test("gives no two teams one name, unless they had it before", () => {
    fc.assert(
      fc.property(people, size, former, (officers, n, before) => {
        const names = nameTeams(formTeams(officers, n, before), (k) => `${k} 组`).map((t) => t.name);
        expect(new Set(names).size).toBe(names.length);
      }),
    );
  });
});

describe("what is proposed", () => {
  test.each([
    ["2026-11-25T03:00:00Z", null, "2026-11-30", "2026-12-20"],
    // A Monday already: the next one.
    ["2026-11-30T03:00:00Z", null, "2026-12-07", "2026-12-27"],
    // Sunday night in Shanghai is Sunday still in Greenwich.
    ["2026-11-29T17:00:00Z", null, "2026-12-07", "2026-12-27"],
    ["2026-11-25T03:00:00Z", "2026-12-10", "2026-12-14", "2027-01-03"],
    ["2026-11-25T03:00:00Z", "2026-10-01", "2026-11-30", "2026-12-20"],
    ["2026-11-25T03:00:00Z", "2099-12-31", "2026-11-30", "2026-12-20"],
  ])("at %s, busy until %s: %s to %s", (now, busy, startsOn, endsOn) => {
    expect(draftDays(new Date(now), "Asia/Shanghai", busy)).toEqual({ startsOn, endsOn });
  });

  test("has its season", () => {
    expect([12, 1, 2, 3, 6, 9, 11].map(seasonOf)).toEqual([
      "winter",
      "winter",
      "winter",
      "spring",
      "summer",
      "autumn",
      "autumn",
    ]);
  });
});
