import { timingSafeEqual } from "node:crypto";
import { signed } from "../webhook/sign.ts";

/** What a receiver does: whether the headers fit the body. */
export function verifies(secret: string, headers: Record<string, string | undefined>, body: string): boolean {
  const id = headers["webhook-id"];
  const at = Number(headers["webhook-timestamp"]);
  if (!id || !at) return false;
  const expected = Buffer.from(signed(secret, { id, at, body })["webhook-signature"] ?? "");
  return (headers["webhook-signature"] ?? "").split(" ").some((one) => {
    const given = Buffer.from(one);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}
