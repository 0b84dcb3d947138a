import { knownBy } from "../../ledger/headings.ts";
import { Refusal } from "../../refusal.ts";

/** What a list of concerns may tell of one. */
export type ConcernColumn = keyof typeof names;

/** The names that such columns have in the lists that communities and hotlines keep. */
const names = {
  number: [
    ...["留言编号", "编号", "工单号", "工单编号", "诉求编号", "信件编号", "受理编号", "流水号", "單號", "編號"],
    ...["number", "no", "id", "ticket", "case number", "reference"],
  ],
  title: ["留言主题", "标题", "主题", "诉求标题", "事由", "標題", "主題", "title", "subject"],
  body: [
    ...["留言详情", "留言内容", "内容", "诉求内容", "诉求", "详情", "反映内容", "问题描述", "內容", "訴求內容"],
    ...["body", "text", "content", "details", "description", "concern"],
  ],
  raised: [
    ...[
      "留言时间",
      "时间",
      "受理时间",
      "诉求时间",
      "提交时间",
      "反映时间",
      "来电时间",
      "登记时间",
      "日期",
      "時間",
      "受理時間",
    ],
    ...["time", "date", "raised", "raised at", "created", "received"],
  ],
  reporter: [
    ...["留言用户", "姓名", "诉求人", "反映人", "来电人", "用户", "联系人", "訴求人"],
    ...["name", "reporter", "user", "raised by"],
  ],
  phone: ["联系电话", "电话", "手机", "手机号", "来电号码", "联系方式", "聯絡電話", "phone", "mobile", "telephone"],
  address: ["地址", "住址", "详细地址", "事发地址", "诉求地址", "address", "place", "location"],
  building: ["楼栋", "幢", "栋", "棟", "楼号", "楼幢", "building", "block"],
  entrance: ["单元", "單元", "单元号", "entrance", "stair"],
  door: ["室号", "房号", "门牌", "门牌号", "室", "door", "room", "flat"],
  category: [
    ...["分类", "类别", "一级标签", "一级分类", "诉求类别", "问题类别", "類別", "分類"],
    ...["category", "kind", "subject area"],
  ],
  answer: [
    ...[
      "答复意见",
      "答复",
      "回复",
      "回复内容",
      "答复内容",
      "办理结果",
      "处理结果",
      "办理情况",
      "答覆",
      "回覆",
      "辦理結果",
    ],
    ...["answer", "reply", "outcome"],
  ],
  answered: [
    ...["答复时间", "回复时间", "办结时间", "办理时间", "处理时间", "答覆時間", "回覆時間"],
    ...["answered", "answered at", "answer time", "replied at"],
  ],
  unit: [
    ...["答复单位", "承办单位", "办理单位", "回复单位", "责任单位", "处理单位", "答覆單位", "承辦單位"],
    ...["unit", "answered by", "organization", "department"],
  ],
} as const;

export const concernColumns = Object.keys(names) as ConcernColumn[];

const known = knownBy<ConcernColumn>(names);

/** The column that a heading names, or undefined. */
export const columnOf = known.columnOf;

/**
 * Which column stands where, by a row that holds headings; null where the row is none.
 * @throws Refusal `ledgerNumber` where nothing tells one concern from another, `ledgerTime` where nothing tells when
 */
export function headingsOf(cells: readonly string[]): Map<ConcernColumn, number> | null {
  const found = known.columnsOf(cells);
  if (found.size < 2 || !(found.has("title") || found.has("body"))) return null;
  if (!found.has("number")) throw new Refusal("ledgerNumber");
  if (!found.has("raised")) throw new Refusal("ledgerTime");
  return found;
}
