import { Converter, CustomConverter } from "opencc-js";

// By phrases, not by characters: 信息 is 資訊, 头发 is 頭髮 and 发展 is 發展.
const phrases = Converter({ from: "cn", to: "twp" });
const toMainland = Converter({ from: "twp", to: "cn" });

/**
 * What the portal's own words are called where the dictionaries say otherwise: a community is 社區 in Taiwan too, and a
 * compound is one.
 */
const ours = CustomConverter([
  ["社群", "社區"],
  ["小區", "社區"],
  ["二維碼", "QR Code"],
  ["消火栓", "消防栓"],
]);

const toTaiwan = (text: string): string => ours(phrases(text));

const marks = {
  "zh-TW": [
    ["“", "「"],
    ["”", "」"],
    ["‘", "『"],
    ["’", "』"],
  ],
  "zh-CN": [
    ["「", "“"],
    ["」", "”"],
    ["『", "‘"],
    ["』", "’"],
  ],
} as const;

/** The Chinese script that a text can be put into by itself. */
export type Script = keyof typeof marks;

/** The other one of the two Chinese scripts. */
export const otherScript = (script: Script): Script => (script === "zh-CN" ? "zh-TW" : "zh-CN");

/** A Chinese text in the other script, with the words of its readers and their quotation marks; markers stay as they are. */
export function convert(text: string, to: Script): string {
  const words = to === "zh-TW" ? toTaiwan : toMainland;
  return text
    .split(/(\[\[[^\]\n]*\]\])/)
    .map((part, i) => (i % 2 ? part : marks[to].reduce((all, [from, into]) => all.replaceAll(from, into), words(part))))
    .join("");
}
