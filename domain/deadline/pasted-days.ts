import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { clean, id } from "../input.ts";
import type { Stretch } from "./public-days.ts";

/** So many lines at once, and so many days a line, at most. */
const most = { lines: 60, days: 31 };

// 2026-10-01, 2026/10/1, 2026.10.1, 2026年10月1日, 20261001; after "to" the year, or the month too, may be left out.
const whole = String.raw`(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?|(\d{4})(\d{2})(\d{2})`;
const partly = String.raw`(?:(\d{1,2})\s*[-/.月]\s*)?(\d{1,2})\s*日?`;
const to = String.raw`\s*(?:至|到|to|—+|–|~|-|―)\s*`;
const line = new RegExp(`^(?:${whole})(?:${to}(?:(?:${whole})|${partly}))?(?!\\d)(.*)$`, "i");

/** Words that say that a day is worked. */
const worked = /上班|补班|補班|补行|補行|调休上班|working|workday|works?\b/i;

export const pastedInput = z
  .object({ community: id, days: z.string().transform(clean) })
  .transform(({ community, days: typed }, context) => {
    const lines = typed
      .split("\n")
      .map((one) => one.trim())
      .filter(Boolean);
    const found = lines.map(stretchOf);
    const wrong = found.findIndex((one) => !one);
    if (!lines.length) context.addIssue({ code: "custom", path: ["days"], params: { key: "required" } });
    else if (lines.length > most.lines)
      context.addIssue({ code: "custom", path: ["days"], params: { key: "tooManyLines", max: most.lines } });
    else if (wrong >= 0)
      context.addIssue({ code: "custom", path: ["days"], params: { key: "dayLine", line: wrong + 1 } });
    return { community, days: found.filter((one) => one !== null) };
  });

/** What a line says: a day, or its first and last, what it is called, and whether it is worked. */
function stretchOf(text: string): Stretch | null {
  const found = line.exec(
    text
      .normalize("NFKC")
      .replace(/[（(]?(?:周|星期|礼拜|禮拜|週)[一二三四五六日天][）)]?/g, " ")
      .trim(),
  );
  if (!found) return null;
  const [, y1, m1, d1, y2, m2, d2, y3, m3, d3, y4, m4, d4, m5, d5, rest = ""] = found;
  const first = dayOf(y1 ?? y2, m1 ?? m2, d1 ?? d2);
  if (!first) return null;
  const lastDay = d3 ?? d4 ?? d5;
  const last = lastDay ? dayOf(y3 ?? y4 ?? String(first.year), m3 ?? m4 ?? m5 ?? String(first.month), lastDay) : first;
  if (!last) return null;
  const days = first.until(last, { largestUnit: "days" }).days + 1;
  if (days < 1 || days > most.days) return null;
  const works = worked.test(rest);
  const name = rest
    .replace(worked, "")
    .replace(/放假|休息|調休|调休|补假|補假/g, " ")
    .replace(/^[\s,，、:：;；|()（）-]+|[\s,，、:：;；|()（）。-]+$/g, "")
    .slice(0, 40);
  return name ? { first: first.toString(), last: last.toString(), name, works } : null;
}

function dayOf(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from(
      { year: Number(year), month: Number(month), day: Number(day) },
      { overflow: "reject" },
    );
  } catch {
    return null;
  }
}

/** A stretch as a box of a form sends it, and an address holds it: first/last/0 or 1/name. */
export const asText = ({ first, last, works, name }: Stretch): string => [first, last, works ? 1 : 0, name].join("/");

export const stretchInput = z.string().transform((v, context): Stretch => {
  const [, first = "", last = "", works, name = ""] = /^([\d-]{10})\/([\d-]{10})\/([01])\/(.{1,40})$/.exec(v) ?? [];
  const days = [first, last].map((one) => z.iso.date().safeParse(one).success);
  if (days.includes(false) || last < first || spanOf({ first, last }) > most.days)
    context.addIssue({ code: "custom", params: { key: "day" } });
  return { first, last, name: clean(name), works: works === "1" };
});

const spanOf = ({ first, last }: Pick<Stretch, "first" | "last">): number =>
  (Date.parse(`${last}T00:00Z`) - Date.parse(`${first}T00:00Z`)) / 86_400_000 + 1;

/** The days of a stretch, one by one. */
export const daysOf = (stretch: Stretch): { day: string; name: string; works: boolean }[] =>
  Array.from({ length: spanOf(stretch) }, (_, i) => ({
    day: new Date(Date.parse(`${stretch.first}T00:00Z`) + i * 86_400_000).toISOString().slice(0, 10),
    name: stretch.name,
    works: stretch.works,
  }));
