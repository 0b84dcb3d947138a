import type { Entry } from "./entry.ts";

/**
 * Entries as one text, for the way from the page to its living part: a value of a part is looked at by itself when it is sent
 * and when it is read, here and in the browser, and a long talk has a thousand of them. What is not there is left out.
 */
export type Packed = string & { readonly packed: true };

const nothing = {
  event: null,
  detail: null,
  working: false,
  self: false,
  body: null,
  files: [],
  message: null,
  changeUntil: null,
  quote: null,
  mentions: [],
  versions: [],
  deleted: null,
} satisfies Partial<Entry>;

const isNothing = (value: unknown) => value === null || value === false || (Array.isArray(value) && value.length === 0);

export const pack = (entries: readonly Entry[]): Packed =>
  JSON.stringify(
    entries.map((entry) => Object.fromEntries(Object.entries(entry).filter(([, value]) => !isNothing(value)))),
  ) as Packed;

export const unpack = (packed: Packed): Entry[] =>
  (JSON.parse(packed) as Omit<Entry, keyof typeof nothing>[]).map((entry) => ({ ...nothing, ...entry }));
