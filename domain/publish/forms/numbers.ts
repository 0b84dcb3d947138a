import type { Form } from "../forms.ts";

const digit = "[〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖貳參陸]";
const provinces = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼滬遼魯蘇贛陝閩貴粵寧瓊雲";

/** Between the parts of a number, what people write: a dash, a dot, a star; never words. */
const gap = "[-\\s.·_/*,、~]{1,3}";

/** What says that a telephone number follows, also one without its area: of the number, and of what is done with it. */
const dial = "电话|電話|座机|座機|手机|手機|热线|熱線|致电|拨打|撥打|tel|phone|call|mobile|fax";
const reached =
  "打(?:给|給)?|找(?:我|他|她)|联系(?:方式|人|我)?|联络|聯絡|聯繫|(?:我|他|她|家)的?(?:号码?|號碼?)|ring|dial|text|reach (?:me|us|him|her)|contact|whatsapp|sms|(?:my|his|her|their) number";
const then =
  "(?:号码?|號碼?|\\.| number| no\\.?)?\\s*(?:[:是为為]|is|me (?:at|on)|(?:him|her|them) (?:at|on)|at|on|me)?\\s*";
const short = "(?!400|800)\\d(?:[- ]?\\d){6,10}(?!\\d|\\s*(?:[元块塊万萬年户戶吨噸度]|yuan))";

/** Where people are found beside the telephone. */
const accounts =
  "微\\s?信|薇信|威信|加微|加[vV]|[vV]信|\\b(?:VX|WX|[vV])(?=\\s*:)|\\b(?:VX|WX)|wechat|weixin|QQ|扣扣|企鹅号?|企鵝號?|飞信|抖音|快手|小红书|小紅書|telegram|whatsapp|\\bLINE(?=\\s*(?:id|:))";
const handle = "@?[A-Za-z0-9][\\w.-]{4,19}";

/** Numbers and names by which one person can be called, written to, or looked up. */
export const numbers: readonly Form[] = [
  { kind: "identity", pattern: /(?<!\d)[1-9]\d{5}[- ]?(?:19|20)\d{6}[- ]?\d{3}[\dXx](?![\dA-Za-z])/g },
  { kind: "identity", pattern: /(?<!\d)\d{17}[\dXx](?!\d)/g },
  { kind: "identity", pattern: /(?<!\d)[1-9]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?!\d)/g },
  { kind: "identity", pattern: /(?<![A-Za-z0-9])[A-Z]{1,2}\d{6}\([\dA]\)/g },
  { kind: "identity", pattern: /(?<![A-Za-z0-9])[A-Z][- ]?[12]\d{8}(?!\d)/g },
  {
    kind: "identity",
    pattern: /(?:护照|護照|通行证|通行證|passport)(?:号码?|號碼?| no\.?| number)?\s*[:是为為]?\s*[A-Z]{1,2}\d{6,8}/gi,
  },
  { kind: "identity", pattern: /(?<![A-Za-z0-9])[EGDSPHM][A-Z]?\d{7,8}(?![A-Za-z0-9])/g },
  {
    kind: "identity",
    pattern:
      /(?<=(?:身份证|身份證|身分證|居住证|居住證|\bID(?: card)?(?: number| no\.?)?)(?:号码?|號碼?|字號)?\s*(?:[后後尾末]\S{0,3}?)?\s*(?:[:是为為]|is)?\s*)(?<![\dA-Z])[A-Z]?\d(?:[- ]?[\dX]){3,18}/gi,
  },
  {
    kind: "account",
    pattern:
      /(?:账号|帐号|账户|帳號|帳戶|卡号|卡號|社保号|医保号|(?:学|學|工|住院|就诊|就診|病历|病歷|保单|保單)[号號]|account(?: no\.?| number)?|card(?: no\.?| number)?)\s*(?:[:是为為]|is)?\s*[A-Z0-9]{0,4}(?:[- ]?\d){6,}/gi,
  },
  { kind: "account", pattern: /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b/g },
  { kind: "phone", pattern: /(?<![\d.])(?:\+?86[- ]?)?1[3-9]\d(?:[-\s.·]{0,2}\d){8}(?!\d)/g },
  // Digit by digit, and in three groups with whatever stands between them.
  { kind: "phone", pattern: /(?<!\d)1([- .·_,、])[3-9](?:\1\d){9}(?!\1?\d)/g },
  { kind: "phone", pattern: new RegExp(`(?<![\\d.])1[3-9]\\d${gap}\\d{4}${gap}\\d{4}(?!\\d)`, "g") },
  { kind: "account", pattern: /(?<!\d)[1-9]\d{3}(?:[- ]?\d{4}){2}[- ]?\d{3,4}(?:[- ]?\d{1,4})?(?!\d)/g },
  { kind: "phone", pattern: /(?<![\d.])\(?0\d{2,3}\)?[- ]?\d{3,4}[- ]?\d{4}(?!\d)/g },
  { kind: "phone", pattern: /(?<!\d)09\d{2}[- ]?\d{3}[- ]?\d{3}(?!\d)/g },
  { kind: "phone", pattern: /(?:\+|(?<!\d)00)\d{1,3}(?:[- .]?\(?\d\)?){7,12}(?!\d)/g },
  // (400 and 800 are the services of a company.)
  { kind: "phone", pattern: /(?<![\d-])(?:\((?![48]00)\d{3}\) ?|(?![48]00)\d{3}[-.])\d{3}[-.]\d{4}(?![\d-])/g },
  { kind: "phone", pattern: new RegExp(`(?:${dial})${then}${short}`, "giu") },
  { kind: "phone", pattern: new RegExp(`(?<=(?:${reached})${then})${short}`, "giu") },
  { kind: "phone", pattern: new RegExp(`(?:${digit}[-\\s.·]?){11}`, "gu") },
  { kind: "mail", pattern: /[\w.+-]{1,64} ?@ ?[\w-]+(?:(?:\.|[点點])[\w-]+)+/g },
  { kind: "mail", pattern: /[\p{L}\p{N}_.+-]{1,20}@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu },
  {
    kind: "mail",
    pattern: /[\w.+-]{1,64}(?: ?[([]at[)\]] ?[\w-]+(?: ?(?:\.|[([]?dot[)\]]?) ?[\w-]+)+| at [\w-]+(?: dot [\w-]+)+)/gi,
  },
  {
    kind: "contact",
    pattern: new RegExp(
      `(?:${accounts})\\s*(?:(?:号码?|號碼?|群|id|no\\.?|number)\\s*(?:[:=是为為]|is)?|[:=是为為])\\s*${handle}`,
      "giu",
    ),
  },
  // Without a word between, or with one of everyday: only what no word looks like.
  {
    kind: "contact",
    pattern: new RegExp(`(?:${accounts})\\s*(?:is )?(?=[@\\w.-]*[\\d_])(?!20\\d{6})${handle}`, "giu"),
  },
  { kind: "contact", pattern: /(?:telegram|twitter|instagram|weibo|微博)\s*:?\s*@[\w.]{4,20}/gi },
];

