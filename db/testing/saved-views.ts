import type { SQL } from "drizzle-orm";
import type postgres from "postgres";
import { newId } from "../id.ts";
import type { Gallery } from "./gallery.ts";
import { insert, type Named, trying, where } from "./part.ts";
import type { ViewerCode } from "./viewers.ts";
import type { World } from "./world.ts";

/** The part of the permission matrix that is about views that are kept. */

export const savedViewRowTable = `
saved_views             | of the resident                                  | .   .   rd  .   .   .   .   .   .   .   .   .   .   .   .
saved_views             | of the officer, shared with the agency           | .   .   .   .   .   .   rd  r   .   .   .   r   .   .   .
`;

export const savedViewActTable = `
saved_views             | + keep a view for oneself                        | .   .   a   a   a   .   a   a   .   a   a   a   .   .   .
saved_views             | + share one with the agency                      | .   .   .   .   .   .   a   a   .   .   .   a   .   .   .
saved_views             | + keep one in another's name                     | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
`;

export async function addSavedViews(sql: postgres.TransactionSql, world: World) {
  const { people, a } = world;
  const views = { resident: newId(), officer: newId() };
  await sql`insert into saved_views ${sql([
    {
      community_id: a,
      id: views.resident,
      owner_id: people.resident,
      organization_id: null,
      name: "mine",
      query: "mine=1",
    },
    {
      community_id: a,
      id: views.officer,
      owner_id: people.officer,
      organization_id: world.agencyA,
      name: "lifts",
      query: "category=lift",
    },
  ])}`;
  return views;
}

/** Where the rows stand. */
export function savedViewRowsOf(g: Gallery): Named<string> {
  return {
    saved_views: {
      "of the resident": where.id(g.views.resident),
      "of the officer, shared with the agency": where.id(g.views.officer),
    },
  };
}

/** What a viewer might try. */
export function savedViewActsOf(g: Gallery, code: ViewerCode): Named<SQL[]> {
  const { user, somebody, here } = trying(g, code);
  const keeps = (owner: string | null, organization: string | null = null) =>
    insert("saved_views", {
      ...here,
      id: newId(),
      owner_id: owner,
      organization_id: organization,
      name: "kept",
      query: "state=open",
    });
  return {
    saved_views: {
      "+ keep a view for oneself": [keeps(user)],
      "+ share one with the agency": [keeps(user, g.agencyA)],
      "+ keep one in another's name": [keeps(somebody)],
    },
  };
}
