import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type TimeTally, weigh } from "./best.ts";
import { type Choice, choices } from "./rules.ts";
import { between, spanOf } from "./when.ts";

const parties = ["a", "b", "c"];
const time = (id: string, day: number, said: Record<string, Choice>): TimeTally => ({
  ...{ id, startsAt: new Date(Date.UTC(2026, 11, day)), choices: new Map(Object.entries(said)) },
});

describe("the best time", () => {
  test("is the one that fewest cannot, then most gladly can, then the earliest", () => {
    const times = [
      time("first", 1, { a: "yes", b: "no", c: "yes" }),
      time("second", 2, { a: "yes", b: "if_need_be", c: "yes" }),
      time("third", 3, { a: "yes", b: "if_need_be", c: "yes" }),
    ];
    expect(weigh(times, parties)).toMatchObject({ best: "second", answered: 3, noneSuitsAll: false });
  });

  test("is nearest where none suits all, and none where nobody has said yes", () => {
    const apart = [time("x", 1, { a: "no", b: "yes", c: "yes" }), time("y", 2, { a: "yes", b: "no", c: "no" })];
    expect(weigh(apart, parties)).toMatchObject({ best: "x", noneSuitsAll: true });
    expect(weigh([time("x", 1, {})], parties)).toMatchObject({ best: null, noneSuitsAll: false, answered: 0 });
    expect(weigh([time("x", 1, { a: "no" })], parties).best).toBeNull();
  });

  test("never has more who cannot than another one that somebody can, whatever is said", () => {
    const said = fc.dictionary(fc.constantFrom(...parties), fc.constantFrom(...choices), { maxKeys: 3 });
    fc.assert(
      fc.property(fc.array(said, { minLength: 1, maxLength: 6 }), (all) => {
        const result = weigh(
          all.map((one, i) => time(`t${i}`, i + 1, one)),
          parties,
        );
        for (const t of result.times) expect(t.yes + t.ifNeedBe + t.no + t.open).toBe(parties.length);
        const best = result.times.find((t) => t.id === result.best);
        for (const t of result.times) if (t.yes + t.ifNeedBe > 0) expect(best?.no).toBeLessThanOrEqual(t.no);
      }),
    );
  });
});

describe("a time", () => {
  const now = new Date("2026-10-20T00:00:00Z");
  test("is local, keeps its length when clocks change, and is moved on where it is skipped", () => {
    expect(spanOf("2026-10-25T01:30", 120, "Europe/Berlin", now, "times")).toEqual({
      startsAt: new Date("2026-10-24T23:30:00Z"),
      endsAt: new Date("2026-10-25T01:30:00Z"),
    });
    const spring = spanOf("2027-03-28T02:30", 60, "Europe/Berlin", now, "times");
    expect(spring.startsAt).toEqual(new Date("2027-03-28T01:30:00Z"));
  });

  test("that ends before it begins, lies in the past, or takes days is refused at its field", () => {
    const refused = (from: string, until: string) => {
      try {
        between(from, until, "Asia/Shanghai", now);
        return "taken";
      } catch (error) {
        const { code, field } = error as { code: string; field: string };
        return `${code} ${field}`;
      }
    };
    expect(refused("2026-11-01T10:00", "2026-11-01T09:00")).toBe("endsBeforeBegin until");
    expect(refused("2026-11-01T10:00", "2026-11-01T10:00")).toBe("endsBeforeBegin until");
    expect(refused("2026-10-01T10:00", "2026-10-01T11:00")).toBe("past from");
    expect(refused("2026-11-01T10:00", "2026-11-03T11:00")).toBe("meetingTooLong until");
    expect(refused("2028-11-01T10:00", "2028-11-01T11:00")).toBe("meetingTooFar from");
    expect(refused("2026-11-01T10:00", "2026-11-01T11:00")).toBe("taken");
  });
});
