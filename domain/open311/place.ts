import { asc, eq } from "drizzle-orm";
import { buildings, communities, organizations } from "#db/schema/index.ts";
import { asViewer, nobody } from "#db/viewer.ts";
import type { Locale } from "../account/preferences.ts";
import { Fault } from "./fault.ts";

/** A community as a jurisdiction. */
export type Jurisdiction = {
  id: string;
  code: string;
  name: string;
  nameEn: string | null;
  township: string;
  district: string;
  timeZone: string;
  agency: string | null;
  agencyEn: string | null;
  demo: boolean;
};

export type Building = { id: string; name: string; latitude: number | null; longitude: number | null };

/** Further than this from every building, in metres, a point is not here. */
export const reach = 300;

export const jurisdictions = (): Promise<Jurisdiction[]> =>
  asViewer(nobody, (tx) =>
    tx
      .select({
        id: communities.id,
        code: communities.code,
        name: communities.name,
        nameEn: communities.nameEn,
        township: communities.township,
        district: communities.district,
        timeZone: communities.timeZone,
        agency: organizations.name,
        agencyEn: organizations.nameEn,
        demo: communities.demo,
      })
      .from(communities)
      .leftJoin(organizations, eq(organizations.id, communities.agencyId))
      .orderBy(asc(communities.code)),
  );

/**
 * Which community is meant. Where there is one only it need not be said.
 * @throws Fault where it is missing, or there is none of that code
 */
export function chosen(all: readonly Jurisdiction[], code: string | null): Jurisdiction {
  if (code === null) {
    const [only, other] = all;
    if (only && !other) return only;
    throw new Fault({ code: "jurisdiction_missing", params: { codes: all.map((c) => c.code).join(", ") } });
  }
  const found = all.find((c) => c.code === code);
  if (!found) throw new Fault({ code: "jurisdiction_unknown" });
  return found;
}

export const buildingsOf = (community: string): Promise<Building[]> =>
  asViewer(nobody, (tx) =>
    tx
      .select({
        id: buildings.id,
        name: buildings.name,
        latitude: buildings.latitude,
        longitude: buildings.longitude,
      })
      .from(buildings)
      .where(eq(buildings.communityId, community))
      .orderBy(asc(buildings.ordinal), asc(buildings.name)),
  );

/** Metres between two points on the earth. */
export function metresBetween(a: { lat: number; long: number }, b: { lat: number; long: number }): number {
  const rad = Math.PI / 180;
  const dLat = (b.lat - a.lat) * rad;
  const dLong = (b.long - a.long) * rad;
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(dLong / 2) ** 2;
  return 2 * 6_371_000 * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Where something is, as a request says it. */
export type Place = { addressId: string | null; point: { lat: number; long: number } | null; address: string | null };

/**
 * The building that is meant: by its id, else the one next to the point, else the one whose name stands in the address;
 * null where an address names none.
 * @throws Fault where the id is unknown, or the point is not near any building
 */
export function buildingAt(all: readonly Building[], { addressId, point, address }: Place): Building | null {
  if (addressId) {
    const found = all.find(({ id }) => id === addressId.toLowerCase());
    if (!found) throw new Fault({ code: "address_unknown", field: "address_id" });
    return found;
  }
  if (point) return nearest(all, point);
  const written = folded(address ?? "");
  // The longest name: "12幢" is not "2幢".
  const named = all
    .filter(({ name }) => holds(written, folded(name)))
    .toSorted((a, b) => b.name.length - a.name.length);
  return named[0] ?? null;
}

const folded = (text: string) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");

/** Whether a name stands in an address, and is not the end of a longer number or word. */
function holds(written: string, name: string): boolean {
  for (let at = written.indexOf(name); name && at >= 0; at = written.indexOf(name, at + 1)) {
    const before = written[at - 1] ?? "";
    const after = written[at + name.length] ?? "";
    const cutsBefore = /[0-9a-z]/.test(before) && /^[0-9a-z]/.test(name);
    const cutsAfter = /[0-9]/.test(after) && /[0-9]$/.test(name);
    if (!cutsBefore && !cutsAfter) return true;
  }
  return false;
}

function nearest(all: readonly Building[], point: { lat: number; long: number }): Building {
  const placed = all.flatMap((building) =>
    building.latitude === null || building.longitude === null
      ? []
      : [{ building, metres: metresBetween(point, { lat: building.latitude, long: building.longitude }) }],
  );
  if (!placed.length) throw new Fault({ code: "place_unmapped", field: "lat" });
  const closest = placed.reduce((a, b) => (b.metres < a.metres ? b : a));
  if (closest.metres > reach) throw new Fault({ code: "place_far", field: "lat", params: { reach } });
  return closest.building;
}

/** From the finest to the widest, as the specification asks; a door is never in it. */
export const addressOf = (c: Jurisdiction, building: string | null, locale: Locale): string =>
  [building, (locale === "en" && c.nameEn) || c.name, c.township, c.district].filter(Boolean).join(", ");
