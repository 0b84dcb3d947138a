import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { settings } from "#db/settings.ts";
import { publicViewer, type Viewer } from "../account/viewer.ts";
import { concernPage } from "../concern/page.ts";
import { raise } from "../concern/raise.ts";
import { reply } from "../concern/reply.ts";
import { visitToCome } from "../testing/note.ts";
import { jpeg, picture, pngClaiming } from "../testing/photo.ts";
import { denies, hides, key, refuses, reportOf, stage } from "../testing/stage.ts";
import { addNote } from "../visit/notes.ts";
import { visitPage } from "../visit/read.ts";
import { maxBytes } from "./limits.ts";
import { pendingUploads, readAttachment } from "./read.ts";
import { takeUpload } from "./upload.ts";

const s = stage();
const { as } = s;
let resident: Viewer;
beforeAll(async () => {
  resident = await as("resident");
});

const take = (bytes: Uint8Array, name = "photo.jpg", viewer = resident, uploadKey = key()) =>
  takeUpload(viewer, { communityId: s.world.a, uploadKey }, { name, bytes });
const kept = async (id: string, size: "full" | "small" = "full", viewer = resident) =>
  readAttachment(viewer, id, size, null);
const bytesOf = (text: string) => new TextEncoder().encode(text);

describe("a photo", () => {
  test("loses where and with what it was taken, and stands upright", async () => {
    // As a camera that was turned keeps it: lying, with a note how it stands.
    const withExif = await sharp(await picture(80, 40).jpeg().toBuffer())
      .withExif({
        IFD0: { Make: "DoorPhone", Artist: "Wang" },
        IFD3: { GPSLatitude: "30/1 15/1 0/1", GPSLatitudeRef: "N" },
      })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    expect((await sharp(withExif).metadata()).orientation).toBe(6);

    const { id, width, height } = await take(new Uint8Array(withExif));
    expect([width, height]).toEqual([40, 80]);
    for (const size of ["full", "small"] as const) {
      const { bytes, mime } = await kept(id, size);
      const metadata = await sharp(bytes).metadata();
      expect(mime).toBe("image/jpeg");
      expect(metadata).toMatchObject({ format: "jpeg", width: 40, height: 80 });
      expect(metadata.orientation ?? 1).toBe(1);
      expect(metadata.exif).toBeUndefined();
      expect(metadata.xmp).toBeUndefined();
      expect(Buffer.from(bytes).includes("DoorPhone")).toBe(false);
      // Turned a quarter to the right, the left side (red) is on top.
      const { data } = await sharp(bytes).resize(1, 2, { fit: "fill" }).raw().toBuffer({ resolveWithObject: true });
      expect([Number(data[0]) > 150, Number(data[3]) < 100]).toEqual([true, true]);
    }
  });

  test.each(["png", "webp", "gif", "avif"] as const)("of type %s becomes a JPEG", async (format) => {
    const { id, kind, name } = await take(
      new Uint8Array(await picture().toFormat(format).toBuffer()),
      `王二家.${format}`,
    );
    // The name of a photo may say what its finder should not know.
    expect([kind, name]).toEqual(["image", ""]);
    expect((await sharp((await kept(id)).bytes).metadata()).format).toBe("jpeg");
  });

  test("with nothing behind it gets white behind it", async () => {
    const clear = sharp({ create: { width: 8, height: 8, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } });
    const { id } = await take(new Uint8Array(await clear.png().toBuffer()));
    const { data } = await sharp((await kept(id)).bytes)
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(Math.min(...data)).toBeGreaterThan(250);
  });

  test("of 12,000 × 12,000 pixels is taken, and kept small enough to be sent", async () => {
    const huge = sharp({ create: { width: 12_000, height: 12_000, channels: 3, background: "#7a8" } });
    const { id, width, height, size } = await take(new Uint8Array(await huge.jpeg({ quality: 40 }).toBuffer()));
    expect([width, height]).toEqual([2048, 2048]);
    expect(size).toBeLessThan(2 * 1024 * 1024);
    expect(await sharp((await kept(id, "small")).bytes).metadata()).toMatchObject({ width: 480, height: 480 });
  }, 60_000);

  test("of more pixels than memory holds is refused before it is unpacked", async () => {
    // A hundred bytes that would unpack to almost three gigabytes.
    const bomb = pngClaiming(30_000, 30_000);
    await refuses(take(bomb, "bomb.png"), "imageTooLarge");
  });

  test("that is cut off is refused, not kept half grey", async () => {
    const noise = Uint8Array.from({ length: 300 * 300 * 3 }, (_, i) => (i * 7919) % 251);
    const whole = await sharp(noise, { raw: { width: 300, height: 300, channels: 3 } })
      .jpeg()
      .toBuffer();
    await refuses(take(new Uint8Array(whole.subarray(0, whole.length / 2))), "imageBroken");
    await refuses(take(new Uint8Array(whole.subarray(0, 40))), "imageBroken");
  });
});

