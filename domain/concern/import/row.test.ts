import { writeXlsx } from "hucre/xlsx";
import { describe, expect, test } from "vitest";
import { readLedger } from "../../ledger/read.ts";
import { columnOf } from "./columns.ts";
import { KnownPlaces } from "./places.ts";
import { importReading, plainName } from "./row.ts";

const reading = importReading({
  timeZone: "Asia/Shanghai",
  units: new Map([
    [plainName("伊萨卡物业"), "property"],
    [plainName("Ithaca Property"), "property"],
    [plainName("检察院"), "agency"],
  ]),
  agency: "agency",
  places: new KnownPlaces([
    { id: "e1", name: "1单元", buildingId: "b3", building: "3幢" },
    { id: "e2", name: "2单元", buildingId: "b3", building: "3幢" },
    { id: "e9", name: "1单元", buildingId: "b9", building: "9号楼" },
  ]),
  now: new Date("2026-11-01T00:00:00Z"),
});

async function read(bytes: Uint8Array) {
  const rows = [];
  const problems = [];
  let head: { columns: string[]; left: string[] } = { columns: [], left: [] };
  for await (const entry of readLedger(bytes, reading)) {
    if (entry.kind === "row") rows.push(entry.row);
    else if (entry.kind === "problems") problems.push(...entry.problems);
    else head = entry;
  }
  return { rows, problems, columns: head.columns, left: head.left };
}

const csv = (text: string) => read(Buffer.from(text));

test.each([
  ["留言编号", "number"],
  ["工单号（必填）", "number"],
  ["诉求内容", "body"],
  ["受理时间", "raised"],
  ["承办单位:", "unit"],
  ["一级标签", "category"],
  ["Answered at", "answered"],
  ["点赞数", undefined],
])("the heading %s names the column %s", (heading, column) => expect(columnOf(heading)).toBe(column));

