import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { stories, storyTexts } from "#db/schema/index.ts";
import type { Locale } from "../account/preferences.ts";
import type { Viewer } from "../account/viewer.ts";
import { id, line, optionalId, optionalText, several, submissionKey } from "../input.ts";
import { NotFound } from "../refusal.ts";
import { titleMost } from "./begin.ts";
import { convert, otherScript, type Script } from "./convert.ts";
import { drafting, type HeldStory, tellOfStory } from "./hold.ts";

const leadMost = 200;
const bodyMost = 20_000;

export const writeInput = z.object({
  key: submissionKey,
  story: id,
  /** The text of the original language. */
  title: line(titleMost),
  lead: optionalText(leadMost),
  body: optionalText(bodyMost),
  problem: optionalId,
  related: several(id, 6),
});

type Text = { title: string; lead: string; body: string };

const scriptOf = (locale: string): Script => (locale === "zh-TW" ? "zh-TW" : "zh-CN");

const textOf = ({ title, lead, body }: { title: string; lead: string | null; body: string | null }): Text => ({
  title,
  lead: (lead ?? "").replace(/\s+/g, " "),
  body: body ?? "",
});

/**
 * Writes the original. The other script follows by itself as long as nobody has corrected it; a corrected one stays, and its
 * page says that the original has changed since.
 */
export function writeStory(viewer: Viewer, input: z.output<typeof writeInput>): Promise<void> {
  const { key, story, problem, related } = input;
  const text = textOf(input);
  return drafting(viewer, { story, key, command: "write", content: [text, problem, related] }, async (held) => {
    const { communityId, original } = held.story;
    await say(held, original as Locale, { ...text, made: "written" });
    const other = otherScript(scriptOf(original));
    const [there] = await held.tx
      .select({ made: storyTexts.made })
      .from(storyTexts)
      .where(and(eq(storyTexts.communityId, communityId), eq(storyTexts.storyId, story), eq(storyTexts.locale, other)));
    if (there?.made !== "corrected") await say(held, other, converted(text, other));
    const [agreed] = problem
      ? await held.tx.execute<{ id: string }>(sql`
          select id from agreements where community_id = ${communityId} and problem_id = ${problem}
            and status in ('consent', 'concluded', 'carried_out') order by created_at desc limit 1`)
      : [];
    await held.tx
      .update(stories)
      .set({ problemId: problem, agreementId: agreed?.id ?? null, related: related.filter((one) => one !== story) })
      .where(and(eq(stories.communityId, communityId), eq(stories.id, story)));
    await tellOfStory(held, "rewritten");
  });
}

const converted = (text: Text, to: Script) => ({
  title: convert(text.title, to),
  lead: convert(text.lead, to),
  body: convert(text.body, to),
  made: "converted",
  seen: text,
});

export const correctInput = z.object({
  key: submissionKey,
  story: id,
  locale: z.enum(["zh-CN", "zh-TW", "en"]),
  title: optionalText(titleMost * 3),
  lead: optionalText(leadMost * 3),
  body: optionalText(bodyMost * 2),
  /** Convert it anew, and forget what was corrected. */
  anew: z.literal("1").optional(),
});

/**
 * Corrects the other script, or writes the English text: set beside the original as it is now. An empty one is taken away:
 * English need not be there, and the other script is converted anew.
 */
export function correctStory(viewer: Viewer, input: z.output<typeof correctInput>): Promise<void> {
  const { key, story, locale, title, lead, body, anew } = input;
  return drafting(
    viewer,
    { story, key, command: "correct", content: [locale, title, lead, body, anew] },
    async (held) => {
      const { communityId, original } = held.story;
      if (locale === original) throw new NotFound();
      const [source] = await held.tx
        .select({ title: storyTexts.title, lead: storyTexts.lead, body: storyTexts.body })
        .from(storyTexts)
        .where(
          and(eq(storyTexts.communityId, communityId), eq(storyTexts.storyId, story), eq(storyTexts.locale, original)),
        );
      if (!source) throw new NotFound();
      if (anew || !title) {
        if (locale === "en")
          await held.tx
            .delete(storyTexts)
            .where(
              and(eq(storyTexts.communityId, communityId), eq(storyTexts.storyId, story), eq(storyTexts.locale, "en")),
            );
        else await say(held, locale, converted(source, locale));
      } else {
        const text = textOf({ title: title.replace(/\s+/g, " "), lead, body });
        await say(held, locale, { ...text, made: locale === "en" ? "written" : "corrected", seen: source });
      }
      await tellOfStory(held, "corrected", { data: { locale } });
    },
  );
}

async function say(
  { tx, story }: HeldStory,
  locale: Locale,
  text: Text & { made: string; seen?: Text },
): Promise<void> {
  await tx
    .insert(storyTexts)
    .values({ communityId: story.communityId, storyId: story.id, locale, ...text })
    .onConflictDoUpdate({
      target: [storyTexts.communityId, storyTexts.storyId, storyTexts.locale],
      set: {
        title: sql`excluded.title`,
        lead: sql`excluded.lead`,
        body: sql`excluded.body`,
        made: sql`excluded.made`,
        seen: sql`excluded.seen`,
      },
    });
}
