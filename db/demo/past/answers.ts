import type { UnitKind } from "../story.ts";

const works = [
  "{when}去现场看过，当天能做的先做，缺的料已经报了。",
  "{when}派人看过，原因找到了，正在排工。",
  "情况属实，{when}开工，做完请楼道长来看。",
  "{when}先作了临时处理，彻底的办法要等配件。",
  "{when}和住户一起看的现场，照他说的那一处查起。",
  "已安排，{when}做完第一步，后面的日子贴在门厅。",
  "{when}查过，不止这一处，一起处理。",
  "料到了，{when}动工，中间不影响大家进出。",
  "{when}处理完第一遍，过几天再来看一次。",
  "这件之前登记过一次没有派下去，{when}补派，由工程主管盯着。",
];

const talks = [
  "{when}上门听了两边的话，先把时间约好。",
  "{when}走访过，有关的几户都通了气。",
  "{when}联系上了，对方愿意坐下来谈。",
  "{when}陪着去办了一趟，还差一张纸，下次带去。",
  "{when}开了个短会，谁来管、什么时候回话都定了。",
];

/** What a unit said in a first answer, before it was done. */
export const firstAnswers: Record<UnitKind, readonly string[]> = {
  property: works,
  investment: works,
  homeowners: ["{when}委员们碰了头，同意这么办，账目照贴。", "{when}看过合同，这一条写着的，已经请物业照做。"],
  fire: ["{when}到现场检查，整改的几条当面交代给物业。", "{when}派员看过，能用的留，不能用的列了单子。"],
  committee: talks,
  health: ["{when}核过，经办的科室和时间都问清楚了。", "{when}和医院通过电话，由医政科跟到底。"],
};
