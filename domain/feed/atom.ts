import { createHash } from "node:crypto";

/** One entry of a feed. */
export type Entry = {
  /** An address that never changes, or, where it may, a name that does not beside it. */
  url: string;
  id?: string;
  title: string;
  /** Beginning and end of what it says. */
  summary: string;
  published: Date;
  updated: Date;
  categories?: readonly string[];
  author?: string;
  /** Where it is not in the feed's own. */
  locale?: string;
  /** All that it says, as HTML in which what people wrote is escaped. */
  html?: string;
};

export type Feed = {
  /** The page that the feed tells of, and its own address. */
  url: string;
  self: string;
  title: string;
  subtitle: string;
  author?: string;
  locale: string;
  /** Of a feed without entries; else that of the newest entry. */
  updated: Date;
  entries: readonly Entry[];
};

/** Text as it stands in XML and HTML. */
export const escaped = (text: string): string =>
  text
    // What XML 1.0 cannot hold at all.
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

const line = (name: string, text: string, more = ""): string => `<${name}${more}>${escaped(text)}</${name}>`;
const link = (rel: string, href: string, type: string): string =>
  `<link rel="${rel}" type="${type}" href="${escaped(href)}"/>`;

/** When something of a feed was last new. */
const newest = ({ entries, updated }: Feed): Date =>
  new Date(Math.max(...(entries.length ? entries.map((e) => e.updated.getTime()) : [updated.getTime()])));

/** A feed as Atom (RFC 4287). */
export function atom(feed: Feed): string {
  const author = (name: string) => `<author>${line("name", name)}</author>`;
  const entries = feed.entries.map((entry) =>
    [
      entry.locale ? `<entry xml:lang="${entry.locale}">` : "<entry>",
      line("id", entry.id ?? entry.url),
      line("title", entry.title),
      link("alternate", entry.url, "text/html"),
      line("published", entry.published.toISOString()),
      line("updated", entry.updated.toISOString()),
      ...(entry.categories ?? []).map((term) => `<category term="${escaped(term)}"/>`),
      ...(entry.author ? [author(entry.author)] : []),
      line("summary", entry.summary, ' type="text"'),
      ...(entry.html ? [line("content", entry.html, ' type="html"')] : []),
      "</entry>",
    ].join(""),
  );
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${feed.locale}">`,
    line("id", feed.self),
    line("title", feed.title),
    line("subtitle", feed.subtitle),
    link("self", feed.self, "application/atom+xml"),
    link("alternate", feed.url, "text/html"),
    line("updated", newest(feed).toISOString()),
    author(feed.author ?? feed.title),
    ...entries,
    "</feed>",
    "",
  ].join("\n");
}

/** A feed as the answer to a request: whoever has it as it is now is told so (304). */
export function atomResponse(request: Request, feed: Feed): Response {
  const body = atom(feed);
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
  const modified = new Date(Math.floor(newest(feed).getTime() / 1000) * 1000);
  const headers = {
    etag,
    "last-modified": modified.toUTCString(),
    // Asked again each time: what is taken down is gone from it at once.
    "cache-control": "public, no-cache",
    vary: "Accept-Language, Cookie",
  };
  const known = request.headers.get("if-none-match");
  // (The date alone does not tell that something was taken down.)
  if (known?.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag || tag.trim() === "*"))
    return new Response(null, { status: 304, headers });
  return new Response(body, { headers: { ...headers, "content-type": "application/atom+xml; charset=utf-8" } });
}
