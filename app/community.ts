import type { Community } from "#domain/account/viewer.ts";
import { allCommunities } from "#domain/place/tree.ts";
import { viewer } from "./session.ts";

/** The community that a public page tells of: one's own, else the first of this installation. */
export const shownCommunity = async (): Promise<Community | null> =>
  (await viewer()).communities[0] ?? (await allCommunities())[0] ?? null;
