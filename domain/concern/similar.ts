import { sql } from "drizzle-orm";
import { z } from "zod";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { clean, concernNumber, orNull, ticked } from "../input.ts";
import type { Area } from "../place/area.ts";
import { type CategoryKey, categoryKeys, suggestCategory } from "./category.ts";
import { alike, likeness } from "./likeness.ts";
import { raiseInput } from "./raise.ts";
import type { Capacity, ConcernStatus } from "./rules.ts";
import { mayVoice, ownVoice } from "./voice.ts";

/** What is known of a concern while it is being written. Nothing in it is refused: what is not understood is not compared. */
export const similarInput = z.object({
  community: z.uuid(),
  body: z.string().transform((v) => clean(v).slice(0, 4000)),
  category: z.enum(categoryKeys).nullish().catch(null),
  entrance: z.uuid().nullish().catch(null),
  spot: z.string().nullish().catch(null),
});

/**
 * A report as its form sends it: whether what may be the same was looked at, and whether it is one of these, or part of a
 * problem that is known.
 */
export const reportInput = raiseInput.extend({
  considered: ticked,
  voice: orNull(concernNumber),
  problem: orNull(concernNumber),
});

export type SimilarConcern = {
  number: string;
  title: string;
  body: string;
  category: CategoryKey;
  status: ConcernStatus;
  building: string | null;
  entrance: string | null;
  floor: number | null;
  area: Area | null;
  createdAt: Date;
  voices: number;
  /** The first picture that came with it. */
  photo: string | null;
  /** Raised by the viewer or their household; said by them to be theirs too; or free for them to say so. */
  own: boolean;
  voiced: boolean;
  mayVoice: boolean;
  score: number;
};

/** So many are shown, the likest first. */
const similarMost = 5;

type Row = Omit<SimilarConcern, "createdAt" | "own" | "mayVoice" | "score"> & {
  createdAt: string;
  communityId: string;
  buildingId: string | null;
  entranceId: string | null;
  capacities: Capacity[];
};

/**
 * Open concerns of the neighbourhood that may be what somebody is about to raise, as far as they may see them. Who raised
 * them is not part of it. Nobody without an account is shown any.
 * @param except the concern that the same report has made already
 */
export async function similarConcerns(
  viewer: Viewer,
  { community, body, category: chosen, entrance, spot }: z.output<typeof similarInput>,
  except: string | null = null,
): Promise<SimilarConcern[]> {
  if (!viewer.user) return [];
  const category = chosen ?? suggestCategory(body)?.category ?? null;
  const area = spot?.startsWith("area:") ? (spot.slice(5) as Area) : null;
  const rows = await asViewer(viewer.claims, async (tx) => {
    const [place] = await tx.execute<{ id: string }>(
      sql`select building_id as id from entrances where community_id = ${community} and id = ${entrance ?? null}`,
    );
    const buildingId = place?.id ?? null;
    const found = await tx.execute<Row>(sql`
      select c.number, c.title, c.body, c.category, c.status, b.name as building, e.name as entrance, c.floor, c.area,
        c.created_at as "createdAt", c.voices, c.community_id as "communityId", c.building_id as "buildingId",
        c.entrance_id as "entranceId", app.capacities(c.community_id, c.id, c.owner_id) as capacities,
        (select a.id from attachments a where a.community_id = c.community_id and a.concern_id = c.id and a.message_id is null
          and a.kind = 'image' order by a.created_at, a.id limit 1) as photo,
        exists (select from concern_people v where v.community_id = c.community_id and v.concern_id = c.id
          and ${ownVoice("v")}) as voiced
      from concerns c
      left join buildings b on b.community_id = c.community_id and b.id = c.building_id
      left join entrances e on e.community_id = c.community_id and e.id = c.entrance_id
      where c.community_id = ${community} and c.privacy = 'neighbourhood' and c.closed_at is null
        and c.id is distinct from ${except}
        and c.id in (select app.similar_concerns(${community}, ${body}, ${category}, ${buildingId}))`);
    const asked = { text: body, category, buildingId, entranceId: entrance ?? null, area };
    return [...found].map((row) => ({ ...row, score: likeness(asked, { ...row, text: `${row.title} ${row.body}` }) }));
  });
  return rows
    .filter((row) => row.score >= alike)
    .sort((a, b) => b.score - a.score || b.createdAt.localeCompare(a.createdAt))
    .slice(0, similarMost)
    .map(({ communityId, buildingId: _, entranceId: __, capacities, ...row }) => ({
      ...row,
      createdAt: new Date(row.createdAt),
      own: capacities.includes("reporter"),
      mayVoice:
        !row.voiced && mayVoice(viewer.user, { communityId, privacy: "neighbourhood", status: row.status, capacities }),
    }));
}
