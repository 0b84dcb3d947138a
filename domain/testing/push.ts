import { createDecipheriv, createECDH, type ECDH, hkdfSync, randomBytes } from "node:crypto";

/** A browser's side of a subscription. */
export function deviceKeys() {
  const pair = createECDH("prime256v1");
  const p256dh = pair.generateKeys("base64url", "uncompressed");
  return { pair, keys: { p256dh, auth: randomBytes(16).toString("base64url") } };
}

/** What a browser makes of a push: written from RFC 8188 and 8291, apart from what encrypts. */
export function decrypted(body: Buffer, { pair, keys }: { pair: ECDH; keys: { auth: string } }): string {
  const salt = body.subarray(0, 16);
  const theirs = body.subarray(21, 21 + body.readUInt8(20));
  const sealed = body.subarray(21 + theirs.length);
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), pair.getPublicKey(), theirs]);
  const auth = Buffer.from(keys.auth, "base64url");
  const shared = new Uint8Array(hkdfSync("sha256", pair.computeSecret(theirs), auth, info, 32));
  const part = (name: string, length: number) =>
    new Uint8Array(hkdfSync("sha256", shared, salt, Buffer.from(`Content-Encoding: ${name}\0`), length));
  const open = createDecipheriv("aes-128-gcm", part("aes128gcm", 16), part("nonce", 12));
  open.setAuthTag(sealed.subarray(-16));
  const plain = Buffer.concat([open.update(sealed.subarray(0, -16)), open.final()]);
  return plain.subarray(0, plain.lastIndexOf(2)).toString();
}
