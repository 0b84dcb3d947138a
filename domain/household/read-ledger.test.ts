import fc from "fast-check";
import { writeXlsx } from "hucre/xlsx";
import { describe, expect, test } from "vitest";
import { readLedger } from "../ledger/read.ts";
import { addressOf, buildingOf, doorOf, entranceOf, floorOf } from "./address.ts";
import { columnOf } from "./columns.ts";
import { householdReading } from "./ledger.ts";

async function read(bytes: Uint8Array) {
  const rows = [];
  const problems = [];
  let columns: string[] = [];
  for await (const entry of readLedger(bytes, householdReading)) {
    if (entry.kind === "row") rows.push(entry.row);
    else if (entry.kind === "problems") problems.push(...entry.problems);
    else columns = entry.columns;
  }
  return { rows, problems, columns };
}

const csv = (text: string) => read(new TextEncoder().encode(text));
const doors = (found: Awaited<ReturnType<typeof read>>) =>
  found.rows.map((r) => `${r.building.name} ${r.entrance.name} ${r.floor} ${r.door}`);

describe("where a door is", () => {
  test.each([
    ["3", "3幢"],
    ["3幢", "3幢"],
    ["03栋", "3幢"],
    ["3号楼", "3幢"],
    ["三棟", "3幢"],
    ["十二号楼", "12幢"],
    ["Building 3", "3幢"],
    ["３＃", "3幢"],
    ["b座", "B幢"],
    ["桂花苑", "桂花苑"],
  ])("building %s", (typed, name) => expect(buildingOf(typed).name).toBe(name));

  test.each([
    ["2", "2单元"],
    ["二单元", "2单元"],
    ["2 單元", "2单元"],
    ["Entrance 2", "2单元"],
    ["东门", "东门"],
  ])("entrance %s", (typed, name) => expect(entranceOf(typed).name).toBe(name));

  test.each([
    ["1502室", "1502"],
    [" 15 02 ", "1502"],
    ["１５０２", "1502"],
    ["1502号房", "1502"],
    ["a-3", "A-3"],
    ["——", null],
    ["", null],
  ])("door %s", (typed, door) => expect(doorOf(typed)).toBe(door));

  test.each([
    ["15", 15],
    ["15层", 15],
    ["15F", 15],
    ["十五楼", 15],
    ["二十", 20],
    ["B1", -1],
    ["负一层", -1],
    ["-2", -2],
    ["0", null],
    ["顶层", null],
    ["1500", null],
  ])("floor %s", (typed, floor) => expect(floorOf(typed)).toBe(floor));

  test.each([
    ["3幢2单元1502室", "3幢 2单元 1502"],
    ["伊萨卡社区3号楼二单元1502", "3幢 2单元 1502"],
    ["3 栋 2 单元 15 层 1502 室", "3幢 2单元 1502"],
    ["3-2-1502", "3幢 2单元 1502"],
    ["3幢1502室", "3幢 1单元 1502"],
    ["3-1502", "3幢 1单元 1502"],
    ["Ithaca", null],
    ["1502", null],
  ])("address %s", (typed, found) => {
    const at = addressOf(typed);
    expect(at && `${at.building.name} ${at.entrance.name} ${at.door}`).toBe(found);
  });

  test("nothing that is typed breaks it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        buildingOf(text);
        entranceOf(text);
        doorOf(text);
        floorOf(text);
        addressOf(text);
      }),
      { numRuns: 500 },
    );
  });
});

test.each([
  ["楼 栋", "building"],
  ["幢（必填）", "building"],
  ["*房号:", "door"],
  ["联系电话", "phone"],
  ["Phone", "phone"],
  ["是否出租", "rented"],
  ["身份证号", undefined],
])("the heading %s names the column %s", (heading, column) => expect(columnOf(heading)).toBe(column));

