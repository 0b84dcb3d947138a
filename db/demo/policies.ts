import type postgres from "postgres";
import { idFrom } from "../id.ts";
import { day, dayText } from "./clock.ts";
import type { People } from "./people.ts";
import type { Place } from "./place.ts";
import type { Random } from "./random.ts";

type Text = { title: string; body: string; who?: string; bring?: string; place?: string; takes?: string; ask?: string };

type Said = Record<"zh-CN" | "zh-TW" | "en", Text>;

/** What many ask in the demo community, explained: invented like everything in it. */
const explained: {
  category: string;
  daysAgo: number;
  /** Days from now until it ends. */
  ends?: number;
  texts: Said;
  /** What stood before it. */
  before?: { daysAgo: number; texts: Said };
}[] = [
  {
    category: "schooling",
    daysAgo: 41,
    before: {
      daysAgo: 320,
      texts: {
        "zh-CN": {
          title: "外来务工人员的孩子上幼儿园（旧办法）",
          body: "父母双方都有本区居住证满一年，才能报名。只在五月登记，过时不补。",
          bring: "父母双方的居住证、劳动合同、租房合同、孩子的出生证明。",
          place: "区教育局招生窗口。",
        },
        "zh-TW": {
          title: "外來務工人員的孩子上幼兒園（舊辦法）",
          body: "父母雙方都有本區居住證滿一年，才能報名。只在五月登記，過時不補。",
          bring: "父母雙方的居住證、勞動契約、租屋契約、孩子的出生證明。",
          place: "區教育局招生窗口。",
        },
        en: {
          title: "A kindergarten place for children of families who moved here (until this autumn)",
          body: "Both parents needed a residence permit of this district for a year. Names were put down in May only.",
          bring: "Both residence permits, work contracts, the lease, the child's birth certificate.",
          place: "The enrolment counter of the district's education office.",
        },
      },
    },
    texts: {
      "zh-CN": {
        title: "外来务工人员的孩子，怎么上附近的幼儿园",
        body: "不看户口，看居住证。父母一方有本区居住证、孩子满三周岁，就可以报名。\n\n每年五月先登记，六月幼儿园通知入园。\n\n公办园满了，由社区帮忙安排到最近的普惠园，收费相同。错过登记时间也可以补报，但要等空位。\n\n材料不齐，或不知道该去哪一所，提一条诉求，干警陪您问清楚。",
        who: "父母一方有本区居住证，孩子满三周岁。",
        bring: "居住证、孩子的出生证明或户口簿、租房合同或房产证。",
        place: "伊萨卡社区居委会，一楼服务台。周一到周六 9:00 到 17:00。",
        takes: "当场登记，六月中旬前通知。",
        ask: "社区居委会，或者来敲门的干警。",
      },
      "zh-TW": {
        title: "外來務工人員的孩子，怎麼上附近的幼兒園",
        body: "不看戶口，看居住證。父母一方有本區居住證、孩子滿三歲，就可以報名。\n\n每年五月先登記，六月幼兒園通知入園。\n\n公辦園滿了，由社區協助安排到最近的普惠園，收費相同。錯過登記時間也可以補報，但要等空位。\n\n材料不齊，或不知道該去哪一所，提一條訴求，幹警陪您問清楚。",
        who: "父母一方有本區居住證，孩子滿三歲。",
        bring: "居住證、孩子的出生證明或戶口簿、租屋契約或房產證。",
        place: "伊薩卡社區居委會，一樓服務台。週一到週六 9:00 到 17:00。",
        takes: "當場登記，六月中旬前通知。",
        ask: "社區居委會，或者來敲門的幹警。",
      },
      en: {
        title: "A kindergarten place for children of families who moved here to work",
        body: "What counts is the residence permit, not where you are registered. One parent with a permit of this district, and a child of three or older: then you can enrol.\n\nPut the child's name down in May; the kindergarten writes in June.\n\nWhere the public kindergarten is full, the community finds a place at the nearest subsidised one, for the same fee. You can enrol later too, but then have to wait for a free place.\n\nIf papers are missing, or you do not know which kindergarten is yours, raise a concern: an officer finds it out with you.",
        who: "Families where one parent has a residence permit of this district and the child is three or older.",
        bring:
          "The residence permit, the child's birth certificate or household register, and the lease or title deed.",
        place: "The community committee of Ithaca, ground floor. Monday to Saturday, 9:00 to 17:00.",
        takes: "You are put down at once; you hear by the middle of June.",
        ask: "The community committee, or the officer at your door.",
      },
    },
  },
  {
    category: "fire",
    daysAgo: 26,
    texts: {
      "zh-CN": {
        title: "整栋楼的消防设备老化，更换的钱谁来出",
        body: "公共的消防设备坏了，先用小区的维修资金；不够的部分，由相关各方商量分担，写进共识，公示之后才动工。\n\n个人不用先垫钱。每户分担多少，按房屋面积算，公示期里可以查，也可以提不同意见。\n\n换设备要公开招标：几家来投、谁中标、多少钱，都会公布。\n\n正在办的进度，在这件共性问题的页面上看得到。",
      },
      "zh-TW": {
        title: "整棟樓的消防設備老化，更換的錢誰來出",
        body: "公共的消防設備壞了，先用社區的維修資金；不夠的部分，由相關各方商量分擔，寫進共識，公示之後才動工。\n\n個人不用先墊錢。每戶分擔多少，按房屋面積算，公示期裡可以查，也可以提不同意見。\n\n換設備要公開招標：幾家來投、誰得標、多少錢，都會公布。\n\n正在辦的進度，在這件共性問題的頁面上看得到。",
      },
      en: {
        title: "Who pays when the fire equipment of a whole building is replaced",
        body: "What belongs to all is paid from the compound's repair fund first. What is missing is shared between those concerned: they agree on it in writing, and it is put up for all to see before work begins.\n\nNobody has to advance money. What each household carries goes by the size of the flat; while it is put up, you can look it up and object.\n\nThe work is put out to public tender: who bids, who wins and for how much is published.\n\nHow far it has come stands on the page of the common problem.",
      },
    },
  },
  {
    category: "medical",
    daysAgo: 18,
    ends: 24,
    texts: {
      "zh-CN": {
        title: "在外地看病住院，回来怎么报销",
        body: "去之前先备案，出院时就能直接结算，不用自己垫。用手机备案，或让家里人到社区卫生服务站办，当天有效。\n\n没来得及备案，也能回来报：留好发票、费用清单、出院小结和银行卡，三个月内交到医保窗口。比直接结算少报一些。\n\n急诊不用先备案，抢救记录可以后补。\n\n单据丢了，或窗口说法不一样，提一条诉求，选“只给办事的人看”，我们帮您问。",
        who: "参加本市医保、在外地住院的人。",
        bring: "发票、费用清单、出院小结、银行卡。",
        place: "区医保窗口；备案在社区卫生服务站也能办。",
        takes: "材料齐了，二十个工作日内到账。",
        ask: "社区卫生服务站。",
      },
      "zh-TW": {
        title: "在外地看病住院，回來怎麼報銷",
        body: "去之前先備案，出院時就能直接結算，不用自己墊。用手機備案，或讓家人到社區衛生服務站辦，當天有效。\n\n沒來得及備案，也能回來報：留好發票、費用清單、出院摘要和銀行卡，三個月內交到醫保窗口。比直接結算少報一些。\n\n急診不用先備案，搶救紀錄可以後補。\n\n單據丟了，或窗口說法不一樣，提一條訴求，選「只給辦事的人看」，我們幫您問。",
        who: "參加本市醫保、在外地住院的人。",
        bring: "發票、費用清單、出院摘要、銀行卡。",
        place: "區醫保窗口；備案在社區衛生服務站也能辦。",
        takes: "材料齊了，二十個工作天內入帳。",
        ask: "社區衛生服務站。",
      },
      en: {
        title: "Treated in a hospital elsewhere: how to be reimbursed",
        body: "Register before you go, and the hospital settles it with the insurance when you leave: you advance nothing. By telephone, or your family does it at the community's health station; it counts from the same day.\n\nIf there was no time for that, you can be reimbursed afterwards: keep the invoice, the list of costs, the discharge letter and your bank card, and hand them in at the insurance counter within three months. You get back somewhat less.\n\nAn emergency needs no registration before; the record can follow later.\n\nIf papers are lost, or the counter tells you otherwise, raise a private concern: we ask for you.",
        who: "Everybody insured in this city who was in hospital elsewhere.",
        bring: "The invoice, the list of costs, the discharge letter, your bank card.",
        place: "The insurance counter of the district; registering also at the community's health station.",
        takes: "Twenty working days once the papers are complete.",
        ask: "The community's health station.",
      },
    },
  },
  {
    category: "parking",
    daysAgo: 9,
    texts: {
      "zh-CN": {
        title: "电动自行车为什么不能推上楼充电，那去哪里充",
        body: "电池在楼道里烧起来，三分钟烟就封住楼梯，所以楼道、门厅和家里都不能充。\n\n每栋楼下都有充电棚，扫码就能用，一块钱充四小时，充满自己断电。位子不够的楼，可以用地库东口的二十个插座。\n\n棚里坏了的插座贴有编号，提诉求时写上编号，物业当天去修。\n\n飞线从窗口拉下来充电，同样不行，看到了也请说一声。",
      },
      "zh-TW": {
        title: "電動自行車為什麼不能推上樓充電，那去哪裡充",
        body: "電池在樓道裡燒起來，三分鐘煙就封住樓梯，所以樓道、門廳和家裡都不能充。\n\n每棟樓下都有充電棚，掃碼就能用，一塊錢充四小時，充滿自己斷電。位子不夠的樓，可以用地庫東口的二十個插座。\n\n棚裡壞了的插座貼有編號，提訴求時寫上編號，物業當天去修。\n\n飛線從窗口拉下來充電，同樣不行，看到了也請說一聲。",
      },
      en: {
        title: "Why electric bicycles must not be charged upstairs, and where to charge them",
        body: "When a battery burns in a stairwell, smoke closes the stairs within three minutes: so no charging in corridors, halls or flats.\n\nBelow each building there is a shed with sockets: scan the code, four hours for one yuan, and it switches itself off. Where there are too few, use the twenty sockets at the east entrance of the garage.\n\nEach socket has a number: say which one is broken when you raise it, and it is mended the same day.\n\nA cable out of the window is no better. If you see one, please tell us.",
      },
    },
  },
];