describe("what is no photo", () => {
  test("is kept as it came where it is a PDF, with a name that is only a name", async () => {
    const pdf = bytesOf("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");
    const { id, kind, name, size } = await take(pdf, `../../${"长".repeat(100)}\0\u202e合同.pdf`);
    expect(kind).toBe("document");
    expect(size).toBe(pdf.byteLength);
    expect(Array.from(name)).toHaveLength(80);
    expect(name.endsWith("合同.pdf")).toBe(true);
    expect(name).not.toMatch(/\0|\u202e/);
    const read = await kept(id);
    expect(read.mime).toBe("application/pdf");
    expect(Buffer.from(read.bytes)).toEqual(Buffer.from(pdf));
    expect(Buffer.from((await kept(id, "small")).bytes)).toEqual(Buffer.from(pdf));
  });

  test.each([
    [
      "an SVG, which may hold scripts",
      "drawing.svg",
      bytesOf('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    ],
    [
      "an SVG that calls itself a photo",
      "photo.jpg",
      bytesOf('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
    ],
    ["a web page", "photo.png", bytesOf("<!doctype html><script>alert(1)</script>")],
    ["a program of Windows under another name", "photo.jpg", Uint8Array.from([0x4d, 0x5a, ...new Array(200).fill(0)])],
    [
      "a program of Linux under another name",
      "photo.jpg",
      Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, ...new Array(200).fill(0)]),
    ],
    ["an archive", "photos.zip", Uint8Array.from([0x50, 0x4b, 3, 4, ...new Array(60).fill(0)])],
    ["a text", "note.txt", bytesOf("电梯坏了")],
    ["nothing", "empty.jpg", new Uint8Array()],
    ["a byte", "one.jpg", new Uint8Array([0xff])],
  ])("is refused: %s", async (_, name, bytes) => {
    await refuses(take(bytes, name), "fileType");
  });

  test("is refused in words where it only begins like a photo", async () => {
    const liar = new Uint8Array(400);
    liar.set([0xff, 0xd8, 0xff, 0xe0]);
    liar.set(bytesOf("<script>alert(1)</script>"), 20);
    await refuses(take(liar), "imageBroken");
  });
});

test("a file of more than 20 MB is refused, one of exactly 20 MB is looked at", async () => {
  await refuses(take(new Uint8Array(maxBytes + 1)), "fileTooBig");
  await refuses(take(new Uint8Array(maxBytes)), "fileType");
});

test("a file that was refused leaves nothing in the store", async () => {
  const folder = join(settings().dataFolder, "files");
  const before = existsSync(folder) ? readdirSync(folder, { recursive: true }).length : 0;
  await refuses(take(bytesOf("<svg/>")), "fileType");
  await refuses(take(new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 0])), "imageBroken").catch(() => undefined);
  expect(existsSync(folder) ? readdirSync(folder, { recursive: true }).length : 0).toBe(before);
});

