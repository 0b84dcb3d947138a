import type { Random } from "./random.ts";

const surnames = Array.from(
  "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤",
);

const given = [
  "建国",
  "秀英",
  "志强",
  "丽华",
  "海燕",
  "国庆",
  "晓东",
  "玉兰",
  "文博",
  "佳怡",
  "子涵",
  "雨桐",
  "浩然",
  "思远",
  "桂芳",
  "永福",
  "春梅",
  "德明",
  "雪琴",
  "明辉",
  "婷婷",
  "俊杰",
  "淑珍",
  "家豪",
  "美玲",
  "振华",
  "小军",
  "素芬",
  "伟",
  "静",
  "磊",
  "敏",
  "强",
  "洋",
  "艳",
  "勇",
  "杰",
  "娟",
  "涛",
  "超",
  "慧",
  "鹏",
  "颖",
  "斌",
  "欣然",
  "一鸣",
  "梓萱",
  "泽宇",
  "凤英",
  "金凤",
  "长生",
  "国强",
  "卫东",
  "爱华",
  "红梅",
  "阿妹",
  "宝根",
  "水根",
  "月娥",
  "立新",
  "学军",
  "新民",
  "正阳",
  "若溪",
  "亦凡",
  "清和",
  "知远",
  "安琪",
  "景行",
  "书瑶",
];

/** A name that nobody had before in this demo. */
export function nameSource(random: Random): () => string {
  const taken = new Set<string>();
  return () => {
    for (;;) {
      const name = random.pick(surnames) + random.pick(given);
      if (!taken.has(name)) {
        taken.add(name);
        return name;
      }
    }
  };
}
