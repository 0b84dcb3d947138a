/** What a text may give away of single people. */
export type ToldKind =
  | "phone"
  | "identity"
  | "mail"
  | "door"
  | "name"
  | "plate"
  | "account"
  | "contact"
  | "birth"
  | "address"
  | "person"
  | "medical";

/**
 * What a person is asked to look at again; all else is never published. An address may be that of the police station, a
 * form of address may be that of a doctor who agreed, and a word of medicine may be about the clinic's opening hours.
 */
const looked: ReadonlySet<ToldKind> = new Set(["address", "person", "medical"]);

/** Whether a text with this in it may not be published, whoever looks at it. */
export const bars = (kind: ToldKind): boolean => !looked.has(kind);

const surnames =
  "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏章苏潘葛范彭鲁韦马苗方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕罗毕郝安常于傅齐康伍余顾孟黄穆萧尹姚邵汪毛戴宋庞熊纪舒屈项祝董梁杜阮蓝闵季贾江童颜郭梅盛林钟徐邱骆高夏蔡田樊胡凌霍虞万柯卢莫房丁邓洪包左石崔吉龚程邢裴陆翁荀甄家封储靳焦牧山谷车侯全班仰秋仲伊宫宁仇栾暴甘厉祖武符刘景詹束龙叶司黎薄印白蒲邰从鄂索赖卓蔺屠蒙池乔阴胥苍双闻莘党翟谭贡劳姬申扶堵冉宰雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习艾容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权盖益桓公肖闫覃" +
  "趙錢孫鄭馮陳衛蔣瀋韓楊許呂張嚴華陶謝鄒蘇潘範魯韋馬鮑賀湯羅畢傅齊伍餘顧黃蕭戴龐紀項藍賈顏鐘駱樊萬盧鄧龔陸侯寧劉葉龍黎賴喬譚閻關聶簡饒肖";
/** The many: where a surname alone must do, a rare one would be a word of everyday much more often. */
const common =
  "王李张刘陈杨赵吴徐孙朱郭罗郑宋唐邓冯韩曹彭蔡潘董袁蒋杜魏吕沈姚卢傅崔谭廖汪戴贾邱邹孟秦薛尹張劉陳楊趙吳孫羅鄭鄧馮韓蔣呂盧譚賈鄒";
const compound = "欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|司徒|皇甫|尉迟|公孙|慕容|令狐|端木|夏侯";
const called =
  "先生|女士|太太|小姐|阿姨|叔叔|大叔|大爷|大爺|大妈|大媽|大娘|大伯|大姐|大哥|大嫂|奶奶|爷爷|爺爺|婆婆|公公|伯伯|嫂子|师傅|師傅|老师|老師|医生|醫生|大夫|经理|經理|主任|警官|律师|律師|同学|同學";
const pinyin =
  "Wang|Li|Zhang|Liu|Chen|Yang|Zhao|Huang|Zhou|Wu|Xu|Sun|Hu|Zhu|Gao|Lin|He|Guo|Ma|Luo|Liang|Song|Zheng|Xie|Han|Tang|Feng|Dong|Xiao|Cheng|Cao|Yuan|Deng|Shen|Peng|Lu|Jiang|Cai|Jia|Ding|Wei|Xue|Ye|Yan|Pan|Du|Dai|Xia|Zhong|Tian|Ren|Fan|Fang|Shi|Yao|Tan|Liao";
const digit = "[〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖貳參陸]";
const provinces = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼滬遼魯蘇贛陝閩貴粵寧瓊雲";
/** What follows a number and 号 where it is no door: lines, houses, papers, gates. */
const noDoor = "线線楼樓栋棟幢文令院门門库庫店车車公地提议議";

/** Before a number and between its parts, what people write between digits. */
const gap = "[-\\s.·]?";

/**
 * The forms, the surest first: where two meet, the first one gives the kind. (On text after NFKC: no full-width digits, no
 * full-width colons.)
 */
