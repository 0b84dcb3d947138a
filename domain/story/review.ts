import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#db/connect.ts";
import type { Viewer } from "../account/viewer.ts";
import { id, submissionKey, text, ticked } from "../input.ts";
import { compared, type Told, tells } from "../publish/tells.ts";
import { Refusal } from "../refusal.ts";
import { type HeldStory, moveStory, onStory, withoutFaults } from "./hold.ts";
import { unknownMarkers } from "./markers.ts";

/** What no story is sent or published with; the rest is for people to judge. */
const barred: ReadonlySet<string> = new Set(["phone", "identity", "mail", "door", "plate", "account"]);

export type Finding = Told & { barred: boolean };

/** All that a story says, in all languages: its texts, the words that are quoted, the lines below its photos. */
async function allOf(tx: Transaction, communityId: string, story: string): Promise<string> {
  const rows = await tx.execute<{ said: string }>(sql`
    select concat_ws(E'\n', title, lead, body) as said from story_texts where community_id = ${communityId} and story_id = ${story}
    union all
    select e.value from story_quotes q, jsonb_each_text(q.words) e where q.community_id = ${communityId} and q.story_id = ${story}
    union all
    select e.value from story_quotes q, jsonb_each_text(q.attribution) e
      where q.community_id = ${communityId} and q.story_id = ${story} and q.voice = 'household'
    union all
    select e.value from story_photos p, jsonb_each_text(p.alt) e where p.community_id = ${communityId} and p.story_id = ${story}
    union all
    select e.value from story_photos p, jsonb_each_text(p.caption) e where p.community_id = ${communityId} and p.story_id = ${story}`);
  // (What a marker names is no door.)
  return [...rows].map(({ said }) => said.replaceAll(/\[\[[^\]\n]*\]\]/g, "\n")).join("\n");
}

/** What a story gives away of people, as far as it can be found. */
export async function findingsOf(tx: Transaction, communityId: string, story: string): Promise<Finding[]> {
  const text = await allOf(tx, communityId, story);
  const known = await tx.execute<{ kind: string; words: string }>(
    sql`select distinct kind, words from app.told_in_community(${communityId}, ${compared(text)})`,
  );
  const of = (kind: string) => [...known].filter((k) => k.kind === kind).map((k) => k.words);
  return tells(text, { names: of("name"), doors: of("door") }).map((told) => ({
    ...told,
    barred: barred.has(told.kind),
  }));
}

/** @throws Refusal where it gives somebody away, or may and nobody says that it does not */
async function mayGoOut(held: HeldStory, sure: boolean): Promise<void> {
  const { tx, story } = held;
  const texts = await tx.execute<{ body: string }>(
    sql`select concat_ws(E'\n', title, lead, body) as body from story_texts where community_id = ${story.communityId} and story_id = ${story.id}`,
  );
  const [unknown] = [...texts].flatMap(({ body }) => unknownMarkers(body));
  if (unknown) throw new Refusal("storyMarkerUnknown", { params: { marker: unknown } });
  const found = await findingsOf(tx, story.communityId, story.id);
  const said = (some: Finding[]) => some.map((one) => one.words).join(" · ");
  const never = found.filter((one) => one.barred);
  if (never.length) throw new Refusal("tellsOthers", { params: { words: said(never) } });
  if (found.length && !sure) throw new Refusal("storySure", { params: { words: said(found) } });
}

export const sendInput = z.object({ key: submissionKey, story: id, sure: ticked });

/** Asks a second person to look at it. @throws Refusal with what is missing */
export const sendStory = (viewer: Viewer, { key, story, sure }: z.output<typeof sendInput>): Promise<void> =>
  onStory(viewer, { story, key, command: "send", content: sure }, async (held) => {
    await withoutFaults(held, false);
    await mayGoOut(held, sure);
    await moveStory(held, "send");
  });

export const publishInput = z.object({
  key: submissionKey,
  story: id,
  sure: ticked,
  /** Whoever publishes has read it for what no check can find. */
  read: ticked.refine((v) => v, { params: { key: "readFirst" } }),
});

/** Publishes what somebody else wrote: its figures stay as they are now. @throws Refusal with what is missing */
export const publishStory = (viewer: Viewer, { key, story, sure }: z.output<typeof publishInput>): Promise<void> =>
  onStory(viewer, { story, key, command: "publish", content: sure }, async (held) => {
    await withoutFaults(held, true);
    await mayGoOut(held, sure);
    await moveStory(held, "publish");
  });

export const sendBackInput = z.object({ key: submissionKey, story: id, review: text(2000) });

/** Gives it back with what should be changed. */
export const sendBackStory = (viewer: Viewer, { key, story, review }: z.output<typeof sendBackInput>): Promise<void> =>
  onStory(viewer, { story, key, command: "send_back", content: review }, (held) =>
    moveStory(held, "send_back", { review }),
  );

export const moveInput = z.object({ key: submissionKey, story: id, act: z.enum(["take_back", "withdraw", "rework"]) });

/** Takes it back from review or from the public, or takes it up again. */
export const moveOwnStory = (viewer: Viewer, { key, story, act }: z.output<typeof moveInput>): Promise<void> =>
  onStory(viewer, { story, key, command: act, content: [] }, (held) => moveStory(held, act));
