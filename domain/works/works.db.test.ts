import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { finishMeasure, resumeMeasure } from "../measure/carry.ts";
import { type Concluded, concludedIn } from "../testing/concluded.ts";
import { mailsSent } from "../testing/mail.ts";
import { problemIn } from "../testing/problem.ts";
import { behind, hides, key, type PersonName, refuses, stage } from "../testing/stage.ts";
import { keepHouse } from "../work/house.ts";
import { carryOut } from "./end.ts";
import { counterPayment, recordPayment } from "./pay.ts";
import { beginStage, chooseStage, delayStage, finishStage, removeStage, resumeStage } from "./stage.ts";
import { type StageKind, stageStatuses, stageTransitions } from "./stage-rules.ts";

const s = stage();
const { as } = s;

let held: Concluded;

beforeEach(async () => {
  held = await concludedIn(s.admin, s.world, await problemIn(s.admin, s.world));
});

const days = (n: number) => new Date(Date.now() + n * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10);
const others = ["propertyMember", "fireMember", "resident", "neighbour", "otherOfficer", "coordinatorB"] as const;

async function chosen(
  kind: StageKind,
  from = days(-10),
  until = days(10),
  who: PersonName = "officer",
): Promise<string> {
  await chooseStage(await as(who), { key: key(), agreement: held.agreement, kind, from, until });
  const [row] = await s.admin<{ id: string }[]>`
    select id from tender_stages where agreement_id = ${held.agreement} and kind = ${kind}`;
  return row?.id ?? "";
}
const of = (one: string) => ({ key: key(), agreement: held.agreement, stage: one });
const begin = async (one: string, day = days(-10), late: string | null = null) =>
  beginStage(await as("officer"), { ...of(one), day, late });
const finish = async (one: string, day = days(0), late: string | null = null) =>
  finishStage(await as("officer"), { ...of(one), day, late, note: "三家投标", attachments: [] });
const row = async (one: string) =>
  (
    await s.admin`select *, expected_until::text as until, expected_from::text as from from tender_stages where id = ${one}`
  )[0];

describe("stages", () => {
  test("are chosen, planned, begun and ended by who leads alone, one after the other", async () => {
    const notice = await chosen("notice");
    const bids = await chosen("bids");
    await refuses(chosen("notice"), "stageThere", "kind");
    await refuses(chosen("opening", days(3), days(1)), "untilBefore", "until");
    for (const who of others) await hides(chosen("award", days(1), days(2), who));
    await refuses(begin(bids), "stageOrder");
    await begin(notice);
    await begin(bids);
    await refuses(finish(bids), "stageOrder");
    await finish(notice);
    await finish(bids);
    await refuses(resumeStage(await as("officer"), of(notice)), "stageOrder");
    expect(await row(bids)).toMatchObject({ status: "done", note: "三家投标" });
    for (const who of others) await hides(resumeStage(await as(who), of(bids)));
  });

  test("that begin or end later than planned say why, and not on a day to come", async () => {
    const works = await chosen("works", days(-10), days(-5));
    await refuses(begin(works, days(1)), "dayAhead", "day");
    await refuses(begin(works, days(-9)), "whyLate", "late");
    await begin(works, days(-9), "等批文");
    await refuses(finish(works, days(-11)), "untilBefore", "day");
    await refuses(finish(works), "whyLate", "late");
    await delayStage(await as("officer"), { ...of(works), toOn: days(-2), reason: "下雨" });
    await finish(works, days(0), "还在下雨");
    const said = await s.admin`select of, reason from work_delays where stage_id = ${works} order by said_at`;
    expect([...said]).toEqual([
      { of: "start", reason: "等批文" },
      { of: "end", reason: "下雨" },
      { of: "end", reason: "还在下雨" },
    ]);
    expect(await row(works)).toMatchObject({ until: days(0), from: days(-9) });
  });

  test("are taken out before anything was said of them, and not after", async () => {
    const notice = await chosen("notice");
    await removeStage(await as("officer"), of(notice));
    const again = await chosen("notice");
    await delayStage(await as("officer"), { ...of(again), toOn: days(20), reason: "等预算" });
    await refuses(removeStage(await as("officer"), of(again)), "notNow");
  });

  test("come to no state that is not in the table, whoever writes, and to none without its event", async () => {
    const { claims } = await as("officer");
    for (const from of stageStatuses)
      for (const to of stageStatuses) {
        if (from === to) continue;
        const one = await chosen("works");
        await behind(
          s.admin,
          (sql) => sql`
          update tender_stages set status = ${from}, started_on = ${from === "planned" ? null : days(-9)}, ended_on = ${from === "done" ? days(-8) : null}
          where id = ${one}`,
        );
        const answer = await s.admin
          .begin(async (sql) => {
            await sql`select set_config('app.user', ${claims.userId ?? ""}, true), set_config('app.officer_in', ${`{${s.world.a}}`}, true),
              set_config('app.member_in', ${`{${s.world.a}}`}, true)`;
            await sql`set local role doorstep_app`;
            await sql`update tender_stages set status = ${to}, started_on = ${to === "planned" ? null : days(-10)}, ended_on = ${to === "done" ? days(-8) : null}
              where id = ${one}`;
          })
          .then(
            () => "done",
            (error: { code?: string }) => error.code,
          );
        const allowed = stageTransitions.some((t) => t.from === from && t.to === to);
        expect([from, to, answer]).toEqual([from, to, allowed ? "DS002" : "DS001"]);
        await behind(s.admin, (sql) => sql`delete from tender_stages where id = ${one}`);
      }
  });
});

