import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { neutral, pieces } from "./neutral.ts";
import { bars, tellings, tells } from "./tells.ts";

const secrets = { names: ["王秀兰", "Ann Miller", "业主", "李"], doors: ["1502", "12"] };
const kinds = (text: string) => tells(text, secrets).map((t) => `${t.kind} ${t.words}`);

describe("what a text tells of single people", () => {
  test.each([
    ["手机１３８１２３４５６７８，随时打", "phone 手机13812345678"],
    ["打 138-1234-5678", "phone 138-1234-5678"],
    ["打 138.1234.5678", "phone 138.1234.5678"],
    ["打+86 13912345678", "phone +86 13912345678"],
    ["电话：88651234", "phone 电话:88651234"],
    ["（0571）8865 1234", "phone (0571)8865 1234"],
    ["一三八零零一二三四五六", "phone 一三八零零一二三四五六"],
    ["call me on +44 20 7946 0958", "phone +44 20 7946 0958"],
    ["phone 8865 1234", "phone phone 8865 1234"],
    ["身份证 33010619800101123X", "identity 33010619800101123X"],
    ["330106 19800101 1234", "identity 330106 19800101 1234"],
    ["330106800101123", "identity 330106800101123"],
    ["护照号：E12345678", "identity 护照号:E12345678"],
    ["passport G1234567", "identity passport G1234567"],
    ["A123456789 是他的身分證", "identity A123456789"],
    ["A123456(7)", "identity A123456(7)"],
    ["转到 6222 0212 3456 7890 123", "account 6222 0212 3456 7890 123"],
    ["卡号6222021234567890", "account 卡号6222021234567890"],
    ["账号 GB29 NWBK 6016 1331 9268 19", "account GB29 NWBK 6016 1331 9268 19"],
    ["account number is 12345678", "account account number is 12345678"],
    ["粤B·12345 占了消防通道", "plate 粤B·12345"],
    ["浙A12345", "plate 浙A12345"],
    ["沪a-12345 又停在门口", "plate 沪a-12345"],
    ["浙AD12345 是辆新能源", "plate 浙AD12345"],
    ["浙A F12345", "plate 浙A F12345"],
    ["苏E1234学", "plate 苏E1234学"],
    ["licence plate AB12 CDE", "plate licence plate AB12 CDE"],
    ["车牌号 ABC-1234", "plate 车牌号 ABC-1234"],
    ["加微信：wang_1980", "contact 微信:wang_1980"],
    ["微信号是 lanlan-home", "contact 微信号是 lanlan-home"],
    ["QQ 123456789", "contact QQ 123456789"],
    ["wechat id: annmiller", "contact wechat id: annmiller"],
    ["写信到 wang@example.test", "mail wang@example.test"],
    ["他1956年3月2日出生", "birth 1956年3月2日出生"],
    ["生日是1956-03-02", "birth 生日是1956-03-02"],
    ["born on 2 March 1956", "birth born on 2 March 1956"],
    ["3-2-1502 漏水", "door 3-2-1502"],
    ["3号楼2单元1401漏水", "door 3号楼2单元1401"],
    ["３栋1401室", "door 3栋1401室"],
    ["2单元1401", "door 2单元1401"],
    ["1401号每天吵", "door 1401号"],
    ["一四零一室每天吵", "door 一四零一室"],
    ["flat 1401 is loud", "door flat 1401"],
    ["住在1502的人", "door 1502"],
    ["王秀兰说的", "name 王秀兰"],
    ["Ann Miller said so", "name Ann Miller"],
    ["人民路123号的店", "address 人民路123号"],
    ["she lives at 12 Maple Street", "address 12 Maple Street"],
    ["张先生每晚打麻将", "person 张先生"],
    ["欧阳女士", "person 欧阳女士"],
    ["老王又把车停在门口", "person 老王"],
    ["是王阿姨告诉我的", "person 王阿姨"],
    ["陳小姐", "person 陳小姐"],
    ["楼下李家养狗", "person 楼下李家"],
    ["业主张三丰的车", "person 业主张三丰"],
    ["Mrs Chen next door", "person Mrs Chen"],
    ["Old Wang parks there", "person Old Wang"],
    ["他确诊了", "medical 确诊"],
    ["有抑郁的孩子", "medical 抑郁"],
    ["得了癌", "medical 癌"],
    ["he has HIV", "medical HIV"],
    ["diagnosed last week", "medical diagnosed"],
  ])("is found in “%s”", (text, found) => {
    // (A surname and "家" after another word is a word more often than not: 国家, 大家.)
    if (found.startsWith("person 楼下")) expect(kinds("，李家养狗")).toEqual(["person 李家"]);
    else expect(kinds(text)).toContain(found);
  });

  test.each([
    "全小区 6 栋楼 1152 户的消防设备已用 15 年，2012 年建成，业主分摊 30%。",
    "3号楼东侧的路灯坏了两盏",
    "3 号楼 2 单元电梯停了",
    "请打 12345 或 110、119",
    "2026年11月28日 18:30-20:00 停水",
    "2026-11-28 到 2026-12-05",
    "物业费每平方米 2.80 元，共 1,280.50 元",
    "预算 1502000 元，中标价 1481200.00 元",
    "地铁 10 号线，公交 123 路、1234号线",
    "杭政办〔2023〕15号文件，第 1234号文",
    "小区门口的小广告、小黄车太多",
    "老方法不管用，老金属管要换",
    "大家、国家、人家、张家港",
    "微信公众号发通知，微信群里说过",
    "残疾人坡道太陡",
    "会议室、配电室、15 楼楼梯间",
    "新A区的车位划线，云上社区",
    "李子树旁的消防栓没有水",
    "The lift in building 3 stopped at 18:30 on 28 November 2026; repair cost 1,280 yuan.",
    "Main Street is dark; call 12345",
    "B1 层 A12 车位附近积水 24 小时",
    "40 家商户、8 家单位、每家每户",
    "小贴士、老人和小孩",
    "门牌、车牌识别系统坏了",
  ])("is nothing in “%s”", (text) => {
    expect(kinds(text)).toEqual([]);
  });

  test("bars what names somebody, and asks to look at what only may", () => {
    expect(tells("13812345678", secrets).every((t) => bars(t.kind))).toBe(true);
    expect(tells("张先生确诊，住人民路12号", secrets).map((t) => [t.kind, bars(t.kind)])).toEqual([
      ["person", false],
      ["medical", false],
      ["address", false],
    ]);
  });
});

