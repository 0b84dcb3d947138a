import type { Viewer } from "#domain/account/viewer.ts";
import { type AskErrors, type Asked, asked, usualSpan } from "#domain/figures/ask.ts";
import { type FigureUnit, figureUnits } from "#domain/figures/units.ts";
import { placeTree } from "#domain/place/tree.ts";

export type Search = Promise<Record<string, string | string[] | undefined>>;

/** What the address says, each name once. */
export const typedIn = (search: Record<string, string | string[] | undefined>): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(search).map(([k, v]) => [k, Array.isArray(v) ? v[0] : v]));

export type Look = {
  asked: Asked;
  errors: AskErrors;
  /** Partner units that may be asked for: for a unit's member their own. */
  units: FigureUnit[];
  buildings: { id: string; name: string }[];
};

/** What is asked for, with what can be asked for. A filter that names nothing here is said to be wrong, and left out. */
export async function look(viewer: Viewer, typed: Record<string, string | undefined>): Promise<Look> {
  const found = asked(viewer, typed, new Date());
  const { community, of, unit, building } = found.asked;
  const [units, buildings] = await Promise.all([figureUnits(viewer, found.asked), placeTree(community.id)]);
  const errors: AskErrors = { ...found.errors };
  const kept = { ...found.asked };
  if (unit && of !== "own" && !units.some(({ id }) => id === unit)) {
    errors.unit = "choose";
    kept.unit = undefined;
  }
  if (building && building !== "none" && !buildings.some(({ id }) => id === building)) {
    errors.building = "choose";
    kept.building = undefined;
  }
  return { asked: kept, errors, units, buildings: buildings.map(({ id, name }) => ({ id, name })) };
}

/** The months that can be chosen, the latest first: three years, and those that are asked for. */
export function monthsFor({ community, from, to }: Asked): string[] {
  const last = usualSpan(new Date(), community.timeZone).to;
  const [year = 0, month = 0] = last.split("-").map(Number);
  const usual = Array.from({ length: 36 }, (_, i) => new Date(Date.UTC(year, month - 1 - i)).toISOString().slice(0, 7));
  return [...new Set([...usual, from, to])].toSorted().toReversed();
}
