import { mkdtempSync, readdirSync, statSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bucketStore, folderStore, type Store } from "./store.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** What any store promises, wherever its files lie. */
function promises(open: () => Store) {
  test("gives back exactly the bytes that were put", async () => {
    const every = Uint8Array.from({ length: 256 }, (_, i) => i);
    await open().put("aa01", every, "application/pdf");
    expect(Buffer.from((await open().get("aa01")) ?? [])).toEqual(Buffer.from(every));
  });

  test("knows nothing of a key that nobody put, nor of one that was removed", async () => {
    expect(await open().get("aa02")).toBeNull();
    await open().put("aa02", bytesOf("x"), "image/jpeg");
    await open().remove("aa02");
    expect(await open().get("aa02")).toBeNull();
  });

  test("removes what is not there without complaint", async () => {
    await expect(open().remove("aa03")).resolves.toBeUndefined();
  });

  test("keeps a photo and its preview apart, and the last of two that were put", async () => {
    await open().put("aa04", bytesOf("full"), "image/jpeg");
    await open().put("aa04s", bytesOf("small"), "image/jpeg");
    await open().put("aa04", bytesOf("newer"), "image/jpeg");
    expect(Buffer.from((await open().get("aa04")) ?? []).toString()).toBe("newer");
    expect(Buffer.from((await open().get("aa04s")) ?? []).toString()).toBe("small");
  });
}

describe("files in a folder", () => {
  const folder = join(mkdtempSync(join(tmpdir(), "doorstep-store-")), "files");
  promises(() => folderStore(folder));

  test("lie in subfolders, for the portal's own user only, and none half written", async () => {
    await folderStore(folder).put("bb01", bytesOf("x"), "image/jpeg");
    expect(statSync(join(folder, "bb", "bb01")).mode & 0o777).toBe(0o600);
    const all = readdirSync(folder, { recursive: true }).map(String);
    expect(all.filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  test("that cannot be written say so", async () => {
    await folderStore(folder).put("cc01", bytesOf("x"), "image/jpeg");
    // A file stands where the folder would have to be.
    await expect(folderStore(join(folder, "cc", "cc01")).put("dd01", bytesOf("x"), "image/jpeg")).rejects.toMatchObject(
      { code: "ENOTDIR" },
    );
  });
});

describe("objects in a bucket", () => {
  const kept = new Map<string, { body: Buffer; type: string }>();
  const requests: { method: string; path: string; headers: IncomingHttpHeaders }[] = [];
  let broken = false;
  let server: Server;

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      const path = request.url ?? "";
      requests.push({ method: request.method ?? "", path, headers: request.headers });
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const found = kept.get(path);
      if (broken) response.writeHead(403).end();
      else if (request.method === "PUT") {
        kept.set(path, { body: Buffer.concat(chunks), type: request.headers["content-type"] ?? "" });
        response.writeHead(200).end();
      } else if (request.method === "DELETE") {
        kept.delete(path);
        response.writeHead(found ? 204 : 404).end();
      } else if (found) response.writeHead(200).end(found.body);
      else response.writeHead(404).end();
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  });
  afterAll(() => server.close());

  const open = () =>
    bucketStore({
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
      bucket: "doorstep",
      region: "eu-west-1",
      accessKeyId: "the-key",
      secretAccessKey: "the-secret",
    });
  promises(open);

  test("are asked for by path, with a signature and never with the secret", async () => {
    await open().put("ee01", bytesOf("x"), "image/jpeg");
    const last = requests.at(-1);
    expect(last).toMatchObject({ method: "PUT", path: "/doorstep/ee01" });
    expect(last?.headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=the-key\/\d{8}\/eu-west-1\/s3\/aws4_request/,
    );
    expect(JSON.stringify(requests)).not.toContain("the-secret");
    expect(kept.get("/doorstep/ee01")?.type).toBe("image/jpeg");
  });

  test("that the bucket refuses are an error, not an empty file", async () => {
    broken = true;
    try {
      await expect(open().put("ff01", bytesOf("x"), "image/jpeg")).rejects.toThrow("403");
      await expect(open().get("ff01")).rejects.toThrow("403");
      await expect(open().remove("ff01")).rejects.toThrow("403");
    } finally {
      broken = false;
    }
  });
});
