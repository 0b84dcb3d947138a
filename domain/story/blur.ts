import sharp from "sharp";

/** A rectangle in thousandths of the picture: x, y, width, height. */
export type BlurBox = [number, number, number, number];

/** So many squares are left of the longer side of what is made unrecognizable: too few for a face or a number. */
const squares = 6;

const shown = { width: 1600, quality: 80 };
const small = { width: 720, quality: 74 };

/**
 * A copy of a picture in which nothing can be made out in the given boxes: what was there is averaged to a few squares and
 * is not in the file any more. Boxes reach over the edge without harm.
 */
export async function blurred(
  original: Uint8Array,
  boxes: readonly BlurBox[],
): Promise<{ full: Buffer; small: Buffer }> {
  const { width = 0, height = 0 } = await sharp(original).metadata();
  const patches = [];
  for (const [x, y, w, h] of boxes) {
    const left = Math.min(width - 1, Math.max(0, Math.floor((x / 1000) * width)));
    const top = Math.min(height - 1, Math.max(0, Math.floor((y / 1000) * height)));
    const across = Math.max(1, Math.min(width - left, Math.ceil((w / 1000) * width)));
    const down = Math.max(1, Math.min(height - top, Math.ceil((h / 1000) * height)));
    const scale = squares / Math.max(across, down);
    const few = await sharp(original)
      .extract({ left, top, width: across, height: down })
      .resize(Math.max(1, Math.round(across * scale)), Math.max(1, Math.round(down * scale)), {
        fit: "fill",
        kernel: "lanczos3",
      })
      .png()
      .toBuffer();
    const input = await sharp(few).resize(across, down, { fit: "fill", kernel: "nearest" }).png().toBuffer();
    patches.push({ input, left, top });
  }
  const whole = await sharp(original).composite(patches).png({ compressionLevel: 1 }).toBuffer();
  const sized = (to: typeof shown) =>
    sharp(whole)
      .resize({ width: to.width, withoutEnlargement: true })
      .jpeg({ quality: to.quality, mozjpeg: true })
      .toBuffer();
  return { full: await sized(shown), small: await sized(small) };
}
