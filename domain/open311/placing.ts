import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { buildings } from "#db/schema/index.ts";
import { change } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { record } from "../event.ts";
import { clean, id, submissionKey } from "../input.ts";
import { NotFound } from "../refusal.ts";

/** Latitude, longitude, as maps give them to be copied; nothing: not known. */
const point = z.string().transform((typed, context) => {
  const said = clean(typed).normalize("NFKC");
  if (!said) return null;
  const [, lat, long] = /^([+-]?\d{1,2}(?:\.\d{1,12})?)\s*[,、\s]\s*([+-]?\d{1,3}(?:\.\d{1,12})?)$/.exec(said) ?? [];
  if (lat !== undefined && Math.abs(Number(lat)) <= 90 && Math.abs(Number(long)) <= 180)
    return { latitude: Number(lat), longitude: Number(long) };
  context.addIssue({ code: "custom", params: { key: "point" } });
  return z.NEVER;
});

export const placeBuildingInput = z.object({ key: submissionKey, community: id, building: id, point });

/** Says where a building stands, or that it is not known. For who leads the community. */
export async function placeBuilding(
  viewer: Viewer,
  { community, building, point: at }: z.output<typeof placeBuildingInput>,
): Promise<void> {
  if (!viewer.claims.coordinates.includes(community)) throw new NotFound();
  await change(viewer.claims, async (tx) => {
    const changed = await tx
      .update(buildings)
      .set({ latitude: at?.latitude ?? null, longitude: at?.longitude ?? null })
      .where(and(eq(buildings.communityId, community), eq(buildings.id, building)))
      .returning({ id: buildings.id });
    if (!changed.length) throw new NotFound();
    await record(tx, {
      community,
      subject: { type: "community", id: community },
      kind: "building_placed",
      audience: "office",
      actor: viewer.user?.id ?? null,
      data: { building },
    });
  });
}