describe("a list of concerns", () => {
  const text = [
    "留言编号,留言用户,留言主题,留言时间,留言详情,答复意见,答复时间,答复单位,点赞数,反对数",
    '7001,A0001,楼道灯不亮,2026/2/14 20:00:00,"三楼的灯坏了\n一周了",已换新灯,46071.5,伊萨卡物业,3,0',
    "7002,,,2026年3月1日,电梯里有异味,,,,0,0",
  ].join("\n");

  test("is read in UTF-8 and in GB18030 alike, with what nobody knows left and told", async () => {
    const found = await csv(text);
    expect(found.problems).toEqual([]);
    expect(found.left).toEqual(["点赞数", "反对数"]);
    expect(found.rows).toMatchObject([
      {
        number: "7001",
        title: "楼道灯不亮",
        body: "三楼的灯坏了\n一周了",
        raisedAt: "2026-02-14T12:00:00.000Z",
        reporter: "A0001",
        answer: "已换新灯",
        answeredAt: "2026-02-18T04:00:00.000Z",
        organization: "property",
      },
      { number: "7002", title: "电梯里有异味", category: "lift", raisedAt: "2026-02-28T16:00:00.000Z", answer: null },
    ]);
    // 编号,时间,内容 and a row, as GB18030 writes them.
    const gb = Buffer.from(
      "b1e0bac52ccab1bce42cc4dac8dd0a37 3030332c323032362d30332d30312cb5e7ccddd3d0d2ecceb60a".replaceAll(" ", ""),
      "hex",
    );
    expect((await read(gb)).rows).toMatchObject([{ number: "7003", body: "电梯有异味", category: "lift" }]);
  });

  test("is read however many commas of its own its texts have", async () => {
    const talk = "，".repeat(500);
    const { rows } = await csv(`编号,时间,内容\n1,2026-02-01,甲${talk}\n2,2026-02-01,"乙, ${talk}\t;;"\n`);
    expect(rows.map((r) => r.number)).toEqual(["1", "2"]);
    const tabs = await csv(`编号\t时间\t内容\n3\t2026-02-01\t丙${",".repeat(200)}\n`);
    expect(tabs.rows.map((r) => r.number)).toEqual(["3"]);
    const long = await csv(`编号;时间;内容\n4;2026-02-01;"${"丁，".repeat(6000)}\n"\n`);
    expect(long.rows.map((r) => r.number)).toEqual(["4"]);
  });

  test("is read from a workbook, with dates as dates, as numbers and as text", async () => {
    const bytes = await writeXlsx({
      sheets: [
        {
          name: "2026",
          rows: [
            ["市民留言"],
            ["编号", "标题", "内容", "时间", "办理结果", "答复时间"],
            [7101, "灯", "灯不亮", new Date("2026-02-14T20:00:00Z"), "换了", new Date("2026-02-15T00:00:00Z")],
            [7102, "灯", "灯又不亮", 46067.8333333333, null, null],
            ["7103", "灯", "灯还不亮", "2026-02-14 20:00", null, null],
          ],
        },
      ],
    });
    const { rows, problems } = await read(bytes);
    expect(problems).toEqual([]);
    expect(rows.map((r) => [r.number, r.raisedAt, r.answeredAt])).toEqual([
      ["7101", "2026-02-14T12:00:00.000Z", "2026-02-14T16:00:00.000Z"],
      ["7102", "2026-02-14T12:00:00.000Z", null],
      ["7103", "2026-02-14T12:00:00.000Z", null],
    ]);
  });

  test("says of each cell that cannot be used where it is and what stands in it", async () => {
    const found = await csv(
      [
        "编号,时间,内容,联系电话,答复,答复时间,答复单位",
        ",2026-02-01,甲,,,,",
        "1,昨天,乙,,,,",
        "2,2026-02-01,,,,,",
        "3,2026-02-01,丙,没有,,,",
        "4,2026-02-01,丁,,好了,,",
        "5,2026-02-01,戊,,好了,2026-01-31,",
        "6,2026-02-01,己,,好了,2026-02-02,不知哪里",
        "7,2099-02-01,庚,,,,",
        "8,2026-02-01,辛,,,2026-02-02,",
        "9,2026-02-01,壬,,,,",
        "９,2026-02-02,癸,,,,",
        ",,,,,,",
        `10,2026-02-01,${"长".repeat(20_001)},,,,`,
      ].join("\n"),
    );
    expect(found.problems.map((p) => [p.row, p.column, p.value.slice(0, 12), p.why])).toEqual([
      [2, "number", "", "missing"],
      [3, "raised", "昨天", "time"],
      [4, "body", "", "missing"],
      [5, "phone", "没有", "phone"],
      [6, "answered", "", "missing"],
      [7, "answered", "2026-01-31", "early"],
      [8, "unit", "不知哪里", "unit"],
      [9, "raised", "2099-02-01", "future"],
      [10, "answer", "", "missing"],
      [12, "number", "9 (11)", "twice"],
      [14, "body", "长".repeat(12), "tooLong"],
    ]);
    expect(found.rows.map((r) => r.number)).toEqual(["9"]);
  });

  test("names a unit by any of its names, and the agency by none", async () => {
    const { rows } = await csv(
      "编号,时间,内容,答复,答复时间,承办单位\n1,2026-02-01,甲,好,2026-02-02,ITHACA property\n2,2026-02-01,乙,好,2026-02-02,\n3,2026-02-01,丙,,,伊萨卡 物业",
    );
    expect(rows.map((r) => r.organization)).toEqual(["property", "agency", null]);
    expect(rows[2]?.body, "whose it was is not lost").toBe("丙\n\n伊萨卡 物业");
  });

  test("is sorted by its own word for it, or by what the text speaks of", async () => {
    const { rows } = await csv(
      "编号,时间,内容,类别\n1,2026-02-01,甲,停车\n2,2026-02-01,乙,Noise\n3,2026-02-01,消火栓没有水,民生\n4,2026-02-01,丙,城建/电梯\n5,2026-02-01,丁,",
    );
    expect(rows.map((r) => r.category)).toEqual(["parking", "noise", "fire", "lift", "other"]);
  });

  test("says where it is, in a cell or in three; what is not known there stays in its words", async () => {
    const { rows } = await csv(
      [
        "编号,时间,内容,地址,楼栋,单元,室号",
        "1,2026-02-01,甲,三号楼二单元1502,,,",
        "2,2026-02-01,乙,,3,1单元,",
        "3,2026-02-01,丙,,9,,301",
        "4,2026-02-01,丁,花园路北口,,,",
        "5,2026-02-01,戊,,77幢,1,",
      ].join("\n"),
    );
    expect(rows.map((r) => [r.building, r.entrance, r.door, r.place])).toEqual([
      ["b3", "e2", "1502", "三号楼二单元1502"],
      ["b3", "e1", null, null],
      ["b9", "e9", "301", "9 301"],
      [null, null, null, "花园路北口"],
      [null, null, null, "77幢 1"],
    ]);
  });

  test("comes to the same mark while text and answer are the same, each for itself", async () => {
    const mark = async (more: string) =>
      ((await csv(`编号,时间,内容,姓名,答复,答复时间\n1,${more}`)).rows[0]?.mark ?? "").split(".");
    const [text, answer] = await mark("2026-02-01,甲,王,好,2026-02-02");
    expect(await mark("2026/2/1,甲,李,好,2026年2月2日")).toEqual([text, answer]);
    expect(await mark("2026-02-01,甲,王,,")).toEqual([text, ""]);
    const [otherText, same] = await mark("2026-02-01,乙,王,好,2026-02-02");
    expect([otherText === text, same]).toEqual([false, answer]);
    expect((await mark("2026-02-01,甲,王,不好,2026-02-02"))[1]).not.toBe(answer);
  });
});

test.each([
  ["时间,内容\n2026-02-01,甲", "ledgerNumber"],
  ["编号,内容\n1,甲", "ledgerTime"],
  ["编号,时间\n1,2026-02-01", "ledgerColumns"],
  ["编号,时间,内容\n,,", "ledgerEmpty"],
])("%j is refused in words", async (text, code) => {
  await expect(csv(text)).rejects.toMatchObject({ code });
});
