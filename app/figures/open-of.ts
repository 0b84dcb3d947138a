import { getLocale } from "#components/i18n.ts";
import type { Community } from "#domain/account/viewer.ts";
import { allCommunities } from "#domain/place/tree.ts";
import { viewer as currentViewer } from "../session.ts";

export type OpenOf = {
  community: Community;
  /** Its name in the language of the page. */
  name: string;
  /** Its code, where there is another one to choose. */
  code: string | undefined;
};

/** The community whose public figures are asked for: by its code, else one's own, else the first; null: there is none. */
export async function openOf(asked: string | undefined): Promise<OpenOf | null> {
  const [viewer, all, locale] = await Promise.all([currentViewer(), allCommunities(), getLocale()]);
  const community = asked ? all.find(({ code }) => code === asked) : (viewer.communities[0] ?? all[0]);
  if (!community) return null;
  return {
    community,
    name: locale === "en" && community.nameEn ? community.nameEn : community.name,
    code: all.length > 1 ? community.code : undefined,
  };
}
