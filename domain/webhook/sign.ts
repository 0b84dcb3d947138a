import { createHmac, randomBytes } from "node:crypto";

/** A new secret, as https://www.standardwebhooks.com writes it. */
export const webhookSecret = (): string => `whsec_${randomBytes(24).toString("base64")}`;

const keyOf = (secret: string) => Buffer.from(secret.replace(/^whsec_/, ""), "base64");

/**
 * The headers by which a receiver knows that a message is ours and new (Standard Webhooks 1.0): HMAC-SHA256 over id, time
 * and body.
 * @param at seconds since 1970
 */
export function signed(
  secret: string,
  { id, at, body }: { id: string; at: number; body: string },
): Record<string, string> {
  const mac = createHmac("sha256", keyOf(secret)).update(`${id}.${at}.${body}`).digest("base64");
  return { "webhook-id": id, "webhook-timestamp": String(at), "webhook-signature": `v1,${mac}` };
}
