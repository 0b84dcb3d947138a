import type { Locale } from "../account/preferences.ts";
import { publishedStories, type StoryLine } from "./read.ts";

/** The latest stories of a community, for its front page. */
export const latestStories = (communityId: string, locale: Locale, n: number): Promise<StoryLine[]> =>
  publishedStories([communityId], locale, { most: n });
