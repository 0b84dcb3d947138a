import type { Form } from "../forms.ts";

const surnames =
  "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏章苏潘葛范彭鲁韦马苗方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕罗毕郝安常于傅齐康伍余顾孟黄穆萧尹姚邵汪毛戴宋庞熊纪舒屈项祝董梁杜阮蓝闵季贾江童颜郭梅盛林钟徐邱骆高夏蔡田樊胡凌霍虞万柯卢莫房丁邓洪包左石崔吉龚程邢裴陆翁荀甄家封储靳焦牧山谷车侯全班仰秋仲伊宫宁仇栾暴甘厉祖武符刘景詹束龙叶司黎薄印白蒲邰从鄂索赖卓蔺屠蒙池乔阴胥苍双闻莘党翟谭贡劳姬申扶堵冉宰雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习艾容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权盖益桓公肖闫覃" +
  "趙錢孫鄭馮陳衛蔣瀋韓楊許呂張嚴華陶謝鄒蘇潘範魯韋馬鮑賀湯羅畢傅齊伍餘顧黃蕭戴龐紀項藍賈顏鐘駱樊萬盧鄧龔陸侯寧劉葉龍黎賴喬譚閻關聶簡饒肖";
/** The many: where a surname alone must do, a rare one would be a word of everyday much more often. */
const common =
  "王李张刘陈杨赵吴徐孙朱郭罗郑宋唐邓冯韩曹彭蔡潘董袁蒋杜魏吕沈姚卢傅崔谭廖汪戴贾邱邹孟秦薛尹張劉陳楊趙吳孫羅鄭鄧馮韓蔣呂盧譚賈鄒";
const compound = "欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|司徒|皇甫|尉迟|公孙|慕容|令狐|端木|夏侯";
const called =
  "先生|女士|太太|小姐|阿姨|叔叔|大叔|大爷|大爺|大妈|大媽|大娘|大伯|大姐|大哥|大嫂|奶奶|爷爷|爺爺|婆婆|公公|伯伯|嫂子|妈妈|媽媽|爸爸|老太太|老太|老汉|老漢|老头|老頭|老伯|阿婆|阿公|阿伯|师傅|師傅|老师|老師|医生|醫生|大夫|护士|護士|经理|經理|主任|书记|書記|院长|院長|校长|校長|队长|隊長|警官|律师|律師|同学|同學";
/** Said of a surname alone: 刘姐, 张工, 王某. */
const short = "[姐哥叔伯婶嬸姨嫂爷爺总總工某]";
const pinyin =
  "Wang|Li|Zhang|Liu|Chen|Yang|Zhao|Huang|Zhou|Wu|Xu|Sun|Hu|Zhu|Gao|Lin|He|Guo|Ma|Luo|Liang|Song|Zheng|Xie|Han|Tang|Feng|Dong|Xiao|Cheng|Cao|Yuan|Deng|Shen|Peng|Lu|Jiang|Cai|Jia|Ding|Wei|Xue|Ye|Yan|Pan|Du|Dai|Xia|Zhong|Tian|Ren|Fan|Fang|Shi|Yao|Tan|Liao";
const han = "\\p{Script=Han}";
/** Where a name ends: after it somebody is, does or says something. */
const ends = "(?=[,。;、:!?()\\s的在住把说說将將家和跟]|$)";
/** Before a nickname there is nothing, or where somebody is, or what is done with them. */
const before = `(?<!${han})|(?<=楼上|樓上|楼下|樓下|隔壁|对门|對門|邻居|鄰居|业主|業主|物业|物業|保安|[的和跟找叫给給让讓请請问問向由与與及是])`;
const roles =
  "名叫|姓名:?\\s*|名字[是叫]|[我他她]叫|本人|联系人|聯絡人|聯繫人|业主|業主|住户|住戶|租户|租戶|邻居|鄰居|隔壁|网格员|網格員|楼道?长|樓道?長|经理|經理|主任|书记|書記|保安|保洁|师傅|師傅|老师|老師|医生|醫生";
