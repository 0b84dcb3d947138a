import { eq } from "drizzle-orm";
import { z } from "zod";
import { workingHours } from "#db/schema/index.ts";
import type { Viewer } from "../account/viewer.ts";
import { id, submissionKey } from "../input.ts";
import { Refusal } from "../refusal.ts";
import type { Hours } from "./calendar.ts";
import { inOffice } from "./settings.ts";

type Span = Omit<Hours, "weekday">;

const clock = (hour: string, minute: string): string => `${hour.padStart(2, "0")}:${minute}`;

/**
 * The spans of a day as people type them: `9:00-12:00, 13:30-17:30`, with whatever stands between; nothing is a day off.
 * @returns null where it cannot be read
 */
export function spansOf(typed: string): Span[] | null {
  const text = typed.normalize("NFKC").trim();
  if (!text) return [];
  const spans: Span[] = [];
  const rest = text.replace(
    /(\d{1,2}):(\d{2})\s*(?:-|–|—|~|〜|至|到|to)\s*(\d{1,2}):(\d{2})/g,
    (_, h1: string, m1: string, h2: string, m2: string) => {
      spans.push({ opens: clock(h1, m1), closes: clock(h2, m2) });
      return "";
    },
  );
  const known = (time: string) => /^([01]\d|2[0-3]):[0-5]\d$/.test(time);
  const right = spans.every((s) => known(s.opens) && (known(s.closes) || s.closes === "24:00") && s.opens < s.closes);
  return right && spans.length > 0 && /^[\s,;、。.]*$/.test(rest) ? spans : null;
}

export const overlap = (spans: readonly Span[]): boolean =>
  spans
    .toSorted((a, b) => (a.opens < b.opens ? -1 : 1))
    .some((span, i, list) => span.opens < (list[i - 1]?.closes ?? ""));

const day = z
  .string()
  .max(200)
  .refine((v) => spansOf(v) !== null, { params: { key: "spans" } })
  .refine((v) => !overlap(spansOf(v) ?? []), { params: { key: "overlaps" } })
  .transform((v) => spansOf(v) ?? []);

/** The names of the fields of a week, from Monday. */
export const dayFields = ["day1", "day2", "day3", "day4", "day5", "day6", "day7"] as const;

export const hoursInput = z.object({
  key: submissionKey,
  community: id,
  ...(Object.fromEntries(dayFields.map((name) => [name, day])) as Record<(typeof dayFields)[number], typeof day>),
});

/** Says when a community's offices work. What is due already stays due when it was. */
export async function setHours(viewer: Viewer, input: z.output<typeof hoursInput>): Promise<void> {
  const { key, community, ...content } = input;
  const hours = dayFields.flatMap((name, i) => content[name].map((span) => ({ weekday: i + 1, ...span })));
  if (!hours.length) throw new Refusal("noHours", { field: "day1" });
  await inOffice(viewer, { key, community, kind: "hours_set", content }, async (tx) => {
    await tx.delete(workingHours).where(eq(workingHours.communityId, community));
    await tx.insert(workingHours).values(hours.map((h) => ({ communityId: community, ...h })));
  });
}