describe("payments", () => {
  const pay = async (
    cents: number,
    more: { over?: string | null; party?: string; day?: string; who?: PersonName; key?: string } = {},
  ) =>
    recordPayment(await as(more.who ?? "officer"), {
      key: more.key ?? key(),
      agreement: held.agreement,
      party: more.party ?? held.parties.property,
      amount: cents,
      day: more.day ?? days(-1),
      note: null,
      over: more.over ?? null,
      attachments: [],
    });
  const paid = async (party = held.parties.property) => {
    const [sum] = await s.admin<
      { sum: string }[]
    >`select coalesce(sum(cents), 0) as sum from payments where party_id = ${party}`;
    return Number(sum?.sum);
  };
  const last = async () =>
    (
      await s.admin<
        { id: string }[]
      >`select id from payments where agreement_id = ${held.agreement} order by recorded_at desc, id limit 1`
    )[0]?.id ?? "";

  test("are entered by who leads, for a day that has come, and for a party of the agreement", async () => {
    for (const who of others) await hides(pay(100, { who }));
    await refuses(pay(100, { day: days(1) }), "dayAhead", "day");
    const other = await concludedIn(s.admin, s.world, await problemIn(s.admin, s.world));
    await hides(pay(100, { party: other.parties.fire }));
    const again = key();
    await pay(100, { key: again });
    await pay(100, { key: again });
    expect(await paid()).toBe(100);
  });

  test("never come to more than the share without a word", async () => {
    await pay(39_999_999);
    await refuses(pay(2), "paymentOver", "over");
    await pay(1);
    await refuses(pay(1), "paymentOver", "over");
    await pay(500, { over: "多付的转作质保金" });
    expect(await paid()).toBe(40_000_500);
  });

  test("are taken back by a counter-entry, once, and nothing is deleted or changed", async () => {
    await pay(5_000);
    const entry = await last();
    const back = async (payment = entry) =>
      counterPayment(await as("coordinator"), { key: key(), agreement: held.agreement, payment, note: "记错了" });
    await back();
    await refuses(back(), "notNow");
    await refuses(
      back((await s.admin<{ id: string }[]>`select id from payments where counters_id = ${entry}`)[0]?.id),
      "notNow",
    );
    expect(await paid()).toBe(0);
    for (const role of ["doorstep_app", "doorstep_owner"])
      for (const statement of ["update payments set cents = 1 where cents > 0", "delete from payments"])
        await expect(
          s.admin.begin(async (sql) => {
            await sql.unsafe(`set local role ${role}`);
            const { count } = await sql.unsafe(statement);
            if (!count) throw new Error("nothing reached");
          }),
        ).rejects.toThrow();
    expect((await s.admin`select 1 from payments where agreement_id = ${held.agreement}`).length).toBe(2);
  });

  test("at once come to no more than the share either", async () => {
    await Promise.allSettled(Array.from({ length: 6 }, () => pay(9_000_000)));
    expect(await paid()).toBe(36_000_000);
  });

  test("always add up to what the entries say, between nothing and the share", async () => {
    const steps = fc.array(
      fc.oneof(
        fc.record({ what: fc.constant("pay" as const), cents: fc.integer({ min: 1, max: 30_000_000 }) }),
        fc.record({ what: fc.constant("back" as const), cents: fc.nat(9) }),
      ),
      { maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        held = await concludedIn(s.admin, s.world, await problemIn(s.admin, s.world));
        const live: { id: string; cents: number }[] = [];
        for (const step of all) {
          const sum = live.reduce((n, e) => n + e.cents, 0);
          const target = live[step.cents % Math.max(1, live.length)];
          if (step.what === "pay") {
            const fits = sum + step.cents <= 40_000_000;
            const went = await pay(step.cents).then(
              () => true,
              () => false,
            );
            expect(went).toBe(fits);
            if (went) live.push({ id: await last(), cents: step.cents });
          } else if (target) {
            await counterPayment(await as("officer"), {
              key: key(),
              agreement: held.agreement,
              payment: target.id,
              note: "x",
            });
            live.splice(live.indexOf(target), 1);
          }
          expect(await paid()).toBe(live.reduce((n, e) => n + e.cents, 0));
        }
      }),
      { numRuns: 8 },
    );
  });
});

