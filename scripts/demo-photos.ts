import { createHash } from "node:crypto";
import sharp from "sharp";
import { type Drawing, drawings, type KeepPhoto } from "#db/demo/photos.ts";
import { store } from "#domain/attachment/store.ts";
import { reencode } from "#domain/attachment/upload.ts";
import { blurred } from "#domain/story/blur.ts";

type Encoded = Awaited<ReturnType<typeof reencode>>;

/**
 * Keeps the demo's drawings as the photos that they stand for are kept: by what takes uploads, and by what makes faces and
 * plates unrecognizable in the editor of stories.
 */
export function keepDrawings(): KeepPhoto {
  const made = new Map<Drawing, Promise<Encoded>>();
  const encoded = (drawing: Drawing): Promise<Encoded> => {
    const found = made.get(drawing) ?? draw(drawing);
    made.set(drawing, found);
    return found;
  };
  return async (drawing, key, seen) => {
    const { full, small, width, height } = await encoded(drawing);
    const put = (name: string, bytes: Uint8Array) => store().put(name, bytes, "image/jpeg");
    await Promise.all([put(key, full), put(`${key}s`, small)]);
    if (seen) {
      const shown = await blurred(full, seen.boxes);
      await Promise.all([put(seen.key, shown.full), put(`${seen.key}s`, shown.small)]);
    }
    return { size: full.byteLength, width, height, sha256: createHash("sha256").update(full).digest() };
  };
}

const draw = async (drawing: Drawing): Promise<Encoded> =>
  reencode(await sharp(Buffer.from(drawings[drawing]())).resize(1200).png({ compressionLevel: 1 }).toBuffer());
