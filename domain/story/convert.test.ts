import { describe, expect, test } from "vitest";
import { convert } from "./convert.ts";

describe("the other script", () => {
  test.each([
    ["信息公开，用鼠标点一下", "資訊公開，用滑鼠點一下"],
    ["老人的头发白了，社区也发展了", "老人的頭髮白了，社區也發展了"],
    ["小区里的干部洗干净手，吃了一碗面", "社區裡的幹部洗乾淨手，吃了一碗麵"],
    ["通过网络发短信，视频里看得到", "通過網路發簡訊，影片裡看得到"],
    ["她说：“下次还来坐。”", "她說：「下次還來坐。」"],
  ])("of %s is that of Taiwan's readers, by phrases", (cn, tw) => {
    expect(convert(cn, "zh-TW")).toBe(tw);
  });

  test.each([
    ["資訊公開，滑鼠一點", "信息公开，鼠标一点"],
    ["頭髮與發展", "头发与发展"],
    ["她說：「下次還來坐。」", "她说：“下次还来坐。”"],
  ])("of %s, back", (tw, cn) => {
    expect(convert(tw, "zh-CN")).toBe(cn);
  });

  test("leaves markers as they are", () => {
    const text = "走了 [[figure:doors_visited]] 户\n\n[[quote:1]]\n\n[[figure:told_back_yes:2026-1]]";
    expect(convert(text, "zh-TW")).toBe(text.replace("户", "戶"));
  });

  test("comes back to itself where no phrase differs", () => {
    const text = "我们一家一家敲门，把灯修亮。";
    expect(convert(convert(text, "zh-TW"), "zh-CN")).toBe(text);
  });
});
