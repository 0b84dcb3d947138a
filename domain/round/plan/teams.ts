import type { Model } from "./model.ts";

/**
 * Decides which team walks which of the walks found for a shift: those who know the households first, then even loads.
 * Only teams that are interchangeable in the shift change places: without fixed visits around it, and without
 * officers who are on duty elsewhere at the same time.
 * @param stops by duty; not changed
 * @returns stops by duty
 */
export function shareOut(
  model: Model,
  stops: (readonly number[])[],
  fixedTeams: readonly number[] = [],
): (readonly number[])[] {
  const out = stops.slice();
  const load = loads(model, out, fixedTeams);
  const known = (stopsOf: readonly number[], team: number) => {
    let sum = 0;
    for (const stop of stopsOf) if (model.knownBy[stop] === team) sum++;
    return sum;
  };
  const free = model.dutiesOf.map((list) =>
    list.filter((d) => model.duties[d]?.pins.length === 0 && model.duties[d]?.conflicts.length === 0),
  );
  for (let round = 0, changed = true; changed && round < 20; round++) {
    changed = false;
    for (const list of free)
      for (let x = 0; x < list.length; x++)
        for (let y = x + 1; y < list.length; y++) {
          const [a, b] = [list[x] as number, list[y] as number];
          const [sa, sb] = [out[a] as readonly number[], out[b] as readonly number[]];
          if (sa.length === 0 && sb.length === 0) continue;
          const [ta, tb] = [model.duties[a]?.team as number, model.duties[b]?.team as number];
          const met = known(sb, ta) + known(sa, tb) - known(sa, ta) - known(sb, tb);
          const more = sb.length - sa.length;
          // What the squares of the two loads change by, halved.
          const uneven = more * ((load[ta] as number) - (load[tb] as number) + more);
          if (met < 0 || (met === 0 && uneven >= 0)) continue;
          out[a] = sb;
          out[b] = sa;
          load[ta] = (load[ta] as number) + more;
          load[tb] = (load[tb] as number) - more;
          changed = true;
        }
  }
  return out;
}

/** Visits of each team, fixed ones too. */
export function loads(model: Model, stops: (readonly number[])[], fixedTeams: readonly number[] = []): Float64Array {
  const load = new Float64Array(model.teams);
  stops.forEach((list, d) => {
    const team = model.duties[d]?.team as number;
    load[team] = (load[team] as number) + list.filter((stop) => stop < model.n).length;
  });
  for (const team of fixedTeams) load[team] = (load[team] as number) + 1;
  return load;
}
