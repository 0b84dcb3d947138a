import type postgres from "postgres";
import { newId } from "#db/id.ts";
import type { World } from "#db/testing/world.ts";

/** A problem in the world's community with both its units at the table, owned by the officer. @returns its id */
export async function problemIn(
  admin: postgres.Sql,
  world: World,
  more: Record<string, unknown> = {},
): Promise<string> {
  const id = newId();
  await admin.begin(async (sql) => {
    await sql`set local role doorstep_owner`;
    await sql`set local app.silent = 'on'`;
    await sql`insert into problems ${sql({
      community_id: world.a,
      id,
      number: `2026-${`${Math.random()}`.slice(2, 8)}`,
      title: "消防设施老化",
      category: "fire",
      owner_id: world.people.officer,
      next_at: new Date("2098-01-01T00:00:00Z"),
      created_by: world.people.coordinator,
      ...more,
    })}`;
    await sql`insert into problem_units ${sql(
      [world.property, world.fire].map((organization_id) => ({
        community_id: world.a,
        problem_id: id,
        organization_id,
      })),
    )}`;
  });
  return id;
}
