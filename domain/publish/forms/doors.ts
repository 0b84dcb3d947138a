import type { Form } from "../forms.ts";

/** A small number as people write it, and the number of a door: 15 or 十五, 1501 or 一五零一. */
const few = "(?:\\d{1,3}|[一二三四五六七八九十百两兩]{1,4})";
const number = "(?:\\d{3,4}|[〇零一二三四五六七八九]{3,4})";
/** What follows a number that is no door: a year, a sum, a count, somewhat more. */
const noDoor =
  "(?![\\d.〇零一二三四五六七八九十百千]|\\s*(?:[年元块塊角万萬千百多余餘人名户戶家米平㎡吨噸度瓦只隻个個栋棟幢路线線分次份条條号號]|号楼|號樓|yuan|m\\b|years?))";
/** What follows a number and 号 where it is no door: lines, houses, papers, gates. */
const otherNumber = "线線楼樓栋棟幢文令院门門库庫店车車公地提议議诉訴汽柴人";

const house = `${few}\\s*(?:号楼|號樓|栋|棟|幢|座|#楼?)`;
const entrance = `${few}\\s*(?:单元|單元)`;
const floor = `${few}\\s*[楼樓层層]`;
const side = "[东西南北中左右東](?:[边邊侧側手首])?(?:第?[一二三]|那|这|這)?[户戶家室]";

/** What stands before a number that is a door. */
const lives = "(?:住在?|家在|我家|我们家|我們家|房号|房號|门牌号?|門牌號?|门号|門號)";
const beside = "(?:楼上|樓上|楼下|樓下|隔壁|对门|對門|对面|對面|斜对门)";

/** A street with its number comes before the doors: the number belongs to the house. */
export const streets: readonly Form[] = [
  {
    kind: "address",
    pattern:
      /[\p{Script=Han}]{1,6}(?:路|街|巷|弄|大道|胡同)\s*(?:\d{1,5}|[一二三四五六七八九十百零〇]{1,6})\s*[号號弄](?![线線楼樓])(?:\s*\d{1,3}\s*[号號](?![楼樓]))?/gu,
  },
  {
    kind: "address",
    pattern: /\b\d{1,5} (?:[A-Z][a-z]+ ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Court|Close|Alley)\b\.?/g,
  },
  {
    kind: "address",
    pattern: /\b(?:[A-Z][a-z]+ ){1,3}(?:Street|Road|Avenue|Lane|Drive) (?:[Nn]o\.? ?)?\d{1,4}\b/g,
  },
];

/** 3-2-1502, 3 号楼 2 单元 1502, 三栋二单元一五零二, 1502 室, flat 1502: a door whoever lives there. */
export const doors: readonly Form[] = [
  { kind: "door", pattern: /(?<![\d-])\d{1,3}-\d{1,2}-\d{3,4}(?!\d)/g },
  { kind: "door", pattern: /(?<!\d)\d{1,3}#\s*\d{1,2}-\d{3,4}(?!\d)/g },
  {
    kind: "door",
    pattern: new RegExp(
      `${house}\\s*(?:${entrance}|[A-Z]座)?\\s*${number}(?:\\s*[室号號](?![${otherNumber}])|(?<=\\d{4})\\s*[户戶]|${noDoor})`,
      "gu",
    ),
  },
  {
    kind: "door",
    pattern: new RegExp(
      `${entrance}\\s*${number}(?:\\s*[室号號](?![${otherNumber}])|(?<=\\d{4})\\s*[户戶]|${noDoor})`,
      "gu",
    ),
  },
  { kind: "door", pattern: new RegExp(`(?<![A-Za-z])[A-Z]\\s*[座栋棟幢]\\s*\\d{3,4}${noDoor}`, "gu") },
  { kind: "door", pattern: new RegExp(`${floor}\\s*(?!110|119|120|122)\\d{3,4}${noDoor}`, "gu") },
  // Without a number: a floor has so few doors that its side, or "the household there", says which.
  {
    kind: "door",
    pattern: new RegExp(`(?:${house}\\s*)?(?:${entrance}\\s*)?${floor}\\s*(?:的)?\\s*${side}`, "gu"),
  },
  {
    kind: "door",
    pattern: new RegExp(
      `(?:${lives}\\s*(?:${house}\\s*)?(?:${entrance})\\s*${floor}|(?:${house}\\s*)?${entrance}\\s*${floor}\\s*(?:的)?(?:那|这|這|某)?(?:一?[家户戶]|住[户戶]|业主|業主|租[户戶]|人家|邻居|鄰居|左手|右手))`,
      "gu",
    ),
  },
  {
    kind: "door",
    pattern: new RegExp(
      `(?<=${lives}\\s*[:是为為]?\\s*)(?:\\d{1,3}\\s*[-#]\\s*)?(?:\\d{1,2}\\s*-\\s*)?(?!\\d-)${number}${noDoor}`,
      "gu",
    ),
  },
  { kind: "door", pattern: new RegExp(`${beside}(?:的|是)?\\s*\\d{3,4}${noDoor}`, "gu") },
  { kind: "door", pattern: /(?<!\d)\d{3,4}\s*(?:[那这這][一]?[户戶家]|房(?![价價租产產屋型间間源子客]))/gu },
  { kind: "door", pattern: new RegExp(`(?<!\\d)\\d{3,4}\\s*(?:室|[号號](?![${otherNumber}]))(?!\\d)`, "gu") },
  { kind: "door", pattern: /[〇零一二三四五六七八九十百]{3,5}室/gu },
  { kind: "door", pattern: /\b(?:flat|apt|apartment|room|door|no|unit)\.?\s*#?\d{3,4}\b/gi },
  { kind: "door", pattern: /\b(?:flat|apt|apartment|room)\.?\s*#?(?:\d{1,2}-\d{1,4}|\d{1,3} ?[A-Z])\b/gi },
  // An entrance with its floor is two or three doors; a bare number with who lives there may be a count of them.
  { kind: "address", pattern: new RegExp(`(?:${house}\\s*)?${entrance}\\s*${floor}`, "gu") },
  { kind: "address", pattern: /(?<![\d.])\d{3,4}\s*(?:住户|住戶|业主|業主|租户|租戶|邻居|鄰居)/gu },
  {
    kind: "address",
    pattern:
      /\b(?:building|block) ?\d{1,3},? (?:unit|entrance) ?\d{1,2},? (?:(?:on )?the )?(?:\d{1,2}(?:st|nd|rd|th) floor|floor \d{1,2})\b/gi,
  },
];
