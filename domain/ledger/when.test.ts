import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { momentIn } from "./when.ts";

const zone = "Asia/Shanghai";
const told = (typed: string, timeZone = zone) => momentIn(typed, timeZone)?.toISOString() ?? null;

describe("the moment that a cell tells", () => {
  test.each([
    ["2019/2/14 20:00:00", "2019-02-14T12:00:00.000Z"],
    ["2019/02/14 20:00", "2019-02-14T12:00:00.000Z"],
    ["2019-02-14", "2019-02-13T16:00:00.000Z"],
    ["2019.2.14", "2019-02-13T16:00:00.000Z"],
    ["2019年2月14日", "2019-02-13T16:00:00.000Z"],
    ["2019年2月14日 20时5分", "2019-02-14T12:05:00.000Z"],
    ["2019年2月14日20时", "2019-02-14T12:00:00.000Z"],
    ["2019年2月14日 下午8:30", "2019-02-14T12:30:00.000Z"],
    ["2019-02-14 08:30 PM", "2019-02-14T12:30:00.000Z"],
    ["2019-02-14 12:30 AM", "2019-02-13T16:30:00.000Z"],
    ["２０１９－０２－１４　２０：００", "2019-02-14T12:00:00.000Z"],
    ["2019-02-14T20:00:00", "2019-02-14T12:00:00.000Z"],
    ["2019-02-14T20:00:00.123", "2019-02-14T12:00:00.000Z"],
    ["2019-02-14T12:00:00Z", "2019-02-14T12:00:00.000Z"],
    ["2019-02-14T20:00:00+08:00", "2019-02-14T12:00:00.000Z"],
    ["20190214", "2019-02-13T16:00:00.000Z"],
    // As a spreadsheet counts: 2019-02-14 is day 43510.
    ["43510", "2019-02-13T16:00:00.000Z"],
    ["43510.8333333333", "2019-02-14T12:00:00.000Z"],
    ["43693.389965277798", "2019-08-16T01:21:33.000Z"],
  ])("%s", (typed, iso) => expect(told(typed)).toBe(iso));

  test("is what clocks show in the zone of the community, also as a number", () => {
    expect(told("2019-02-14 20:00", "Europe/Berlin")).toBe("2019-02-14T19:00:00.000Z");
    expect(told("43510.8333333333", "Europe/Berlin")).toBe("2019-02-14T19:00:00.000Z");
  });

  test.each([
    "",
    "昨天",
    "14/2/2019",
    "2/14/2019",
    "2019/13/1",
    "2019-02-30",
    "2019-02-14 25:00",
    "99999",
    "12",
    "2019",
  ])("is none in %s", (typed) => expect(told(typed)).toBeNull());

  test("is never a wrong one: what is written comes back, whatever the style", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("1990-01-01"), max: new Date("2099-12-31"), noInvalidDate: true }),
        (date) => {
          const local = date.toISOString().slice(0, 19);
          const [y, mo, d, h, mi, s] = local.split(/[-T:]/).map(Number);
          const serial = Date.parse(`${local}Z`) / 86_400_000 + 25_569;
          const styles = [
            `${y}/${mo}/${d} ${h}:${mi}:${s}`,
            `${y}年${mo}月${d}日${h}时${mi}分${s}秒`,
            local,
            String(serial),
          ];
          expect(new Set(styles.map((style) => told(style, "UTC")))).toEqual(new Set([`${local}.000Z`]));
        },
      ),
    );
  });

  test("nothing that is typed breaks it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => void told(text)),
      { numRuns: 500 },
    );
  });
});
