import type { Told, ToldKind } from "./tells.ts";

/** What a household, a person or a number becomes in a text for everybody; a person corrects the sentence. */
const words: Record<"zh" | "hant" | "en", Partial<Record<ToldKind, string>>> = {
  zh: {
    phone: "（电话略）",
    identity: "（证件号略）",
    mail: "（邮箱略）",
    door: "某户",
    name: "一位邻居",
    plate: "（车牌略）",
    account: "（账号略）",
    contact: "（联系方式略）",
    birth: "（出生日期略）",
    address: "（地址略）",
    person: "一位邻居",
  },
  hant: {
    phone: "（電話略）",
    identity: "（證件號略）",
    mail: "（信箱略）",
    door: "某戶",
    name: "一位鄰居",
    plate: "（車牌略）",
    account: "（帳號略）",
    contact: "（聯絡方式略）",
    birth: "（出生日期略）",
    address: "（地址略）",
    person: "一位鄰居",
  },
  en: {
    phone: "(phone left out)",
    identity: "(number left out)",
    mail: "(mail left out)",
    door: "a flat",
    name: "a neighbour",
    plate: "(plate left out)",
    account: "(account left out)",
    contact: "(contact left out)",
    birth: "(date of birth left out)",
    address: "(address left out)",
    person: "a neighbour",
  },
};

/** Characters that only stand in texts of the traditional script. */
const traditional = /[們這個說對為時會樓電話請還沒開關戶鄰號壞裡車門單]/u;

/** In which words a text is to be made neutral. */
const scriptOf = (text: string): keyof typeof words =>
  !/\p{Script=Han}/u.test(text)
    ? "en"
    : traditional.test(text) && !/[们这个说对为时会楼电话请还没开关户邻号坏里车门单]/u.test(text)
      ? "hant"
      : "zh";

/** A piece of a text: as it was written, or what was found in it. */
export type Piece = { text: string; kind: ToldKind | null };

/** A text in pieces, so that what was found in it can be marked. */
export function pieces(text: string, found: readonly Told[]): Piece[] {
  const parts: Piece[] = [];
  let at = 0;
  for (const { from, to, kind } of found) {
    if (from > at) parts.push({ text: text.slice(at, from), kind: null });
    parts.push({ text: text.slice(from, to), kind });
    at = to;
  }
  if (at < text.length) parts.push({ text: text.slice(at), kind: null });
  return parts;
}

/** A text for everybody to begin from: what was found in it is said in words that name nobody. Illness is left to whoever reads. */
export function neutral(text: string, found: readonly Told[]): string {
  const say = words[scriptOf(text)];
  return pieces(text, found)
    .map((piece) => (piece.kind && say[piece.kind]) ?? piece.text)
    .join("");
}
