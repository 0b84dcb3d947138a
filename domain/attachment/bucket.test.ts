import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import S3rver from "s3rver";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bucketStore } from "./store.ts";

const directory = mkdtempSync(join(tmpdir(), "doorstep-s3-"));
const server = new S3rver({
  port: 0,
  address: "127.0.0.1",
  silent: true,
  directory,
  configureBuckets: [{ name: "files", configs: [] }],
});
let endpoint = "";

beforeAll(async () => {
  const { port } = (await server.run()) as AddressInfo;
  endpoint = `http://127.0.0.1:${port}`;
});
afterAll(async () => {
  await server.close();
  rmSync(directory, { recursive: true, force: true });
});

const settings = { bucket: "files", region: "us-east-1", accessKeyId: "S3RVER", secretAccessKey: "S3RVER" };

test("a bucket keeps, gives and removes files, and knows what it does not have", async () => {
  const store = bucketStore({ endpoint, ...settings });
  const bytes = new Uint8Array([0, 255, 1, 2, 3]);
  await store.put("0123abcd", bytes, "image/jpeg");
  expect(await store.get("0123abcd")).toEqual(bytes);
  await store.remove("0123abcd");
  expect(await store.get("0123abcd")).toBeNull();
  await store.remove("0123abcd");
});

test("a wrong key is refused loudly, so that no file is thought to be kept", async () => {
  const store = bucketStore({ endpoint, ...settings, accessKeyId: "nobody" });
  await expect(store.put("0123abcd", new Uint8Array([1]), "image/jpeg")).rejects.toThrow(
    "S3 could not keep a file: 403",
  );
});
