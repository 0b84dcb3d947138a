import { crc32 } from "node:zlib";
import sharp from "sharp";
import { photo } from "./support/photo.ts";
import { address } from "./support/settings.ts";
import { expect, test } from "./support/test.ts";
import { raise } from "./support/things.ts";
import { type Answer, formWith, type Upload, valueIn, type Wire } from "./support/wire.ts";
import { zh } from "./support/words.ts";

// Photos and documents: what is taken, what is refused in words, and that the text beside them is never lost.

const upload = (file: string, bytes: Buffer, type = "image/jpeg"): Upload => ({ file, type, bytes });

const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
const program = Buffer.concat([Buffer.from("MZ\x90\x00\x03\x00\x00\x00"), Buffer.alloc(4096, 7)]);
const page = Buffer.from("<!doctype html><script>alert(1)</script>");
const pdf = Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");

/** A picture that says it is enormous: a few bytes that unpack to gigabytes. */
function bomb(): Buffer {
  const chunk = (name: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(name), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(60_000, 0);
  head.writeUInt32BE(60_000, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", head),
    chunk("IDAT", Buffer.alloc(16)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

async function reply(wire: Wire, number: string, files: Upload | Upload[], body: string): Promise<Answer> {
  const open = await wire.get(`/concerns/${number}`);
  return wire.post(open, formWith(open, { label: zh("thread.reply") }), { body, files });
}

test("what is no photo and no PDF is refused by what it is, whatever it is called, and the text stays", async ({
  wire,
  sql,
}) => {
  const resident = await wire("resident");
  const number = await raise(resident, { body: "看看能不能放附件。", privacy: "private" });
  const whole = await photo();
  const cases: [Upload, string][] = [
    [upload("photo.svg", svg, "image/svg+xml"), zh("refusals.fileType", { name: "photo.svg" })],
    [upload("photo.jpg", svg), zh("refusals.fileType", { name: "photo.jpg" })],
    [upload("holiday.jpg", program), zh("refusals.fileType", { name: "holiday.jpg" })],
    [upload("paper.pdf", page, "application/pdf"), zh("refusals.fileType", { name: "paper.pdf" })],
    [upload("cut.jpg", whole.subarray(0, whole.length / 3)), zh("refusals.imageBroken", { name: "cut.jpg" })],
    [upload("bomb.png", bomb(), "image/png"), zh("refusals.imageTooLarge", { name: "bomb.png" })],
    [upload("big.jpg", Buffer.alloc(21 * 1024 * 1024, 0xff)), zh("refusals.fileTooBig", { name: "big.jpg", max: 20 })],
  ];
  for (const [file, why] of cases) {
    const answer = await reply(resident, number, file, `附上 ${file.file}`);
    expect(answer.status, file.file).toBe(200);
    const form = formWith(answer, { label: zh("thread.reply") });
    expect(form.errors.files, file.file).toBe(why);
    expect(valueIn(form, "body"), file.file).toBe(`附上 ${file.file}`);
    // The same when it is sent ahead of the form.
    const ahead = await resident.request.post("/api/uploads", {
      headers: { origin: address },
      multipart: { file: { name: file.file, mimeType: file.type, buffer: file.bytes } },
    });
    expect(ahead.status(), file.file).toBeGreaterThanOrEqual(400);
    expect(ahead.status(), file.file).toBeLessThan(500);
  }
  const [said] = await sql`
    select count(*)::int as n from messages m join concerns c on c.id = m.concern_id where c.number = ${number}`;
  expect(said?.n).toBe(0);
});

test("one wrong file among good ones: the good ones are kept, and go along when the form is sent again", async ({
  wire,
  sql,
}) => {
  const resident = await wire("resident");
  const number = await raise(resident, { body: "三张照片，一张不对。", privacy: "private" });
  const files = [upload("a.jpg", await photo()), upload("b.svg", svg), upload("c.pdf", pdf, "application/pdf")];
  const answer = await reply(resident, number, files, "看附件");
  const form = formWith(answer, { label: zh("thread.reply") });
  expect(form.errors.files).toContain("b.svg");
  expect(form.entries.filter(([name]) => name === "attachments")).toHaveLength(2);
  expect((await resident.post(answer, form)).status).toBe(303);
  const kinds = await sql`
    select a.kind from attachments a join messages m on m.id = a.message_id join concerns c on c.id = m.concern_id
    where c.number = ${number} order by a.kind`;
  expect(kinds.map((row) => row.kind)).toEqual(["document", "image"]);
});

test("more files than a form takes are refused, and none of the text is lost", async ({ wire }) => {
  const resident = await wire("resident");
  const number = await raise(resident, { body: "照片太多了。", privacy: "private" });
  const small = await photo(40, 30);
  const files = Array.from({ length: 7 }, (_, i) => upload(`${i}.jpg`, small));
  const form = formWith(await reply(resident, number, files, "七张"), { label: zh("thread.reply") });
  expect(form.errors.files).toBe(zh("refusals.tooManyFiles", { max: 6 }));
  expect(valueIn(form, "body")).toBe("七张");
});

test("a photo of 12,000 by 12,000 pixels is taken, and given out at the size of a screen", async ({ wire }) => {
  const resident = await wire("resident");
  const bytes = await photo(12_000, 12_000);
  const number = await raise(resident, {
    body: "很大的一张照片。",
    privacy: "private",
    files: upload("huge.jpg", bytes),
  });
  const open = await resident.get(`/concerns/${number}`);
  const path = /\/attachments\/[0-9a-f-]{36}/.exec(open.html)?.[0] ?? "";
  const full = await resident.request.get(path);
  const { width, height } = await sharp(await full.body()).metadata();
  expect([width, height]).toEqual([2048, 2048]);
  const preview = await sharp(await (await resident.request.get(`${path}?size=small`)).body()).metadata();
  expect(Math.max(preview.width, preview.height)).toBe(480);
});

test("a document is handed out as a download, never shown as a page of this site", async ({ wire }) => {
  const resident = await wire("resident");
  const number = await raise(resident, {
    body: "附一份通知。",
    privacy: "private",
    files: upload("通知.pdf", pdf, "application/pdf"),
  });
  const open = await resident.get(`/concerns/${number}`);
  expect(open.text).toContain("通知.pdf");
  const file = await resident.request.get(/\/attachments\/[0-9a-f-]{36}/.exec(open.html)?.[0] ?? "");
  expect(file.headers()["content-disposition"]).toMatch(/^attachment/);
  expect(file.headers()["content-type"]).toBe("application/pdf");
  expect((await file.body()).equals(pdf)).toBe(true);
});

test("what somebody uploaded and has not sent is seen by nobody else", async ({ wire }) => {
  const sent = await (await wire("resident")).request.post("/api/uploads", {
    headers: { origin: address },
    multipart: { file: { name: "mine.jpg", mimeType: "image/jpeg", buffer: await photo(40, 30) } },
  });
  const { id } = (await sent.json()) as { id: string };
  expect((await (await wire("resident")).request.get(`/attachments/${id}`)).status()).toBe(200);
  for (const who of ["neighbour", "coordinator", "admin", null] as const)
    expect((await (await wire(who)).request.get(`/attachments/${id}`)).status(), `${who}`).toBe(404);
  // Nor can anybody else put it under what they send.
  const neighbour = await wire("neighbour");
  const number = await raise(neighbour, { body: "借别人的照片。", privacy: "private", attachments: id });
  expect((await neighbour.get(`/concerns/${number}`)).html).not.toContain(id);
});
