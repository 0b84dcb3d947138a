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
