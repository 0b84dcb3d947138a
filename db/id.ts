import { createHash } from "node:crypto";
import { v7 } from "uuid";

/** A new id, sortable by time (UUID version 7). */
export const newId = (): string => v7();

/** A UUID that follows from its parts: the same parts, the same id (SHA-256, marked as version 8). */
export function idFrom(...parts: string[]): string {
  const hash = createHash("sha256");
  for (const part of parts)
    hash
      .update(String(Buffer.byteLength(part)))
      .update(":")
      .update(part);
  const bytes = hash.digest().subarray(0, 16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
