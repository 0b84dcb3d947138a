import type postgres from "postgres";
import { clockTime, day, dayText, hour } from "./clock.ts";
import type { People } from "./people.ts";
import type { Place } from "./place.ts";
import { randomFrom } from "./random.ts";

type Sql = postgres.TransactionSql;

/** One agenda of the story's joint meeting: what was said and decided at each point. */
const agenda: readonly {
  title: string;
  by?: "homeowners";
  lines: readonly (readonly [string, "note" | "decision"])[];
}[] = [
  {
    title: "消防设施现在是什么状况",
    lines: [
      ["消防大队通报实地查看结果：灭火器多数过期，三处消火栓没有水，控制室主机不能联动。", "note"],
      ["物业公司：设备用了十四年，维修配件已经停产，单修一处解决不了问题。", "note"],
    ],
  },
  {
    title: "整体更换还是分批维修",
    lines: [
      ["消防大队建议整体更换，分批维修期间仍有隐患。", "note"],
      ["小区消防设施整体更换，通过公开招投标确定施工单位。", "decision"],
    ],
  },
  {
    title: "费用怎么分担",
    lines: [
      ["投资集团愿意承担一部分；社区可以使用惠民项目资金。", "note"],
      ["费用由投资集团、社区和居民三方分担，比例在共识里写明，居民部分须经业主表决。", "decision"],
    ],
  },
  {
    title: "施工期间老人出行怎么办",
    by: "homeowners",
    lines: [["施工一个单元一个单元进行，物业提前三天贴通知，行动不便的住户由网格员上门。", "decision"]],
  },
];

/** What was looked at in each entrance that the inspection came to. */
const looked = ["灭火器", "消火栓", "应急照明"] as const;

/**
 * The story's inspection and joint meeting, with minutes that are settled, and what is still to come.
 * @param problem the one they are about
 */
