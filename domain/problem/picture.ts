import { sql } from "drizzle-orm";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import type { CategoryKey } from "../concern/category.ts";
import { monthsBetween } from "./page.ts";

/** What people care about, in figures that may be shown to whoever looks. */
export type Picture = {
  /** Households by topic, those of most first; `n` 0: a few. */
  topics: { category: CategoryKey; n: number }[];
  /** Households by the building that they speak of: for officers. */
  buildings: { name: string; n: number }[];
  /** Concerns by month. */
  months: { month: string; n: number }[];
  exact: boolean;
};

/** So many months it looks back. */
export const pictureMonths = 6;

/** What the members of the viewer's communities care about; null for strangers, who have the public figures. */
export async function pictureOf(viewer: Viewer): Promise<Picture | null> {
  const { memberIn, officerIn } = viewer.claims;
  if (!memberIn.length) return null;
  const rows = await asViewer(viewer.claims, (tx) =>
    tx.execute<{ part: string; key: string; name: string | null; n: number }>(
      sql`select part, key, name, n from app.cares(${`{${memberIn.join(",")}}`}::uuid[], ${pictureMonths}) order by n desc, key`,
    ),
  );
  const of = (part: string) => [...rows].filter((row) => row.part === part);
  return {
    topics: of("topic").map(({ key, n }) => ({ category: key as CategoryKey, n })),
    buildings: of("building")
      .map(({ name, n }) => ({ name: name ?? "", n }))
      .slice(0, 12),
    months: monthsBetween(
      of("month")
        .map(({ key, n }) => ({ month: key, n }))
        .sort((a, b) => a.month.localeCompare(b.month)),
    ),
    exact: officerIn.length > 0,
  };
}
