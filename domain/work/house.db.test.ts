import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { pool } from "#db/connect.ts";
import { settings } from "#db/settings.ts";
import { parkForm } from "../account/parked.ts";
import { notifyInput, setNotify } from "../account/preferences.ts";
import { publicViewer } from "../account/viewer.ts";
import { takeUpload } from "../attachment/upload.ts";
import { concernPage } from "../concern/page.ts";
import { raise } from "../concern/raise.ts";
import { reopen } from "../concern/reopen.ts";
import { reply } from "../concern/reply.ts";
import { solve } from "../concern/solve.ts";
import { countOpenFigures } from "../figures/open/count.ts";
import { mailsSent, wordsIn } from "../testing/mail.ts";
import { jpeg } from "../testing/photo.ts";
import { behind, eventsOf, key, reportOf, rowOf, stage, toldOf, tracked } from "../testing/stage.ts";
import { dayOf, daysLater, momentOf } from "../time.ts";
import { keepHouse } from "./house.ts";

const s = stage();
const { as } = s;
const zone = "Asia/Shanghai";
/** A clock time in the community, today or some days on. */
const at = (time: string, days = 0) => daysLater(new Date(), days, zone, time);
const later = (days: number) => new Date(Date.now() + days * 86_400_000);

describe("what nobody comes back to", () => {
  test("a report that is not confirmed within its week is closed, and its link says so", async () => {
    const { number, trackingSecret } = await raise(publicViewer, reportOf(s.world, { email: "x@example.test" }), "en");
    await keepHouse(later(6));
    expect(await rowOf(s.admin, number)).toMatchObject({ status: "unconfirmed" });
    await keepHouse(later(8.5));
    expect(await rowOf(s.admin, number)).toMatchObject({
      status: "closed",
      close_reason: "not_confirmed",
      next_at: null,
    });
    expect(await eventsOf(s.admin, number)).toEqual(["submitted", "expired unconfirmed→closed"]);
    const { timeline } = await concernPage(await tracked(trackingSecret ?? ""), number);
    expect(timeline.at(-1)).toMatchObject({ kind: "expired", data: { reason: "not_confirmed" } });
  });

  test("a solved concern closes two weeks after its date, tells whoever raised it, and may be opened again", async () => {
    const number = await s.raised("resident");
    await solve(await as("coordinator"), { key: key(), number, body: "好了。", attachments: [] });
    await keepHouse(later(20));
    expect(await rowOf(s.admin, number)).toMatchObject({ status: "solved" });
    await keepHouse(later(22.5));
    expect(await rowOf(s.admin, number)).toMatchObject({
      status: "closed",
      close_reason: "not_answered",
      rating: null,
    });
    expect(await toldOf(s, number, "expired")).toEqual(["coordinator", "resident", "spouse"]);
    await reopen(await as("resident"), { key: key(), number, body: "又坏了。", attachments: [] });
    expect(await rowOf(s.admin, number)).toMatchObject({ status: "taken" });
  });

  test("whatever else is late stays open: nothing is forgotten by closing it", async () => {
    const number = await s.raised("resident");
    await keepHouse(later(400));
    expect(await rowOf(s.admin, number)).toMatchObject({ status: "new", closed_at: null });
  });

  test("two processes at once close it once", async () => {
    const number = await s.raised("resident");
    await solve(await as("coordinator"), { key: key(), number, body: "好了。", attachments: [] });
    await Promise.all([keepHouse(later(30)), keepHouse(later(30)), keepHouse(later(30))]);
    await keepHouse(later(30));
    expect((await eventsOf(s.admin, number)).filter((e) => e.startsWith("expired"))).toHaveLength(1);
  });
});

describe("the daily mail", () => {
  // Each test has evenings of its own.
  beforeEach(async () => {
    await setNotify(
      await as("resident"),
      notifyInput.parse({ mail: "daily", mentionsAtOnce: "on", quietFrom: "", quietUntil: "" }),
    );
    await s.admin`delete from outbox`;
    await s.admin`delete from notifications`;
  });
  const news = async (body = "有消息。") => {
    const number = await s.raised("neighbour");
    const own = await s.raised("resident");
    for (let i = 0; i < 2; i++)
      await reply(await as("officer"), { key: key(), number: own, body, audience: "everyone", attachments: [] });
    return { own, number };
  };
  const digests = async (when: Date) => {
    await keepHouse(when);
    return (await mailsSent()).filter((mail) => mail.to === "resident@example.test");
  };

  test("goes out in the evening of the community, and tells of each concern how much is new, not what", async () => {
    const { own } = await news("内容不进邮件。");
    expect(await digests(at("17:59", 10))).toEqual([]);
    const [mail, ...more] = await digests(at("18:01", 10));
    expect(more).toEqual([]);
    expect(wordsIn(mail as NonNullable<typeof mail>)).toContain(own);
    expect(wordsIn(mail as NonNullable<typeof mail>)).not.toContain("内容不进邮件");
    expect(mail?.link?.url).toBe("http://portal.test/desk");
  });

  test("goes out once a day, though the house is kept in order every minute and news go on", async () => {
    await news();
    expect(await digests(at("18:01"))).toHaveLength(1);
    expect(await digests(at("18:02"))).toEqual([]);
    await news();
    expect(await digests(at("19:30"))).toEqual([]);
    // The next evening brings what came after.
    expect(await digests(at("18:01", 1))).toHaveLength(1);
  });

  test("is queued once while one waits to be sent", async () => {
    await news();
    await keepHouse(at("18:01", 30));
    await keepHouse(at("18:02", 30));
    expect(await s.admin`select 1 from outbox where topic = 'digest_mail'`).toHaveLength(1);
  });

  test("does not go out when there is nothing, or all was read before", async () => {
    expect(await digests(at("18:01", 40))).toEqual([]);
    await news();
    await s.admin`update notifications set read_at = now()`;
    expect(await digests(at("18:02", 40))).toEqual([]);
  });

  test("goes out again the day after one was given up", async () => {
    await news();
    await keepHouse(at("18:01", 50));
    await s.admin`update outbox set failed_at = now(), attempts = 10 where topic = 'digest_mail'`;
    await news();
    expect(await digests(at("18:01", 51))).toHaveLength(1);
  });

  test("is not what others get who want mail each time", async () => {
    await news();
    await keepHouse(at("18:01", 60));
    const queued = await s.admin`select payload ->> 'user' as user from outbox where topic = 'digest_mail'`;
    expect(queued.map((row) => row.user)).toEqual([s.world.people.resident]);
  });
});

