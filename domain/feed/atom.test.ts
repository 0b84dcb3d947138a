import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyText } from "../testing/chars.ts";
import { atom, atomResponse, type Entry, type Feed } from "./atom.ts";

const entry = (more: Partial<Entry> = {}): Entry => ({
  url: "https://portal.test/concerns/2601-0001",
  title: "电梯",
  summary: "停了",
  published: new Date("2026-01-01T00:00:00Z"),
  updated: new Date("2026-01-02T00:00:00.500Z"),
  ...more,
});
const feed = (more: Partial<Feed> = {}): Feed => ({
  url: "https://portal.test/board",
  self: "https://portal.test/board/feed.xml",
  title: "公开栏",
  subtitle: "小区里的事",
  locale: "zh-CN",
  updated: new Date(0),
  entries: [entry()],
  ...more,
});
const ask = (headers: Record<string, string> = {}) => new Request("https://portal.test/board/feed.xml", { headers });

describe("a feed", () => {
  test("has what RFC 4287 asks of it and of each entry", () => {
    const xml = atom(feed());
    for (const part of [
      '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
      "<id>https://portal.test/board/feed.xml</id>",
      "<title>公开栏</title>",
      "<updated>2026-01-02T00:00:00.500Z</updated>",
      '<link rel="self" type="application/atom+xml" href="https://portal.test/board/feed.xml"/>',
      "<author><name>公开栏</name></author>",
      "<id>https://portal.test/concerns/2601-0001</id>",
      "<published>2026-01-01T00:00:00.000Z</published>",
      '<summary type="text">停了</summary>',
    ])
      expect(xml).toContain(part);
    expect(atom(feed({ entries: [] }))).toContain("<updated>1970-01-01T00:00:00.000Z</updated>");
  });

  test("lets no text out of its place, whatever stands in it", () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        const xml = atom(feed({ entries: [entry({ title: text, summary: text, categories: [text] })] }));
        const names = [...xml.matchAll(/<\/?([\w:]+)/g)].map((m) => m[1]);
        expect(new Set(names)).toEqual(
          new Set([
            "feed",
            "id",
            "title",
            "subtitle",
            "link",
            "updated",
            "author",
            "name",
            "entry",
            "published",
            "category",
            "summary",
          ]),
        );
        expect(xml.isWellFormed()).toBe(true);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: that there are none
        expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/);
      }),
    );
  });

  test("is not sent to whoever has it, and is sent anew when something is taken from it", async () => {
    const full = atomResponse(ask(), feed());
    expect(full.status).toBe(200);
    expect(full.headers.get("content-type")).toBe("application/atom+xml; charset=utf-8");
    expect(full.headers.get("last-modified")).toBe("Fri, 02 Jan 2026 00:00:00 GMT");
    const etag = full.headers.get("etag") ?? "";
    const known = atomResponse(ask({ "if-none-match": `W/${etag}, "other"` }), feed());
    expect([known.status, await known.text(), known.headers.get("etag")]).toEqual([304, "", etag]);
    expect(atomResponse(ask({ "if-none-match": etag }), feed({ entries: [] })).status).toBe(200);
  });
});
