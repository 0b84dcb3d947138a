import { createHash } from "node:crypto";
import { newId } from "../id.ts";
import { type Claims, nobody } from "../viewer.ts";
import type { World } from "./world.ts";

/** Everybody the permission matrix asks for, in the order of its columns: code, and who that is. */
export const viewers = {
  pub: "the public",
  lnk: "somebody without an account, by the tracking link of one concern",
  res: "resident of door 1502, who raised",
  spo: "spouse: another resident of door 1502",
  nei: "neighbour: resident of door 1401",
  pen: "asks to be a resident of door 1501, not confirmed yet",
  off: "officer, on the team that visited 1502 and 1501",
  oth: "another officer, on the team that visited 1401",
  fmr: "officer who has left; was on the team that visited 1502",
  pro: "member of the property company, which has concerns assigned",
  fir: "member of the fire brigade, which has none",
  coo: "coordinator of the community",
  adm: "administrator",
  cob: "coordinator of another community",
  reb: "resident of another community",
} as const;

export type ViewerCode = keyof typeof viewers;

export const viewerCodes = Object.keys(viewers) as ViewerCode[];

/** The key that the form of one without an account carries for its uploads, as the app names it to the database. */
export const uploadKey = createHash("sha256").update("the form of a stranger").digest("hex");

/** The tracking link in `lnk`'s hand: its token and the concern it leads to. */
export type Link = { token: string; concern: string };

export const newLink = (): Link => ({ token: newId(), concern: newId() });

/** Which person of the world a viewer is; nobody for those without an account. */
export function userOf(world: World & { former: string }, code: ViewerCode): string | null {
  const { people } = world;
  const ids: Record<ViewerCode, string | null> = {
    pub: null,
    lnk: null,
    res: people.resident,
    spo: people.spouse,
    nei: people.neighbour,
    pen: people.pending,
    off: people.officer,
    oth: people.otherOfficer,
    fmr: world.former,
    pro: people.propertyMember,
    fir: people.fireMember,
    coo: people.coordinator,
    adm: people.admin,
    cob: people.coordinatorB,
    reb: people.residentB,
  };
  return ids[code];
}

/** The organization each speaks for. */
export function organizationOf(world: World, code: ViewerCode): string | null {
  if (code === "off" || code === "oth" || code === "coo") return world.agencyA;
  if (code === "pro") return world.property;
  if (code === "fir") return world.fire;
  return code === "cob" ? world.agencyB : null;
}

/** The household each may speak for. */
export function householdOf(world: World, code: ViewerCode): string | null {
  if (code === "res" || code === "spo") return world.door1502;
  if (code === "nei") return world.door1401;
  return code === "reb" ? world.doorB : null;
}

/**
 * What the app tells the database of each viewer. Written out by hand, so that the matrix does not rest on the code that
 * finds it for a request; domain/probes.db.test.ts holds the two against one another.
 */
export function claimsOf(
  world: World & { former: string; link: Link; helpers: { now: string } },
  code: ViewerCode,
): Claims {
  const user = userOf(world, code);
  const organization = organizationOf(world, code);
  const community = code === "cob" || code === "reb" ? world.b : world.a;
  const door = householdOf(world, code);
  const here = (codes: ViewerCode[]) => (codes.includes(code) ? [community] : []);
  const organizations = organization ? [organization] : [];
  const households = door ? [door] : [];
  return {
    ...nobody,
    userId: user,
    principals: [
      ...(user ? [user] : code === "lnk" ? [world.link.token] : []),
      ...organizations,
      ...households,
      ...(code === "pro" ? [world.helpers.now] : []),
    ],
    organizations,
    households,
    memberIn: here(["lnk", "res", "spo", "nei", "off", "oth", "pro", "fir", "coo", "cob", "reb"]),
    officerIn: here(["off", "oth", "coo", "cob"]),
    coordinates: here(["coo", "cob"]),
    admin: code === "adm",
    ...(user ? {} : { uploadKey }),
  };
}
