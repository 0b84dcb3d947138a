import { Temporal } from "temporal-polyfill";
import { momentOf } from "../time.ts";

/** The days that a spreadsheet counts, from 1970 (25569) to 2100. */
const firstSerial = 25_569;
const lastSerial = 73_050;

const written =
  /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s*T?\s*(上午|下午|AM|PM)?\s*(\d{1,2})\s*[:时時点點]\s*(?:(\d{1,2})\s*分?)?(?:\s*:?\s*(\d{1,2})(?:\.\d+)?\s*秒?)?\s*(AM|PM)?)?$/i;

/**
 * The moment that a cell tells, as clocks in a time zone show it: 2019/2/14 20:00:00, 2019-02-14, 2019年2月14日 8时30分,
 * 20190214, the days that a spreadsheet counts (43510.8333), or with a zone of its own (2019-02-14T12:00:00Z). A day
 * alone is its beginning. Null where it tells none; day before month or the other way round is not guessed.
 */
export function momentIn(typed: string, timeZone: string): Date | null {
  const text = typed.normalize("NFKC").trim();
  if (/^\d{5}(?:\.\d+)?$/.test(text)) {
    const serial = Number(text);
    if (serial < firstSerial || serial > lastSerial) return null;
    // Fractions of a day are whole seconds, but for what counting in binary loses.
    const shown = new Date(Math.round((serial - firstSerial) * 86_400) * 1000);
    return momentOf(shown.toISOString().slice(0, 19), timeZone);
  }
  if (/^\d{4}-\d{2}-\d{2}T.*(?:Z|[+-]\d{2}:?\d{2})$/i.test(text)) {
    const at = new Date(text);
    return Number.isNaN(at.getTime()) ? null : at;
  }
  const [, year, month, day, before = "", hour = "0", minute = "0", second = "0", after = ""] =
    /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? written.exec(text) ?? [];
  if (!year) return null;
  const half = (before || after).toUpperCase();
  const noon = half === "下午" || half === "PM";
  const h = Number(hour);
  if (half && h > 12) return null;
  try {
    const local = Temporal.PlainDateTime.from(
      {
        year: Number(year),
        month: Number(month),
        day: Number(day),
        hour: half ? (h % 12) + (noon ? 12 : 0) : h,
        minute: Number(minute),
        second: Number(second),
      },
      { overflow: "reject" },
    );
    return momentOf(local.toString(), timeZone);
  } catch {
    return null;
  }
}
