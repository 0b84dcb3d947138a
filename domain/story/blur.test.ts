import sharp from "sharp";
import { expect, test } from "vitest";
import { blurred } from "./blur.ts";

/** A picture of stripes of one pixel: nothing of them may be left where it was blurred. */
async function stripes(width: number, height: number): Promise<Buffer> {
  const raw = Buffer.alloc(width * height * 3);
  for (let i = 0; i < width * height; i++) raw.fill((i % width) % 2 ? 255 : 0, i * 3, i * 3 + 3);
  return sharp(raw, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}

/** The spread of grey within a part of a picture, in thousandths of its size: its deviation. */
async function spread(picture: Buffer, [x, y, w, h]: number[]): Promise<number> {
  const { width = 0, height = 0 } = await sharp(picture).metadata();
  const of = (n: number | undefined, whole: number) => Math.round(((n ?? 0) / 1000) * whole);
  const part = await sharp(picture)
    .extract({ left: of(x, width), top: of(y, height), width: of(w, width), height: of(h, height) })
    .greyscale()
    .raw()
    .toBuffer();
  const mean = part.reduce((sum, v) => sum + v, 0) / part.length;
  return Math.sqrt(part.reduce((sum, v) => sum + (v - mean) ** 2, 0) / part.length);
}

test("nothing can be made out in a box, and all of the rest is as it was", async () => {
  const { full, small } = await blurred(await stripes(400, 300), [[100, 100, 300, 400]]);
  expect(await spread(full, [130, 130, 240, 340])).toBeLessThan(8);
  expect(await spread(full, [600, 100, 300, 400])).toBeGreaterThan(60);
  expect((await sharp(small).metadata()).width).toBe(400);
});

test("boxes over the edge, as small as nothing or as large as all do no harm", async () => {
  const boxes = [
    [900, 900, 400, 400],
    [0, 0, 0, 0],
    [1000, 1000, 10, 10],
    [0, 0, 1000, 1000],
  ] as [number, number, number, number][];
  const { full } = await blurred(await stripes(120, 80), boxes);
  expect(await spread(full, [0, 0, 1000, 1000])).toBeLessThan(8);
});
