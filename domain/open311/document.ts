/**
 * What GeoReport v2 answers, written once and read in both of its forms: XML, and the JSON that the specification makes of
 * it (Spark's convention: the root falls away, a list is an array, an empty element is null).
 */
export type Value = string | number | boolean | null | List | { readonly [name: string]: Value };

/** A list, with the name that each of its items has in XML. */
class List {
  readonly of: string;
  readonly items: readonly Value[];
  constructor(of: string, items: readonly Value[]) {
    this.of = of;
    this.items = items;
  }
}

export const listOf = (name: string, items: readonly Value[]): List => new List(name, items);

export type Document = { root: string; value: Value };

/** What no XML 1.0 may hold, escaped or not: control characters, lone surrogates, U+FFFE and U+FFFF. */
const unfit = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

const escaped = (text: string): string =>
  text
    .replace(unfit, "\ufffd")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    // A bare carriage return would be read as a line feed.
    .replace(/\r/g, "&#13;");

function element(name: string, value: Value, indent: string): string {
  if (value === null || value === "") return `${indent}<${name}/>\n`;
  if (typeof value !== "object") return `${indent}<${name}>${escaped(String(value))}</${name}>\n`;
  const inner =
    value instanceof List
      ? value.items.map((item) => element(value.of, item, `${indent}  `))
      : Object.entries(value).map(([key, one]) => element(key, one, `${indent}  `));
  return inner.length ? `${indent}<${name}>\n${inner.join("")}${indent}</${name}>\n` : `${indent}<${name}/>\n`;
}

export const asXml = ({ root, value }: Document): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n${element(root, value, "")}`;

function plain(value: Value): unknown {
  if (value === null || value === "") return null;
  if (typeof value === "string") return value.toWellFormed();
  if (typeof value !== "object") return value;
  if (value instanceof List) return value.items.map(plain);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
}

export const asJson = ({ value }: Document): string => JSON.stringify(plain(value));
