import sharp from "sharp";

/** A photo as a phone makes it: a picture, and in it where and with what it was taken. */
export const photo = (width = 800, height = 600): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: "#a0522d" } })
    .withExif({
      IFD0: { Make: "TestPhone", Software: "secret-device" },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "31/1 14/1 0/1", GPSLongitudeRef: "E", GPSLongitude: "121/1 28/1 0/1" },
    })
    .jpeg()
    .toBuffer();

/** A file to be chosen in a form. */
export const chosen = (name: string, mimeType: string, buffer: Buffer) => ({ name, mimeType, buffer });
