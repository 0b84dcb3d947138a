import { Temporal } from "temporal-polyfill";
import { z } from "zod";

/**
 * What people type, made storable: line ends unified, NUL and other control characters, lone surrogates and
 * direction overrides taken out, space at the ends trimmed. Emoji, rare characters and right-to-left text stay.
 */
export function clean(typed: string): string {
  return typed
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(/[\p{Cc}--[\n\t]]|[\u202a-\u202e\u2066-\u2069\ufeff\ufffd]/gv, "")
    .trim();
}

/** How long a text is to a person: code points, so that a rare character or a simple emoji counts once. */
export const lengthOf = (text: string): number => Array.from(text).length;

const cleaned = z.string().transform(clean);

/** Whether a text shows anything: joiners and marks that nobody sees are no text. */
const shows = (text: string): boolean => /[^\p{Cf}\p{Z}\s]/u.test(text);

/** A text that must be there. @param max code points at most */
export const text = (max: number) =>
  cleaned
    .refine(shows, { params: { key: "required" } })
    .refine((v) => lengthOf(v) <= max, { params: { key: "tooLong", max } })
    .meta({ required: true, maxLength: max });

/** A text that may be left out: then null. @param max code points at most */
export const optionalText = (max: number) =>
  cleaned
    .refine((v) => lengthOf(v) <= max, { params: { key: "tooLong", max } })
    .transform((v) => (shows(v) ? v : null))
    .nullish()
    .transform((v) => v ?? null)
    .meta({ maxLength: max });

/** One line: line breaks become spaces. */
export const line = (max: number) =>
  z
    .string()
    .transform((v) => v.replace(/\s+/g, " "))
    .pipe(text(max))
    .meta({ required: true, maxLength: max });

export const id = z.uuid({ error: "choose" });

/** An id chosen from a list where nothing need be chosen: the empty string is null. */
export const optionalId = z
  .union([z.literal("").transform(() => null), z.uuid()], { error: "choose" })
  .nullish()
  .transform((v) => v ?? null);

/** Several values under one name of a form: none, one or many. Empty ones say that the others are not chosen. */
export const several = <T extends z.ZodType>(item: T, max = 50) =>
  z.preprocess((v) => [v ?? []].flat().filter((one) => one !== ""), z.array(item).max(max));

/** A box that may be ticked. */
export const ticked = z.preprocess((v) => v === "on" || v === "true" || v === "1" || v === true, z.boolean());

/** Email as it is kept: lower case. */
export const email = cleaned
  .transform((v) => v.toLowerCase())
  .pipe(z.email({ error: "email" }).max(254, { error: "email" }))
  .meta({ required: true, maxLength: 254 });

const foldedDigits = (v: string) => v.normalize("NFKC").replace(/[\s().-]/g, "");

/** A telephone number as it is kept: +, country and number (+86 where none is given). */
export const phone = cleaned
  .transform(foldedDigits)
  .refine((v) => /^(\+|00)?\d{6,15}$/.test(v), { params: { key: "phone" } })
  .transform((v) => (v.startsWith("+") ? v : v.startsWith("00") ? `+${v.slice(2)}` : `+86${v}`));

/** A field of any kind that may be left empty: then null. */
export const orNull = <T extends z.ZodType>(schema: T) =>
  z
    .union([z.literal("").transform(() => null), schema])
    .nullish()
    .transform((v) => v ?? null);

function isOnTheCalendar(local: string): boolean {
  try {
    Temporal.PlainDateTime.from(local, { overflow: "reject" });
    return true;
  } catch {
    return false;
  }
}

/** Day and time as an `<input type="datetime-local">` gives them: local to the community. */
export const localTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/, { error: "time" })
  .refine(isOnTheCalendar, { error: "time" })
  .meta({ required: true });

/** A day as an `<input type="date">` gives it. */
export const localDay = z.iso.date({ error: "day" }).meta({ required: true });

/** A time of day as an `<input type="time">` gives it: 18:30. */
export const clockTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d(:\d{2})?$/, { error: "clock" })
  .transform((v) => v.slice(0, 5))
  .meta({ required: true });

/** A whole number, in digits of any width. */
export const whole = (min: number, max: number) =>
  cleaned
    .transform((v) => v.normalize("NFKC"))
    .refine((v) => /^\d{1,9}$/.test(v) && Number(v) >= min && Number(v) <= max, {
      params: { key: "between", min, max },
    })
    .transform(Number)
    .meta({ required: true });

/** The key that every form carries, so that the same submission twice is one (see db/viewer.ts). */
export const submissionKey = z.uuid();

/** The key under which the uploads of one without an account wait for their form. */
export const uploadKey = orNull(z.uuid()).optional();

/** The number of a concern: year and month, a hyphen, digits. */
export const concernNumber = z.string().regex(/^\d{4}-\d{4,9}$/);
