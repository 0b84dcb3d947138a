import type postgres from "postgres";
import { newId } from "../id.ts";
import type { Gallery } from "./gallery.ts";
import { type Named, where } from "./part.ts";
import type { World } from "./world.ts";

/** The part of the permission matrix that is about what figures add up. */

export const figureRowTable = `
figure_sums             | of what neighbours read                          | .   .   .   .   .   .   r   r   .   .   .   r   .   .   .
figure_sums             | of what is private                               | .   .   .   .   .   .   .   .   .   .   .   r   .   .   .
figure_sums             | of what is private, the property company's       | .   .   .   .   .   .   .   .   .   r   .   r   .   .   .
open_figures            | what is told to everybody                        | r   r   r   r   r   r   r   r   r   r   r   r   r   r   r
`;

export async function addFigures(sql: postgres.TransactionSql, world: World) {
  const { a } = world;
  const ids = { sums: newId(), secretSums: newId(), unitsSums: newId() };
  // What figures add up: of what neighbours read, of what is private, and of what is private and the property company's.
  const counted = { community_id: a, month: "2001-01-01", category: "lift", building_id: world.building, raised: 1 };
  const whoever = "00000000-0000-0000-0000-000000000000";
  await sql`insert into figure_sums ${sql([
    { ...counted, id: ids.sums, organization_id: whoever, private: false },
    { ...counted, id: ids.secretSums, organization_id: whoever, private: true },
    { ...counted, id: ids.unitsSums, organization_id: world.property, private: true },
  ])}`;
  // What everybody is told of the figures.
  await sql`insert into open_figures ${sql({ community_id: a, since: "2001-01-01", until: "2001-12-31", by: "total", key: "", measure: "raised", value: 25, step: 5, definition: 1 })}`;
  return ids;
}

/** Where the rows stand. */
export function figureRowsOf(g: Gallery): Named<string> {
  return {
    figure_sums: {
      "of what neighbours read": where.id(g.sums),
      "of what is private": where.id(g.secretSums),
      "of what is private, the property company's": where.id(g.unitsSums),
    },
    open_figures: { "what is told to everybody": "until = '2001-12-31'" },
  };
}