/** The policy explanations of the demo, published by the office. */
export async function loadPolicies(
  sql: postgres.TransactionSql,
  random: Random,
  place: Place,
  people: People,
  now: number,
): Promise<void> {
  const put = async (
    { category, daysAgo, texts }: { category: string; daysAgo: number; texts: Said },
    more: Record<string, unknown>,
    id: string,
  ) => {
    const at = new Date(now - daysAgo * day);
    await sql`insert into policies ${sql({
      community_id: place.communityId,
      id,
      category,
      published_at: at,
      created_by: people.coordinators[0]?.id ?? null,
      created_at: at,
      changed_at: at,
      ...more,
    })}`;
    for (const [locale, text] of Object.entries(texts))
      await sql`insert into policy_texts ${sql({
        community_id: place.communityId,
        policy_id: id,
        locale,
        ...text,
      })}`;
  };
  for (const one of explained) {
    const days = {
      valid_from: one.before ? dayText(now - one.daysAgo * day) : null,
      valid_until: one.ends ? dayText(now + one.ends * day) : null,
      // The office knows already: nobody is told of anything as the demo begins.
      end_told: one.ends ? new Date(now) : null,
    };
    const id = random.id();
    await put(one, days, id);
    if (!one.before) continue;
    const replaces = idFrom(id, "before");
    await put({ category: one.category, ...one.before }, {}, replaces);
    await sql`update policies set replaces = ${replaces} where community_id = ${place.communityId} and id = ${id}`;
  }
}
