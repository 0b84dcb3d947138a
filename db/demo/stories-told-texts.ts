import type { People, Person } from "./people.ts";
import { type StoryPhoto, storyPhotos } from "./photos.ts";

type Text = { title: string; lead: string; body: string };

export type Told = {
  state: "published" | "in_review" | "draft";
  daysAgo: number;
  author: (people: People) => Person;
  /** It tells of the fire-control problem. */
  fire?: true;
  /** Drawn ones; their numbers stand in the text. */
  photos?: StoryPhoto[];
  /** Words from a visit note: by which it is found, and as they stand in the story. */
  quotes: { from: string; words: Record<"zh-CN" | "zh-TW" | "en", string> }[];
  texts: { "zh-CN": Text; "zh-TW"?: Text; en?: Text };
};

const officer = (n: number) => (people: People) => people.officers[n] as Person;

/** What is told in the demo community: invented like everything in it. FIRE stands for the number of the common problem. */
export const told: Told[] = [
  {
    state: "published",
    daysAgo: 4,
    author: officer(8),
    fire: true,
    photos: [storyPhotos.gauge, storyPhotos.table],
    quotes: [
      {
        from: "指针都到红格了",
        words: {
          "zh-CN": "你们把灭火器换了就行，指针都到红格了。",
          "zh-TW": "你們把滅火器換了就行，指針都到紅格了。",
          en: "Just change the fire extinguishers. The needles are all in the red.",
        },
      },
      {
        from: "该看的人不是他",
        words: {
          "zh-CN": "他每个月自己看一遍指针。该看的人不是他。",
          "zh-TW": "他每個月自己看一遍指針。該看的人不是他。",
          en: "Every month he checks the needles himself. It is not he who should be checking.",
        },
      },
      {
        from: "光修不是办法",
        words: {
          "zh-CN": "消防那套东西一看就知道到年头了，光修不是办法。",
          "zh-TW": "消防那套東西一看就知道到年頭了，光修不是辦法。",
          en: "You can see at a glance that it has had its day. Patching is no answer.",
        },
      },
    ],
    texts: {
      "zh-CN": {
        title: "指针到了红格",
        lead: "一户一户听来的小事，拼起来是一套用旧了的消防设施。后来怎么办的，都写在这里。",
        body: `第一个说起灭火器的，是一位退伍老兵。他家门口扫得干干净净，连邻居门口也扫了。问他有什么要求，他只说了一句。

[[quote:1]]

那天晚上回来，同去的干警在手记里写：

[[quote:2]]

[[photo:1]]

## 一件小事，很多扇门

灭火器过期，单独看是一件小事。可是走下去，一扇门说消火栓拧开没有水，一扇门说烟感从来没响过，一扇门说应急灯坏了两年。

[[figure:problem_households:FIRE]]
[[figure:doors_visited]]

同一个问题，在不同的楼里被说了一遍又一遍。一位做工程的业主看得更明白：

[[quote:3]]

我们把这些诉求归到一起，作为一件共性问题公开出来，请消防大队、物业公司、投资集团、社区和业委会先到现场一栋一栋看，再坐下来谈。

## 坐到一张桌子上

[[photo:2]]

看完现场，结论没有悬念：设备是交付时装的，零件已经停产，修一处坏一处。要谈的只有两件事：换哪些，钱谁出。

谈了两个晚上。最后签下的共识，写明更换小区全部消防设施，公开招标，费用由投资集团、社区和住户分担。在上面签字的有 [[figure:agreement_signers:FIRE]]，估算总额 [[figure:agreement_cost:FIRE]]，每户分担多少、怎么算，都附在后面。

[[agreement]]

现在轮到住户投票。通过以后，招标、施工、验收每一步都会在那一页上写出来，晚了要说明为什么。

老兵家的灭火器，当晚就先换了新的。`,
      },
      "zh-TW": {
        title: "指針到了紅格",
        lead: "一戶一戶聽來的小事，拼起來是一套用舊了的消防設施。後來怎麼辦的，都寫在這裡。",
        body: `第一個說起滅火器的，是一位退伍老兵。他家門口掃得乾乾淨淨，連鄰居門口也掃了。問他有什麼要求，他只說了一句。

[[quote:1]]

那天晚上回來，同去的幹警在手記裡寫：

[[quote:2]]

[[photo:1]]

## 一件小事，很多扇門

滅火器過期，單獨看是一件小事。可是走下去，一扇門說消防栓轉開沒有水，一扇門說偵煙器從來沒響過，一扇門說緊急照明燈壞了兩年。

[[figure:problem_households:FIRE]]
[[figure:doors_visited]]

同一個問題，在不同的樓裡被說了一遍又一遍。一位做工程的業主看得更明白：

[[quote:3]]

我們把這些訴求歸到一起，作為一件共性問題公開出來，請消防大隊、物業公司、投資集團、社區和業委會先到現場一棟一棟看，再坐下來談。

## 坐到一張桌子上

[[photo:2]]

看完現場，結論沒有懸念：設備是交屋時裝的，零件已經停產，修一處壞一處。要談的只有兩件事：換哪些，錢誰出。

談了兩個晚上。最後簽下的共識，寫明更換社區全部消防設施，公開招標，費用由投資集團、社區和住戶分擔。在上面簽字的有 [[figure:agreement_signers:FIRE]]，估算總額 [[figure:agreement_cost:FIRE]]，每戶分擔多少、怎麼算，都附在後面。

[[agreement]]

現在輪到住戶投票。通過以後，招標、施工、驗收每一步都會在那一頁上寫出來，晚了要說明為什麼。

老兵家的滅火器，當晚就先換了新的。`,
      },
      en: {
        title: "The needle in the red",
        lead: "Small things, heard at one door after another, added up to a fire-control system that had grown old. What was done about it stands here.",
        body: `The first to speak of fire extinguishers was an old soldier. The floor before his door was swept, and his neighbour's too. Asked what he wanted, he said one thing.

[[quote:1]]

That night the officer who had been there wrote:

[[quote:2]]

[[photo:1]]

## A small thing, and many doors

An extinguisher past its date is a small thing. But at the next door the hydrant gave no water, at another the smoke alarm had never made a sound, at a third the emergency light had been dark for two years.

[[figure:problem_households:FIRE]]
[[figure:doors_visited]]

The same trouble, told again and again in different buildings. A man who builds for a living saw it most plainly:

[[quote:3]]

We put these concerns together as one common problem, in public, and asked the fire brigade, the property company, the investment group, the community and the homeowners' committee first to look at it on site, building by building, and then to sit down.

## At one table

[[photo:2]]

After the inspection there was little to argue about: the equipment dates from the day the compound was handed over, and no parts are made for it any more. Two questions were left: what to replace, and who pays.

It took two evenings. The agreement says that all fire-fighting equipment in the compound is replaced through public tender, the cost shared between the investment group, the community and the households. [[figure:agreement_signers:FIRE]] have signed it; the estimate is [[figure:agreement_cost:FIRE]]. How much each household bears, and how that is worked out, is attached to it.

[[agreement]]

Now the households vote. After that tender, works and acceptance are written down on that page step by step; whatever is late is explained.

The old soldier's extinguisher was changed the same evening.`,
      },
    },
  },
  {
    state: "published",
    daysAgo: 12,
    author: officer(9),
    photos: [storyPhotos.fridge, storyPhotos.entrance],
    quotes: [
      {
        from: "请问幼儿园。",
        words: {
          "zh-CN": "我们很好，谢谢你来，请问幼儿园。",
          "zh-TW": "我們很好，謝謝你來，請問幼兒園。",
          en: "We are well, thank you for coming, please, kindergarten.",
        },
      },
      {
        from: "我截在脑子里了",
        words: {
          "zh-CN": "“请问幼儿园”五个字，我截在脑子里了。",
          "zh-TW": "「請問幼兒園」五個字，我截在腦子裡了。",
          en: "“Please, kindergarten”: I kept those words like a screenshot.",
        },
      },
    ],
    texts: {
      "zh-CN": {
        title: "手机屏幕上的五个字",
        lead: "一位妈妈用手机翻译问了一句话。后面要办的事，有七步。",
        body: `门开了，她讲普通话有点吃力，想了想，把手机递过来。屏幕上是翻译软件打出的一行字。

[[quote:1]]

[[quote:2]]

他们从外地来打工，孩子到了上幼儿园的年纪，不知道在这里能不能报名、去哪里报、要带什么。问过工友，说法都不一样。

## 政策其实是允许的

看的不是户口，是居住证。可是从“允许”到“入园”，中间隔着几张纸：租房合同是手写的，居住证过了期，疫苗少打了一针。每一张都要去不同的地方。

我们没有替她跑，是陪她一步一步写下来，哪一步带什么、去哪里、找谁，打印成大字贴在冰箱上。办完一步，她自己打一个勾。

[[photo:1]]

## 跟到办好为止

这件事是不公开的，具体是哪一家、走到哪一步，只有这家人和经办的人知道。能说的是：它没有被“告知政策”四个字结案，要等这家人自己说办好了，才算结束。

后来我们把怎么报名写成了一篇三种语言的说明，贴在每个单元的门口。像这样问题不深、只是信息没有走到的诉求，占了不小的一部分。

[[photo:2]]

[[figure:concerns_raised]]
[[figure:concerns_solved]]`,
      },
      "zh-TW": {
        title: "手機螢幕上的五個字",
        lead: "一位媽媽用手機翻譯問了一句話。後面要辦的事，有七步。",
        body: `門開了，她講普通話有點吃力，想了想，把手機遞過來。螢幕上是翻譯軟體打出的一行字。

[[quote:1]]

[[quote:2]]

他們從外地來打工，孩子到了上幼兒園的年紀，不知道在這裡能不能報名、去哪裡報、要帶什麼。問過同事，說法都不一樣。

## 政策其實是允許的

看的不是戶口，是居住證。可是從「允許」到「入園」，中間隔著幾張紙：租屋契約是手寫的，居住證過了期，疫苗少打了一針。每一張都要去不同的地方。

我們沒有替她跑，是陪她一步一步寫下來，哪一步帶什麼、去哪裡、找誰，列印成大字貼在冰箱上。辦完一步，她自己打一個勾。

[[photo:1]]

## 跟到辦好為止

這件事是不公開的，具體是哪一家、走到哪一步，只有這家人和經辦的人知道。能說的是：它沒有被「告知政策」四個字結案，要等這家人自己說辦好了，才算結束。

後來我們把怎麼報名寫成了一篇三種語言的說明，貼在每個單元的門口。像這樣問題不深、只是資訊沒有走到的訴求，占了不小的一部分。

[[photo:2]]

[[figure:concerns_raised]]
[[figure:concerns_solved]]`,
      },
      en: {
        title: "One line on a telephone",
        lead: "A mother asked one question through the translator on her phone. What had to be done after that took seven steps.",
        body: `The door opened. She found the language hard, thought for a moment, and held out her phone. The translator had written one line.

[[quote:1]]

[[quote:2]]

They had moved here to work. Their child had come to the age of kindergarten, and they did not know whether a place here was possible, where to ask, what to bring. Everybody at work had told them something else.

## The policy allowed it all along

What counts is the residence permit, not where you are registered. But between “allowed” and “enrolled” lay some sheets of paper: the lease was written by hand, the permit had run out, one vaccination was missing. Each of them is had in another place.

We did not run the errands for her. We wrote down the steps together: what to bring, where to go, whom to ask for; printed large, for the door of the fridge. When a step is done she ticks it.

[[photo:1]]

## Followed until it is done

It is a private matter: which family it is, and how far they have come, is known to them and to those who work on it. What can be said is that it was not closed with the words “informed of the policy”. It ends when the family says so.

Since then there is an explanation in three languages at the door of every entrance. Many concerns are of this kind: no deep cause, only news that did not reach people.

[[photo:2]]

[[figure:concerns_raised]]
[[figure:concerns_solved]]`,
      },
    },
  },
  {
    state: "published",
    daysAgo: 19,
    author: officer(2),
    photos: [storyPhotos.doorstep],
    quotes: [
      {
        from: "豆浆要不要带两杯走",
        words: {
          "zh-CN": "没事，豆浆要不要带两杯走？",
          "zh-TW": "沒事，豆漿要不要帶兩杯走？",
          en: "No trouble at all. Will you take two cups of soy milk with you?",
        },
      },
      {
        from: "链条后面的人没有义务相信我",
        words: {
          "zh-CN": "一分钟也算数。链条后面的人没有义务相信我。",
          "zh-TW": "一分鐘也算數。鏈條後面的人沒有義務相信我。",
          en: "A minute counts too. Whoever stands behind the chain owes me no trust.",
        },
      },
    ],
    texts: {
      "zh-CN": {
        title: "跟着引路的阿姨上十五楼",
        lead: "第一个晚上，最怕的是没人开门。后来知道，开门的不是证件，是走在前面的那个人。",
        body: `出发前大家都有一点怕：怕被当成推销的，怕家里没人，怕说明来意以后对方只说“知道了”。

引路的阿姨不怕。她在这个小区住了十几年，知道哪家上夜班、哪家老人耳朵背、哪家要等孩子睡了再敲。她走在前面，不按门铃，轻轻敲三下。

[[photo:1]]

## 敲对的门

一家开早餐摊的夫妻，下午正是补觉的时候。换了我们自己去，多半敲不开，敲开了也是打扰。阿姨敲了三下，门开了。

[[quote:1]]

也有不想多说的。门开了一条缝，链条没有放下来，前后大概一分钟。

[[quote:2]]

没见到人的，记下来，换个时间再来；说不想被走访的，也记下来，不再去敲。谁都没有被责怪。

## 这一轮走到哪里

每一栋楼走了多少，谁都可以看：只看到楼，看不到哪一户。

[[figure:doors_visited]]
[[figure:doors_all]]

下了十五楼，阿姨说她还要回家做饭。我们问明天几点方便，她说，你们几点来，我就几点在楼下。`,
      },
      "zh-TW": {
        title: "跟著引路的阿姨上十五樓",
        lead: "第一個晚上，最怕的是沒人開門。後來知道，開門的不是證件，是走在前面的那個人。",
        body: `出發前大家都有一點怕：怕被當成推銷的，怕家裡沒人，怕說明來意以後對方只說「知道了」。

引路的阿姨不怕。她在這個社區住了十幾年，知道哪家上夜班、哪家老人耳朵背、哪家要等孩子睡了再敲。她走在前面，不按門鈴，輕輕敲三下。

[[photo:1]]

## 敲對的門

一家開早餐攤的夫妻，下午正是補眠的時候。換了我們自己去，多半敲不開，敲開了也是打擾。阿姨敲了三下，門開了。

[[quote:1]]

也有不想多說的。門開了一條縫，鏈條沒有放下來，前後大概一分鐘。

[[quote:2]]

沒見到人的，記下來，換個時間再來；說不想被走訪的，也記下來，不再去敲。誰都沒有被責怪。

## 這一輪走到哪裡

每一棟樓走了多少，誰都可以看：只看到樓，看不到哪一戶。

[[figure:doors_visited]]
[[figure:doors_all]]

下了十五樓，阿姨說她還要回家做飯。我們問明天幾點方便，她說，你們幾點來，我就幾點在樓下。`,
      },
      en: {
        title: "Up fifteen floors with somebody who knows every door",
        lead: "On the first evening what we feared most was that nobody would open. It is not the badge that opens doors, we learnt, but whoever walks in front.",
        body: `Before we set out everybody was a little afraid: of being taken for salesmen, of nobody being at home, of saying why we came and hearing no more than “I see”.

The guide was not. She has lived in this compound for more than ten years. She knows who works nights, whose father is hard of hearing, where you knock only when the child is asleep. She goes in front and does not ring: three light knocks.

[[photo:1]]

## The right doors

A couple who sell breakfast in the street sleep in the afternoon. By ourselves we would hardly have been let in, and would have been a nuisance if we had. She knocked three times, and the door opened.

[[quote:1]]

Others would rather not talk. A door opened by a hand's breadth, the chain stayed on, it took a minute in all.

[[quote:2]]

Where nobody was at home it is written down, and somebody comes again at another time. Who does not want to be visited is not asked again. Nobody is blamed.

## How far this round has come

How many doors of each building have been reached is open to all: by building, never by door.

[[figure:doors_visited]]
[[figure:doors_all]]

Back from the fifteenth floor she said she had to go home and cook. We asked what time would suit her tomorrow. Whenever you come, she said, I am downstairs.`,
      },
    },
  },
  {
    state: "in_review",
    daysAgo: 1,
    author: officer(3),
    quotes: [
      {
        from: "原来不是要交钱",
        words: {
          "zh-CN": "原来不是要交钱。",
          "zh-TW": "原來不是要交錢。",
          en: "So it is not about paying anything.",
        },
      },
      {
        from: "单子第一行就该写要不要钱",
        words: {
          "zh-CN": "一张纸让人担心了半个月。以后单子第一行就该写要不要钱。",
          "zh-TW": "一張紙讓人擔心了半個月。以後單子第一行就該寫要不要錢。",
          en: "A sheet of paper had worried her for two weeks. Whether it costs anything belongs in its first line.",
        },
      },
    ],
    texts: {
      "zh-CN": {
        title: "压在电视机下面的那张单子",
        lead: "发出去的通知，有人看不懂，就放着等。",
        body: `一位阿姨不识字。上次发的单子她没看懂，压在电视机下面，等我们来念。

[[quote:1]]

[[quote:2]]

这一轮的便条，我们改了第一行：不收钱，不推销，只听您说。`,
      },
      "zh-TW": {
        title: "壓在電視機下面的那張單子",
        lead: "發出去的通知，有人看不懂，就放著等。",
        body: `一位阿姨不識字。上次發的單子她沒看懂，壓在電視機下面，等我們來唸。

[[quote:1]]

[[quote:2]]

這一輪的便條，我們改了第一行：不收錢，不推銷，只聽您說。`,
      },
    },
  },
  {
    state: "draft",
    daysAgo: 0,
    author: officer(8),
    quotes: [],
    texts: {
      "zh-CN": {
        title: "楼道里那辆没人要的自行车",
        lead: "",
        body: "一辆没人要的车，挡了他半年。下楼时我就把车推走了，没等开单。\n\n还没写完：问问物业，这样的车一共清了多少。",
      },
      "zh-TW": {
        title: "樓道裡那輛沒人要的自行車",
        lead: "",
        body: "一輛沒人要的車，擋了他半年。下樓時我就把車推走了，沒等開單。\n\n還沒寫完：問問物業，這樣的車一共清了多少。",
      },
    },
  },
];
