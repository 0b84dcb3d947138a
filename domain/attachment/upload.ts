import { createHash, randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { fileTypeFromBuffer } from "file-type";
import sharp from "sharp";
import { idFrom, newId } from "#db/id.ts";
import { attachments } from "#db/schema/index.ts";
import { asViewer, change, databaseError } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { clean } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import type { Attached } from "./attached.ts";
import { withUploads } from "./key.ts";
import { acceptedTypes, maxBytes } from "./limits.ts";
import { store } from "./store.ts";

// A photo of 12,000 × 12,000 pixels passes; a bomb that unpacks to gigabytes does not.
const maxPixels = 150_000_000;

const shown = { size: 2048, quality: 82 };
const preview = { size: 480, quality: 74 };

export type Upload = { name: string; bytes: Uint8Array };

let busy: Promise<unknown> = Promise.resolve();

/** One image at a time: unpacked, a large one takes hundreds of megabytes. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = busy.then(work, work);
  busy = mine.catch(() => undefined);
  return mine;
}

/** An image as it is kept: made anew, so that nothing of its file remains, with a small copy. */
export async function reencode(
  bytes: Uint8Array,
): Promise<{ full: Buffer; small: Buffer; width: number; height: number }> {
  const source = () => sharp(bytes, { limitInputPixels: maxPixels, failOn: "error", pages: 1 });
  const { width = 0, height = 0 } = await source().metadata();
  if (width * height > maxPixels) throw new Refusal("imageTooLarge");
  // Upright, without what a camera wrote into it (place, time, device), never as it came.
  const { data: full, info } = await source()
    .autoOrient()
    .resize({ width: shown.size, height: shown.size, fit: "inside", withoutEnlargement: true })
    .flatten({ background: "#fff" })
    .jpeg({ quality: shown.quality, mozjpeg: true })
    .toBuffer({ resolveWithObject: true });
  const small = await sharp(full)
    .resize({ width: preview.size, height: preview.size, fit: "inside", withoutEnlargement: true })
    .jpeg({ quality: preview.quality, mozjpeg: true })
    .toBuffer();
  return { full, small, width: info.width, height: info.height };
}

/**
 * Takes a file, not yet tied to anything: re-encoded where it is an image, refused where it is neither image nor PDF.
 * @param communityId whose it will be
 * @param uploadKey for one without an account: the key of their form
 * @param chosen the name that a phone gave the file, so that it is taken once however often it is sent
 * @throws Refusal `fileTooBig`, `fileType`, `imageBroken`, `imageTooLarge` or `storageFull`
 */
export async function takeUpload(
  viewer: Viewer,
  { communityId, uploadKey, chosen }: { communityId: string; uploadKey: string; chosen?: string | null },
  { name, bytes }: Upload,
): Promise<Attached> {
  const id = chosen && viewer.user ? idFrom("upload", viewer.user.id, chosen) : newId();
  const arrived = chosen ? await taken(viewer, id) : undefined;
  if (arrived) return arrived;
  if (bytes.byteLength > maxBytes) throw new Refusal("fileTooBig", { params: { max: maxBytes / 1024 / 1024 } });
  const type = await fileTypeFromBuffer(bytes);
  if (!type || !acceptedTypes.includes(type.mime)) throw new Refusal("fileType");
  const image = type.mime.startsWith("image/");
  const made = image ? await inTurn(() => reencode(bytes)).catch(broken) : null;
  const storageKey = randomBytes(16).toString("hex");
  const content = made?.full ?? bytes;
  const mime = image ? "image/jpeg" : type.mime;
  try {
    await store().put(storageKey, content, mime);
    if (made) await store().put(`${storageKey}s`, made.small, mime);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOSPC") throw new Refusal("storageFull");
    throw error;
  }
  const holder = withUploads(viewer, uploadKey);
  // A photo's file name says nothing that its finder needs, and may say what they should not know.
  const shownName = image ? "" : Array.from(clean(name)).slice(-80).join("");
  const row = {
    kind: image ? ("image" as const) : ("document" as const),
    name: shownName,
    size: content.byteLength,
    width: made?.width ?? null,
    height: made?.height ?? null,
  };
  try {
    await change(holder.claims, (tx) =>
      tx.insert(attachments).values({
        communityId,
        id,
        ...row,
        mime,
        storageKey,
        sha256: createHash("sha256").update(content).digest(),
        uploadedBy: viewer.user?.id ?? null,
        uploadKey: holder.claims.uploadKey ?? null,
      }),
    );
  } catch (error) {
    const found = databaseError(error)?.code;
    if (found === "42501") throw new NotFound();
    if (found !== "23505" || !chosen) throw error;
    // Its twin was faster.
    await store().remove(storageKey);
    await store().remove(`${storageKey}s`);
  }
  return { id, ...row };
}

/** A file that has arrived already, if the viewer may see it. */
async function taken(viewer: Viewer, id: string): Promise<Attached | undefined> {
  const [row] = await asViewer(viewer.claims, (tx) =>
    tx
      .select({
        id: attachments.id,
        kind: attachments.kind,
        name: attachments.name,
        size: attachments.size,
        width: attachments.width,
        height: attachments.height,
      })
      .from(attachments)
      .where(eq(attachments.id, id)),
  );
  return row as Attached | undefined;
}

function broken(error: unknown): never {
  if (error instanceof Refusal) throw error;
  const message = error instanceof Error ? error.message : "";
  throw new Refusal(message.includes("pixel limit") ? "imageTooLarge" : "imageBroken");
}