describe("a file that is not sent yet", () => {
  test("is its uploader's alone", async () => {
    const { id } = await take(await jpeg());
    expect((await kept(id)).kind).toBe("image");
    expect((await pendingUploads(resident, [id], "")).map((a) => a.id)).toEqual([id]);
    for (const name of ["spouse", "neighbour", "officer", "coordinator", "admin", "nobody"] as const) {
      const viewer = await as(name);
      await hides(kept(id, "full", viewer));
      expect(await pendingUploads(viewer, [id], "")).toEqual([]);
    }
  });

  test("of one without an account is theirs who hold its form's key", async () => {
    const uploadKey = key();
    const { id } = await take(await jpeg(), "x.jpg", publicViewer, uploadKey);
    expect((await readAttachment(publicViewer, id, "small", uploadKey)).kind).toBe("image");
    expect((await pendingUploads(publicViewer, [id], uploadKey)).map((a) => a.id)).toEqual([id]);
    for (const other of [null, "", key(), uploadKey.toUpperCase()])
      await hides(readAttachment(publicViewer, id, "full", other));
    await hides(readAttachment(resident, id, "full", uploadKey));
  });

  test("cannot be tied to somebody else's words", async () => {
    const { id } = await take(await jpeg());
    const number = await s.raised("neighbour", { attachments: [id], spot: "door:1401" });
    expect((await concernPage(await as("neighbour"), number)).concern.photos).toEqual([]);
    expect((await kept(id)).kind).toBe("image");
    await hides(kept(id, "full", await as("neighbour")));
  });

  test("that is unknown breaks nothing", async () => {
    await hides(readAttachment(resident, key(), "full", null));
    expect(await pendingUploads(resident, [], "")).toEqual([]);
    const number = await s.raised("resident", { attachments: [key()] });
    expect((await concernPage(resident, number)).concern.photos).toEqual([]);
  });
});

describe("a file that was sent", () => {
  test("with a concern is seen by whoever sees the concern", async () => {
    const { id } = await take(await jpeg());
    const { number } = await raise(resident, reportOf(s.world, { attachments: [id], privacy: "private" }), "zh-CN");
    expect((await concernPage(resident, number)).concern.photos).toMatchObject([{ id, kind: "image" }]);
    for (const name of ["spouse", "coordinator"] as const)
      expect((await kept(id, "full", await as(name))).kind).toBe("image");
    for (const name of ["neighbour", "otherOfficer", "propertyMember", "admin", "nobody"] as const)
      await hides(kept(id, "full", await as(name)));
    // It is sent: the form no longer has it.
    expect(await pendingUploads(resident, [id], "")).toEqual([]);
  });

  test("with a working note is not seen by whoever raised the concern", async () => {
    const officer = await as("officer");
    const number = await s.raised("resident");
    const { id } = await take(await jpeg(), "x.jpg", officer);
    await reply(officer, { key: key(), number, body: "内部照片。", audience: "working", attachments: [id] });
    expect((await kept(id, "full", await as("teamMate"))).kind).toBe("image");
    for (const name of ["resident", "spouse", "neighbour", "propertyMember"] as const)
      await hides(kept(id, "full", await as(name)));
    const photos = (await concernPage(resident, number)).concern.photos;
    expect(photos).toEqual([]);
  });

  test("with a word to everyone is seen by neighbours of an open concern", async () => {
    const number = await s.raised("resident");
    const { id } = await take(await jpeg());
    await reply(resident, { key: key(), number, body: "照片。", audience: "everyone", attachments: [id] });
    const page = await concernPage(await as("neighbour"), number);
    expect(page.timeline.at(-1)?.message?.attachments).toMatchObject([{ id }]);
    expect((await kept(id, "small", await as("neighbour"))).kind).toBe("image");
  });

  test("with what was heard at a door is seen by the team and the household", async () => {
    const { officer, visit } = await visitToCome(s);
    const { id } = await take(await jpeg(), "x.jpg", officer);
    await addNote(officer, { key: key(), visit, heard: null, reflection: null, attachments: [id] });
    expect((await visitPage(resident, visit)).notes).toMatchObject([{ kind: "heard", photos: [{ id }] }]);
    expect((await kept(id)).kind).toBe("image");
    for (const name of ["otherOfficer", "neighbour", "propertyMember"] as const)
      await hides(kept(id, "full", await as(name)));
  });

  test("cannot be sent a second time with something else", async () => {
    const { id } = await take(await jpeg());
    const first = await s.raised("resident", { attachments: [id], privacy: "private" });
    const second = await s.raised("resident", { attachments: [id] });
    expect((await concernPage(resident, first)).concern.photos).toHaveLength(1);
    expect((await concernPage(resident, second)).concern.photos).toEqual([]);
    await hides(kept(id, "full", await as("neighbour")));
  });
});

test("nobody uploads in another's name: without an account and without a key there is nowhere to put it", async () => {
  await denies(
    takeUpload(
      { ...resident, claims: { ...resident.claims, userId: null } },
      { communityId: s.world.a, uploadKey: "" },
      { name: "x", bytes: await jpeg() },
    ),
  );
});