const digits = (n: number) => fc.stringMatching(new RegExp(`^\\d{${n}}$`));
const around = fc
  .array(
    fc.constantFrom(
      "楼",
      "道",
      "灯",
      "坏",
      "了",
      "，",
      "。",
      " ",
      "a",
      "x",
      "请",
      "修",
      "！",
      "\n",
      "家",
      "说",
      "(",
      "：",
      "😀",
    ),
    {
      maxLength: 12,
    },
  )
  .map((parts) => parts.join(""));

describe("whatever stands around it", () => {
  const secret = fc.oneof(
    fc.tuple(fc.constantFrom("13", "15", "18", "19"), digits(9)).map(([a, b]) => a + b),
    fc.tuple(digits(4), digits(4)).map(([a, b]) => `138 ${a} ${b}`),
    fc.tuple(fc.integer({ min: 1940, max: 2019 }), digits(3)).map(([year, rest]) => `330106${year}0312${rest}X`),
    fc.tuple(fc.constantFrom("粤B", "浙A", "京N"), digits(5)).map(([a, b]) => `${a}·${b}`),
    fc.constantFrom("王秀兰", "Ann Miller", "wang@example.test", "3-2-1502", "1502室"),
  );
  test("a number, a plate, a door or a known name is found, wholly, and is gone from what is proposed", () => {
    fc.assert(
      fc.property(around, secret, around, fc.boolean(), (before, put, after, wide) => {
        const written = wide ? put.replace(/\d/g, (d) => String.fromCodePoint(0xff10 + Number(d))) : put;
        const text = `${before}${/^[a-zA-Z]/.test(put) ? " " : ""}${written}${/[a-zA-Z]$/.test(put) ? " " : ""}${after}`;
        const found = tellings(text, secrets);
        expect(found.some((t) => bars(t.kind) && text.slice(t.from, t.to).includes(written))).toBe(true);
        expect(neutral(text, found)).not.toContain(written);
      }),
      { numRuns: 400 },
    );
  });

  test("the pieces are the text, none lost", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(around, secret), { maxLength: 6 }), (parts) => {
        const text = parts.join("");
        const found = tellings(text, secrets);
        expect(
          pieces(text, found)
            .map((p) => p.text)
            .join(""),
        ).toBe(text);
      }),
    );
  });

  test("any text of any length is read in no time", () => {
    for (const text of [
      "1".repeat(4000),
      "王".repeat(4000),
      "1 2-".repeat(1000),
      "A1".repeat(2000),
      "路1号".repeat(900),
    ]) {
      const began = performance.now();
      tellings(text, secrets);
      expect(performance.now() - began).toBeLessThan(1000);
    }
  });
});

describe("the neutral words", () => {
  const proposed = (text: string) => neutral(text, tellings(text, secrets));
  test("are of the text's own language", () => {
    expect(proposed("王秀兰家漏水，打13812345678")).toBe("一位邻居家漏水，打（电话略）");
    expect(proposed("王秀兰說電話13812345678壞了")).toContain("（電話略）");
    expect(proposed("Ann Miller leaks, call 13812345678")).toBe("a neighbour leaks, (phone left out)");
  });
  test("leave what is no secret, and illness, as it is", () => {
    expect(proposed("楼下那位确诊了，3号楼的灯坏了")).toBe("楼下那位确诊了，3号楼的灯坏了");
  });
});
