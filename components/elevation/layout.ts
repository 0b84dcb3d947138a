import type { Building } from "#domain/round/elevation.ts";
import { type DoorLook, doorLooks } from "#domain/visit/rules.ts";

/** A building as it is drawn: what a door looks like is for the picture to say. */
type Floors<D> = { floors: { floor: number; doors: D[] }[] };
type Drawn<D> = { entrances: (Floors<D> & { id: string; name: string })[] };

/** The floors of a building from the top down: each that has a door, however they are counted (no 13th, a basement). */
export const floorsOf = (building: { entrances: Floors<unknown>[] }): number[] =>
  [...new Set(building.entrances.flatMap((e) => e.floors.map((f) => f.floor)))].sort((a, b) => b - a);

const { compare } = new Intl.Collator("en", { numeric: true });

/**
 * The doors of an entrance as they lie above one another: a row a floor, a place a door, empty where there is none.
 * 1502 stands above 1402 even where 1401 is missing, as long as the numbers begin with the floor.
 */
export function gridOf<D extends { door: string }>(entrance: Floors<D>, floors: number[]): (D | null)[][] {
  const widest = Math.max(1, ...entrance.floors.map((f) => f.doors.length));
  const suffix = (floor: number, { door }: D) =>
    door.startsWith(`${floor}`) ? door.slice(`${floor}`.length) : undefined;
  const all = entrance.floors.flatMap((f) => f.doors.map((d) => suffix(f.floor, d)));
  const places = [...new Set(all)].sort((a, b) => compare(a ?? "", b ?? ""));
  const aligned = places.length === widest && !places.includes(undefined);
  return floors.map((floor) => {
    const doors = [...(entrance.floors.find((f) => f.floor === floor)?.doors ?? [])].sort((a, b) =>
      compare(a.door, b.door),
    );
    if (aligned) return places.map((place) => doors.find((d) => suffix(floor, d) === place) ?? null);
    return Array.from({ length: widest }, (_, i) => doors[i] ?? null);
  });
}

/** A door of the street and its distance from the next, in SVG units; what is around the doors. */
const door = { width: 13, height: 17, x: 17, y: 22 };
const around = { left: 27, right: 8, top: 14, gap: 12, plinth: 20, foot: 20 };

export type Facade<L extends string = DoorLook> = {
  width: number;
  height: number;
  /** Where the wall ends and the ground begins. */
  ground: number;
  left: number;
  top: number;
  /** The doors of each look as one path: a mark at each of its points. */
  marks: { look: L; path: string }[];
  /** The doors behind which the light is still on. */
  lit: string;
  floors: { floor: number; y: number }[];
  entrances: { id: string; name: string; middle: number }[];
};

/** A building as it stands on the street: a point a door. */
export function facadeOf<L extends string = DoorLook>(
  building: Drawn<{ door: string; look: L; fresh?: boolean }>,
  looks: readonly L[] = doorLooks as readonly string[] as readonly L[],
): Facade<L> {
  const floors = floorsOf(building);
  const points = new Map<L, string[]>();
  const lit: string[] = [];
  let x = around.left + 8;
  const entrances = building.entrances.map((entrance) => {
    const grid = gridOf(entrance, floors);
    const wide = grid[0]?.length ?? 1;
    grid.forEach((row, r) => {
      row.forEach((d, i) => {
        if (!d) return;
        const at = `${x + i * door.x} ${around.top + r * door.y}`;
        points.set(d.look, [...(points.get(d.look) ?? []), at]);
        if (d.fresh) lit.push(at);
      });
    });
    const room = wide * door.x - (door.x - door.width);
    const column = { id: entrance.id, name: briefly(entrance.name, room), middle: x + room / 2 };
    x += room + around.gap;
    return column;
  });
  const ground = around.top + floors.length * door.y + around.plinth;
  return {
    width: x - around.gap + around.right,
    height: ground + around.foot,
    ground,
    left: around.left,
    top: around.top,
    marks: looks.flatMap((look) => {
      const at = points.get(look);
      return at ? [{ look, path: pathOf(at) }] : [];
    }),
    lit: lit.length ? pathOf(lit) : "",
    floors: floors
      .map((floor, r) => ({ floor, y: around.top + r * door.y + 13 }))
      .filter(({ floor }, r) => r === 0 || r === floors.length - 1 || (floor % 5 === 0 && r > 1)),
    entrances,
  };
}

/** A mark stands at every point of a path; a path of one point needs a second one to have any. */
const pathOf = (points: string[]) => `M${points.join(" ")}h0`;

/** A name where there is little room: as much of it as tells entrances apart. */
function briefly(name: string, room: number): string {
  const fits = Math.floor(room / 10);
  const length = [...name].reduce((sum, c) => sum + ((c.codePointAt(0) ?? 0) > 0x2e80 ? 1 : 0.6), 0);
  if (length <= fits) return name;
  return /\d+/.exec(name)?.[0] ?? [...name].slice(0, Math.max(1, fits)).join("");
}

/** How high and how full a building is beside the others, in parts of the highest: its outline in a row of all. */
export function skylineOf(
  buildings: Pick<Building, "entrances" | "doors" | "visited">[],
): { width: number; height: number; done: number }[] {
  const highest = Math.max(1, ...buildings.map((b) => floorsOf(b).length));
  return buildings.map((b) => ({
    width: 10 + 8 * b.entrances.length,
    height: Math.max(0.15, floorsOf(b).length / highest),
    done: b.doors ? b.visited / b.doors : 0,
  }));
}
