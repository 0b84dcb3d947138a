import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { atom } from "../feed/atom.ts";
import { storyFeed } from "./feed.ts";
import type { Story } from "./read.ts";
import { sharedMark, sharedOf, sharedPicture } from "./share.ts";

const story = (more: Partial<Story> = {}): Story => ({
  id: "7d444840-9dc0-11d1-b245-5ffdce74fad2",
  community: "c",
  communityName: "甲 & 乙社区",
  communityNameEn: null,
  original: "zh-CN",
  publishedAt: "2026-11-20T08:00:00+00:00",
  texts: {
    "zh-CN": {
      title: "灯 <b>亮</b> 了",
      lead: "一句话",
      body: "## 敲门\n走了 [[figure:doors_visited]]。\n第二行 & 尾\n\n[[quote:1]]\n\n[[quote:2]]\n\n[[photo:1]]\n\n[[problem]]",
      made: "written",
    },
  },
  quotes: {
    "1": { voice: "household", words: { "zh-CN": "灯亮了就好" }, attribution: { "zh-CN": "一位住户" }, agreed: true },
    "2": { voice: "officer", words: { "zh-CN": "还没问过" }, attribution: { "zh-CN": "某" }, agreed: false },
  },
  photos: {
    "1": { key: "k", width: 10, height: 8, alt: { "zh-CN": '一盏"灯"' }, caption: { "zh-CN": "楼道" }, cover: false },
  },
  figures: { "doors_visited:": { value: 12, frozenAt: "2026-11-20T08:00:00Z", now: 15 } },
  problem: { number: "2026-8101", title: "灯 & 路" },
  agreement: null,
  concerns: {},
  related: [],
  ...more,
});

const feed = (stories: Story[]) =>
  atom(
    storyFeed(stories, {
      title: "走访故事",
      subtitle: "说明",
      author: "敲门",
      base: "https://portal.test",
      locale: "zh-CN",
      words: { figure: (_key, value) => `${value} 户` },
    }),
  );

/** The text of an element as a reader of the feed has it. */
const unescaped = (text: string) =>
  text.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

describe("the feed", () => {
  test("holds the full text: figures as they were, quotes both agreed to, photos with words for those who do not see them", () => {
    const told = feed([story()]);
    expect(told).toContain("<title>灯 &#60;b&#62;亮&#60;/b&#62; 了</title>");
    const content = unescaped(/<content type="html">([\s\S]*?)<\/content>/.exec(told)?.[1] ?? "");
    expect(content).toContain("<h2>敲门</h2>");
    expect(content).toContain("<p>走了 <b>12 户</b>。<br/>第二行 &#38; 尾</p>");
    expect(content).toContain("<blockquote><p>灯亮了就好</p><p>— 一位住户</p></blockquote>");
    expect(content).not.toContain("还没问过");
    expect(content).toContain('alt="一盏&#34;灯&#34;" width="10" height="8"/>');
    expect(content).toContain('<a href="https://portal.test/problems/2026-8101">灯 &#38; 路</a>');
  });

  test("is another as soon as words are taken back, and the same while nothing changes", () => {
    const before = feed([story()]);
    expect(before).toBe(feed([story()]));
    const after = feed([story({ quotes: {} })]);
    expect(after).not.toContain("灯亮了就好");
  });

  test("of no story is one, too", () => {
    expect(feed([])).toMatch(/<updated>1970-01-01T00:00:00.000Z<\/updated>/);
  });
});

describe("the picture to share", () => {
  test("says words that both agreed to, and is drawn anew without them", async () => {
    const shared = sharedOf(story(), "zh-CN", "敲门");
    expect(shared.quote).toEqual({ words: "灯亮了就好", by: "一位住户" });
    const without = sharedOf(story({ quotes: {} }), "zh-CN", "敲门");
    expect(without.quote).toBeNull();
    expect(sharedMark("a", shared)).not.toBe(sharedMark("a", without));
    const png = await sharedPicture("a", "zh-CN", shared);
    const { width, height } = await sharp(png).metadata();
    expect([width, height]).toEqual([1200, 630]);
    expect((await sharedPicture("a", "zh-CN", without)).equals(png)).toBe(false);
  });

  test("is drawn whatever a title holds and however long it is", async () => {
    for (const title of ["<span>&", "很长的题目".repeat(40), "x".repeat(300), "一"]) {
      const png = await sharedPicture(title.slice(0, 8), "zh-CN", {
        brand: "敲门",
        community: "甲",
        title,
        quote: null,
      });
      expect((await sharp(png).metadata()).width).toBe(1200);
    }
  });
});
