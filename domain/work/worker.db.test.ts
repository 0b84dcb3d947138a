import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { settings } from "#db/settings.ts";
import { invite } from "../account/invite.ts";
import { join as joinWith, openingOf } from "../account/join.ts";
import { notifyInput, setNotify } from "../account/preferences.ts";
import { giveBack } from "../assignment/return.ts";
import { assign } from "../concern/assign.ts";
import { readUpTo } from "../concern/read.ts";
import { reply } from "../concern/reply.ts";
import { solve } from "../concern/solve.ts";
import { handOver } from "../concern/steer.ts";
import { take } from "../concern/take.ts";
import type { Mail } from "../mail/send.ts";
import { mailsSent } from "../testing/mail.ts";
import { type PostOffice, postOffice, read, secretOf } from "../testing/smtp.ts";
import { assignmentOf, key, onDay, stage } from "../testing/stage.ts";
import { runWorker, workOnce } from "./worker.ts";

const s = stage();
const { as } = s;
let office: PostOffice;

beforeAll(async () => {
  office = await postOffice();
});
afterAll(() => office.close());
beforeEach(async () => {
  await s.admin`delete from outbox`;
  office.received.length = 0;
  office.open = true;
  process.env.SMTP_URL = office.url;
  settings.reset();
  vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

const workAll = async () => {
  while (await workOnce());
};
const inviting = async (email: string) =>
  invite(
    await as("coordinator"),
    { key: key(), organization: s.world.property, role: "partner", name: "林工", email },
    "en",
  );
const accepting = (secret: string) =>
  joinWith({ secret, name: "林工", email: null, phone: null, password: "correct horse battery" }, "192.0.2.9", "en");
const queued = async () => (await s.admin`select * from outbox order by created_at`)[0];

describe("the queue", () => {
  test("carries an invitation to its inbox, where the link lets its reader in; it ends when it is told to", async () => {
    const stop = new AbortController();
    const running = runWorker(stop.signal);
    await inviting("end-to-end@example.test");
    const mail = await vi.waitFor(
      () => {
        const [found] = office.received;
        if (!found) throw new Error("nothing yet");
        return found;
      },
      { timeout: 15_000 },
    );
    stop.abort();
    await running;
    expect(mail.to).toBe("end-to-end@example.test");
    expect(mail.text).toContain("Dear 林工,");
    expect(mail.text).toContain("甲物业");
    expect(mail.html).toContain(`/join/${secretOf(mail, "join")}`);
    await accepting(secretOf(mail, "join"));
    const [row] = await s.admin`select organization_id from memberships m join accounts a on a.user_id = m.user_id
      where a.email = 'end-to-end@example.test'`;
    expect(row?.organization_id).toBe(s.world.property);
  });

  test("ends when it is told to while the house is being kept in order, not at the next round", async () => {
    // Somebody holds what housekeeping wants to change: it waits.
    let letGo = () => {};
    const holding = s.admin.begin(async (sql) => {
      await sql`lock table throttles in access exclusive mode`;
      await new Promise<void>((done) => {
        letGo = done;
      });
    });
    const stop = new AbortController();
    const running = runWorker(stop.signal);
    await vi.waitFor(
      async () => {
        const waiting = await s.admin`select 1 from pg_stat_activity where datname = current_database()
          and usename = 'doorstep_worker' and wait_event_type = 'Lock'`;
        expect(waiting).toHaveLength(1);
      },
      { timeout: 15_000 },
    );
    stop.abort();
    letGo();
    await holding;
    await running;
  });

  test("keeps house when it is asked to, not each time something is queued", async () => {
    const leave = () =>
      s.admin`insert into throttles (subject, count, window_start) values ('old', 1, now() - interval '3 days')`;
    const left = async () => (await s.admin`select 1 from throttles where subject = 'old'`).length;
    const kept = () => vi.waitFor(async () => expect(await left()).toBe(0), { timeout: 15_000 });
    const stop = new AbortController();
    await leave();
    const running = runWorker(stop.signal);
    await kept();
    await leave();
    await inviting("no-reason@example.test");
    await vi.waitFor(() => expect(office.received.some(({ to }) => to === "no-reason@example.test")).toBe(true), {
      timeout: 15_000,
    });
    expect(await left()).toBe(1);
    await s.admin.notify("doorstep_house", "");
    await kept();
    stop.abort();
    await running;
  });

  test("keeps mail as files where no server is set; their links work too", async () => {
    process.env.SMTP_URL = "";
    settings.reset();
    await inviting("file@example.test");
    await workAll();
    const folder = join(settings().dataFolder, "mail");
    const [file = ""] = readdirSync(folder);
    expect(file).toMatch(/^[0-9a-f-]{36}\.eml$/);
    const mail = read(readFileSync(join(folder, file), "utf8"));
    expect(mail.head).toMatch(/^To: file@example\.test$/m);
    await accepting(secretOf(mail, "join"));
  });

  test("forgets what a mail was about once it is sent", async () => {
    await inviting("forget@example.test");
    await workAll();
    expect(await queued()).toMatchObject({ payload: {}, attempts: 0, failed_at: null, error: null });
    expect((await queued())?.done_at).not.toBeNull();
    expect(await workOnce()).toBe(false);
  });

  test("sends each mail once, however many work on it", async () => {
    for (let i = 0; i < 6; i++) await inviting(`many-${i}@example.test`);
    const sent: Mail[] = [];
    const worker = async () => {
      while (
        await workOnce(async (mail) => {
          sent.push(mail);
          await new Promise((done) => setTimeout(done, 5));
        })
      );
    };
    await Promise.all([worker(), worker(), worker()]);
    expect(sent.map((mail) => mail.to).toSorted()).toEqual(
      Array.from({ length: 6 }, (_, i) => `many-${i}@example.test`),
    );
  });
});

describe("a server that refuses", () => {
  test("is tried again, later each time, until it takes the mail: with a link that works", async () => {
    await inviting("retry@example.test");
    office.open = false;
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 3; attempt++) {
      expect(await workOnce()).toBe(true);
      const [row] = await s.admin`select attempts, extract(epoch from due_at - now())::float as wait from outbox`;
      expect(row?.attempts).toBe(attempt);
      waits.push(row?.wait);
      // Not before its time.
      expect(await workOnce()).toBe(false);
      await s.admin`update outbox set due_at = now()`;
    }
    for (const [i, wait] of waits.entries()) {
      expect(wait).toBeGreaterThan(15 * 2 ** i);
      expect(wait).toBeLessThanOrEqual(30 * 2 ** i);
    }
    expect(office.received).toEqual([]);
    office.open = true;
    await workAll();
    expect(office.received).toHaveLength(1);
    const secret = secretOf(office.received[0] as NonNullable<(typeof office.received)[0]>, "join");
    expect(await openingOf(secret, "192.0.2.10")).toBeDefined();
  });

  test("is given up after ten tries, and does not hold up other mail", async () => {
    await inviting("hopeless@example.test");
    await inviting("fine@example.test");
    const send = async (mail: Mail) => {
      if (mail.to.startsWith("hopeless")) throw new Error("no such host 13800000001");
    };
    for (let i = 0; i < 12; i++) {
      while (await workOnce(send));
      await s.admin`update outbox set due_at = now() where done_at is null`;
    }
    const rows =
      await s.admin`select attempts, failed_at is not null as failed, done_at is not null as done, error from outbox order by attempts`;
    expect(rows).toMatchObject([
      { attempts: 0, failed: false, done: true },
      { attempts: 10, failed: true, done: false },
    ]);
    // What the error said may name people.
    expect(rows[1]?.error).not.toContain("13800000001");
  });

  test("is told of in the log by ids, without addresses or texts", async () => {
    const lines: string[] = [];
    vi.mocked(console.error).mockImplementation((line: string) => void lines.push(line));
    office.open = false;
    await inviting("logged@example.test");
    await workOnce();
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ what: "outbox", topic: "token_mail", attempt: 1 });
    for (const word of ["logged@", "林工"]) expect(lines[0]).not.toContain(word);
  });

  test("or a process that is killed while it sends leaves the mail for the next one", async () => {
    await inviting("killed@example.test");
    const killed = workOnce(async () => {
      await s.admin`select pg_terminate_backend(pid) from pg_stat_activity
        where usename = 'doorstep_worker' and datname = current_database() and state like 'idle in transaction%'`;
      // Until the driver has noticed: what it writes in the same moment it would write to nothing.
      await new Promise((noticed) => setTimeout(noticed, 100));
    });
    await expect(killed).rejects.toThrow();
    await workAll();
    expect(office.received.map((mail) => mail.to)).toEqual(["killed@example.test"]);
    expect(
      await openingOf(secretOf(office.received[0] as NonNullable<(typeof office.received)[0]>, "join"), "192.0.2.11"),
    ).toBeDefined();
  });
});

