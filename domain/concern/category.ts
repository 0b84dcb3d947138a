import type { OrganizationKind } from "../organization/kind.ts";

/** Who may see a concern: neighbours too, or only those who work on it. */
export type Privacy = "neighbourhood" | "private";

type Category = {
  /** What is proposed; the person decides. */
  privacy: Privacy;
  /** Which partner units it usually goes to. */
  units: readonly OrganizationKind[];
  /** Days until the first answer is due. */
  answerDays: number;
  /** Words that speak for it, in the three languages of the portal. */
  words: readonly string[];
};

/** What concerns are about: a dozen and a few that a resident tells apart at a glance, in the order they are offered. */
export const categories = {
  fire: {
    privacy: "neighbourhood",
    units: ["fire", "property"],
    answerDays: 2,
    words: [
      "消防",
      "消火栓",
      "灭火器",
      "烟感",
      "喷淋",
      "防火门",
      "疏散",
      "安全出口",
      "滅火器",
      "煙感",
      "防火門",
      "fire",
      "hydrant",
      "smoke",
      "sprinkler",
      "extinguisher",
    ],
  },
  property: {
    privacy: "neighbourhood",
    units: ["property", "homeowners"],
    answerDays: 3,
    words: ["物业", "管家", "前台", "物业费", "物業", "報修", "报修", "服务态度", "property management", "caretaker"],
  },
  lift: {
    privacy: "neighbourhood",
    units: ["property"],
    answerDays: 1,
    words: ["电梯", "困人", "轿厢", "電梯", "轎廂", "升降机", "lift", "elevator"],
  },
  parking: {
    privacy: "neighbourhood",
    units: ["property", "homeowners"],
    answerDays: 3,
    words: [
      "停车",
      "车位",
      "地库",
      "充电桩",
      "电动车",
      "车棚",
      "僵尸车",
      "停車",
      "車位",
      "電動車",
      "充電樁",
      "parking",
      "car park",
      "garage",
      "charging",
      "scooter",
    ],
  },
  noise: {
    privacy: "neighbourhood",
    units: ["property", "committee"],
    answerDays: 3,
    words: [
      "噪音",
      "噪声",
      "广场舞",
      "装修",
      "施工",
      "太吵",
      "吵得",
      "扰民",
      "噪聲",
      "廣場舞",
      "裝修",
      "擾民",
      "noise",
      "noisy",
      "loud",
    ],
  },
  cleaning: {
    privacy: "neighbourhood",
    units: ["property"],
    answerDays: 2,
    words: [
      "垃圾",
      "卫生",
      "保洁",
      "蟑螂",
      "老鼠",
      "臭味",
      "异味",
      "杂物",
      "堆放",
      "衛生",
      "保潔",
      "異味",
      "雜物",
      "rubbish",
      "garbage",
      "litter",
      "smell",
      "rats",
      "cockroach",
    ],
  },
  water_power: {
    privacy: "neighbourhood",
    units: ["property", "investment"],
    answerDays: 1,
    words: [
      "用水",
      "用电",
      "用電",
      "停水",
      "停电",
      "水压",
      "水管",
      "自来水",
      "跳闸",
      "燃气",
      "煤气",
      "暖气",
      "路灯",
      "照明",
      "停電",
      "水壓",
      "跳閘",
      "燃氣",
      "煤氣",
      "路燈",
      "water",
      "power cut",
      "electricity",
      "gas",
      "light",
    ],
  },
  security: {
    privacy: "neighbourhood",
    units: ["property", "committee"],
    answerDays: 2,
    words: [
      "摄像头",
      "監視器",
      "门禁",
      "对讲",
      "對講",
      "监控",
      "保安",
      "陌生人",
      "被盗",
      "高空抛物",
      "推销",
      "門禁",
      "監控",
      "被盜",
      "高空拋物",
      "推銷",
      "security",
      "theft",
      "stolen",
      "camera",
      "door entry",
    ],
  },
  building: {
    privacy: "neighbourhood",
    units: ["property", "investment"],
    answerDays: 3,
    words: [
      "违建",
      "搭建",
      "違建",
      "漏水",
      "渗水",
      "外墙",
      "墙皮",
      "开裂",
      "屋顶",
      "下水",
      "堵塞",
      "维修基金",
      "滲水",
      "外牆",
      "開裂",
      "屋頂",
      "leak",
      "crack",
      "roof",
      "drain",
      "wall",
    ],
  },
  grounds: {
    privacy: "neighbourhood",
    units: ["property", "homeowners"],
    answerDays: 5,
    words: [
      "养狗",
      "養狗",
      "绿化",
      "草坪",
      "树枝",
      "健身器材",
      "儿童乐园",
      "凉亭",
      "步道",
      "宠物",
      "遛狗",
      "綠化",
      "樹枝",
      "兒童",
      "寵物",
      "garden",
      "tree",
      "playground",
      "dog",
      "lawn",
    ],
  },
  neighbours: {
    privacy: "private",
    units: ["committee"],
    answerDays: 3,
    words: [
      "邻居",
      "楼上",
      "楼下",
      "隔壁",
      "纠纷",
      "鄰居",
      "樓上",
      "樓下",
      "糾紛",
      "neighbour",
      "neighbor",
      "upstairs",
      "quarrel",
    ],
  },
  schooling: {
    privacy: "private",
    units: ["committee"],
    answerDays: 3,
    words: [
      "入园",
      "入学",
      "幼儿园",
      "学区",
      "学校",
      "转学",
      "托班",
      "入園",
      "入學",
      "幼兒園",
      "學區",
      "轉學",
      "kindergarten",
      "school",
      "enrol",
    ],
  },
  medical: {
    privacy: "private",
    units: ["health"],
    answerDays: 2,
    words: [
      "医院",
      "医疗",
      "看病",
      "报销",
      "医保",
      "手术",
      "慢病",
      "体检",
      "醫院",
      "醫療",
      "報銷",
      "醫保",
      "手術",
      "hospital",
      "medical",
      "doctor",
      "treatment",
    ],
  },
  welfare: {
    privacy: "private",
    units: ["committee"],
    answerDays: 3,
    words: [
      "低保",
      "养老",
      "社保",
      "残疾",
      "独居",
      "补贴",
      "老年卡",
      "救助",
      "失业",
      "居住证",
      "養老",
      "殘疾",
      "獨居",
      "補貼",
      "失業",
      "居住證",
      "pension",
      "benefit",
      "disability",
      "residence permit",
    ],
  },
  other: { privacy: "private", units: ["committee"], answerDays: 3, words: [] },
} as const satisfies Record<string, Category>;

