import { createTranslator } from "use-intl/core";
import en from "../messages/en.json" with { type: "json" };
import zhCN from "../messages/zh-CN.json" with { type: "json" };
import zhTW from "../messages/zh-TW.json" with { type: "json" };
import { type Locale, locales } from "./account/preferences.ts";

export type Messages = typeof en;

/** All words of the portal, by language. */
export const messages: Record<Locale, Messages> = { "zh-CN": zhCN, "zh-TW": zhTW, en };

/** How dates and times are written, by name; the community's clock has 24 hours. */
export const formats = {
  dateTime: {
    moment: { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
    /** The same of another year. */
    past: { year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
    date: { year: "numeric", month: "short", day: "numeric" },
  },
} as const;

/** The language to use where a person has not chosen one. */
export const defaultLocale: Locale = "zh-CN";

/** A language of the portal, from what may be anything. */
export const asLocale = (value: unknown): Locale => locales.find((locale) => locale === value) ?? defaultLocale;

/** Words of a namespace, outside of a page: for mail. */
export const wordsOf = (locale: Locale) => createTranslator({ locale, messages: messages[locale], namespace: "mail" });

/**
 * The language of the portal that fits a browser's wishes (an Accept-Language header) best: traditional characters for
 * Taiwan, Hong Kong and Macau, simplified ones for other Chinese.
 */
export function negotiate(header: string | null): Locale {
  const wishes = (header ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...params] = part.trim().split(";");
      const q = params.map((p) => p.trim()).find((p) => p.startsWith("q="));
      return { tag: tag.toLowerCase(), q: q ? Number(q.slice(2)) || 0 : 1 };
    })
    .filter(({ tag, q }) => tag && q > 0)
    .sort((a, b) => b.q - a.q);
  for (const { tag } of wishes) {
    if (/^zh-(hant|tw|hk|mo)/.test(tag)) return "zh-TW";
    if (/^zh\b/.test(tag)) return "zh-CN";
    if (/^en\b/.test(tag)) return "en";
  }
  return defaultLocale;
}
