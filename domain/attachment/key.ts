import { createHash } from "node:crypto";
import type { Viewer } from "../account/viewer.ts";

/** The uploads of one without an account belong to the key that their form carries. */
const uploadKeyHash = (key: string): string => createHash("sha256").update(key).digest("hex");

/** A viewer who holds the key of their form, and so its uploads; whoever has an account needs none. */
export const withUploads = (viewer: Viewer, key: string | null | undefined): Viewer =>
  key && !viewer.user ? { ...viewer, claims: { ...viewer.claims, uploadKey: uploadKeyHash(key) } } : viewer;
