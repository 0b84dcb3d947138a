import { addressOf, buildingOf, doorOf, entranceOf } from "../../household/address.ts";

type Entrance = { id: string; name: string; buildingId: string; building: string };

export type PlaceCells = { address: string; building: string; entrance: string; door: string };

type Found = {
  building: string | null;
  entrance: string | null;
  door: string | null;
  /** What the list says of the place, in its own words, where there is more to it than building and entrance. */
  place: string | null;
};

/** The buildings and entrances of a community, found by how a list names them. */
export class KnownPlaces {
  private readonly buildings = new Map<string, { id: string; entrances: Map<string, string> }>();

  constructor(entrances: readonly Entrance[]) {
    for (const { id, name, buildingId, building } of entrances) {
      const { key } = buildingOf(building);
      const at = this.buildings.get(key) ?? { id: buildingId, entrances: new Map() };
      at.entrances.set(entranceOf(name).key, id);
      this.buildings.set(key, at);
    }
  }

  /** Where it is, as far as that is known; a building of one entrance needs no word for it. */
  find(cells: PlaceCells): Found {
    const place = cells.address || [cells.building, cells.entrance, cells.door].filter(Boolean).join(" ") || null;
    const full = cells.address ? addressOf(cells.address) : null;
    const typed = cells.address || cells.building;
    const building = this.buildings.get(full?.building.key ?? buildingOf(typed).key);
    if (!typed || !building) return { building: null, entrance: null, door: null, place };
    const [only] = building.entrances.size === 1 ? building.entrances.values() : [];
    const entrance = full
      ? building.entrances.get(full.entrance.key)
      : cells.entrance
        ? building.entrances.get(entranceOf(cells.entrance).key)
        : only;
    const door = full?.door ?? (cells.door ? doorOf(cells.door) : null);
    const all = entrance || !(full || cells.entrance);
    return {
      building: building.id,
      entrance: entrance ?? null,
      door,
      // A door is looked for as the row is laid aside.
      place: door || cells.door || !all ? place : null,
    };
  }
}