export const plates: readonly Form[] = [
  {
    kind: "plate",
    pattern: new RegExp(
      `[${provinces}使领] ?[A-HJ-NP-Za-hj-np-z]\\s?[·・•.\\- ]?\\s?(?=[A-Za-z]{0,5}\\d)(?:[A-HJ-NP-Za-hj-np-z0-9] ?){4,5}[A-HJ-NP-Za-hj-np-z0-9挂掛学學警港澳領](?!\\d)`,
      "gu",
    ),
  },
  { kind: "plate", pattern: /(?<![A-Za-z0-9])[A-HJ-NP-Z][·・•](?=[A-Z]{0,5}\d)[A-HJ-NP-Z0-9]{5,6}(?![A-Za-z0-9])/g },
  {
    kind: "plate",
    pattern:
      /(?:车牌号?|車牌號?|\bplates?|licen[cs]e plate|registration)(?: no\.?| number)?\s*(?:[:是为為]|is)?\s*(?=[A-Z -]*\d)[A-Z0-9][A-Z0-9 -]{2,7}[A-Z0-9]\b/gi,
  },
  {
    kind: "plate",
    pattern: /(?:车牌|車牌|车号|車號|尾号|尾號)(?:尾号|尾號|后|後)?\s*[:是为為]?\s*[A-Z0-9]{3,6}(?![A-Z0-9])/gi,
  },
];

export const births: readonly Form[] = [
  {
    kind: "birth",
    pattern:
      /(?:出生(?:日期|年月)?|生日|生于|生於|\bborn(?: on| in)?|date of birth|\bDOB|birthday(?: is)?)[^\d\n]{0,6}(?:(?:19|20)?\d{2}[-./年]\d{1,2}(?:[-./月]\d{1,2})?日?|\d{1,2}[月/.-]\d{1,2}日?)/gi,
  },
  { kind: "birth", pattern: /(?:19|20)\d{2}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:出生|生人|生的)/g },
  {
    kind: "birth",
    pattern:
      /(?:\bborn(?: on)?|date of birth|\bDOB|birthday(?: is)?)[: ]+(?:\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+|[A-Z][a-z]+ \d{1,2}(?:st|nd|rd|th)?),? ?(?:\d{4})?/g,
  },
];
