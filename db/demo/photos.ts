import { createHash } from "node:crypto";
import type postgres from "postgres";
import { cabinet, gauge } from "./drawings/cabinet.ts";
import { doorstep, stairs } from "./drawings/doorstep.ts";
import { entrance, plate } from "./drawings/entrance.ts";
import { fridge } from "./drawings/fridge.ts";
import { table } from "./drawings/table.ts";
import type { Place } from "./place.ts";
import type { Random } from "./random.ts";

/** The demo's photos are drawn: there is nobody whom a camera could have seen. */
export const drawings = {
  gauge,
  table,
  fridge,
  entrance,
  doorstep,
  cabinetFull: () => cabinet("full"),
  cabinetClear: () => cabinet("clear"),
  stairsDark: () => stairs("out"),
  stairsLit: () => stairs("lit"),
};

export type Drawing = keyof typeof drawings;

type Box = [number, number, number, number];

/** What a photo has become in the store. */
type Kept = { size: number; width: number; height: number; sha256: Buffer };

/**
 * Keeps a drawing as photos are kept: re-encoded, under a random name, with a small copy. @param seen the name of a second copy
 * with the boxes made unrecognizable, as the editor of stories makes it
 */
export type KeepPhoto = (drawing: Drawing, key: string, seen?: { key: string; boxes: Box[] }) => Promise<Kept>;

/** Where nothing is kept, as in tests of the database: the rows alone. */
export const keepNothing: KeepPhoto = async (drawing) => ({
  ...{ size: drawings[drawing]().length, width: 1200, height: 800 },
  sha256: createHash("sha256").update(drawing).digest(),
});

/** A name in the store from the demo's own source. */
export const storeName = (random: Random): string => random.id().replaceAll("-", "");

type In = Record<"zh-CN" | "zh-TW" | "en", string>;

/** A photo in a story: what it shows, and the line below it. */
export type StoryPhoto = { drawing: Drawing; cover?: true; boxes?: Box[]; alt: In; caption: In };

const drawn = (caption: In): In => ({
  "zh-CN": `${caption["zh-CN"]}（示意图）`,
  "zh-TW": `${caption["zh-TW"]}（示意圖）`,
  en: `${caption.en} (Drawing for the demo)`,
});

export const storyPhotos: Record<"gauge" | "table" | "fridge" | "entrance" | "doorstep", StoryPhoto> = {
  gauge: {
    drawing: "gauge",
    cover: true,
    alt: {
      "zh-CN": "楼道里的灭火器，放大的压力表上指针停在红格里",
      "zh-TW": "樓道裡的滅火器，放大的壓力表上指針停在紅格裡",
      en: "A fire extinguisher in a hall; under a glass, the needle of its gauge stands in the red",
    },
    caption: drawn({
      "zh-CN": "红格是没有压力，喷不出来",
      "zh-TW": "紅格是沒有壓力，噴不出來",
      en: "In the red there is no pressure, and nothing comes out.",
    }),
  },
  table: {
    drawing: "table",
    alt: {
      "zh-CN": "从上往下看，八个人围着一张桌子，中间铺着小区平面图",
      "zh-TW": "從上往下看，八個人圍著一張桌子，中間鋪著社區平面圖",
      en: "Eight people round a table, seen from above, with a plan of the compound in the middle",
    },
    caption: drawn({
      "zh-CN": "平面图上红色的是消防车要走的路",
      "zh-TW": "平面圖上紅色的是消防車要走的路",
      en: "Red on the plan: the way that the fire engines need.",
    }),
  },
  fridge: {
    drawing: "fridge",
    cover: true,
    alt: {
      "zh-CN": "冰箱门上贴着一张大字的单子，七步里勾了四步，旁边是孩子画的房子",
      "zh-TW": "冰箱門上貼著一張大字的單子，七步裡勾了四步，旁邊是孩子畫的房子",
      en: "A sheet in large type on the door of a fridge, four of seven steps ticked, beside it a child's drawing of a house",
    },
    caption: drawn({
      "zh-CN": "办完一步，她自己打一个勾",
      "zh-TW": "辦完一步，她自己打一個勾",
      en: "When a step is done she ticks it.",
    }),
  },
  entrance: {
    drawing: "entrance",
    boxes: [plate],
    alt: {
      "zh-CN": "单元门口，一位老人用手机扫墙上告示的二维码，旁边停着一辆遮住车牌的车",
      "zh-TW": "單元門口，一位老人用手機掃牆上告示的二維條碼，旁邊停著一輛遮住車牌的車",
      en: "At an entrance an old woman holds her phone to the code on a poster; beside it a parked car, its plate made unreadable",
    },
    caption: drawn({
      "zh-CN": "告示有三种语言，扫一下就能问",
      "zh-TW": "告示有三種語言，掃一下就能問",
      en: "The poster speaks three languages; the code leads to the form.",
    }),
  },
  doorstep: {
    drawing: "doorstep",
    cover: true,
    alt: {
      "zh-CN": "晚上的十五楼，引路人在门上轻轻敲，两位干警跟在楼梯上",
      "zh-TW": "晚上的十五樓，引路人在門上輕輕敲，兩位幹警跟在樓梯上",
      en: "Evening on the fifteenth floor: the guide knocks at a door, two officers follow on the stairs",
    },
    caption: drawn({
      "zh-CN": "轻轻敲三下，门开了一掌宽",
      "zh-TW": "輕輕敲三下，門開了一掌寬",
      en: "Three light knocks, and the door opens by a hand's breadth.",
    }),
  },
};

/** Which concern has photos: when it was raised, and with the words that it was solved with. */
const ofConcerns: { about: string; raised?: Drawing; solved?: Drawing }[] = [
  { about: "c.title = '消防栓箱里塞满了扫帚和雨伞'", raised: "cabinetFull", solved: "cabinetClear" },
  { about: "c.title = '楼道灯坏了三个星期，上下摸黑'", raised: "stairsDark", solved: "stairsLit" },
  { about: "c.title = '灭火器的针掉到红格里了'", raised: "gauge" },
];

/** Photos beside what was raised and what became of it. */
export async function loadConcernPhotos(
  sql: postgres.TransactionSql,
  random: Random,
  place: Place,
  keep: KeepPhoto,
): Promise<void> {
  for (const { about, raised, solved } of ofConcerns) {
    const [concern] = await sql<
      { id: string; by: string | null; at: Date; message: string | null; owner: string; ended: Date }[]
    >`
      select c.id, c.created_by as by, c.created_at as at, m.id as message, c.owner_id as owner, m.created_at as ended from concerns c
      left join lateral (
        select m.id, m.created_at from events e join messages m on m.community_id = e.community_id and m.id = e.message_id
        where e.community_id = c.community_id and e.subject_id = c.id and e.kind = 'solved' order by e.seq desc limit 1) m on true
      where c.community_id = ${place.communityId} and ${sql.unsafe(about)} order by c.created_at desc, c.id limit 1`;
    if (!concern) throw new Error(`the demo has no concern of which ${about}`);
    const put = async (drawing: Drawing, to: Record<string, unknown>, by: string | null, at: Date) => {
      const key = storeName(random);
      await sql`insert into attachments ${sql({
        ...{ community_id: place.communityId, id: random.id(), concern_id: concern.id, ...to },
        ...{ kind: "image", mime: "image/jpeg", name: "", storage_key: key, uploaded_by: by, created_at: at },
        ...(await keep(drawing, key)),
      })}`;
    };
    if (raised) await put(raised, {}, concern.by, concern.at);
    if (solved && concern.message) await put(solved, { message_id: concern.message }, concern.owner, concern.ended);
  }
}
