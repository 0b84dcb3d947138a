import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import type { Community, Viewer } from "../account/viewer.ts";
import { categoryKeys } from "../concern/category.ts";
import { NotFound } from "../refusal.ts";
import { dayOf } from "../time.ts";

/** Months that one look spans at most. */
export const mostMonths = 36;

const empty = z.literal("").transform(() => undefined);
const month = z
  .string()
  .regex(/^20\d\d-(0[1-9]|1[0-2])$/)
  .or(empty)
  .optional();

/** What the address says: a span of months, and one unit, category or building. */
const figuresInput = z.object({
  community: z.uuid({ error: "choose" }).or(empty).optional(),
  from: month,
  to: month,
  unit: z.uuid({ error: "choose" }).or(empty).optional(),
  category: z.enum(categoryKeys, { error: "choose" }).or(empty).optional(),
  /** A building, or `none`: what is at none of them. */
  building: z.uuid({ error: "choose" }).or(z.literal("none")).or(empty).optional(),
});

export type FiguresInput = z.output<typeof figuresInput>;

/** What is asked for: whole months of one community in its time, of these units where not of all. */
export type Asked = {
  community: Community;
  /** The first and the last month, as 2026-10. */
  from: string;
  to: string;
  /** The unit whose concerns are counted; none: all concerns, whoever has them. */
  unit?: string;
  category?: FiguresInput["category"];
  building?: string;
  /** Of what the figures are: of all in the community, of what neighbours read too, or of one's own unit. */
  of: "all" | "seen" | "own";
};

/** A field of the address that cannot be followed, and why: a key under `figures.errors`. */
export type AskErrors = Partial<Record<keyof FiguresInput, "month" | "choose" | "order" | "span">>;

const months = (from: string, to: string) =>
  Temporal.PlainYearMonth.from(from).until(to, { largestUnit: "months" }).months + 1;

/** The month now, and the one eleven before it. */
export function usualSpan(now: Date, timeZone: string): { from: string; to: string } {
  const to = Temporal.PlainDate.from(dayOf(now, timeZone)).toPlainYearMonth();
  return { from: to.subtract({ months: 11 }).toString(), to: to.toString() };
}

/** A span that can be shown, and what was wrong with the one that was asked for. */
export function spanOf(
  input: Pick<FiguresInput, "from" | "to">,
  now: Date,
  timeZone: string,
): { from: string; to: string; errors: AskErrors } {
  const usual = usualSpan(now, timeZone);
  const to = input.to ?? (input.from && input.from > usual.to ? input.from : usual.to);
  const before = Temporal.PlainYearMonth.from(to).subtract({ months: 11 }).toString();
  const from = input.from ?? before;
  if (from > to) return { ...usual, errors: { to: "order" } };
  if (months(from, to) > mostMonths) return { ...usual, errors: { from: "span" } };
  return { from, to, errors: {} };
}

/** Where the months begin and end, as moments. */
export function periodOf({ from, to, community }: Pick<Asked, "from" | "to" | "community">): {
  start: Date;
  end: Date;
} {
  const at = (m: Temporal.PlainYearMonth) =>
    new Date(m.toPlainDate({ day: 1 }).toZonedDateTime(community.timeZone).epochMilliseconds);
  return {
    start: at(Temporal.PlainYearMonth.from(from)),
    end: at(Temporal.PlainYearMonth.from(to).add({ months: 1 })),
  };
}

/** The communities that somebody may see figures of. */
export function communitiesWithFigures(viewer: Viewer): Community[] {
  const works = new Set(viewer.user?.memberships.flatMap((m) => m.communities));
  return viewer.communities.filter(({ id }) => works.has(id));
}

/** The viewer's own units in a community. */
const ownUnits = (viewer: Viewer, community: string) =>
  viewer.user?.memberships.filter((m) => m.communities.includes(community)).map((m) => m.organization) ?? [];

/**
 * What the viewer asks for by an address, with all that is wrong in it. A partner member is answered about their own
 * unit only, whatever the address says.
 * @throws NotFound for whoever works in no community
 */
export function asked(
  viewer: Viewer,
  typed: Record<string, string | undefined>,
  now: Date,
): { asked: Asked; errors: AskErrors } {
  const parsed = figuresInput.safeParse(typed);
  const errors: AskErrors = {};
  for (const issue of parsed.error?.issues ?? [])
    errors[issue.path[0] as keyof FiguresInput] =
      issue.path[0] === "from" || issue.path[0] === "to" ? "month" : "choose";
  // What cannot be read is as if it were not there.
  const input = figuresInput.parse(Object.fromEntries(Object.entries(typed).filter(([name]) => !(name in errors))));
  const possible = communitiesWithFigures(viewer);
  const community = possible.find(({ id }) => id === input.community) ?? possible[0];
  if (!community) throw new NotFound();
  if (input.community && community.id !== input.community) errors.community = "choose";
  const span = spanOf(input, now, community.timeZone);
  const { claims } = viewer;
  const of = claims.coordinates.includes(community.id)
    ? "all"
    : claims.officerIn.includes(community.id)
      ? "seen"
      : "own";
  const own = ownUnits(viewer, community.id);
  const unit = of !== "own" ? input.unit : input.unit && own.includes(input.unit) ? input.unit : own[0];
  if (input.unit && input.unit !== unit) errors.unit = "choose";
  return {
    asked: {
      community,
      from: span.from,
      to: span.to,
      unit,
      category: input.category,
      building: input.building,
      of,
    },
    errors: { ...errors, ...span.errors },
  };
}

/** The same as an address, with something changed. */
export function addressOf(
  path: string,
  { community, from, to, unit, category, building }: Asked,
  change: Record<string, string | undefined> = {},
): string {
  const params = new URLSearchParams();
  const all = { community: community.id, from, to, unit, category, building, ...change };
  for (const [name, value] of Object.entries(all)) if (value) params.set(name, value);
  return `${path}?${params}`;
}
