import { randomBytes } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { pool } from "#db/connect.ts";
import { idFrom } from "#db/id.ts";
import { attachments, storyPhotos } from "#db/schema/index.ts";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { maxFiles } from "../attachment/limits.ts";
import { readAttachment } from "../attachment/read.ts";
import { store } from "../attachment/store.ts";
import { id, line, optionalText, several, submissionKey, ticked } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { type BlurBox, blurred } from "./blur.ts";
import { convert, otherScript } from "./convert.ts";
import { drafting, tellOfStory } from "./hold.ts";
import type { InLanguages } from "./quote.ts";

const name = () => randomBytes(16).toString("hex");

export const addPhotosInput = z.object({ key: submissionKey, story: id, attachments: several(id, maxFiles) });

/**
 * Puts photos into a draft: a copy of each, which stays with the story. Nobody outside sees one before somebody has looked
 * at it for faces and plates.
 */
export async function addPhotos(viewer: Viewer, input: z.output<typeof addPhotosInput>): Promise<void> {
  const { key, story, attachments: files } = input;
  if (!files.length) throw new Refusal("nothingChosenPhoto", { field: "files" });
  const copies = await Promise.all(
    files.map(async (file) => {
      const { bytes, kind } = await readAttachment(viewer, file, "full", null);
      if (kind !== "image") throw new Refusal("photosOnly", { field: "files" });
      const originalKey = name();
      await store().put(originalKey, bytes, "image/jpeg");
      return { file, originalKey };
    }),
  );
  await drafting(viewer, { story, key, command: "photos", content: files }, async (held) => {
    const { communityId } = held.story;
    for (const { file, originalKey } of copies) {
      const [size] = await held.tx
        .select({ width: attachments.width, height: attachments.height })
        .from(attachments)
        .where(eq(attachments.id, file));
      await held.tx.insert(storyPhotos).values({
        communityId,
        id: idFrom(held.submission, file),
        storyId: story,
        ordinal: sql`(select coalesce(max(p.ordinal), 0) + 1 from story_photos p where p.community_id = ${communityId} and p.story_id = ${story})`,
        originalKey,
        width: size?.width ?? 1,
        height: size?.height ?? 1,
        addedBy: held.userId,
      });
    }
    await tellOfStory(held, "photos_added", { data: { count: copies.length } });
  });
}

/** So many boxes a photo takes. */
const boxesMost = 24;

const thousandths = z.coerce.number().min(0).max(1000);

/** The numbers of the boxes, as their fields stand: four lists side by side. A box without width is none. */
const numbers = z.preprocess(
  (v) => [v ?? []].flat().map((one) => (one === "" ? 0 : one)),
  z.array(thousandths, { error: "choose" }).max(boxesMost),
);

export const lookInput = z
  .object({
    key: submissionKey,
    story: id,
    photo: id,
    x: numbers,
    y: numbers,
    w: numbers,
    h: numbers,
    alt: line(120),
    altEn: optionalText(240),
    caption: optionalText(120),
    captionEn: optionalText(240),
    cover: ticked,
    looked: ticked.refine((v) => v, { params: { key: "lookFirst" } }),
  })
  .transform(({ x, y, w, h, ...rest }) => ({
    ...rest,
    boxes: x.flatMap((left, i): BlurBox[] => {
      const box: BlurBox = [left, y[i] ?? 0, w[i] ?? 0, h[i] ?? 0];
      return box[2] > 0 && box[3] > 0 ? [box.map((n) => Math.round(n * 10) / 10) as BlurBox] : [];
    }),
  }));

/**
 * Says that one has looked for faces and plates: what was marked is made unrecognizable in a new file under a name of its
 * own, which everybody may see once the story is published. The original stays here.
 */
export async function lookAtPhoto(viewer: Viewer, input: z.output<typeof lookInput>): Promise<void> {
  const { key, story, photo, boxes, alt, altEn, caption, captionEn, cover } = input;
  const original = await originalOf(viewer, photo);
  const made = await blurred(original, boxes);
  const publicKey = name();
  await store().put(publicKey, made.full, "image/jpeg");
  await store().put(`${publicKey}s`, made.small, "image/jpeg");
  await drafting(viewer, { story, key, command: "look", content: [photo, boxes, alt, caption] }, async (held) => {
    const { communityId } = held.story;
    const script = held.story.original === "zh-TW" ? "zh-TW" : "zh-CN";
    const words = (typed: string | null, english: string | null): InLanguages =>
      typed
        ? {
            [script]: typed,
            [otherScript(script)]: convert(typed, otherScript(script)),
            ...(english ? { en: english } : {}),
          }
        : {};
    const here = and(eq(storyPhotos.communityId, communityId), eq(storyPhotos.storyId, story));
    if (cover) await held.tx.update(storyPhotos).set({ cover: false }).where(here);
    const changed = await held.tx
      .update(storyPhotos)
      .set({
        boxes,
        publicKey,
        lookedBy: held.userId,
        lookedAt: sql`now()`,
        alt: words(alt, altEn),
        caption: words(caption, captionEn),
        cover,
      })
      .where(and(here, eq(storyPhotos.id, photo)));
    if (!changed.count) throw new NotFound();
    await tellOfStory(held, "photo_looked_at", { data: { photo, boxes: boxes.length } });
  });
}

export const takeOutPhotoInput = z.object({ key: submissionKey, story: id, photo: id });

/** Takes a photo out of a draft, with its files. */
export const takeOutPhoto = (
  viewer: Viewer,
  { key, story, photo }: z.output<typeof takeOutPhotoInput>,
): Promise<void> =>
  drafting(viewer, { story, key, command: "unphoto", content: photo }, async (held) => {
    const gone = await held.tx
      .delete(storyPhotos)
      .where(
        and(
          eq(storyPhotos.communityId, held.story.communityId),
          eq(storyPhotos.storyId, story),
          eq(storyPhotos.id, photo),
        ),
      );
    if (!gone.count) throw new NotFound();
    await tellOfStory(held, "photo_taken_out", { data: { photo } });
  });

/** The original, for those who write or look at the story. @throws NotFound */
export async function originalOf(viewer: Viewer, photo: string): Promise<Uint8Array> {
  const [row] = await asViewer(viewer.claims, (tx) =>
    tx.select({ key: storyPhotos.originalKey }).from(storyPhotos).where(eq(storyPhotos.id, photo)),
  );
  const bytes = row && (await store().get(row.key));
  if (!bytes) throw new NotFound();
  return bytes;
}

/**
 * The copy that may be seen, by its name: of a published story by everybody, before that by those who write or look at it.
 * @returns `gone` where it was public once
 * @throws NotFound
 */
export async function publicPhoto(
  viewer: () => Promise<Viewer>,
  key: string,
  size: "full" | "small",
): Promise<{ bytes: Uint8Array; everybody: boolean } | "gone"> {
  const [row] = await pool("doorstep_app").db.execute<{ state: "there" | "gone" | null }>(
    sql`select app.public_story_photo(${key}) as state`,
  );
  if (row?.state !== "there") {
    const [own] = await asViewer((await viewer()).claims, (tx) =>
      tx.select({ id: storyPhotos.id }).from(storyPhotos).where(eq(storyPhotos.publicKey, key)),
    );
    if (!own) {
      if (row?.state === "gone") return "gone";
      throw new NotFound();
    }
  }
  const bytes = await store().get(size === "small" ? `${key}s` : key);
  if (!bytes) throw new NotFound();
  return { bytes, everybody: row?.state === "there" };
}