describe("the end", () => {
  const end = async (who: PersonName = "officer") => carryOut(await as(who), { key: key(), agreement: held.agreement });
  const done = async (measure: string) =>
    finishMeasure(await as("officer"), {
      key: key(),
      agreement: held.agreement,
      measure,
      note: "做好了",
      late: null,
      attachments: [],
    });
  const status = async () => (await s.admin`select status from agreements where id = ${held.agreement}`)[0]?.status;

  test("comes when every measure is done or given up, and is taken back when one is not done after all", async () => {
    await done(held.measures.property);
    await refuses(end(), "measuresOpen");
    await done(held.measures.fire);
    for (const who of others) await hides(end(who));
    await end();
    expect(await status()).toBe("carried_out");
    const again = { key: key(), agreement: held.agreement, measure: held.measures.fire, reason: "坏了三个" };
    await refuses(resumeMeasure(await as("fireMember"), again), "notNow");
    await resumeMeasure(await as("officer"), again);
    expect(await status()).toBe("concluded");
  });

  test("is refused by the database itself while something is open", async () => {
    await expect(
      s.admin.begin(async (sql) => {
        await sql`set local role doorstep_owner`;
        await sql`update agreements set status = 'carried_out' where id = ${held.agreement}`;
      }),
    ).rejects.toMatchObject({ code: "DS001" });
  });
});

describe("what is due", () => {
  const kinds = async () =>
    (
      await s.admin<{ kind: string; what: string }[]>`
      select kind, case when data ? 'stage' then 'stage' else 'measure' end as what from events
      where subject_id = ${held.agreement} and kind in ('works_due', 'works_late') order by seq`
    ).map((e) => `${e.kind} ${e.what}`);
  const told = async () => {
    const names = Object.entries(s.world.people);
    const rows = await s.admin<{ user_id: string; kind: string }[]>`
      select user_id, kind from notifications where agreement_id = ${held.agreement} order by kind`;
    return rows.map((r) => `${r.kind} ${names.find(([, id]) => id === r.user_id)?.[0]}`).toSorted();
  };

  test("is reminded of once, said to be late once, to those who are to act and those who lead; and anew for another day", async () => {
    await behind(s.admin, (sql) => sql`update measures set due_on = ${days(2)} where id = ${held.measures.property}`);
    const notice = await chosen("notice", days(-5), days(2));
    await s.admin`delete from outbox`;
    await keepHouse();
    await keepHouse();
    expect(await kinds()).toEqual(["works_due measure", "works_due stage"]);
    expect(await told()).toEqual(["works_due officer", "works_due propertyMember"]);
    expect((await mailsSent()).map((m) => m.to.split("@")[0]).toSorted()).toEqual(["officer", "propertymember"]);
    await keepHouse(new Date(Date.now() + 4 * 86_400_000));
    await keepHouse(new Date(Date.now() + 5 * 86_400_000));
    expect((await kinds()).slice(2)).toEqual(["works_late measure", "works_late stage"]);
    expect((await told()).filter((l) => l.startsWith("works_late"))).toEqual([
      "works_late coordinator",
      "works_late coordinator",
      "works_late officer",
      "works_late officer",
      "works_late propertyMember",
    ]);
    await delayStage(await as("officer"), { ...of(notice), toOn: days(6), reason: "再等等" });
    await keepHouse(new Date(Date.now() + 5 * 86_400_000));
    expect((await kinds()).slice(4)).toEqual(["works_due stage"]);
  });
});
