import type postgres from "postgres";
import { demoAccounts } from "./accounts.ts";
import { clockTime, day, hour } from "./clock.ts";
import type { Place } from "./place.ts";
import type { Random } from "./random.ts";

type Way = {
  title: string;
  en: string;
  tw: string;
  papers?: string[];
  place?: string;
  goes?: true;
  generic?: true;
};

/** The way to a kindergarten place, as the officer wrote it down with the family. */
const way: Way[] = [
  {
    title: "和房东补签正式的租房合同",
    tw: "和房東補簽正式的租屋契約",
    en: "Sign a proper lease with the landlord",
    papers: ["夫妻双方身份证", "手写的旧合同"],
    place: "居委会二楼",
    generic: true,
  },
  {
    title: "续居住证，拿到回执",
    tw: "續居住證，拿到回執",
    en: "Renew the residence permit and get the receipt",
    papers: ["过期的居住证", "新签的合同", "照片一张"],
    place: "派出所户籍窗口",
    generic: true,
  },
  {
    title: "补种一针，开疫苗查验证明",
    tw: "補種一針，開疫苗查驗證明",
    en: "Have the missing vaccination, and get the certificate",
    papers: ["疫苗本"],
    place: "社区卫生服务中心",
    generic: true,
  },
  {
    title: "入园体检",
    tw: "入園體檢",
    en: "Health check for the kindergarten",
    papers: ["疫苗查验证明", "照片两张"],
    place: "妇幼保健院",
    generic: true,
  },
  {
    title: "到幼儿园交材料",
    tw: "到幼兒園交資料",
    en: "Hand in the papers at the kindergarten",
    papers: ["租房合同和复印件", "居住证回执和复印件", "孩子的出生证明", "体检表"],
    place: "北门普惠幼儿园",
    goes: true,
    generic: true,
  },
  {
    title: "头一周送半天，看看适应得怎样",
    tw: "頭一週送半天，看看適應得怎樣",
    en: "The first week, half days: see how it goes",
  },
];

/**
 * The migrant worker's kindergarten place is followed to its end: where the concern is still open, as far as it has come,
 * with the next step tomorrow; where it is over, all of it, and the family has said so.
 */
export async function loadSteps(
  sql: postgres.TransactionSql,
  random: Random,
  place: Place,
  now: number,
): Promise<void> {
  const [concern] = await sql<{ id: string; owner: string; createdAt: Date; closedAt: Date | null }[]>`
    select c.id, c.owner_id as owner, c.created_at as "createdAt", c.closed_at as "closedAt" from concerns c
    where c.community_id = ${place.communityId} and c.category = 'schooling' and c.title like '%幼儿园%' and c.status <> 'new'
    order by c.closed_at is not null, c.title like '%外地户口%' desc, c.id limit 1`;
  if (!concern) return;
  const { closedAt, owner } = concern;
  const began = Math.min(concern.createdAt.getTime() + 4 * hour, now);
  const following = random.id();
  const here = { community_id: place.communityId, concern_id: concern.id };
  const ended = closedAt ? { word: "done", word_via: "online", word_at: closedAt, ended_at: closedAt } : {};
  await sql`insert into concern_followings ${sql({ ...here, id: following, started_by: owner, started_at: new Date(began), ...ended })}`;
  const end = closedAt?.getTime() ?? now;
  // A step in two days, as far as it has come.
  const gone = closedAt ? way.length : Math.min(3, Math.ceil((end - began) / (2 * day)));
  // The officer whom the demo signs in as goes along on the last errand.
  const [companion] = await sql<{ id: string }[]>`
    select user_id as id from accounts where email = ${demoAccounts.find(({ key }) => key === "officer")?.email ?? ""}`;
  const rows = way.map((step, i) => {
    const done = i < gone;
    const at = done
      ? began + ((end - began) * (i + 1)) / (gone + 1)
      : clockTime(now, 1 + (i - gone) * 3, i === gone ? 9 : 16);
    const dated = !done && i < way.length - 1;
    return {
      ...here,
      id: random.id(),
      following_id: following,
      ordinal: i + 1,
      title: step.title,
      titles: sql.json({ "zh-CN": step.title, "zh-TW": step.tw, en: step.en }),
      papers: (step.papers ?? []).join("\n"),
      at: dated ? new Date(at) : null,
      timed: dated,
      place: step.place ?? null,
      officer_id: step.goes ? (companion?.id ?? owner) : null,
      status: done ? "done" : "open",
      settled_at: done ? new Date(at) : null,
      generic: step.generic ?? false,
      created_by: owner,
      created_at: new Date(began),
    };
  });
  for (const row of rows) await sql`insert into concern_steps ${sql(row)}`;
}
