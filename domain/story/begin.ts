import { sql } from "drizzle-orm";
import { z } from "zod";
import { storyTexts } from "#db/schema/index.ts";
import { submit } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { id, line, submissionKey } from "../input.ts";
import { NotFound } from "../refusal.ts";
import { refusing } from "../refusing.ts";
import { convert } from "./convert.ts";
import { tellOfStory } from "./hold.ts";
import { addQuote, noteToQuote } from "./quote.ts";

export const titleMost = 60;

export const beginInput = z.object({ key: submissionKey, community: id, title: line(titleMost) });

/** Begins a story with its title. @returns its id */
export const beginStory = (viewer: Viewer, { key, community, title }: z.output<typeof beginInput>): Promise<string> =>
  begin(viewer, { key, community, title, body: "" });

export const tellInput = z.object({ key: submissionKey, note: id });

/**
 * Begins a story from a visit note: an officer's own thoughts are its text; what was heard is asked for as a quote, in the
 * very words.
 */
export async function tellNote(viewer: Viewer, { key, note }: z.output<typeof tellInput>): Promise<string> {
  const found = await noteToQuote(viewer, note);
  const own = found.kind === "reflection" && found.authorId === viewer.user?.id;
  return begin(viewer, {
    key,
    community: found.communityId,
    title: Array.from(found.body.replace(/[，。！？；].*$/su, ""))
      .slice(0, 24)
      .join(""),
    body: own ? found.body : "[[quote:1]]",
    note: own ? undefined : note,
  });
}

async function begin(
  viewer: Viewer,
  { key, community, title, body, note }: { key: string; community: string; title: string; body: string; note?: string },
): Promise<string> {
  const userId = viewer.user?.id;
  if (!userId || !viewer.claims.officerIn.includes(community)) throw new NotFound();
  const original = viewer.user?.locale === "zh-TW" ? "zh-TW" : "zh-CN";
  const other = original === "zh-CN" ? "zh-TW" : "zh-CN";
  return refusing({}, async () => {
    const { result } = await submit(
      viewer.claims,
      { key, command: "story.begin", content: [community, title, note] },
      async (tx, story) => {
        await tx.execute(sql`
          insert into stories (community_id, id, original, author_id, changed_by) values (${community}, ${story}, ${original}, ${userId}, ${userId})`);
        await tx.insert(storyTexts).values([
          { communityId: community, storyId: story, locale: original, title, body, made: "written" },
          {
            communityId: community,
            storyId: story,
            locale: other,
            title: convert(title, other),
            body: convert(body, other),
            made: "converted",
          },
        ]);
        await tellOfStory({ tx, userId, story: { communityId: community, id: story } }, "written");
        if (note) await addQuote({ tx, userId, story: { communityId: community, id: story } }, { note });
        return story;
      },
    );
    return result;
  });
}
