import type postgres from "postgres";
import { asksForHouse } from "./support/house.ts";
import { photo } from "./support/photo.ts";
import { expect, test } from "./support/test.ts";
import { raise } from "./support/things.ts";
import { type Changes, formWith, type ParsedForm, type Wire } from "./support/wire.ts";
import { zh } from "./support/words.ts";

// Story lines 13 to 17, from the doors to what was carried out, told back to every door. Without JavaScript, by each one's own
// hand; what each page shows and refuses on the way has tests of its own.

const day = (n: number, time = ""): string =>
  new Date(Date.now() + n * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10) + (time && `T${time}`);

const idIn = (path: string | null): string => /[0-9a-f-]{36}/.exec(path ?? "")?.[0] ?? "";

test("fire-control complaints from doors in six buildings are inspected, agreed on, paid for, carried out and told back", async ({
  wire,
  sql,
}) => {
  test.setTimeout(300_000);
  const names = ["coordinator", "resident", "fire", "property", "investment", "committee", "homeowners"] as const;
  const wires = Object.fromEntries(
    await Promise.all(names.map(async (who) => [who, await wire(who)] as const)),
  ) as Record<(typeof names)[number], Wire>;
  const { coordinator, resident, fire, property } = wires;
  const units = Object.fromEntries(
    (await sql<{ kind: string; id: string }[]>`select kind, id from organizations where kind <> 'agency'`).map((u) => [
      u.kind,
      u.id,
    ]),
  ) as Record<string, string>;
  /** Sends a form of a page, and goes where it leads. */
  const send = async (who: Wire, path: string, label: string, changes: Changes = {}) => {
    const page = await who.get(path);
    // (Where a page has several of a kind, each says what it is about.)
    const name = page.forms.find((f) => f.label.startsWith(`${label} · `))?.label ?? label;
    const form: ParsedForm = formWith(page, { label: name });
    const answer = await who.submit(page, form, changes);
    const wrong = answer.forms.filter((f) => f.label === name).flatMap((f) => [f.alert, ...Object.values(f.errors)]);
    expect([label, answer.status, wrong.filter(Boolean)]).toEqual([label, 200, []]);
    return answer;
  };

  // 13. The same complaint from one door in each of the six buildings, told to an officer there; one from a resident's phone.
  const doors = await doorsOf(sql);
  expect(doors).toHaveLength(6);
  const numbers: string[] = [];
  for (const { entrance, door, mine } of doors)
    numbers.push(
      await raise(mine ? resident : coordinator, {
        ...(mine ? {} : { entrance, spot: `door:${door}` }),
        body: "楼道里的消火栓没有水，烟感也不响。",
        category: "fire",
        privacy: "neighbourhood",
      }),
    );
  const made = await send(
    coordinator,
    `/problems/new?${numbers.map((n) => `concerns=${n}`).join("&")}`,
    zh("problem.new"),
    { title: "消防控制系统老化", summary: "六栋楼的消火栓没水、烟感不响，是同一套设施用旧了。" },
  );
  const problem = /\d{4}-\d+/.exec(made.path)?.[0] ?? "";
  expect(made.text).toContain("6");

  // 14. They are brought to one table.
  const parties = ["investment", "committee", "homeowners", "fire", "property"] as const;
  await send(coordinator, `/problems/${problem}?do=seat`, zh("problem.acts.seat"), {
    organizations: parties.map((kind) => units[kind] ?? ""),
  });
  expect((await fire.get(`/problems/${problem}`)).text).toContain("是同一套设施用旧了");

  // 15. They inspect on site: what is found has its picture, and becomes a report.
  const invited = { parties: parties.map((kind) => `organization:${units[kind]}`) };
  const inspection = await send(coordinator, `/meetings/new?problem=${problem}`, zh("meetings.begin"), {
    ...{ title: "逐栋查看消防设施", place: "小区东门", kind: "inspection", how: "fixed", times: day(2, "09:00") },
    ...invited,
  });
  const site = idIn(inspection.path);
  const [place] = await sql<[{ at: string }]>`
    select e.building_id || ':' || e.id as at from entrances e join buildings b on b.id = e.building_id
    where b.name = '1幢' order by e.id limit 1`;
  await send(coordinator, `/meetings/${site}/inspection`, zh("inspection.addItems"), {
    ...{ what: "三楼消火栓", entrance: place.at, floor: "3", places: [] },
  });
  await begun(sql, site);
  const list = await fire.get(`/meetings/${site}/inspection`);
  const item = list.forms.find((f) => f.entries.some(([name]) => name === "item") && "note" in f.fields);
  if (!item) throw new Error(`nothing to look at: ${list.status} ${list.text.slice(0, 200)}`);
  const found = await fire.submit(list, item, {
    ...{ note: "拧开没有水，阀门锈死。", finding: "defect" },
    files: { file: "a.jpg", type: "image/jpeg", bytes: await photo(640, 480) },
  });
  expect(found.status).toBe(200);
  const report = await coordinator.get(`/meetings/${site}/inspection/print`);
  expect(report.text).toContain("阀门锈死");
  expect(report.html).toMatch(/<img[^>]+\/attachments\//);

  // 15. Then they sit down; what they decide is in the minutes, and becomes a measure.
  const joint = await send(coordinator, `/meetings/new?problem=${problem}`, zh("meetings.begin"), {
    ...{ title: "消防设施怎么换", place: "居委会", kind: "joint", how: "fixed", times: day(3, "14:00") },
    ...invited,
  });
  const table = idIn(joint.path);
  await begun(sql, table);
  await send(coordinator, `/meetings/${table}`, zh("meetings.hold"));
  const minutes = `/meetings/${table}/minutes`;
  await send(coordinator, minutes, zh("minutes.write"), { body: "更换全部消防设施，公开招标。", kind: "decision" });
  await send(coordinator, minutes, `${zh("minutes.makeMeasure")} 更换全部消防设施，公开招标。`, {
    ...{ organization: units.property ?? "", due: day(120), proof: "每栋楼的照片和验收单" },
  });

  // 16. An agreement comes of it: the measure is in it already, and the shares add up.
  const draft = await send(coordinator, `/agreements/new?problem=${problem}`, zh("agreement.begin"), {
    title: "更换小区全部消防设施",
  });
  const agreement = idIn(draft.path);
  const at = `/agreements/${agreement}`;
  expect(draft.text).toContain("更换全部消防设施，公开招标。");
  await send(coordinator, `${at}/edit`, zh("agreement.text"), {
    textZhCn: "各方同意更换全部消防设施，公开招标，费用分担。",
  });
  await send(coordinator, `${at}/edit`, zh("agreement.addParty"), { organization: "" });
  const rows = await sql<{ id: string; unit: string | null }[]>`
    select id, organization_id as unit from agreement_parties where agreement_id = ${agreement}`;
  expect(rows).toHaveLength(6);
  const share = (unit: string | null | undefined, kind: string, value = ""): Changes => {
    const id = rows.find((r) => r.unit === unit)?.id;
    return { [`kind.${id}`]: kind, [`value.${id}`]: value };
  };
  await send(coordinator, `${at}/edit`, zh("agreement.shares"), {
    estimate: "1860000.01",
    ...share(units.investment, "percent", "50"),
    ...share(units.committee, "amount", "200000"),
    ...share(null, "rest"),
  });
  await send(coordinator, at, zh("agreement.offer"));
  for (const kind of parties) await send(wires[kind], at, zh("agreement.sign"), { password: "doorstep-demo" });
  await send(coordinator, at, zh("poll.open"), { rule: "two_thirds", closesAt: day(7, "18:00") });
  await send(resident, at, voteLabel(doors), { choice: "yes" });
  await allVote(sql, agreement);
  await expect
    .poll(
      async () => {
        await asksForHouse(sql);
        return (await resident.get(at)).text;
      },
      { timeout: 90_000, intervals: [500] },
    )
    .toContain(zh("poll.consented"));
  const concluded = await resident.get(at);
  expect(concluded.text).toContain(zh("agreement.statuses.concluded"));
  expect((await resident.get(`/problems/${problem}`)).text).toContain(zh("problem.statuses.agreed"));

  // 17. It is tendered and carried out in view of those who raised it.
  const works = `${at}/works`;
  await send(coordinator, works, zh("works.addStage"), { kind: "notice", from: day(0), until: day(20) });
  await send(coordinator, works, zh("works.begin"), { day: day(0) });
  expect((await resident.get(works)).text).toContain(zh("works.stages.notice"));
  await send(coordinator, works, zh("works.recordPayment"), {
    ...{ party: rows.find((r) => r.unit === units.committee)?.id ?? "", amount: "200000", day: day(0) },
  });
  await send(property, works, zh("works.finish"), {
    note: "六栋楼都换好了，逐层试过水。",
    files: { file: "b.jpg", type: "image/jpeg", bytes: await photo(640, 480) },
  });

  // 17. And every door that raised it is told, and asked whether it is done.
  const asked = await sql<{ household: string }[]>`
    select k.household_id as household from measure_asks k join measures m on m.id = k.measure_id
    where m.agreement_id = ${agreement}`;
  expect(asked.map((a) => a.household).toSorted()).toEqual(doors.map((d) => d.household).toSorted());
  const question = await resident.get(works);
  expect(question.text).toContain("六栋楼都换好了，逐层试过水。");
  const ask = question.forms.find((f) => f.entries.some(([name]) => name === "ask") && "answer" in f.fields);
  if (!ask) throw new Error("the resident is not asked");
  const answered = await resident.submit(question, ask, { answer: "yes" });
  expect(answered.text).toContain(zh("works.toldBack", { asked: 6, yes: 1 }));
  await send(coordinator, works, zh("works.end"));
  expect((await resident.get(at)).text).toContain(zh("agreement.statuses.carried_out"));
});

type Door = { household: string; entrance: string; door: string; place: string; mine: boolean };

/** A door in each building of the demo (other tests may have added some): the demo resident's own, and in the others one of a household that has no account. */
const doorsOf = (sql: postgres.Sql) =>
  sql<Door[]>`
    select distinct on (b.id) h.id as household, e.id as entrance, h.door, b.name || e.name || ' ' || h.door as place,
      exists (select from residents r join accounts a on a.user_id = r.user_id
        where r.household_id = h.id and a.email = 'resident@demo.doorstep.test') as mine
    from buildings b join entrances e on e.building_id = b.id join households h on h.entrance_id = e.id
    where b.name ~ '^[1-6]幢$'
    order by b.id, mine desc, (select count(*) from residents r where r.household_id = h.id), h.id`;

const voteLabel = (doors: readonly Door[]): string =>
  zh("poll.voteFor", { door: doors.find((d) => d.mine)?.place ?? "" });

/** Brings a meeting that was called to now: time passes for nobody else. */
const begun = (sql: postgres.Sql, id: string) =>
  sql`update meetings set starts_at = now() - interval '5 minutes', ends_at = now() + interval '2 hours' where id = ${id}`;

/** Eight hundred papers are not typed here: all other doors say yes, and the time of the vote is over. */
const allVote = (sql: postgres.Sql, agreement: string) =>
  sql.begin(async (tx) => {
    await tx`set local session_replication_role = 'replica'`;
    await tx`
      insert into ballots (community_id, id, poll_id, household_id, choice, via, cast_by, receipt)
      select r.community_id, gen_random_uuid(), r.poll_id, r.household_id, 'yes', 'online', p.opened_by, gen_random_uuid()::text
      from poll_roll r join polls p on p.community_id = r.community_id and p.id = r.poll_id
      where p.agreement_id = ${agreement} on conflict do nothing`;
    await tx`update polls set closes_at = now() where agreement_id = ${agreement}`;
  });
