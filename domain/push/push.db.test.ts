import { createPublicKey, verify } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { newId } from "#db/id.ts";
import { settings } from "#db/settings.ts";
import { setDisabled } from "../account/manage.ts";
import { notifyInput, setNotify } from "../account/preferences.ts";
import { endSessions } from "../account/sign-in.ts";
import { type Viewer, viewerOf } from "../account/viewer.ts";
import { reply } from "../concern/reply.ts";
import { take } from "../concern/take.ts";
import { readAll } from "../notification/list.ts";
import { setMuted } from "../notification/mute.ts";
import { decrypted, deviceKeys } from "../testing/push.ts";
import { key, type PersonName, stage } from "../testing/stage.ts";
import { failedWork, settleWork } from "../work/failed-list.ts";
import { workOnce } from "../work/worker.ts";
import { subscribe, subscribeInput, toldHere, unsubscribeDevice } from "./subscribe.ts";
import { pushKey } from "./vapid.ts";

// Against a real push service of the test's own, which opens what it takes with the keys of the device.

const s = stage();
const { as } = s;

type Received = { path: string; headers: Record<string, string>; body: Buffer };

let server: Server;
let base: string;
let received: Received[] = [];
let status = 201;

beforeAll(async () => {
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (chunk: Buffer) => parts.push(chunk));
    request.on("end", () => {
      const headers = request.headers as Record<string, string>;
      received.push({ path: request.url ?? "", headers, body: Buffer.concat(parts) });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(async () => {
  process.env.PRIVATE_NETWORKS = "127.0.0.0/8";
  settings.reset();
  await s.admin`delete from outbox`;
  await s.admin`delete from notifications`;
  await s.admin`delete from push_subscriptions`;
  await s.admin`update accounts set mail = 'each', mentions_at_once = true, quiet_from = null, quiet_until = null, locale = null`;
  received = [];
  status = 201;
  vi.spyOn(console, "error").mockImplementation(() => {});
});

/** A browser of a person, signed in, that is told. */
async function device(who: PersonName, path = `/${newId()}`) {
  const viewer = await as(who);
  const mine = deviceKeys();
  await subscribe(viewer, subscribeInput.parse({ endpoint: base + path, keys: mine.keys }));
  return { ...mine, path, viewer };
}
const calls = async () => {
  while (await workOnce(undefined, "calls"));
};
const told = async () => {
  await calls();
  return received.map(({ path }) => path).toSorted();
};
/** A private concern of the resident's, and something said to them in it. */
async function news(): Promise<string> {
  const number = await s.raised("resident", { privacy: "private", body: "手术费的账单看不懂。" });
  await take(await as("coordinator"), { key: key(), number });
  await says(number);
  return number;
}
const says = async (number: string, body = "请把账单带来。") =>
  reply(await as("coordinator"), { key: key(), number, body, audience: "everyone", attachments: [] });
const only = (n = 1) => s.admin`
  delete from outbox where topic = 'push' and id not in (select id from outbox where topic = 'push' order by created_at desc, id limit ${n})`;

describe("a device", () => {
  test("is told that there is news, in its person's language and readable by it alone; not a word of what it is", async () => {
    const { path, ...mine } = await device("resident");
    await s.admin`update accounts set locale = 'en' where user_id = ${s.world.people.resident}`;
    const number = await news();
    await only();
    await calls();
    expect(received.map((r) => r.path)).toEqual([path]);
    const [{ headers, body }] = received as [Received];
    expect(headers).toMatchObject({ "content-encoding": "aes128gcm", ttl: "86400", topic: "news", urgency: "normal" });
    expect(JSON.parse(decrypted(body, mine))).toEqual({
      title: "Doorstep",
      body: "There is news for you in the portal.",
      url: `/concerns/${number}`,
    });
  });

  test("comes with a word that proves who sends, to this push service and for half a day", async () => {
    await device("resident");
    await news();
    await calls();
    const [, token = "", given] =
      /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(received[0]?.headers.authorization ?? "") ?? [];
    expect(given).toBe(pushKey());
    const [head = "", claims = "", signature = ""] = token.split(".");
    const point = Buffer.from(pushKey(), "base64url");
    const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString("base64url")) as [
      string,
      string,
    ];
    const publicKey = createPublicKey({ format: "jwk", key: { kty: "EC", crv: "P-256", x, y } });
    const proof = { key: publicKey, dsaEncoding: "ieee-p1363" } as const;
    expect(verify("sha256", Buffer.from(`${head}.${claims}`), proof, Buffer.from(signature, "base64url"))).toBe(true);
    const { aud, exp, sub } = JSON.parse(Buffer.from(claims, "base64url").toString());
    expect([aud, sub]).toEqual([base, "mailto:doorstep@localhost"]);
    expect(exp - Date.now() / 1000).toBeGreaterThan(11 * 3600);
    expect(exp - Date.now() / 1000).toBeLessThanOrEqual(24 * 3600);
  });

  test("is told each piece of news once, also of several devices and by two workers", async () => {
    const one = await device("resident");
    const other = await device("resident");
    const number = await news();
    await readAll(await as("resident"));
    await s.admin`delete from outbox`;
    await says(number, "第二句。");
    await Promise.all([calls(), calls(), calls()]);
    expect(received.map((r) => r.path).toSorted()).toEqual([one.path, other.path].toSorted());
  });

  test("is not told what was read meanwhile", async () => {
    await device("resident");
    await news();
    await readAll(await as("resident"));
    expect(await told()).toEqual([]);
  });
});

describe("who is told, and when", () => {
  test("those whom the news is for, not a neighbour", async () => {
    await device("neighbour");
    await device("fireMember");
    const { path } = await device("resident");
    await news();
    await only();
    expect(await told()).toEqual([path]);
  });

  test("not of a concern that they have muted", async () => {
    const { viewer } = await device("resident");
    const number = await news();
    await s.admin`delete from outbox`;
    await setMuted(viewer, { number, on: "1" });
    await says(number);
    expect(await told()).toEqual([]);
  });

  test("in quiet hours: when they are over", async () => {
    const { viewer } = await device("resident");
    // Quiet from an hour ago for two hours, by the clock of the community.
    const clock = (minutes: number) => new Date(Date.now() + (8 * 60 + minutes) * 60_000).toISOString().slice(11, 16);
    const quiet = { mail: "each", mentionsAtOnce: "on", quietFrom: clock(-60), quietUntil: clock(60) };
    await setNotify(viewer, notifyInput.parse(quiet));
    await news();
    expect(await told()).toEqual([]);
    const [row] =
      await s.admin`select extract(epoch from max(due_at) - now()) / 60 as minutes from outbox where topic = 'push'`;
    expect(Number(row?.minutes)).toBeGreaterThan(55);
    expect(Number(row?.minutes)).toBeLessThanOrEqual(60);
  });

  test("who wants mail once a day: only of what is for them alone; who wants no mail: of all", async () => {
    const { viewer, path } = await device("resident");
    const other = await device("officer");
    const wants = (mail: string, who: Viewer) =>
      setNotify(who, notifyInput.parse({ mail, mentionsAtOnce: "on", quietFrom: "", quietUntil: "" }));
    await wants("daily", viewer);
    await wants("daily", other.viewer);
    const number = await s.raised("resident", { privacy: "neighbourhood" });
    await take(await as("officer"), { key: key(), number });
    await says(number);
    expect(await told()).toEqual([]);
    await says(number, "@officer 请看。");
    expect(await told()).toEqual([other.path]);
    received = [];
    await wants("none", viewer);
    await says(number);
    expect(await told()).toEqual([path]);
  });
});

describe("it ends", () => {
  const left = async () => (await s.admin`select 1 from push_subscriptions`).length;

  test("at sign-out of that device, and only there", async () => {
    const here = await device("resident");
    const there = await device("resident");
    await endSessions(s.world.people.resident, { only: here.viewer.user?.session });
    expect(await left()).toBe(1);
    await news();
    await only();
    expect(await told()).toEqual([there.path]);
    expect(await toldHere(there.viewer)).toBe(true);
  });

  test("by its button", async () => {
    const { viewer } = await device("resident");
    await news();
    await unsubscribeDevice(viewer);
    expect(await toldHere(viewer)).toBe(false);
    expect(await told()).toEqual([]);
  });

  test("when the session is over by itself", async () => {
    const { viewer } = await device("resident");
    await news();
    await s.admin`update sessions set expires_at = now() - interval '1 minute' where id = ${viewer.user?.session ?? null}`;
    expect(await told()).toEqual([]);
  });

  test("with the account: switched off, or gone", async () => {
    await device("spouse");
    await setDisabled(await as("coordinator"), { user: s.world.people.spouse, disabled: true });
    expect(await left()).toBe(0);
    await setDisabled(await as("coordinator"), { user: s.world.people.spouse, disabled: false });
    const person = newId();
    await s.admin`insert into users (id, name) values (${person}, '要走的')`;
    await s.admin`insert into sessions (id, user_id, expires_at) values (${newId()}, ${person}, now() + interval '1 day')`;
    await s.admin`insert into push_subscriptions (id, user_id, session_id, endpoint, p256dh, auth)
      select ${newId()}, user_id, id, 'https://push.example/gone', 'x', 'x' from sessions where user_id = ${person}`;
    await s.admin`delete from sessions where user_id = ${person}`;
    expect(await left()).toBe(0);
  });

  test.each([404, 410])("where the push service says that it is no more (%i)", async (gone) => {
    await device("resident");
    status = gone;
    await news();
    await only();
    expect(await told()).toHaveLength(1);
    expect(await left()).toBe(0);
    expect(await s.admin`select 1 from outbox where topic = 'push' and done_at is null`).toHaveLength(0);
  });

  test("with somebody else in the same browser, and for all but the last ten", async () => {
    const { path } = await device("resident", "/shared");
    await device("neighbour", path);
    expect(await s.admin`select user_id from push_subscriptions`).toEqual([{ user_id: s.world.people.neighbour }]);
    for (let i = 0; i < 11; i++) await device("resident");
    expect(await left()).toBe(11);
  });
});

describe("a push service in trouble", () => {
  test("is asked again, waiting longer each time, until it takes it; then no more", async () => {
    await device("resident");
    status = 500;
    await news();
    await only();
    await calls();
    await calls();
    expect(received).toHaveLength(1);
    const wait = async () =>
      Number(
        (
          await s.admin`select extract(epoch from due_at - now()) as s from outbox where topic = 'push' and done_at is null`
        )[0]?.s,
      );
    const first = await wait();
    expect(first).toBeGreaterThan(20);
    await s.admin`update outbox set due_at = now()`;
    await calls();
    expect(await wait()).toBeGreaterThan(first * 1.8);
    status = 201;
    await s.admin`update outbox set due_at = now()`;
    await calls();
    await calls();
    expect(received).toHaveLength(3);
  });

  test("for good: an administrator sees it, and can have it sent again", async () => {
    await device("resident");
    status = 503;
    await news();
    await only();
    for (let i = 0; i < 15; i++) {
      await calls();
      await s.admin`update outbox set due_at = now() where failed_at is null`;
    }
    const [item, ...more] = await failedWork(await as("admin"));
    expect(more).toEqual([]);
    expect(item).toMatchObject({ topic: "push", attempts: 15, error: "Failed: 503" });
    status = 201;
    received = [];
    await settleWork(await as("admin"), { items: [item?.id ?? ""], what: "again" });
    expect(await told()).toHaveLength(1);
  });

  test("or none at all: an address that leads into the house is never called", async () => {
    await device("resident");
    process.env.PRIVATE_NETWORKS = "";
    settings.reset();
    await news();
    await only();
    expect(await told()).toEqual([]);
    const [row] = await s.admin`select error from outbox where topic = 'push' and done_at is null`;
    expect(row?.error).toBe("Failed: private");
  });
});

describe("what a browser says of itself", () => {
  const { keys } = deviceKeys();
  test.each([
    ["https://push.example/x", true],
    ["http://push.example/x", false],
    ["https://somebody:secret@push.example/x", false],
    ["ftp://push.example/x", false],
    ["no address", false],
    [`https://push.example/${"x".repeat(1000)}`, false],
  ])("%.40s: %s", (endpoint, fits) => expect(subscribeInput.safeParse({ endpoint, keys }).success).toBe(fits));

  test("is refused with keys that nothing can be encrypted for", () => {
    const broken = { endpoint: "https://push.example/x", keys: { ...keys, p256dh: keys.auth } };
    expect(subscribeInput.safeParse(broken).success).toBe(false);
  });

  test("is taken from nobody whose session is over", async () => {
    const viewer = await as("resident");
    await endSessions(s.world.people.resident, {});
    const input = subscribeInput.parse({ endpoint: "https://push.example/x", keys });
    await expect(subscribe(viewer, input)).rejects.toThrow();
    expect((await viewerOf(viewer.user?.session ?? null, null)).user).toBeNull();
  });
});
