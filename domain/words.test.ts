import { createTranslator } from "use-intl/core";
import { describe, expect, test } from "vitest";
import { locales } from "./account/preferences.ts";
import { argumentsOf, flat } from "./testing/icu.ts";
import { asLocale, defaultLocale, messages, negotiate, wordsOf } from "./words.ts";

const all = Object.fromEntries(locales.map((locale) => [locale, flat(messages[locale])]));
const of = (locale: string) => all[locale] ?? new Map<string, string>();
const keys = [...of("en").keys()];

describe("the three languages", () => {
  test.each(locales.map((l) => [l]))("%s has every key and no other", (locale) => {
    expect(keys.length).toBeGreaterThan(500);
    expect([...of(locale).keys()].toSorted()).toEqual(keys.toSorted());
  });

  test.each(locales.map((l) => [l]))("%s says something under every key", (locale) => {
    expect([...of(locale)].filter(([, text]) => text.trim() === "" || text !== text.trim())).toEqual([]);
  });

  test("take the same arguments in the same message", () => {
    // Chinese counts without plurals: there a number is enough.
    const kind = (type: string) => (type === "plural" ? "number" : type);
    const shape = (text = "") =>
      [...new Set(argumentsOf(text).map(({ name, type }) => `${name} ${kind(type)}`))].toSorted();
    for (const key of keys) {
      const expected = shape(of("en").get(key));
      for (const locale of locales) expect([locale, key, shape(of(locale).get(key))]).toEqual([locale, key, expected]);
    }
  });

  test("have a case for every number in a plural", () => {
    for (const locale of locales) {
      for (const [key, text] of of(locale)) {
        for (const { type, cases } of argumentsOf(text).filter((a) => a.type === "plural" || a.type === "select"))
          expect([locale, key, type, cases.includes("other")]).toEqual([locale, key, type, true]);
      }
    }
  });

  test.each(locales.map((l) => [l]))("%s puts every message together", (locale) => {
    const translate = createTranslator({
      locale,
      messages: messages[locale],
      onError: (error) => {
        throw error;
      },
    });
    // Any key with any values: what the types of the code keep from happening.
    const t = translate as unknown as (key: string, values: Record<string, string | number>) => string;
    for (const [key, text] of of(locale)) {
      for (const count of [0, 1, 2, 5, 21]) {
        const values = argumentsOf(text).map(
          ({ name, type }) => [name, type === "text" ? `‹${name}›` : count] as const,
        );
        const said = t(key, Object.fromEntries(values));
        expect([key, said.includes("{") || said.includes("}")]).toEqual([key, false]);
        for (const [name, value] of values)
          if (typeof value === "string") expect([key, said.includes(value)]).toEqual([key, text.includes(`{${name}}`)]);
      }
    }
  });
});

describe("nothing stays untranslated", () => {
  const chinese = /\p{Script=Han}/u;
  // Names, and words that are the same everywhere.
  const sameEverywhere = new Set(["shell.brand"]);

  test("English is without Chinese characters", () => {
    expect([...of("en")].filter(([key, text]) => chinese.test(text) && !sameEverywhere.has(key))).toEqual([]);
  });

  test.each([["zh-CN"], ["zh-TW"]])("%s is in Chinese characters", (locale) => {
    const bare = (text: string) => text.replaceAll(/\{[^{}]*\}/g, "");
    const latin = [...of(locale)].filter(([, text]) => /[A-Za-z]/.test(bare(text)) && !chinese.test(text));
    expect(latin.filter(([key]) => !sameEverywhere.has(key))).toEqual([]);
  });

  // Pairs of a simplified character and its traditional form: neither stands in the other's text.
  const pairs = Array.from(
    "们們个個这這说說时時来來国國对對开開关關门門问問题題请請话話谁誰写寫书書车車电電语語过過还還进進没沒么麼为為从從众眾会會体體备備" +
      "处處实實审審导導尔爾层層应應张張当當录錄恶惡户戶护護报報择擇换換据據损損数數断斷无無旧舊显顯权權条條构構样樣检檢楼樓欢歡残殘气氣" +
      "汇匯决決测測满滿点點热熱爱愛状狀环環现現电電画畫畅暢确確离離种種称稱签簽类類约約级級纸紙线線组組细細终終经經结結给給统統继繼续續" +
      "维維绿綠编編网網罚罰职職联聯脏髒节節范範药藥虑慮装裝见見观觀规規视視览覽觉覺计計认認让讓议議记記许許论論设設访訪证證评評识識诉訴" +
      "词詞试試该該详詳误誤说說读讀调調谢謝贝貝负負责責败敗货貨质質购購贴貼费費资資赔賠跃躍转轉轻輕载載较較输輸边邊达達运運近近选選递遞" +
      "邮郵释釋里裡钥鑰钟鐘钱錢链鏈锁鎖错錯键鍵长長闭閉间間闻聞阅閱阶階际際随隨险險难難静靜页頁项項须須预預领領频頻风風飞飛馆館驶駛验驗" +
      "鱼魚鸟鳥黄黃齐齊龙龍",
  );
  const simplified = pairs.filter(
    (c, i) => i % 2 === 0 && c !== pairs[i + 1] && c !== "里" && c !== "范" && c !== "据",
  );
  const traditional = pairs.filter((c, i) => i % 2 === 1 && c !== pairs[i - 1]);

  test.each([
    ["zh-CN", traditional],
    ["zh-TW", simplified],
  ] as const)("%s keeps to its own characters", (locale, foreign) => {
    const mixed = [...of(locale)].flatMap(([key, text]) => {
      const found = foreign.filter((c) => text.includes(c));
      return found.length ? [[key, text, found.join("")]] : [];
    });
    expect(mixed).toEqual([]);
  });
});

describe("the language a browser gets", () => {
  test.each([
    [null, "zh-CN"],
    ["", "zh-CN"],
    ["*", "zh-CN"],
    ["zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"],
    ["zh", "zh-CN"],
    ["zh-Hans-SG", "zh-CN"],
    ["zh-TW", "zh-TW"],
    ["zh-HK,zh;q=0.9", "zh-TW"],
    ["zh-Hant-MO", "zh-TW"],
    ["ZH-hant", "zh-TW"],
    ["en-GB,en;q=0.9", "en"],
    ["fr-FR, de;q=0.9", "zh-CN"],
    ["fr-FR, en;q=0.3", "en"],
    ["en;q=0.4, zh-TW;q=0.9", "zh-TW"],
    ["en;q=0, zh-TW;q=0.1", "zh-TW"],
    ["en;q=0", "zh-CN"],
    ["en ; q=0.5 , zh-HK ; q=0.6", "zh-TW"],
    ["enormous", "zh-CN"],
    [";;;,,q=1,\0", "zh-CN"],
  ])("that asks for %j is %s", (header, locale) => expect(negotiate(header)).toBe(locale));

  test("is one of ours, from whatever is kept", () => {
    expect(asLocale("en")).toBe("en");
    for (const odd of [null, undefined, "", "EN", "fr", "__proto__", {}, 7]) expect(asLocale(odd)).toBe(defaultLocale);
  });
});

test("a mail speaks the language of whoever gets it", () => {
  expect(wordsOf("en")("reset.link")).toBe("Choose a password");
  expect(wordsOf("zh-TW")("reset.link")).not.toBe(wordsOf("zh-CN")("reset.link"));
});
