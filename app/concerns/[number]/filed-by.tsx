import { Filed } from "#components/open311/filed.tsx";
import type { Viewer } from "#domain/account/viewer.ts";
import { filedConcern } from "#domain/open311/filed.ts";

/** How it came, where another system filed it: for officers. */
export async function FiledBy({ viewer, concern }: { viewer: Viewer; concern: { id: string; origin: string } }) {
  const filed = await filedConcern(viewer, concern);
  return filed && <Filed filed={filed} />;
}
