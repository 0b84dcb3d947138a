type RoomStory = {
  /** The private case that it belongs to. */
  title: string;
  name: string;
  unit: "health";
  turns: { by: "owner" | "reporter" | "unit"; says: string }[];
};

export const rooms: RoomStory[] = [
  {
    title: "母亲术后情况不好，医院不肯把话说清楚",
    name: "座谈前的准备",
    unit: "health",
    turns: [
      {
        by: "owner",
        says: "这里只有您、卫健局和我们。病历复印件里看不懂的地方，先在这里问，不用等到座谈那天。",
      },
      { by: "reporter", says: "第十一页写着“继续观察”，是谁在观察？我翻来覆去看不明白。" },
      {
        by: "unit",
        says: "那一页是夜班护士记的，医生的记录在第十四页。外院那位医师愿意会前先和您通一次电话，逐页讲给您听，时间您来定。",
      },
      { by: "reporter", says: "明天晚上八点以后吧，父亲睡了。" },
      { by: "unit", says: "好，明晚八点半打您留的那个号码，二十分钟左右。他只讲病历，不谈责任。" },
      { by: "owner", says: "三个问题我按夜里的钟点排好了。会上您说到哪里停下来都可以，后面我念。" },
    ],
  },
];
