import fc from "fast-check";
import { decodeQR } from "qr/decode.js";
import { expect, test } from "vitest";
import { qrPath } from "./qr.ts";

/** The path as a printer would draw it, some pixels a module. */
function drawn({ size, path }: { size: number; path: string }, scale: number) {
  const width = size * scale;
  const data = new Uint8Array(width * width * 4).fill(255);
  for (const [, x = "", y = "", length = ""] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let dy = 0; dy < scale; dy++)
      for (let dx = 0; dx < Number(length) * scale; dx++)
        data.fill(
          0,
          ((Number(y) * scale + dy) * width + Number(x) * scale + dx) * 4,
          ((Number(y) * scale + dy) * width + Number(x) * scale + dx) * 4 + 3,
        );
  return { width, height: width, data };
}

test("what is drawn reads back as what it was made of", () => {
  const code = fc.string({ unit: fc.constantFrom(..."23456789ABCDEFGHJKMNPQRSTVWXYZ"), minLength: 12, maxLength: 12 });
  const host = fc.domain();
  fc.assert(
    fc.property(code, host, fc.integer({ min: 2, max: 5 }), (letters, where, scale) => {
      const address = `https://${where}/slip/${letters.replace(/(.{4})(?=.)/g, "$1-")}`;
      expect(decodeQR(drawn(qrPath(address), scale))).toBe(address);
    }),
    { numRuns: 40 },
  );
});

test("it reads back with a stain on it", () => {
  const address = "https://doorstep.example.org/slip/K7Q2-M9XW-DA3H";
  const image = drawn(qrPath(address), 4);
  const middle = Math.floor(image.width / 2);
  for (let y = middle - 6; y < middle + 6; y++)
    for (let x = middle - 6; x < middle + 6; x++)
      image.data.fill(0, (y * image.width + x) * 4, (y * image.width + x) * 4 + 3);
  expect(decodeQR(image)).toBe(address);
});