describe("a mail about a concern", () => {
  // A door's number within an id or a boundary is chance.
  const tells = (text: string, word: string) =>
    /^\d+$/.test(word) ? new RegExp(`(?<![\\w-])${word}(?![\\w-])`).test(text) : text.includes(word);
  const secrets = ["手术费", "王小明", "13812340000", "1502", "账单", "内部意见", "已谈妥"];

  test("that is private says that something happened, and nothing of what", async () => {
    const number = await s.raised("resident", {
      body: "手术费的账单看不懂。医院说不清。",
      privacy: "private",
      spot: "door:1502",
      name: "王小明",
      phone: "13812340000",
    });
    const coordinator = await as("coordinator");
    await take(coordinator, { key: key(), number });
    await assign(coordinator, { key: key(), number, organizations: [s.world.fire], dueAt: onDay(2), note: "内部意见" });
    await reply(await as("resident"), {
      key: key(),
      number,
      body: "账单在我这里。",
      audience: "everyone",
      attachments: [],
    });
    await solve(coordinator, { key: key(), number, body: "已谈妥。", attachments: [] });
    await workAll();
    expect(new Set(office.received.map((mail) => mail.to))).toEqual(
      new Set(["coordinator", "resident", "spouse", "firemember"].map((name) => `${name}@example.test`)),
    );
    for (const mail of office.received) {
      for (const word of secrets)
        expect([word, tells(`${mail.head}${mail.text}${mail.html}`, word)]).toEqual([word, false]);
      expect(mail.text).toContain(`http://portal.test/concerns/${number}`);
    }
  });

  test("of the neighbourhood brings what was said to everyone, never a working note", async () => {
    const number = await s.raised("resident", { body: "大门的灯不亮。", name: "王小明" });
    await reply(await as("officer"), { key: key(), number, body: "今晚就修。", audience: "everyone", attachments: [] });
    await reply(await as("officer"), {
      key: key(),
      number,
      body: "内部意见：预算不够。",
      audience: "working",
      attachments: [],
    });
    await workAll();
    const resident = office.received.filter((mail) => mail.to === "resident@example.test");
    expect(resident).toHaveLength(1);
    expect(resident[0]?.text).toContain("大门的灯不亮");
    expect(resident[0]?.text).toContain("今晚就修。");
    const all = office.received.map((mail) => mail.text + mail.html).join("\n");
    expect(all).not.toContain("预算不够");
    expect(all).not.toContain("王小明");
  });

  test("is in the language of whoever gets it", async () => {
    await s.admin`update accounts set locale = 'en' where user_id = ${s.world.people.resident}`;
    await s.admin`update accounts set locale = 'zh-TW' where user_id = ${s.world.people.spouse}`;
    const number = await s.raised("neighbour", { spot: "door:1502" });
    const own = await s.raised("resident");
    await take(await as("officer"), { key: key(), number: own });
    await workAll();
    const to = (name: string) =>
      office.received.find((mail) => mail.to === `${name}@example.test` && mail.text.includes(own));
    expect(to("resident")?.head).toMatch(/^Content-Language: en$/m);
    expect(to("spouse")?.head).toMatch(/^Content-Language: zh-TW$/m);
    expect(number).not.toBe(own);
  });

  test("is not sent once it was read on the page, nor to who wants none", async () => {
    await setNotify(
      await as("spouse"),
      notifyInput.parse({ mail: "none", mentionsAtOnce: "on", quietFrom: "", quietUntil: "" }),
    );
    const number = await s.raised("resident");
    await reply(await as("officer"), { key: key(), number, body: "收到。", audience: "everyone", attachments: [] });
    await readUpTo(await as("resident"), number, 99);
    const mails = await mailsSent();
    expect(mails.filter((mail) => mail.to !== "coordinator@example.test")).toEqual([]);
    await setNotify(
      await as("spouse"),
      notifyInput.parse({ mail: "each", mentionsAtOnce: "on", quietFrom: "", quietUntil: "" }),
    );
  });

  test("is not sent to who may no longer see it when it would go out", async () => {
    const number = await s.raised("resident", { privacy: "private" });
    const coordinator = await as("coordinator");
    await take(coordinator, { key: key(), number });
    await assign(coordinator, { key: key(), number, organizations: [s.world.fire], dueAt: onDay(2), note: null });
    const assignment = await assignmentOf(s.admin, number, s.world.fire);
    await giveBack(await as("fireMember"), {
      key: key(),
      number,
      assignment,
      why: "other",
      suggested: null,
      reason: "不属于我们。",
    });
    await handOver(coordinator, { key: key(), number, owner: s.world.people.officer });
    const to = (await mailsSent()).map((mail) => mail.to);
    expect(to).not.toContain("firemember@example.test");
  });
});
