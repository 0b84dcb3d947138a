import { createECDH, createPrivateKey, sign } from "node:crypto";
import { derivedSecret, settings } from "#db/settings.ts";

/**
 * The key pair by which push services know that a push is ours (RFC 8292): made from the installation's secret, so that
 * it is there from the first run on and the same in all processes. The first hash that is a key of the curve is it.
 */
function pair() {
  for (let i = 0; ; i++) {
    const found = createECDH("prime256v1");
    try {
      found.setPrivateKey(Buffer.from(derivedSecret(`push ${i}`), "base64url"));
      return found;
    } catch {
      // One in four billion is none.
    }
  }
}

/** What a browser is given when it subscribes. */
export const pushKey = (): string => pair().getPublicKey("base64url", "uncompressed");

const packed = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** For twelve hours, and one push service alone. @param at seconds since 1970 */
export function vapid(endpoint: string, at: number): string {
  const keys = pair();
  const point = keys.getPublicKey();
  const [address = settings().mailFrom] = /[^<>\s]+@[^<>\s]+/.exec(settings().mailFrom) ?? [];
  const text = `${packed({ typ: "JWT", alg: "ES256" })}.${packed({
    aud: new URL(endpoint).origin,
    exp: at + 12 * 3600,
    sub: `mailto:${address}`,
  })}`;
  const key = createPrivateKey({
    format: "jwk",
    key: {
      kty: "EC",
      crv: "P-256",
      d: keys.getPrivateKey("base64url"),
      x: point.subarray(1, 33).toString("base64url"),
      y: point.subarray(33).toString("base64url"),
    },
  });
  const signature = sign("sha256", Buffer.from(text), { key, dsaEncoding: "ieee-p1363" }).toString("base64url");
  return `vapid t=${text}.${signature}, k=${point.toString("base64url")}`;
}