export type CategoryKey = keyof typeof categories;

export const categoryKeys = Object.keys(categories) as [CategoryKey, ...CategoryKey[]];

/** Whether a text, in small letters, has a word in it. A Latin word counts where it stands as a word: a street is no tree. */
export const speaks = (folded: string, word: string): boolean =>
  /^[a-z ]+$/.test(word) ? new RegExp(`\\b${word}(s|es)?\\b`).test(folded) : folded.includes(word);

/**
 * Words that mostly say where something is: they decide where nothing else speaks, and never against a word that says
 * what it is.
 */
const placeWords = new Set(["楼上", "楼下", "隔壁", "樓上", "樓下", "upstairs"]);

/** Whether such a word tells of who lives there, rather than of where somebody stands or goes. */
const tellsWho = (folded: string, word: string): boolean =>
  folded
    .split(word)
    .slice(0, -1)
    .some((before) => !/[在到从從往向去由回]$/.test(before));

/** Where a text says what it is about: its title, or its first sentence. */
const beginning = 60;

/** A text longer than this mentions many a thing that it is not about. */
const long = 150;

/**
 * The category that a text speaks for most, and the word that says so; nothing where no word does.
 * A word counts for as much as it is long: 消防栓 says more than 水; three times as much where the text begins. In a long
 * text a single word further down says nothing.
 */
export function suggestCategory(text: string): { category: CategoryKey; because: string } | undefined {
  const folded = text.toLowerCase();
  const first = folded.slice(0, beginning);
  let best: { category: CategoryKey; because: string; weight: number } | undefined;
  for (const key of categoryKeys) {
    const found = categories[key].words.filter(
      (word) => speaks(folded, word) && (!placeWords.has(word) || tellsWho(folded, word)),
    );
    const early = found.filter((word) => speaks(first, word));
    if (!early.length && found.length < 2 && folded.length > long) continue;
    const weight = [...found, ...early, ...early].reduce(
      (sum, word) => sum + (placeWords.has(word) ? 0.1 : word.length),
      0,
    );
    const [longest] = (early.length ? early : found).toSorted((a, b) => b.length - a.length);
    if (longest && weight > (best?.weight ?? 0)) best = { category: key, because: longest, weight };
  }
  return best && { category: best.category, because: best.because };
}
