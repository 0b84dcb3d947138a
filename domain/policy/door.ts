import { sql } from "drizzle-orm";
import { atMost } from "#db/at-most.ts";
import { asViewer } from "#db/viewer.ts";
import type { Locale } from "../account/preferences.ts";
import type { Viewer } from "../account/viewer.ts";
import type { CategoryKey } from "../concern/category.ts";
import { type PolicyParts, policyParts } from "./parts.ts";

/** An explanation as it is taken along to the doors. */
export type PolicyAtDoor = { id: string; category: CategoryKey; title: string; body: string } & PolicyParts;

/** So many are taken along: a phone keeps them where there is no signal. */
const takenMost = 30;

/** What holds today in a community, to be read out at a door: the latest first, in the officer's language. */
export async function policiesAtDoor(viewer: Viewer, community: string, locale: Locale): Promise<PolicyAtDoor[]> {
  const rows = await asViewer(viewer.claims, (tx) =>
    tx.execute<PolicyAtDoor>(sql`
      select p.id, p.category, t.* from policies p
      join lateral (
        select t.title, t.body, ${sql.join(
          policyParts.map((part) => sql`t.${sql.identifier(part)}`),
          sql`, `,
        )}
        from policy_texts t where t.community_id = p.community_id and t.policy_id = p.id
        order by (t.locale = ${locale}) desc, (t.locale = 'zh-CN') desc, t.locale limit 1) t on true
      where p.community_id = ${community} and app.policy_holds(p)
      order by p.published_at desc, p.id ${atMost(takenMost)}`),
  );
  return [...rows];
}
