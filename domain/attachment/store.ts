import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { AwsClient } from "aws4fetch";
import { settings } from "#db/settings.ts";

/** Where files lie: the data folder, or an S3 bucket where one is set. Keys are random and say nothing. */
export type Store = {
  put: (key: string, bytes: Uint8Array, mime: string) => Promise<void>;
  get: (key: string) => Promise<Uint8Array | null>;
  remove: (key: string) => Promise<void>;
};

/** Files in a folder, spread over 256 subfolders; written beside their place first, so that none is ever half there. */
export function folderStore(folder: string): Store {
  const path = (key: string) => join(folder, key.slice(0, 2), key);
  return {
    async put(key, bytes) {
      const place = path(key);
      await mkdir(dirname(place), { recursive: true });
      const file = await open(`${place}.part`, "w", 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(`${place}.part`, place);
    },
    get: (key) => readFile(path(key)).catch(() => null),
    remove: (key) => rm(path(key), { force: true }),
  };
}

type S3 = NonNullable<ReturnType<typeof settings>["s3"]>;

/** Objects in a bucket of anything that speaks S3 (path style). */
export function bucketStore({ endpoint, bucket, region, accessKeyId, secretAccessKey }: S3): Store {
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: "s3" });
  const at = (key: string) => `${endpoint.replace(/\/$/, "")}/${bucket}/${key}`;
  const must = (response: Response, what: string) => {
    if (!response.ok) throw new Error(`S3 could not ${what}: ${response.status}`);
  };
  return {
    async put(key, bytes, mime) {
      const body = bytes as Uint8Array<ArrayBuffer>;
      must(await client.fetch(at(key), { method: "PUT", body, headers: { "content-type": mime } }), "keep a file");
    },
    async get(key) {
      const response = await client.fetch(at(key));
      if (response.status === 404) return null;
      must(response, "give a file");
      return new Uint8Array(await response.arrayBuffer());
    },
    async remove(key) {
      const response = await client.fetch(at(key), { method: "DELETE" });
      if (response.status !== 404) must(response, "remove a file");
    },
  };
}

/** The store of this installation. */
export function store(): Store {
  const { s3, dataFolder } = settings();
  return s3 ? bucketStore(s3) : folderStore(join(dataFolder, "files"));
}
