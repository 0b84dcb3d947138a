import { inArray, sql } from "drizzle-orm";
import { concerns } from "#db/schema/index.ts";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import type { CategoryKey } from "../concern/category.ts";

/** The concerns of these numbers that the viewer may see: what a new problem is to be made from. */
export async function chosenConcerns(
  viewer: Viewer,
  numbers: readonly string[],
): Promise<{ number: string; title: string; category: CategoryKey }[]> {
  if (!numbers.length) return [];
  return asViewer(viewer.claims, (tx) =>
    tx
      .select({ number: concerns.number, title: concerns.title, category: sql<CategoryKey>`${concerns.category}` })
      .from(concerns)
      .where(inArray(concerns.number, [...numbers]))
      .orderBy(concerns.number)
      .limit(100),
  );
}
