import { knownBy } from "../ledger/headings.ts";

/** What a ledger may tell of a household; `tenant` is a column that names one, where others say yes or no. */
export type LedgerColumn = keyof typeof names;

/** The names that such columns have in the ledgers that communities keep. */
const names = {
  address: ["地址", "住址", "房屋地址", "详细地址", "房屋坐落", "住房地址", "address"],
  building: ["楼栋", "幢", "栋", "棟", "楼幢", "楼号", "幢号", "栋号", "楼栋号", "楼", "楼宇", "building", "block"],
  entrance: ["单元", "单元号", "單元", "门洞", "梯", "entrance", "stair"],
  floor: ["楼层", "层", "所在楼层", "樓層", "floor", "level"],
  door: [
    "室号",
    "房号",
    "门牌",
    "门牌号",
    "室",
    "房间",
    "房间号",
    "户号",
    "户室",
    "房室号",
    "door",
    "room",
    "flat",
    "apartment",
  ],
  holder: [
    "户主",
    "户主姓名",
    "姓名",
    "业主",
    "业主姓名",
    "房主",
    "联系人",
    "戶主",
    "holder",
    "householder",
    "name",
    "owner",
  ],
  phone: [
    "联系电话",
    "电话",
    "手机",
    "手机号",
    "手机号码",
    "联系方式",
    "电话号码",
    "聯繫電話",
    "phone",
    "mobile",
    "tel",
    "telephone",
  ],
  people: ["人口", "人数", "家庭人口", "人口数", "常住人口", "居住人数", "住户人数", "people", "persons", "members"],
  rented: ["是否出租", "出租", "是否租住", "租住", "是否租户", "出租情况", "rented", "rental"],
  tenant: ["租户", "承租人", "租客", "tenant"],
  remark: ["备注", "说明", "備註", "remark", "remarks", "note", "notes", "comment"],
} as const;

export const ledgerColumns = Object.keys(names) as LedgerColumn[];

const known = knownBy<LedgerColumn>(names);

/** The column that a heading names, or undefined. */
export const columnOf = known.columnOf;

/** Which column stands where, by a row that holds headings. Null where the row is none. */
export function headingsOf(cells: readonly string[]): Map<LedgerColumn, number> | null {
  const found = known.columnsOf(cells);
  const tellsWhere = found.has("address") || found.has("door");
  return tellsWhere && found.size > 1 ? found : null;
}