export async function loadMeetings(
  sql: Sql,
  { communityId, entrances }: Place,
  people: People,
  now: number,
  problem: string,
): Promise<void> {
  // A source of its own: what else is drawn stays what it was.
  const random = randomFrom(20_171_112);
  const here = { community_id: communityId };
  const lead = people.coordinators[1]?.id ?? "";
  const helper = people.officers[8]?.id ?? "";
  const { units } = people;
  const partners = [units.property, units.fire, units.investment, units.committee, units.homeowners];

  const meeting = async (
    given: { title: string; kind: string; status: string; place: string; begun: number } & Record<string, unknown>,
    at: number | null,
    length: number,
  ): Promise<string> => {
    const { begun, ...rest } = given;
    const id = random.id();
    await sql`insert into meetings ${sql({
      ...here,
      id,
      problem_id: problem,
      organizer_id: lead,
      starts_at: at === null ? null : new Date(at),
      ends_at: at === null ? null : new Date(at + length * hour),
      created_at: new Date(begun),
      changed_at: new Date(begun),
      ...rest,
    })}`;
    return id;
  };
  const invite = async (
    id: string,
    parties: { principal: string; kind: string; who?: string }[],
    past: boolean,
    at: number,
  ) => {
    await sql`insert into meeting_parties ${sql(
      [{ principal: lead, kind: "user" }, { principal: helper, kind: "user" }, ...parties].map(
        (p: { principal: string; kind: string; who?: string }) => ({
          ...here,
          meeting_id: id,
          principal: p.principal,
          kind: p.kind,
          invited_by: lead,
          invited_at: new Date(at),
          reply: past ? "yes" : null,
          replied_at: past ? new Date(at + 5 * hour) : null,
          attended: past ? true : null,
          attendees: past ? (p.who ?? null) : null,
        }),
      ),
    )}`;
  };
  const tell = async (id: string, events: readonly (readonly [string, number, string?, string?])[]) => {
    for (const [kind, at, from, to] of events) {
      await sql`insert into events ${sql({
        ...{ ...here, subject_type: "meeting", subject_id: id, kind, audience: "everyone", actor_id: lead },
        ...{ from_status: from ?? null, to_status: to ?? null, data: sql.json({}), at: new Date(at) },
      })}`;
    }
  };
  const asParty = (unit: (typeof partners)[number]) => ({
    principal: unit.id,
    kind: "organization",
    who: unit.members[0]?.name ?? "",
  });

  await inspection();
  await joint();
  await toCome();

  async function inspection(): Promise<void> {
    const at = clockTime(now, -16, 9);
    const begun = at - 4 * day;
    const id = await meeting(
      { kind: "inspection", title: "消防设施实地查看", status: "held", place: "小区东门集合", begun },
      at,
      2.5,
    );
    await invite(id, [units.property, units.fire, units.committee].map(asParty), true, begun);
    await tell(id, [
      ["begun", begun],
      ["called", begun],
      ["held", at, "called", "held"],
    ]);
    const buildings = [...Map.groupBy(entrances, (e) => e.buildingId).values()].slice(0, 3);
    const rows = buildings.flatMap((inIt) =>
      inIt.slice(0, 2).flatMap((e) => {
        const floors = [...new Set(e.households.map((h) => h.floor))].sort((a, b) => a - b);
        const chosen = [floors[0], floors[Math.floor(floors.length / 2)], floors.at(-1)];
        return [...new Set(chosen)].flatMap((floor) =>
          looked.map((what) => ({ what, floor: floor ?? 1, building: e.buildingId, entrance: e.id })),
        );
      }),
    );
    await sql`insert into inspection_items ${sql(
      rows.map((row, i) => {
        const finding =
          row.what === "应急照明" ? "fine" : random.chance(0.55) ? "defect" : random.chance(0.3) ? "missing" : "fine";
        return {
          ...here,
          id: random.id(),
          meeting_id: id,
          ordinal: i + 1,
          what: row.what,
          building_id: row.building,
          entrance_id: row.entrance,
          floor: row.floor,
          added_by: lead,
          finding,
          note:
            finding === "defect"
              ? row.what === "灭火器"
                ? "压力表在红区，检修标签停在三年前。"
                : "打开没有水，接口锈住。"
              : finding === "missing"
                ? "箱子是空的。"
                : null,
          found_by: helper,
          found_at: new Date(at + (20 + i * 2) * 60_000),
        };
      }),
    )}`;
  }

  async function joint(): Promise<void> {
    const at = clockTime(now, -12, 14);
    const begun = at - 3 * day;
    const sent = clockTime(now, -11, 10);
    const settled = clockTime(now, -7, 18);
    const id = await meeting(
      {
        ...{ kind: "joint", title: "消防设施更换座谈", status: "settled", place: "社区居委会二楼会议室", begun },
        ...{ minutes_sent_at: new Date(sent), object_until: new Date(settled), settled_at: new Date(settled) },
      },
      at,
      2,
    );
    await invite(id, partners.map(asParty), true, begun);
    await tell(id, [
      ["begun", begun],
      ["called", begun],
      ["held", at, "called", "held"],
      ["minutes_sent", sent, "held", "sent"],
      ["settled", settled, "sent", "settled"],
    ]);
    let ordinal = 0;
    for (const [i, point] of agenda.entries()) {
      const item = random.id();
      await sql`insert into agenda_items ${sql({
        ...{ ...here, id: item, meeting_id: id, ordinal: i + 1, title: point.title, status: "taken" },
        proposed_by: point.by ? (units[point.by].members[0]?.id ?? null) : lead,
        principal: point.by ? units[point.by].id : null,
        created_at: new Date(begun),
      })}`;
      for (const [body, kind] of point.lines) {
        ordinal++;
        const line = random.id();
        await sql`insert into minute_lines ${sql({
          ...{ ...here, id: line, meeting_id: id, agenda_item_id: item, ordinal, kind, body },
          ...{ written_by: ordinal % 2 ? lead : helper, written_at: new Date(at + ordinal * 9 * 60_000) },
        })}`;
        if (!body.startsWith("小区消防设施整体更换")) continue;
        await sql`insert into measures ${sql({
          ...{
            ...here,
            id: random.id(),
            problem_id: problem,
            minute_line_id: line,
            ordinal: 1,
            what: "消防设施整体更换",
          },
          ...{ organization_id: units.property.id, due_on: dayText(now + 150 * day), created_by: lead },
          ...{ proof: "消防大队验收合格，每层更换后的照片", created_at: new Date(at + 2 * hour) },
        })}`;
      }
    }
  }

  async function toCome(): Promise<void> {
    const begun = now - 20 * hour;
    const id = await meeting(
      {
        ...{ kind: "joint", title: "费用分担和招标安排", status: "finding", place: "社区居委会二楼会议室", begun },
        note: "请各方带上预算口径；业委会请带上业主表决的办法。",
      },
      null,
      1.5,
    );
    await invite(
      id,
      [...partners.map(asParty), { principal: people.residents[0]?.household.id ?? "", kind: "household" }],
      false,
      begun,
    );
    await tell(id, [
      ["begun", begun],
      ["times_proposed", begun],
    ]);
    const times = [clockTime(now, 3, 9.5), clockTime(now, 4, 14), clockTime(now, 5, 18.5)].map((at) => ({
      ...{ ...here, id: random.id(), meeting_id: id, starts_at: new Date(at), ends_at: new Date(at + 1.5 * hour) },
    }));
    await sql`insert into meeting_times ${sql(times)}`;
    const said: [string, string, string[]][] = [
      [lead, lead, ["yes", "yes", "yes"]],
      [units.property.id, units.property.members[0]?.id ?? lead, ["yes", "if_need_be", "no"]],
      [units.fire.id, units.fire.members[0]?.id ?? lead, ["no", "yes", "yes"]],
      [units.committee.id, units.committee.members[0]?.id ?? lead, ["yes", "yes", "if_need_be"]],
    ];
    await sql`insert into meeting_choices ${sql(
      said.flatMap(([principal, by, answers]) =>
        answers.map((choice, i) => ({
          ...{
            ...here,
            time_id: times[i]?.id ?? "",
            principal,
            choice,
            chosen_by: by,
            chosen_at: new Date(now - 6 * hour),
          },
        })),
      ),
    )}`;
    await sql`insert into agenda_items ${sql([
      {
        ...here,
        id: random.id(),
        meeting_id: id,
        ordinal: 1,
        title: "三方分担的比例",
        status: "taken",
        created_at: new Date(begun),
        proposed_by: lead,
        principal: null,
      },
      {
        ...here,
        id: random.id(),
        meeting_id: id,
        ordinal: 2,
        title: "招标公告怎么发、在哪里公示",
        status: "taken",
        created_at: new Date(begun),
        proposed_by: lead,
        principal: null,
      },
      {
        ...{
          ...here,
          id: random.id(),
          meeting_id: id,
          ordinal: 3,
          title: "租户要不要分摊",
          status: "proposed",
          created_at: new Date(begun),
        },
        ...{ proposed_by: units.homeowners.members[0]?.id ?? lead, principal: units.homeowners.id },
      },
    ])}`;

    // Tomorrow the alarm panels are looked at once more.
    const at = clockTime(now, 1, 9);
    const again = await meeting(
      { kind: "inspection", title: "报警主机复查", status: "called", place: "3幢大堂", begun: begun - day },
      at,
      1,
    );
    await invite(again, [units.fire, units.property].map(asParty), false, begun - day);
    await tell(again, [
      ["begun", begun - day],
      ["called", begun - day],
    ]);
    const three = entrances.filter((e) => e.building === "3幢");
    await sql`insert into inspection_items ${sql(
      three.slice(0, 3).flatMap((e, n) =>
        ["报警控制柜", "手动报警按钮"].map((what, i) => ({
          ...{ ...here, id: random.id(), meeting_id: again, ordinal: n * 2 + i + 1, what, added_by: lead },
          ...{ building_id: e.buildingId, entrance_id: e.id, floor: 1 },
        })),
      ),
    )}`;
  }
}
