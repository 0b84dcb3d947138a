import { sql } from "drizzle-orm";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";

type EntranceFigures = {
  id: string;
  name: string;
  floors: number;
  doors: number;
  /** Doors of which it is known who lives there, and those that are let. */
  known: number;
  rented: number;
};

export type BuildingFigures = { name: string; entrances: EntranceFigures[] };

/** What is known of a community's doors, by building and entrance; nothing for whoever does not lead it. */
export async function householdFigures(viewer: Viewer, community: string): Promise<BuildingFigures[]> {
  const rows = await asViewer(viewer.claims, (tx) =>
    tx.execute<EntranceFigures & { building: string }>(sql`
      select building, entrance_id as id, entrance as name, floors, doors, known, rented from app.household_figures(${community})`),
  );
  const buildings = new Map<string, BuildingFigures>();
  for (const { building, ...entrance } of rows) {
    const at = buildings.get(building) ?? { name: building, entrances: [] };
    at.entrances.push(entrance);
    buildings.set(building, at);
  }
  return [...buildings.values()];
}
