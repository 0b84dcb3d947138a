import { ECDH as Curve, createCipheriv, createECDH, type ECDH, hkdfSync, randomBytes } from "node:crypto";

/** What a browser gave for its subscription: its public key and a secret, both base64url. */
export type PushKeys = { p256dh: string; auth: string };

const curve = "prime256v1";

const from64 = (text: string) => Buffer.from(text, "base64url");

/** Whether these are keys that something can be encrypted for: a point of the curve, and sixteen bytes. */
export function areKeys({ p256dh, auth }: PushKeys): boolean {
  if (from64(auth).length !== 16 || from64(p256dh).length !== 65) return false;
  try {
    return Curve.convertKey(from64(p256dh), curve).length > 0;
  } catch {
    return false;
  }
}

const derive = (salt: Uint8Array, secret: Uint8Array, info: Uint8Array, length: number) =>
  Buffer.from(hkdfSync("sha256", secret, salt, info, length));

function freshPair(): ECDH {
  const pair = createECDH(curve);
  pair.generateKeys();
  return pair;
}

/**
 * Encrypts a short text for one browser, so that the push service between carries it without being able to read it (RFC
 * 8291, one record of RFC 8188).
 * @param fixed for the standard's own example; otherwise key pair and salt are new each time
 */
export function encrypted(
  text: string,
  { p256dh, auth }: PushKeys,
  { pair = freshPair(), salt = randomBytes(16) }: { pair?: ECDH; salt?: Buffer } = {},
): Buffer {
  const theirs = from64(p256dh);
  const ours = pair.getPublicKey();
  const about = Buffer.concat([Buffer.from("WebPush: info\0"), theirs, ours]);
  const shared = derive(from64(auth), pair.computeSecret(theirs), about, 32);
  const key = derive(salt, shared, Buffer.from("Content-Encoding: aes128gcm\0"), 16);
  const nonce = derive(salt, shared, Buffer.from("Content-Encoding: nonce\0"), 12);
  const cipher = createCipheriv("aes-128-gcm", key, nonce);
  // The byte 2 ends the last record.
  const record = Buffer.concat([cipher.update(text, "utf8"), cipher.update(Buffer.of(2)), cipher.final()]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(4096);
  return Buffer.concat([salt, size, Buffer.of(ours.length), ours, record, cipher.getAuthTag()]);
}
