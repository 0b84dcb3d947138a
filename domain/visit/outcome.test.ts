import { describe, expect, test } from "vitest";
import { arriving, outcomes, stepsTo, trueMoment } from "./outcome.ts";
import { type VisitStatus, visitStatuses, visitTransitions } from "./rules.ts";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 25, 11, minute));

describe("an outcome that arrives from a phone", () => {
  const stands = (status: VisitStatus, own = false, minute = 10) => ({ status, own, at: at(minute) });
  const visited = (seen: VisitStatus, minute = 25) => ({ to: "visited" as const, seen, at: at(minute) });

  test("is recorded where nobody has recorded anything", () => {
    expect(arriving({ status: "planned", own: false, at: null }, visited("planned"))).toBe("record");
  });

  test("is nothing new where it stands so already, whoever recorded it", () => {
    expect(arriving(stands("visited"), visited("planned"))).toBe("same");
    expect(arriving(stands("visited", true), visited("planned"))).toBe("same");
  });

  test("follows a state that its officer saw: nobody was home, then somebody was", () => {
    expect(arriving(stands("nobody_home"), visited("nobody_home"))).toBe("record");
  });

  test("conflicts with what another recorded meanwhile, also where the rules would allow the change", () => {
    expect(arriving(stands("nobody_home"), visited("planned"))).toBe("conflict");
    expect(arriving(stands("declined"), visited("planned"))).toBe("conflict");
    expect(arriving(stands("cancelled"), visited("planned"))).toBe("conflict");
    expect(arriving(stands("rescheduled"), visited("planned"))).toBe("conflict");
  });

  test("corrects one's own earlier entry, and gives way to one's own later one", () => {
    expect(arriving(stands("declined", true, 10), visited("planned", 25))).toBe("correct");
    expect(arriving(stands("declined", true, 30), visited("planned", 25))).toBe("late");
  });

  test("never overwrites another's outcome, whatever was seen and whenever it was entered", () => {
    for (const status of visitStatuses.filter((s) => s !== "planned"))
      for (const to of outcomes)
        for (const seen of visitStatuses.filter((s) => s !== status))
          for (const minute of [0, 59])
            expect(["same", "conflict"]).toContain(arriving(stands(status), { to, seen, at: at(minute) }));
  });
});

test("steps that lead to an outcome are all in the transition table", () => {
  for (const from of visitStatuses)
    for (const to of outcomes) {
      const steps = stepsTo(from, to);
      let now = from;
      for (const step of steps ?? []) {
        expect(visitTransitions.some((t) => t.from === now && t.to === step && t.allowed.includes("team"))).toBe(true);
        now = step;
      }
      if (steps) expect(now).toBe(to);
    }
  expect(stepsTo("visited", "nobody_home")).toEqual(["planned", "nobody_home"]);
  expect(stepsTo("cancelled", "visited")).toBeUndefined();
});

describe("the moment of an entry", () => {
  const hour = 3_600_000;
  const planned = Date.UTC(2026, 10, 25, 11);
  const now = planned + 4 * hour;
  const truly = planned + hour / 2;

  test.each([0, 2 * hour, -2 * hour, -400 * 24 * hour, 400 * 24 * hour])(
    "is right although the phone's clock is off by %d ms",
    (off) => {
      expect(trueMoment({ at: truly + off, sentAt: now + off }, now, planned).getTime()).toBe(truly);
    },
  );

  test("is the planned time where the clock was put right between entering and sending", () => {
    expect(trueMoment({ at: 0, sentAt: now }, now, planned).getTime()).toBe(planned);
    expect(trueMoment({ at: truly + 50 * 24 * hour, sentAt: now }, now, planned).getTime()).toBe(planned);
  });

  test("never lies ahead", () => {
    const ahead = trueMoment({ at: now + 60_000, sentAt: now }, now, planned);
    expect(ahead.getTime()).toBe(now);
    // Entered before its day: the team came early, and the clock is no guide.
    expect(trueMoment({ at: now + 90 * hour, sentAt: now }, now, now + hour).getTime()).toBe(now);
  });
});
