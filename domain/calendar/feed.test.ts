import fc from "fast-check";
import ICAL from "ical.js";
import { sync } from "node-ical";
import { Temporal } from "temporal-polyfill";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type CalendarVisit, calendarText } from "./feed.ts";

const visit = (more: Partial<CalendarVisit> = {}): CalendarVisit => ({
  id: "0198c0de-0000-7000-8000-000000000001",
  status: "planned",
  startsAt: "2026-11-25T10:30:00Z",
  endsAt: "2026-11-25T10:42:00Z",
  sequence: 0,
  changedAt: "2026-11-20T08:00:00Z",
  createdAt: "2026-11-19T08:00:00Z",
  community: "伊萨卡社区",
  timeZone: "Asia/Shanghai",
  building: "3幢",
  entrance: "2单元",
  floor: 15,
  door: "1502",
  team: ["李明", "张华"],
  guides: ["王阿姨"],
  ...more,
});

const textOf = (visits: CalendarVisit[], more: Partial<Parameters<typeof calendarText>[0]> = {}) =>
  calendarText({
    visits,
    name: "走访日程",
    locale: "zh-CN",
    baseUrl: "https://doorstep.example",
    goes: true,
    linked: true,
    refresh: 3600,
    ...more,
  });

/** What ical.js reads; strict, so that what it does not understand is an error. */
function byIcalJs(text: string) {
  const root = new ICAL.Component(ICAL.parse(text) as never);
  for (const zone of root.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  return {
    root,
    events: root.getAllSubcomponents("vevent").map((component) => {
      const event = new ICAL.Event(component);
      return {
        uid: event.uid,
        summary: event.summary,
        location: event.location,
        description: event.description ?? "",
        sequence: event.sequence,
        status: component.getFirstPropertyValue("status"),
        zone: component.getFirstProperty("dtstart")?.getParameter("tzid"),
        wall: event.startDate.toString(),
        start: event.startDate.toJSDate().toISOString(),
        end: event.endDate.toJSDate().toISOString(),
      };
    }),
  };
}

/** What node-ical reads. */
const byNodeIcal = (text: string) =>
  Object.values(sync.parseICS(text)).flatMap((c) =>
    c?.type === "VEVENT"
      ? [
          {
            uid: c.uid,
            summary: c.summary,
            location: c.location,
            description: c.description ?? "",
            sequence: Number(c.sequence),
            status: c.status,
            start: new Date(c.start).toISOString(),
            end: new Date(c.end as Date).toISOString(),
          },
        ]
      : [],
  );

// Neither of them may have anything to remark.
const said: unknown[][] = [];
beforeEach(() => {
  said.length = 0;
  for (const method of ["warn", "error"] as const)
    vi.spyOn(console, method).mockImplementation((...given) => void said.push(given));
  ICAL.design.strict = true;
});
afterEach(() => {
  vi.restoreAllMocks();
  expect(said).toEqual([]);
});

/** Lines as they stand in the text, without their ends. */
function linesOf(text: string): string[] {
  expect(text.endsWith("\r\n")).toBe(true);
  expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  return text.slice(0, -2).split("\r\n");
}

const octets = (line: string) => Buffer.byteLength(line);

describe("a visit in a calendar", () => {
  test("is read by two programs alike, with where, when and who", () => {
    const text = textOf([visit({ sequence: 3 })]);
    const [event] = byIcalJs(text).events;
    expect(event).toMatchObject({
      uid: "visit-0198c0de-0000-7000-8000-000000000001@doorstep.example",
      summary: "走访 3幢2单元 1502",
      location: "伊萨卡社区 3幢2单元 1502（15 层）",
      description:
        "同去：李明和张华\n引路人：王阿姨\nhttps://doorstep.example/visits/0198c0de-0000-7000-8000-000000000001",
      sequence: 3,
      status: "CONFIRMED",
      zone: "Asia/Shanghai",
      wall: "2026-11-25T18:30:00",
      start: "2026-11-25T10:30:00.000Z",
      end: "2026-11-25T10:42:00.000Z",
    });
    const { zone: _, wall: __, ...same } = event ?? ({} as never);
    expect(byNodeIcal(text)).toEqual([same]);
  });

  test("stands in a calendar that says what it is, how it is meant and when to look again", () => {
    const { root } = byIcalJs(textOf([visit()], { name: "走访; 3,4幢" }));
    const value = (name: string) => String(root.getFirstPropertyValue(name));
    expect(value("version")).toBe("2.0");
    expect(value("method")).toBe("PUBLISH");
    expect(value("x-wr-calname").replaceAll("\\", "")).toBe("走访; 3,4幢");
    expect(value("refresh-interval")).toBe("PT1H");
    expect(value("prodid")).toMatch(/Doorstep/);
    const [event] = root.getAllSubcomponents("vevent");
    expect(String(event?.getFirstPropertyValue("dtstamp"))).toBe("2026-11-20T08:00:00Z");
    expect(String(event?.getFirstPropertyValue("last-modified"))).toBe("2026-11-20T08:00:00Z");
  });

  test.each(["cancelled", "rescheduled"] as const)("that was %s stays, struck out", (status) => {
    const text = textOf([visit({ status, sequence: 1 })]);
    const [event] = byIcalJs(text).events;
    expect(event).toMatchObject({ status: "CANCELLED", sequence: 1, summary: "已取消：走访 3幢2单元 1502" });
    expect(text).toContain("\r\nTRANSP:TRANSPARENT\r\n");
  });

  test.each(["visited", "nobody_home", "declined", "moved_away", "no_language"] as const)(
    "that came out as %s took place at that time, and tells nothing of how",
    (status) => {
      const text = textOf([visit({ status, sequence: 1 })]);
      expect(text).toBe(textOf([visit({ sequence: 1 })]));
    },
  );

  test("speaks the language of whoever follows it", () => {
    const [event] = byIcalJs(textOf([visit()], { locale: "en" })).events;
    expect(event).toMatchObject({ summary: "Visit 3幢 2单元 1502" });
    expect(event?.description).toContain("Going: 李明 and 张华\nGuide: 王阿姨");
  });

  test("leads to no page where nobody could open it", () => {
    expect(textOf([visit()], { linked: false })).not.toContain("https://");
  });

  test("is the same text whenever it is asked for", async () => {
    const first = textOf([visit()]);
    await new Promise((done) => setTimeout(done, 1100));
    expect(textOf([visit()])).toBe(first);
  });

  test("is no visit: a calendar without any is one all the same", () => {
    const text = textOf([]);
    expect(byIcalJs(text).events).toEqual([]);
    expect(byNodeIcal(text)).toEqual([]);
    linesOf(text);
  });
});

describe("times", () => {
  const walls: [zone: string, at: string, wall: string][] = [
    ["Asia/Shanghai", "2026-11-25T10:30:00Z", "2026-11-25T18:30:00"],
    // Clocks go forward at 01:00Z on 29 March, back at 01:00Z on 25 October.
    ["Europe/Berlin", "2026-03-29T00:59:00Z", "2026-03-29T01:59:00"],
    ["Europe/Berlin", "2026-03-29T01:00:00Z", "2026-03-29T03:00:00"],
    ["Europe/Berlin", "2026-10-24T16:30:00Z", "2026-10-24T18:30:00"],
    ["Europe/Berlin", "2026-10-25T17:30:00Z", "2026-10-25T18:30:00"],
    // Clocks go forward at 07:00Z on 8 March, back at 06:00Z on 1 November.
    ["America/New_York", "2026-03-07T23:30:00Z", "2026-03-07T18:30:00"],
    ["America/New_York", "2026-03-08T22:30:00Z", "2026-03-08T18:30:00"],
    ["America/New_York", "2026-10-31T22:30:00Z", "2026-10-31T18:30:00"],
    ["America/New_York", "2026-11-01T23:30:00Z", "2026-11-01T18:30:00"],
  ];
  test.each(walls)("in %s at %s the clock shows %s", (timeZone, at, wall) => {
    const endsAt = new Date(new Date(at).getTime() + 12 * 60_000).toISOString();
    const text = textOf([visit({ timeZone, startsAt: at, endsAt })]);
    expect(byIcalJs(text).events[0]).toMatchObject({
      zone: timeZone,
      wall,
      start: at.replace("Z", ".000Z"),
      end: endsAt,
    });
    expect(byNodeIcal(text)[0]).toMatchObject({ start: at.replace("Z", ".000Z"), end: endsAt });
    // The zone explains itself, for a program that does not know its name.
    expect(text).toContain(`\r\nBEGIN:VTIMEZONE\r\nTZID:${timeZone}\r\n`);
    expect(text).toContain(`\r\nDTSTART;TZID=${timeZone}:${wall.replace(/[-:]/g, "")}\r\n`);
  });

  test("hold through a year in every zone, day and night", () => {
    const moments = fc.date({ min: new Date("2026-01-01"), max: new Date("2027-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(
        fc.constantFrom("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Asia/Urumqi", "Europe/London"),
        moments,
        (timeZone, date) => {
          const at = new Date(Math.floor(date.getTime() / 60_000) * 60_000);
          // The hour that comes twice has one name for two times: no calendar can tell them apart.
          const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
          fc.pre(local.toPlainDateTime().toZonedDateTime(timeZone).epochMilliseconds === at.getTime());
          const startsAt = at.toISOString();
          const text = textOf([visit({ timeZone, startsAt, endsAt: new Date(at.getTime() + 60_000).toISOString() })]);
          expect(byIcalJs(text).events[0]?.start).toBe(startsAt);
          expect(byNodeIcal(text)[0]?.start).toBe(startsAt);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("of communities in different zones stand in one calendar, each with its zone", () => {
    const other = visit({ id: "0198c0de-0000-7000-8000-000000000002", timeZone: "Europe/Berlin" });
    const text = textOf([visit(), other]);
    expect(text.match(/BEGIN:VTIMEZONE/g)).toHaveLength(2);
    expect(byIcalJs(text).events.map(({ start }) => start)).toEqual(Array(2).fill("2026-11-25T10:30:00.000Z"));
  });

  test("in a zone that nobody has heard of are given in UTC", () => {
    for (const timeZone of ["Mars/Olympus", "UTC", ""]) {
      const text = textOf([visit({ timeZone })]);
      expect(text).toContain("\r\nDTSTART:20261125T103000Z\r\n");
      expect(byNodeIcal(text)[0]?.start).toBe("2026-11-25T10:30:00.000Z");
    }
  });
});

describe("lines", () => {
  const hard = fc.oneof(
    fc.constantFrom(
      "，",
      "楼",
      "😀",
      "👨‍👩‍👧",
      "𠮷",
      ",",
      ";",
      "\\",
      "\n",
      "\\n",
      '"',
      ":",
      " ",
      "\t",
      "é",
      "BEGIN:VEVENT",
      "a",
    ),
    fc.string({ unit: "grapheme", maxLength: 3 }),
  );
  const texts = fc
    .array(hard, { minLength: 1, maxLength: 80 })
    .map((parts) => parts.join("").replace(/\r|[\p{Cc}--[\n\t]]/gv, ""));

  test("hold 75 octets at most, and no character is cut in two", () => {
    fc.assert(
      fc.property(texts, texts, texts, (building, community, name) => {
        const bytes = Buffer.from(textOf([visit({ building, community, team: [name] })]));
        let start = 0;
        for (let i = bytes.indexOf("\r\n"); i >= 0; i = bytes.indexOf("\r\n", start)) {
          const line = bytes.subarray(start, i);
          expect(line.length).toBeLessThanOrEqual(75);
          // Each line is whole by itself, which it is not where a character was cut.
          expect(() => new TextDecoder("utf-8", { fatal: true }).decode(line)).not.toThrow();
          start = i + 2;
        }
        expect(start).toBe(bytes.length);
      }),
      { numRuns: 300 },
    );
  });

  test("give back what was written, whatever it was", () => {
    fc.assert(
      fc.property(texts, texts, texts, (building, community, name) => {
        const given = visit({ building, community, team: [name], guides: [] });
        const text = textOf([given]);
        const [event] = byIcalJs(text).events;
        expect(event?.summary).toBe(`走访 ${building}2单元 1502`);
        expect(event?.location).toBe(`${community} ${building}2单元 1502（15 层）`);
        expect(event?.description).toBe(`同去：${name}\nhttps://doorstep.example/visits/${given.id}`);
        // One calendar with one visit in it, whatever a name tries to be.
        expect(linesOf(text).filter((line) => line === "BEGIN:VEVENT")).toHaveLength(1);
        expect(byNodeIcal(text)).toHaveLength(1);
      }),
      { numRuns: 300 },
    );
  });

  test("are as long as they may be: what is folded is folded late", () => {
    const lines = linesOf(textOf([visit({ community: "社区".repeat(100) })]));
    const folded = lines.filter((_, i) => lines[i + 1]?.startsWith(" "));
    expect(folded.length).toBeGreaterThan(5);
    for (const line of folded) expect(octets(line)).toBeGreaterThan(70);
  });
});
