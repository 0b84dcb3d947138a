import { sql } from "drizzle-orm";
import { asViewer } from "#db/viewer.ts";
import { type Locale, locales } from "../account/preferences.ts";
import type { Viewer } from "../account/viewer.ts";
import { id } from "../input.ts";
import { NotFound } from "../refusal.ts";

/** What is put up and handed out in a house: on the wall of the hall, in letterboxes, in the hand. */
export const paperKinds = ["poster", "slips", "leaflet"] as const;
export type PaperKind = (typeof paperKinds)[number];

export type HallEntrance = { id: string; building: string; name: string; code: string };

type Named = { name: string; nameEn: string | null };

/** Who speaks on the paper: the community and the agency that is linked with it. */
export type Hall = { community: Named & { timeZone: string }; agency: Named | null; entrances: HallEntrance[] };

const list = (value: string | string[] | undefined): string[] => ([] as string[]).concat(value ?? []);

/** What the address of the sheets says; what it does not understand is as if it were not there. */
export function askedPaper(search: {
  kind?: string | string[];
  entrance?: string | string[];
  locale?: string | string[];
}): { kind: PaperKind; entrances: string[]; locales: Locale[] } {
  const chosen = locales.filter((l) => list(search.locale).includes(l));
  return {
    kind: paperKinds.find((k) => k === list(search.kind)[0]) ?? "poster",
    entrances: list(search.entrance).filter((e) => id.safeParse(e).success),
    locales: chosen.length ? chosen : [...locales],
  };
}

/**
 * The halls of the viewer's community, in their order along the street, each with the code of its poster.
 * @throws NotFound where the viewer is no officer there
 */
export async function halls(viewer: Viewer): Promise<Hall> {
  const community = viewer.communities.find((c) => viewer.claims.officerIn.includes(c.id));
  if (!community) throw new NotFound();
  return asViewer(viewer.claims, async (tx) => {
    const entrances = await tx.execute<HallEntrance>(sql`
      select e.id, b.name as building, e.name, e.code from entrances e
      join buildings b on b.community_id = e.community_id and b.id = e.building_id
      where e.community_id = ${community.id} order by b.ordinal, e.ordinal`);
    const [agency] = await tx.execute<Named>(sql`
      select o.name, o.name_en as "nameEn" from communities c join organizations o on o.id = c.agency_id
      where c.id = ${community.id}`);
    return { community, agency: agency ?? null, entrances: [...entrances] };
  });
}
