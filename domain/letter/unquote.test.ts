import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { unquoted } from "./unquote.ts";

describe("what was answered to is cut off", () => {
  test.each([
    [
      "Gmail",
      "好的，明天在家。\n\nOn Fri, 27 Nov 2026 at 09:12, Doorstep <door@x.org> wrote:\n> 您明天在家吗？\n> 敲门",
    ],
    [
      "Gmail over two lines",
      "好的，明天在家。\n\nOn Fri, 27 Nov 2026 at 09:12, Doorstep\n<reply+abc@x.org> wrote:\n\n> 您明天在家吗？",
    ],
    ["Gmail in Chinese", "好的，明天在家。\n\n敲门 <door@x.org> 于2026年11月27日周五 09:12写道：\n\n> 您明天在家吗？"],
    [
      "Apple Mail in Chinese",
      "好的，明天在家。\n\n> 在 2026年11月27日，09:12，敲门 <door@x.org> 写道：\n> \n> 您明天在家吗？",
    ],
    ["a phone", "好的，明天在家。\n\n在 2026年11月27日 09:12，敲门 <door@x.org> 写道：\n您明天在家吗？"],
    ["QQ", '好的，明天在家。\n\n\n------------------ 原始邮件 ------------------\n发件人: "敲门"\n您明天在家吗？'],
    ["NetEase", "好的，明天在家。\n\n---- 回复的原邮件 ----\n| 发件人 | 敲门 |\n您明天在家吗？"],
    [
      "Outlook",
      "好的，明天在家。\n\n________________________________\nFrom: Doorstep <door@x.org>\nSent: Friday\nTo: Lin\nSubject: 诉求\n\n您明天在家吗？",
    ],
    [
      "Outlook in Chinese",
      "好的，明天在家。\n\n发件人: 敲门\n发送时间: 2026年11月27日\n收件人: 林\n主题: 诉求\n\n您明天在家吗？",
    ],
    [
      "Outlook in Taiwan",
      "好的，明天在家。\n\n寄件者： 敲門\n寄件日期： 2026年11月27日\n收件者： 林\n主旨： 訴求\n\n您明天在家吗？",
    ],
    ["an old program", "好的，明天在家。\n\n-----Original Message-----\nFrom: Doorstep\n您明天在家吗？"],
    ["our own line", "好的，明天在家。\n\n—— 直接回复本邮件即可，请写在这一行上面 ——\n您明天在家吗？"],
    [
      "our own line in English",
      "好的，明天在家。\n—— You can simply reply to this mail: please write above this line ——\n您明天在家吗？",
    ],
    ["Windows line ends", "好的，明天在家。\r\n\r\n> 您明天在家吗？\r\n"],
  ])("as %s quotes it", (_, text) => expect(unquoted(text)).toBe("好的，明天在家。"));

  test("twenty levels deep", () => {
    const deep = Array.from(
      { length: 20 },
      (_, i) => `${"> ".repeat(i + 1)}第 ${i} 层\n${"> ".repeat(i)}On Monday, X wrote:`,
    );
    expect(unquoted(`好的。\n\n${deep.join("\n")}`)).toBe("好的。");
  });

  test("and answers below or between quoted lines stay", () => {
    expect(unquoted("On Fri, 27 Nov 2026, Doorstep wrote:\n> 您在家吗？\n\n在的。\n\n> 几点？\n\n晚上七点。\n")).toBe(
      "在的。\n\n晚上七点。",
    );
  });
});

describe("what somebody wrote stays", () => {
  test.each([
    "收件人那一栏我写错了，请改一下。",
    "From the lift to the hall it is dark.\nTo see anything I need a lamp.",
    "他写道：\n“请勿停车”。\n这不管用。",
    "日期：2026年11月27日\n地点：三幢",
    "比如 5 > 3 这样",
    "第一行\n\n第二行",
  ])("%j", (text) =>
    expect(unquoted(text)).toBe(text.includes("写道：\n") ? "他写道：\n“请勿停车”。\n这不管用。" : text),
  );

  test.each(["> 只有引文\n> 两行", "-----Original Message-----\n你好", "发件人: 甲\n主题: 乙\n日期: 丙\n丁"])(
    "where nothing would remain: %j",
    (text) => expect(unquoted(text)).toBe(text),
  );

  test("whatever it is, and nothing is ever added", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const rest = unquoted(text);
        expect(rest === "" ? text.trim() === "" || rest === "" : true).toBe(true);
        for (const line of rest.split("\n").filter(Boolean)) expect(text).toContain(line.trim());
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z一-龥，。 ]{1,200}$/), (text) => {
        expect(unquoted(text)).toBe(text.trim());
      }),
    );
  });
});
