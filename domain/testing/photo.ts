import { crc32, deflateSync } from "node:zlib";
import sharp, { type Sharp } from "sharp";

/** A picture of colours: left red, right blue, so that one sees how it stands. */
export const picture = (width = 64, height = 48): Sharp =>
  sharp({ create: { width, height, channels: 3, background: "#e01010" } }).composite([
    {
      input: { create: { width: Math.ceil(width / 2), height, channels: 3, background: "#1010e0" } },
      left: Math.floor(width / 2),
      top: 0,
    },
  ]);

export const jpeg = async (): Promise<Uint8Array> => new Uint8Array(await picture().jpeg().toBuffer());

/** A PNG of a few bytes whose head claims a size. */
export function pngClaiming(width: number, height: number): Uint8Array {
  const chunk = (type: string, data: Uint8Array) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const around = Buffer.alloc(8);
    around.writeUInt32BE(data.byteLength, 0);
    around.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const parts = [chunk("IHDR", head), chunk("IDAT", deflateSync(Buffer.alloc(64))), chunk("IEND", new Uint8Array())];
  return new Uint8Array(Buffer.concat([signature, ...parts]));
}