test("keeping the house in order with nothing to send wakes nobody who waits for work", async () => {
  const calls: string[] = [];
  await s.admin`delete from notifications`;
  // What the clock brings by then (a week or a month that has ended, a night's search) is queued and done first.
  const when = later(1);
  await keepHouse(when);
  await mailsSent();
  const { unlisten } = await s.admin.listen("doorstep_outbox", (payload) => calls.push(payload));
  await keepHouse(when);
  await s.admin.notify("doorstep_outbox", "that was all");
  await vi.waitFor(() => expect(calls).toContain("that was all"), { timeout: 10_000 });
  await unlisten();
  expect(calls).toEqual(["that was all"]);
});

describe("leftovers", () => {
  const files = () => {
    const folder = join(settings().dataFolder, "files");
    return existsSync(folder)
      ? readdirSync(folder, { recursive: true }).filter((f) => String(f).includes("/")).length
      : 0;
  };

  test("of uploads that were never sent go after two days, with their files; those that were sent stay", async () => {
    const resident = await as("resident");
    const upload = async () =>
      (await takeUpload(resident, { communityId: s.world.a, uploadKey: key() }, { name: "x.jpg", bytes: await jpeg() }))
        .id;
    const sent = await upload();
    await upload();
    await s.raised("resident", { attachments: [sent] });
    expect(files()).toBe(4);
    await keepHouse(later(1.9));
    expect(files()).toBe(4);
    await keepHouse(later(2.1));
    expect((await s.admin`select id from attachments`).map((row) => row.id)).toEqual([sent]);
    expect(files()).toBe(2);
  });

  test("of sessions, secrets, throttles, forms and sent mail go when their time is over, and not before", async () => {
    await s.admin`delete from sessions`;
    await s.admin`delete from tokens`;
    await s.admin`delete from outbox`;
    const person = s.world.people.resident;
    await s.admin`insert into sessions (id, user_id, expires_at) values (${key()}, ${person}, now() + interval '30 days')`;
    await s.admin`insert into tokens (id, hash, kind, expires_at) values (${key()}, '\\x01', 'invitation', now() + interval '7 days')`;
    await s.admin`insert into throttles (subject, count, window_start) values ('x', 1, now()) on conflict do nothing`;
    await parkForm("/report", { body: "x" }, null);
    await s.admin`insert into outbox (topic, payload, done_at) values ('token_mail', '{}', now())`;
    await s.admin`insert into outbox (topic, payload, due_at) values ('token_mail', '{}', now() + interval '1 year')`;
    await s.raised("resident");
    // What is due is told, and makes mail; not here.
    await behind(s.admin, (sql) => sql`update concerns set answer_due_at = '2999-01-01', remind_at = null`);
    const counts = async () => {
      const [row] = await s.admin`
        select (select count(*)::int from sessions) as sessions, (select count(*)::int from tokens) as tokens,
          (select count(*)::int from throttles where subject = 'x') as throttles, (select count(*)::int from parked_forms) as forms,
          (select count(*)::int from outbox where topic = 'token_mail') as outbox, (select count(*)::int from submissions) as submissions`;
      return row;
    };
    const before = await counts();
    expect(before?.submissions).toBeGreaterThan(0);
    await keepHouse(later(0.9));
    expect(await counts()).toEqual(before);
    await keepHouse(later(2.1));
    expect(await counts()).toMatchObject({ throttles: 0, forms: 0, sessions: before?.sessions, tokens: 1, outbox: 2 });
    await keepHouse(later(29));
    expect(await counts()).toMatchObject({ tokens: 1, outbox: 2 });
    await keepHouse(later(38));
    expect(await counts()).toMatchObject({ tokens: 0, outbox: 1, sessions: before?.sessions });
    await keepHouse(later(91));
    expect(await counts()).toMatchObject({ submissions: 0 });
    await keepHouse(later(121));
    expect(await counts()).toMatchObject({ sessions: 0, outbox: 1 });
  });
});

test("what everybody may read of the figures is queued once a day for as long as it is not counted", async () => {
  const queued = async () =>
    (await s.admin`select key from outbox where topic = 'figures_open' and payload ->> 'community' = ${s.world.a}`)
      .length;
  await s.admin`delete from open_figures`;
  await s.admin`delete from outbox`;
  for (let i = 0; i < 2; i++) await keepHouse();
  expect(await queued()).toBe(1);
  await pool("doorstep_worker").transaction((tx) => countOpenFigures(tx, { community: s.world.a }));
  await s.admin`delete from outbox`;
  await keepHouse();
  expect(await queued()).toBe(0);
  // The next month ends.
  await keepHouse(later(32));
  expect(await queued()).toBe(1);
});

test("the days of these tests are those of the community", () => {
  expect(dayOf(at("18:01"), zone)).toBe(dayOf(new Date(), zone));
  expect(at("18:01").getTime()).toBe(momentOf(`${dayOf(new Date(), zone)}T18:01`, zone).getTime());
});
