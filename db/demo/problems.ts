import type postgres from "postgres";
import { clockTime, day } from "./clock.ts";
import { freeNumber } from "./number.ts";
import type { People, Person } from "./people.ts";
import type { Place } from "./place.ts";
import type { Random } from "./random.ts";
import type { UnitKind } from "./story.ts";

type Told = {
  number: string;
  title: string;
  category: string;
  summary: string;
  face: string;
  /** Which concerns of the category stand behind it: those that speak of it. */
  about: string;
  daysAgo: number;
  units: UnitKind[];
  owner: (people: People) => Person;
  nextInDays: number;
  nextNote: string;
};

/** The two complaints that return at door after door. */
const told: Told[] = [
  {
    number: "8101",
    title: "消防设施用旧了，靠不住",
    category: "fire",
    summary:
      "各幢反映的都是同一套设施：消火栓没有水或水压不够，喷淋、烟感和主机互相联不上，应急灯和灭火器过期。设施是交付时装的，零件已经停产，修一处坏一处。\n\n要请消防、物业、投资集团、社区和业委会一起到现场看一遍，再坐下来商量：是继续修，还是整套换，钱怎么分担。",
    face: "很多楼反映消防设施老化：消火栓水压不够，报警和喷淋不灵，应急灯不亮。这不是哪一幢的事，是整个小区的一套设施用旧了。\n\n已经请消防、物业、投资集团、社区和业委会坐到一起。先逐幢实地看，再商量怎么换、钱怎么分担，结果写在这里。",
    about: "消火栓|消防栓|喷淋|烟感|报警|灭火器|水压|水泵|主机|应急灯|防火门|疏散",
    daysAgo: 24,
    units: ["fire", "property", "investment", "committee", "homeowners"],
    owner: (people) => people.officers[8] as Person,
    nextInDays: 5,
    nextNote: "约各单位到现场看",
  },
  {
    number: "8102",
    title: "物业服务跟不上",
    category: "property",
    summary:
      "报修没有人回、收费说不清、巡查和保洁时有时无，门岗换人不交接。单件都能办，办完又来。业委会说合同里有标准，但没有人按它查。\n\n打算请物业和业委会把合同里的服务标准对一遍，定下每月公开一次做到了多少。",
    face: "不少住户反映物业服务跟不上：报修没有回音，收费说不清，巡查时有时无。\n\n已经请物业公司、社区和业委会坐到一起，对照合同把服务标准说清楚，之后每个月公开一次做到了多少。",
    about: "物业|报修|管家|客服|收费|物业费|保安|巡查",
    daysAgo: 15,
    units: ["property", "committee", "homeowners"],
    owner: (people) => people.coordinators[1] as Person,
    nextInDays: 3,
    nextNote: "和业委会对合同",
  },
];

/** The common problems of the demo, with the concerns that stand behind them and the units at their tables. */
export async function loadProblems(
  sql: postgres.TransactionSql,
  random: Random,
  place: Place,
  people: People,
  now: number,
): Promise<void> {
  const lead = people.coordinators[0] as Person;
  const here = { community_id: place.communityId };
  for (const problem of told) {
    const id = random.id();
    const owner = problem.owner(people);
    const begun = clockTime(now - problem.daysAgo * day, 0, 10);
    await sql`insert into problems ${sql({
      ...here,
      id,
      number: await freeNumber(sql, begun, problem.number),
      title: problem.title,
      category: problem.category,
      status: "talks",
      owner_id: owner.id,
      next_at: new Date(clockTime(now, problem.nextInDays, 15)),
      next_note: problem.nextNote,
      face: problem.face,
      published_at: new Date(begun + 3 * day),
      created_by: lead.id,
      created_at: new Date(begun),
    })}`;
    await sql`insert into problem_briefs ${sql({ ...here, problem_id: id, summary: problem.summary })}`;
    const behind = await sql<{ id: string }[]>`
      select c.id from concerns c
      where c.community_id = ${place.communityId} and c.privacy = 'neighbourhood' and c.category = ${problem.category} and (c.title || c.body) ~ ${problem.about}
      order by c.created_at, c.id`;
    await sql`insert into problem_concerns ${sql(
      behind.map((c) => ({ ...here, problem_id: id, concern_id: c.id, added_by: lead.id, added_at: new Date(begun) })),
    )}`;
    await sql`insert into problem_units ${sql(
      problem.units.map((kind) => ({
        ...here,
        problem_id: id,
        organization_id: people.units[kind].id,
        added_by: owner.id,
        added_at: new Date(begun + day),
      })),
    )}`;
    const event = (after: number, actor: Person, kind: string, more: Record<string, unknown> = {}) => ({
      ...here,
      subject_type: "problem",
      subject_id: id,
      kind,
      audience: "working",
      actor_id: actor.id,
      data: {},
      from_status: null,
      to_status: null,
      at: new Date(begun + after),
      ...more,
    });
    const minute = 60_000;
    await sql`insert into events ${sql([
      event(0, lead, "created", { audience: "everyone" }),
      event(minute, lead, "concerns_added", { data: { count: behind.length, concerns: [] } }),
      event(2 * minute, lead, "handed_over", { data: { owner: owner.id } }),
      ...problem.units.map((kind, i) =>
        event(day + i * minute, owner, "unit_seated", { data: { organization: people.units[kind].id } }),
      ),
      event(2 * day, owner, "moved", { audience: "everyone", from_status: "open", to_status: "talks" }),
      event(3 * day, owner, "published", { audience: "everyone" }),
    ])}`;
  }
}