const relation =
  "neighbou?r|tenant|owner|landlord|landlady|resident|guard|manager|officer|contact|ask for|named|called";

/** Forms of address, and what is written where a name is: they may be somebody's, and a person looks. */
export const people: readonly Form[] = [
  { kind: "person", pattern: new RegExp(`(?:${compound}|[${surnames}])(?:${han}{1,2})?(?:${called})`, "gu") },
  { kind: "person", pattern: new RegExp(`${han}(?:妈妈|媽媽|爸爸|奶奶|爷爷|爺爺|外婆|外公)(?=[说說家的])`, "gu") },
  {
    kind: "person",
    pattern: new RegExp(`(?<!${han})(?:${compound}|[${common}])${short}(?![作程地务務体體共是])`, "gu"),
  },
  { kind: "person", pattern: new RegExp(`(?:${compound}|[${surnames}])某{1,2}(?![些个個种種])`, "gu") },
  {
    kind: "person",
    pattern: new RegExp(`(?:${before})[老小](?:${compound}|[${common}])(?![贴貼开開八同])`, "gu"),
  },
  {
    kind: "person",
    pattern: new RegExp(`[老小](?:${compound}|[${common}])(?=[家说說的在把将將和跟、,。!?;\\s])`, "gu"),
  },
  {
    kind: "person",
    pattern: new RegExp(
      `(?:${before})阿[强強明华華伟偉芳英珍梅兰蘭辉輝杰傑龙龍虎福贵貴财旺斌军勇敏玲红娟霞芬](?![里裡度])`,
      "gu",
    ),
  },
  { kind: "person", pattern: new RegExp(`(?:${before})[${common}]家(?!港|口|庄|莊|浜|湾|灣|桥|橋)`, "gu") },
  { kind: "person", pattern: new RegExp(`(?:${before})[${common}]${han}{1,2}家(?=[的里裡养養有没沒])`, "gu") },
  { kind: "person", pattern: new RegExp(`姓[${surnames}]${ends}`, "gu") },
  {
    kind: "person",
    pattern: new RegExp(`(?:${roles})\\s*:?\\s*(?:${compound}|[${surnames}])${han}{1,2}${ends}`, "gu"),
  },
  { kind: "person", pattern: new RegExp(`(?:我是|这是|這是)(?:${compound}|[${common}])${han}{1,2}${ends}`, "gu") },
  { kind: "person", pattern: new RegExp(`(?<!${han})(?:${compound}|[${common}])${han}{1,2}(?=\\()`, "gu") },
  // Names of other peoples of the country, and of foreigners: 阿依古丽·买买提.
  { kind: "person", pattern: new RegExp(`${han}{2,7}[·•・‧∙]${han}{2,7}`, "gu") },
  {
    kind: "person",
    pattern:
      /\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Madam|Auntie|Aunt|Uncle|Granny|Grandma|Grandpa|Master)\.? [A-Z][\p{L}'-]+/gu,
  },
  { kind: "person", pattern: new RegExp(`\\b(?:Old|Young|Little|Lao|Xiao|Ah) (?:${pinyin})\\b`, "g") },
  {
    kind: "person",
    pattern: new RegExp(`\\b(?:${relation})(?: (?:is|named|called))? [A-Z][a-z'-]+(?: [A-Z][a-z'-]+)+`, "g"),
  },
  { kind: "person", pattern: /\b(?:[Mm]y name is|I am|I'm) [A-Z][a-z'-]+(?: [A-Z][a-z'-]+)*/g },
  {
    kind: "person",
    pattern: new RegExp(
      `\\b(?!He |Fan |Tan |Pan |Song |Tang )(?:${pinyin}) [A-Z][a-z]{1,10}\\b(?! (?:Road|Street|Avenue|Lane|Lu|Park))(?<!Road|Street|Avenue|Lane| Lu)`,
      "g",
    ),
  },
];
