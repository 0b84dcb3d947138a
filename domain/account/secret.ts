import { createHmac, randomBytes, randomInt } from "node:crypto";
import { derivedSecret } from "#db/settings.ts";
import { tokenHash } from "./viewer.ts";

/** A secret that travels in a link: 192 random bits. */
export const linkSecret = (): string => randomBytes(24).toString("base64url");

// No 0/O, 1/I/L, U: what is read aloud at a door or written on a slip is not mistaken.
const letters = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A doorstep code, such as K7Q2M-9XWDA: 49 random bits, single use, short-lived, throttled. */
export const doorstepCode = (): string => `${draw(5)}-${draw(5)}`;

/** The code on the poster in an entrance's hall: no secret, only short. */
export const posterCode = (): string => draw(6);

const draw = (length: number) => Array.from({ length }, () => letters[randomInt(letters.length)]).join("");

/** A doorstep code as typed, in its one written form; undefined where it cannot be one. */
export function readDoorstepCode(typed: string): string | undefined {
  const plain = readLetters(typed, 10);
  return plain && `${plain.slice(0, 5)}-${plain.slice(5)}`;
}

function readLetters(typed: string, length: number): string | undefined {
  const plain = typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "");
  return plain.length === length && Array.from(plain).every((c) => letters.includes(c)) ? plain : undefined;
}

const slipLength = 12;

const inFours = (plain: string) => plain.replace(/(.{4})(?=.)/g, "$1-");

/**
 * The code on the slip in a household's letterbox in one round, such as K7Q2-M9XW-DA3H (58 bits). It follows from the
 * installation's secret, so that a slip can be printed again; the database keeps its hash alone.
 */
export function slipCode(round: string, household: string): string {
  return inFours(lettersFrom("slip", `${round} ${household}`, slipLength));
}

/** Letters that follow from a text and the installation's secret. */
function lettersFrom(purpose: string, text: string, length: number): string {
  const mac = createHmac("sha256", derivedSecret(purpose)).update(text).digest("hex");
  let rest = BigInt(`0x${mac}`);
  let plain = "";
  for (let i = 0; i < length; i++) {
    plain += letters[Number(rest % BigInt(letters.length))];
    rest /= BigInt(letters.length);
  }
  return plain;
}

/** A code in the form of a doorstep code that follows from a submission: sent twice, it is the same. */
export function helperCode(submission: string): string {
  const plain = lettersFrom("helper", submission, 10);
  return `${plain.slice(0, 5)}-${plain.slice(5)}`;
}

/** A slip's code as typed, in its one written form; undefined where it cannot be one. */
export function readSlipCode(typed: string): string | undefined {
  const plain = readLetters(typed, slipLength);
  return plain && inFours(plain);
}

/** How a secret of a token is found: doorstep codes in their one written form, the rest as they are. */
export const secretHash = (secret: string): Buffer => tokenHash(readDoorstepCode(secret) ?? secret);
