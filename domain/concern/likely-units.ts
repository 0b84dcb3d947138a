import { sql } from "drizzle-orm";
import { atMost } from "#db/at-most.ts";
import type { Transaction } from "#db/connect.ts";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import type { UnitOption } from "../organization/options.ts";
import { type CategoryKey, categories } from "./category.ts";

/** To which units concerns of a kind were given before: `given` of `of` to this one. */
export type GivenBefore = { of: number; given: Record<string, number> };

/** What speaks for a unit, to be shown beside it; the person decides. */
export type LikelyUnit = UnitOption & { usual: boolean; given: number; of: number; proposed: boolean };

/** So many of the latest are looked at, none older than a year. */
const looked = { most: 200, days: 365 };

/** From so many on, what was done before weighs more than the rule: half of them propose a unit, under a tenth do not. */
const enough = 4;

/**
 * To which units the concerns of a kind were given in the last year, as far as the viewer sees these: what is private to
 * others is not even counted.
 */
export async function givenBefore(
  viewer: Viewer,
  { communityId, id, category }: { communityId: string; id: string; category: CategoryKey },
): Promise<GivenBefore> {
  const found = await asViewer(viewer.claims, (tx) => givenBeforeOf(tx, [{ communityId, category }], id));
  return found(communityId, category);
}

/** The same for several kinds at once: one query, however long the list that asks. */
export async function givenBeforeOf(
  tx: Transaction,
  kinds: readonly { communityId: string; category: CategoryKey }[],
  except: string | null = null,
): Promise<(communityId: string, category: CategoryKey) => GivenBefore> {
  const asked = [...new Set(kinds.map((kind) => `${kind.communityId} ${kind.category}`))].map((one) => one.split(" "));
  const [communities, categoriesAsked] = [0, 1].map((i) => `{${asked.map((one) => one[i]).join(",")}}`);
  const rows = asked.length
    ? await tx.execute<{ kind: string; unit: string | null; n: number }>(sql`
        with such as (
          select k.community_id, k.category, c.id
          from unnest(${communities}::uuid[], ${categoriesAsked}::text[]) as k (community_id, category)
          cross join lateral (
            select c.id from concerns c
            where c.community_id = k.community_id and c.category = k.category and c.id is distinct from ${except}::uuid
              and c.created_at > now() - make_interval(days => ${looked.days})
              and exists (select from assignments a where a.community_id = c.community_id and a.concern_id = c.id and a.status <> 'returned')
            order by c.created_at desc, c.id desc ${atMost(looked.most)}) c)
        select such.community_id || ' ' || such.category as kind, a.organization_id as unit, count(distinct a.concern_id)::int as n
        from such
        join assignments a on a.community_id = such.community_id and a.concern_id = such.id and a.status <> 'returned'
        group by 1, 2
        union all
        select such.community_id || ' ' || such.category, null, count(*)::int from such group by 1`)
    : [];
  const found = new Map<string, GivenBefore>();
  for (const { kind, unit, n } of rows) {
    const before = found.get(kind) ?? { of: 0, given: {} };
    found.set(kind, unit ? { ...before, given: { ...before.given, [unit]: n } } : { ...before, of: n });
  }
  return (communityId, category) => found.get(`${communityId} ${category}`) ?? { of: 0, given: {} };
}

/** The units with what speaks for each, the likeliest first: the rule by category, joined with what was done before. */
export function likelyUnits(units: readonly UnitOption[], category: CategoryKey, before: GivenBefore): LikelyUnit[] {
  const kinds: readonly string[] = categories[category].units;
  const known = before.of >= enough;
  return units
    .map((unit) => {
      const usual = kinds.includes(unit.kind);
      const given = before.given[unit.id] ?? 0;
      const share = given / Math.max(1, before.of);
      const proposed = known ? share >= 0.5 || (usual && share >= 0.1) : usual;
      return { ...unit, usual, given, of: before.of, proposed };
    })
    .sort((a, b) => Number(b.proposed) - Number(a.proposed) || b.given - a.given || Number(b.usual) - Number(a.usual));
}
