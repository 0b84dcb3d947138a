import { createHmac, timingSafeEqual } from "node:crypto";
import { derivedSecret, settings } from "#db/settings.ts";

/** To whom a reply address belongs: a person with an account, or one without, on one concern. */
export type ReplyTo = { number: string; person: string; account: boolean };

const alphabet = "abcdefghijklmnopqrstuvwxyz234567";

/** Base32 (RFC 4648) in small letters: mail servers may fold the case of an address. */
function toBase32(bytes: Uint8Array): string {
  let bits = 0;
  let held = 0;
  let text = "";
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += alphabet[(held >> (bits - 5)) & 31];
    held &= (1 << bits) - 1;
  }
  return bits ? text + alphabet[(held << (5 - bits)) & 31] : text;
}

function fromBase32(text: string): Buffer | null {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const letter of text.toLowerCase()) {
    const value = alphabet.indexOf(letter);
    if (value < 0) return null;
    held = (held << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bytes.push((held >> (bits - 8)) & 255);
      bits -= 8;
    }
    held &= (1 << bits) - 1;
  }
  return Buffer.from(bytes);
}

// One byte of kind and digits, month, number, person: what a local part of 64 characters has room for, signed with 80 bits.
const length = 1 + 2 + 4 + 16;
const signed = 10;

const signature = (content: Uint8Array): Buffer =>
  createHmac("sha256", derivedSecret("reply address")).update(content).digest().subarray(0, signed);

/** The word that stands for concern and person in a reply address. */
export function replyToken({ number, person, account }: ReplyTo): string {
  const [month = "", digits = ""] = number.split("-");
  const content = Buffer.alloc(length);
  content[0] = (account ? 128 : 0) | digits.length;
  content.writeUInt16BE(Number(month), 1);
  content.writeUInt32BE(Number(digits), 3);
  Buffer.from(person.replaceAll("-", ""), "hex").copy(content, 7);
  return toBase32(Buffer.concat([content, signature(content)]));
}

/** What such a word says, and whether it was us who wrote it; null where it is none at all. */
export function readToken(token: string): (ReplyTo & { valid: boolean }) | null {
  const bytes = fromBase32(token);
  if (bytes?.length !== length + signed) return null;
  const content = bytes.subarray(0, length);
  const digits = (content[0] ?? 0) & 15;
  const hex = content.subarray(7).toString("hex");
  return {
    number: `${String(content.readUInt16BE(1)).padStart(4, "0")}-${String(content.readUInt32BE(3)).padStart(digits, "0")}`,
    person: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"),
    account: ((content[0] ?? 0) & 128) > 0,
    valid: timingSafeEqual(bytes.subarray(length), signature(content)),
  };
}

/** The address to which a person replies to a concern; undefined where no mail is taken. */
export function replyAddress(to: ReplyTo): string | undefined {
  const { mailDomain } = settings();
  return mailDomain && `reply+${replyToken(to)}@${mailDomain}`;
}

/** The address that takes new concerns of a community. */
export function concernAddress(code: string): string | undefined {
  const { mailDomain } = settings();
  return mailDomain && `concern+${code}@${mailDomain}`;
}

export type Addressed = { kind: "concern"; code: string } | { kind: "reply"; token: string };

/** What an address of ours is for; null where it is not ours. */
export function readAddress(address: string): Addressed | null {
  const [, local = "", rest = "", domain = ""] = /^(concern|reply)\+([^@\s]{1,64})@([^@\s]+)$/i.exec(address) ?? [];
  if (!domain || domain.toLowerCase() !== settings().mailDomain) return null;
  return local.toLowerCase() === "concern" ? { kind: "concern", code: rest } : { kind: "reply", token: rest };
}