describe("a ledger as CSV", () => {
  const text = "楼栋,单元,室号,楼层,户主,联系电话,人口,是否出租,备注\n3幢,2单元,1502,15,王秀英,13800000001,2,否,\n";

  test.each(["utf-8", "utf-8 with its mark", "utf-16", "gb18030"])("in %s", async (encoding) => {
    // 王秀英 and the headings as GB18030 writes them.
    const gb = Buffer.from(
      "c2a5b6b02cb5a5d4aa2cca d2bac52cbba7d6f70a33b4b12c322c313530322ccdf5d0e3d3a20a".replaceAll(" ", ""),
      "hex",
    );
    const marked = `\ufeff${text}`;
    const bytes = {
      "utf-8": Buffer.from(text),
      "utf-8 with its mark": Buffer.from(marked),
      "utf-16": Buffer.from(marked, "utf16le"),
      gb18030: gb,
    }[encoding] as Buffer;
    const found = await read(bytes);
    expect(found.problems).toEqual([]);
    expect(doors(found)).toEqual(["3幢 2单元 15 1502"]);
    expect(found.rows[0]?.holder).toBe("王秀英");
  });

  test("tells what each column says", async () => {
    const { rows, columns } = await csv(text);
    expect(columns).toEqual(["building", "entrance", "door", "floor", "holder", "phone", "people", "rented", "remark"]);
    expect(rows).toEqual([
      {
        row: 2,
        building: { key: "3", name: "3幢" },
        entrance: { key: "2", name: "2单元" },
        door: "1502",
        floor: 15,
        holder: "王秀英",
        phone: "+8613800000001",
        people: 2,
        rented: false,
        remark: null,
      },
    ]);
  });

  test("with a title above its headings, tabs for commas, lines within a cell, empty rows", async () => {
    const found = await csv('伊萨卡社区住户台账\n\n房屋地址\t备注\n3幢2单元1502室\t"两行\n备注"\n\n3幢2单元1503室\t\n');
    expect(doors(found)).toEqual(["3幢 2单元 15 1502", "3幢 2单元 15 1503"]);
    expect(found.rows[0]?.remark).toBe("两行\n备注");
  });

  test("says of each cell that cannot be used where it is and what stands in it", async () => {
    const found = await csv(
      [
        "楼栋,单元,室号,楼层,户主,联系电话,人口,是否出租",
        ",,101,1,,,,",
        "1,1,101,1,,1.38E+10,,",
        "1,1,102,顶楼,,,很多,也许",
        "1,1,,,甲,,,",
        "1,1,103,1,,,,",
        "一幢,一单元,103室,1,,,,",
        "1,1,前院,1,,,,",
        `1,1,104,1,${"长".repeat(61)},,,`,
        "1,1,A,,,,,",
      ].join("\n"),
    );
    expect(found.problems.map((p) => [p.row, p.column, p.value.slice(0, 12), p.why])).toEqual([
      [2, "building", "", "missing"],
      [3, "phone", "1.38E+10", "phone"],
      [4, "floor", "顶楼", "floor"],
      [4, "people", "很多", "people"],
      [4, "rented", "也许", "rented"],
      [5, "door", "", "missing"],
      [7, "door", "1幢1单元103 (6)", "twice"],
      [8, "door", "前院", "door"],
      [9, "holder", "长".repeat(12), "tooLong"],
      [10, "door", "A", "floorUnknown"],
    ]);
    expect(doors(found)).toEqual(["1幢 1单元 1 103"]);
  });

  test("takes the building and entrance of the row above where merged cells left them empty", async () => {
    const found = await csv("幢,单元,室号\n1,1,101\n,,102\n,2,101\n2,1,101\n,,102");
    expect(doors(found)).toEqual([
      "1幢 1单元 1 101",
      "1幢 1单元 1 102",
      "1幢 2单元 1 101",
      "2幢 1单元 1 101",
      "2幢 1单元 1 102",
    ]);
  });

  test("takes a tenant's name as a sign of letting", async () => {
    const { rows } = await csv("地址,租户\n1-1-101,李四\n1-1-102,\n1-1-103,无");
    expect(rows.map((r) => r.rented)).toEqual([true, false, false]);
  });

  test("several telephone numbers stay together", async () => {
    const { rows } = await csv("地址,电话\n1-1-101,13800000001/0571-88880000");
    expect(rows[0]?.phone).toBe("+8613800000001, +86057188880000");
  });
});

describe("a ledger as a workbook", () => {
  const workbook = (sheets: Parameters<typeof writeXlsx>[0]["sheets"]) => writeXlsx({ sheets });

  test("with numbers for telephones and doors, merged cells, several sheets, one of them hidden", async () => {
    const bytes = await workbook([
      {
        name: "1幢",
        rows: [
          ["1幢住户", null, null, null],
          ["楼栋", "单元", "室号", "联系电话", "备注"],
          ["1", 1, 101, 13800000001, "=1+1"],
          [null, null, 102, null, null],
        ],
        merges: [{ startRow: 2, startCol: 0, endRow: 3, endCol: 0 }],
      },
      { name: "说明", rows: [["请按楼栋填写"]] },
      {
        name: "2幢",
        rows: [
          ["楼栋", "单元", "室号"],
          ["2幢", "1单元", "101室"],
          ["1", "1", "101"],
        ],
      },
      {
        name: "旧",
        hidden: true,
        rows: [
          ["楼栋", "单元", "室号"],
          ["9", "9", "909"],
        ],
      },
    ]);
    const found = await read(bytes);
    expect(doors(found)).toEqual(["1幢 1单元 1 101", "1幢 1单元 1 102", "2幢 1单元 1 101"]);
    expect(found.rows[0]).toMatchObject({ phone: "+8613800000001", remark: "=1+1" });
    expect(found.columns).toEqual(["building", "entrance", "door"]);
    expect(found.problems).toEqual([
      { sheet: "2幢", row: 3, column: "door", value: "1幢1单元101 (1幢!3)", why: "twice" },
    ]);
  });
});

test("a workbook that would fill the memory is refused before it is unpacked", async () => {
  const bytes = Buffer.from(
    await writeXlsx({
      sheets: [
        {
          name: "1",
          rows: [
            ["楼栋", "单元", "室号"],
            ["1", "1", "101"],
          ],
        },
      ],
    }),
  );
  expect((await read(bytes)).rows).toHaveLength(1);
  // What its directory says of the first file: how large it is unpacked.
  bytes.writeUInt32LE(0xf000_0000, bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 24);
  await expect(read(bytes)).rejects.toMatchObject({ code: "ledgerBroken" });
});

test.each([
  ["a picture", Buffer.from("89504e470d0a1a0a0000000d", "hex"), "ledgerType"],
  ["an archive that is none", Buffer.from("PK\u0003\u0004 no archive at all"), "ledgerBroken"],
  ["bytes in no encoding", Buffer.from([0xff, 0xff, 0x41]), "ledgerType"],
  ["a text without headings", Buffer.from("你好，世界\n第二行"), "ledgerColumns"],
  ["nothing", Buffer.from(""), "ledgerColumns"],
  ["headings alone", Buffer.from("楼栋,单元,室号\n,,\n"), "ledgerEmpty"],
])("%s is refused in words", async (_, bytes, code) => {
  await expect(read(bytes)).rejects.toMatchObject({ code });
});