export const forms: readonly { kind: ToldKind; pattern: RegExp }[] = [
  { kind: "identity", pattern: /(?<!\d)[1-9]\d{5}[- ]?(?:19|20)\d{6}[- ]?\d{3}[\dXx](?![\dA-Za-z])/g },
  { kind: "identity", pattern: /(?<!\d)\d{17}[\dXx](?!\d)/g },
  { kind: "identity", pattern: /(?<!\d)[1-9]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?!\d)/g },
  { kind: "identity", pattern: /(?<![A-Za-z0-9])[A-Z]{1,2}\d{6}\([\dA]\)/g },
  { kind: "identity", pattern: /(?<![A-Za-z0-9])[A-Z][12]\d{8}(?!\d)/g },
  {
    kind: "identity",
    pattern: /(?:护照|護照|通行证|通行證|passport)(?:号码?|號碼?| no\.?| number)?\s*[:是为為]?\s*[A-Z]{1,2}\d{6,8}/gi,
  },
  { kind: "identity", pattern: /(?<![A-Za-z0-9])[EGDSPHM][A-Z]?\d{7,8}(?![A-Za-z0-9])/g },
  {
    kind: "account",
    pattern:
      /(?:账号|帐号|账户|帳號|帳戶|卡号|卡號|社保号|医保号|account(?: no\.?| number)?|card(?: no\.?| number)?)\s*(?:[:是为為]|is)?\s*[A-Z0-9]{0,4}(?:[- ]?\d){6,}/gi,
  },
  { kind: "account", pattern: /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b/g },
  { kind: "phone", pattern: /(?<![\d.])(?:\+?86[- ]?)?1[3-9]\d(?:[-\s.·]{0,2}\d){8}(?!\d)/g },
  { kind: "account", pattern: /(?<!\d)[1-9]\d{3}(?:[- ]?\d{4}){2}[- ]?\d{3,4}(?:[- ]?\d{1,4})?(?!\d)/g },
  { kind: "phone", pattern: /(?<![\d.])\(?0\d{2,3}\)?[- ]?\d{3,4}[- ]?\d{4}(?!\d)/g },
  { kind: "phone", pattern: /\+\d{1,3}(?:[- .]?\(?\d\)?){7,12}(?!\d)/g },
  {
    kind: "phone",
    pattern:
      /(?:电话|電話|座机|手机|手機|致电|拨打|tel|phone|call|mobile)(?:号码?|號碼?|\.| number)?\s*(?:[:是为為]|is|me (?:at|on)|at|on)?\s*\d(?:[- ]?\d){6,10}(?!\d)/gi,
  },
  { kind: "phone", pattern: new RegExp(`(?:${digit}${gap}){11}`, "gu") },
  { kind: "mail", pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g },
  {
    kind: "contact",
    pattern:
      /(?:微信|薇信|加[vV]|[vV]信|\bVX|\bWX|wechat|weixin|QQ|扣扣|飞信|抖音|小红书|telegram|whatsapp|\bLINE)\s*(?:号码?|號碼?|id|群|no\.?|number|is|[:是为為])+\s*@?[A-Za-z0-9][\w-]{4,19}/gi,
  },
  {
    kind: "contact",
    pattern: /(?:微信|薇信|加[vV]|[vV]信|\bVX|\bWX|wechat|weixin|QQ|扣扣)\s*(?=[\w-]*\d)[A-Za-z0-9][\w-]{4,19}/gi,
  },
  {
    kind: "plate",
    pattern: new RegExp(
      `[${provinces}使领][A-HJ-NP-Za-hj-np-z]\\s?[·・•.\\- ]?\\s?(?=[A-Za-z]{0,5}\\d)[A-HJ-NP-Za-hj-np-z0-9]{4,5}[A-HJ-NP-Za-hj-np-z0-9挂掛学學警港澳領](?!\\d)`,
      "gu",
    ),
  },
  {
    kind: "plate",
    pattern:
      /(?:车牌号?|車牌號?|\bplates?|licen[cs]e plate|registration)(?: no\.?| number)?\s*(?:[:是为為]|is)?\s*(?=[A-Z -]*\d)[A-Z0-9][A-Z0-9 -]{2,7}[A-Z0-9]\b/gi,
  },
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
  // A street with its number, before the doors: the number belongs to the house.
  {
    kind: "address",
    pattern:
      /[\p{Script=Han}]{1,6}(?:路|街|巷|弄|大道|胡同)\s*\d{1,5}\s*[号號弄](?!线|線)(?:\s*\d{1,3}\s*[号號](?![楼樓]))?/gu,
  },
  {
    kind: "address",
    pattern: /\b\d{1,5} (?:[A-Z][a-z]+ ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Court|Close|Alley)\b\.?/g,
  },
  // 3-2-1502, 3 号楼 2 单元 1502, 1502 室, flat 1502: a door whoever lives there.
  { kind: "door", pattern: /(?<![\d-])\d{1,3}-\d{1,2}-\d{3,4}(?!\d)/g },
  {
    kind: "door",
    pattern:
      /\d{1,3}\s*(?:号楼|號樓|栋|棟|幢|座|#)\s*(?:\d{1,2}\s*(?:单元|單元)|[A-Z]座)?\s*\d{3,4}(?![\d]|\s*年)\s*[室号號户戶]?/gu,
  },
  { kind: "door", pattern: /\d{1,2}\s*(?:单元|單元)\s*\d{3,4}(?!\d|\s*年)\s*[室号號户戶]?/gu },
  { kind: "door", pattern: new RegExp(`(?<!\\d)\\d{3,4}\\s*(?:室|[号號](?![${noDoor}]))(?!\\d)`, "gu") },
  { kind: "door", pattern: /[〇零一二三四五六七八九十百]{3,5}室/gu },
  { kind: "door", pattern: /\b(?:flat|apt|apartment|room|door|no|unit)\.?\s*#?\d{3,4}\b/gi },
  { kind: "person", pattern: new RegExp(`(?:${compound}|[${surnames}])(?:\\p{Script=Han}{1,2})?(?:${called})`, "gu") },
  {
    kind: "person",
    pattern: new RegExp(`(?<![\\p{Script=Han}])[老小](?:${compound}|[${common}])(?![贴貼开開八同])`, "gu"),
  },
  {
    kind: "person",
    pattern: new RegExp(`[老小](?:${compound}|[${common}])(?=[家说說的在把将將和跟、,。!?;\\s])`, "gu"),
  },
  { kind: "person", pattern: new RegExp(`(?<!\\p{Script=Han})[${common}]家(?!港|口|庄|莊|浜|湾|灣|桥|橋)`, "gu") },
  {
    kind: "person",
    pattern: new RegExp(
      `(?:名叫|姓名:?\\s*|名字[是叫]|我叫|他叫|她叫|业主|業主|住户|住戶|租户|租戶|邻居|鄰居)(?:${compound}|[${surnames}])\\p{Script=Han}{1,2}(?=[,。;、:!?\\s的在住把说說将將家]|$)`,
      "gu",
    ),
  },
  {
    kind: "person",
    pattern:
      /\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Madam|Auntie|Aunt|Uncle|Granny|Grandma|Grandpa|Master)\.? [A-Z][\p{L}'-]+/gu,
  },
  { kind: "person", pattern: new RegExp(`\\b(?:Old|Young|Little|Lao|Xiao|Ah) (?:${pinyin})\\b`, "g") },
  {
    kind: "medical",
    pattern:
      /诊断|診斷|确诊|確診|癌|肿瘤|腫瘤|白血病|抑郁|抑鬱|憂鬱症|焦虑症|焦慮症|精神病|精神分裂|精神障碍|精神障礙|自闭症|自閉症|艾滋|愛滋|梅毒|乙肝|丙肝|肝炎|肺结核|肺結核|糖尿病|高血压|高血壓|心脏病|心臟病|冠心病|中风|中風|脑梗|腦梗|瘫痪|癱瘓|残疾(?!人(?:通道|坡道|设施|车位|停车|卫生间|厕所))|殘疾|身心障礙|流产|流產|怀孕|懷孕|癫痫|癲癇|痴呆|失智|阿尔茨海默|帕金森|透析|化疗|化療|放疗|放療|病历|病歷|住院|手术|手術|吸毒|戒毒|自杀|自殺/gu,
  },
  {
    kind: "medical",
    pattern:
      /\b(?:HIV|AIDS|PTSD|ADHD|cancer|tumou?rs?|leuk(?:a?e)mia|diagnos(?:is|ed)|depress(?:ion|ed)|anxiety disorder|schizophreni[ac]|bipolar|autis(?:m|tic)|epilep(?:sy|tic)|hepatitis|tuberculosis|diabet(?:es|ic)|dementia|alzheimer'?s?|parkinson'?s?|dialysis|chemotherapy|miscarriage|pregnan(?:t|cy)|surgery|hospitali[sz]ed|suicid(?:e|al)|paraly[sz]ed)\b/gi,
  },
];
