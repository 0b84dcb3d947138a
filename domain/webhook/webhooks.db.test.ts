import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { settings } from "#db/settings.ts";
import { answer } from "../assignment/answer.ts";
import { giveBack } from "../assignment/return.ts";
import { assign } from "../concern/assign.ts";
import { reply } from "../concern/reply.ts";
import { take } from "../concern/take.ts";
import { assignmentOf, key, onDay, stage } from "../testing/stage.ts";
import { verifies } from "../testing/webhook.ts";
import { failedWork, settleWork } from "../work/failed-list.ts";
import { workOnce } from "../work/worker.ts";
import { addWebhook, addWebhookInput, dropWebhook, listWebhooks, testWebhook } from "./manage.ts";

const s = stage();
const { as } = s;

type Received = { headers: Record<string, string>; body: string };

let server: Server;
let url: string;
let received: Received[] = [];
let status = 204;

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk;
    });
    request.on("end", () => {
      received.push({ headers: request.headers as Record<string, string>, body });
      response.writeHead(status, { location: "http://169.254.169.254/" }).end("an answer that nobody reads");
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(async () => {
  process.env.PRIVATE_NETWORKS = "127.0.0.0/8";
  settings.reset();
  await s.admin`delete from outbox`;
  await s.admin`delete from webhooks`;
  received = [];
  status = 204;
  vi.spyOn(console, "error").mockImplementation(() => {});
});

const calls = async () => {
  while (await workOnce(undefined, "calls"));
};
const adding = async (who: Parameters<typeof as>[0], path = "/hook") =>
  addWebhook(await as(who), addWebhookInput.parse({ key: key(), url: url + path }));

/** A private concern of the resident that the property company works on. */
async function assigned(): Promise<string> {
  const number = await s.raised("resident", {
    body: "手术费的账单看不懂。",
    privacy: "private",
    name: "王小明",
    spot: "door:1502",
  });
  const coordinator = await as("coordinator");
  await take(coordinator, { key: key(), number });
  await assign(coordinator, {
    key: key(),
    number,
    organizations: [s.world.property],
    dueAt: onDay(2),
    note: "内部意见",
  });
  return number;
}

describe("a unit's own system", () => {
  test("is told of each event on what the unit works on, signed, without texts, names and doors", async () => {
    const secret = await adding("propertyMember");
    const number = await assigned();
    await reply(await as("resident"), {
      key: key(),
      number,
      body: "账单在我这里。",
      audience: "everyone",
      attachments: [],
    });
    await calls();
    const told = received.map(({ body }) => JSON.parse(body));
    expect(told.map((t) => t.type).toSorted()).toEqual(["concern.assigned", "concern.replied", "concern.replied"]);
    for (const { headers, body } of received) {
      expect(verifies(secret, headers, body)).toBe(true);
      for (const word of ["手术费", "账单", "王小明", "1502", "内部意见"]) expect(body).not.toContain(word);
    }
    expect(told.find((t) => t.type === "concern.assigned").data).toMatchObject({
      number,
      status: "assigned",
      assignment: { status: "assigned" },
    });
    expect(new Set(received.map(({ headers }) => headers["webhook-id"])).size).toBe(3);
    expect((await listWebhooks(await as("propertyMember")))[0]).toMatchObject({ failingSince: null });
  });

  test("hears nothing of what the unit has not, or gave back meanwhile", async () => {
    await adding("fireMember");
    const number = await assigned();
    await calls();
    expect(received).toEqual([]);
    await adding("propertyMember");
    const member = await as("propertyMember");
    const assignment = await assignmentOf(s.admin, number, s.world.property);
    await reply(member, { key: key(), number, body: "在查。", audience: "working", attachments: [] });
    await giveBack(member, {
      key: key(),
      number,
      assignment,
      why: "other",
      suggested: null,
      reason: "不归我们管。",
    });
    await reply(await as("coordinator"), {
      key: key(),
      number,
      body: "转给卫健。",
      audience: "working",
      attachments: [],
    });
    await calls();
    expect(received).toEqual([]);
  });

  test("that is down for a day gets everything afterwards, once; the page says since when", async () => {
    await adding("propertyMember");
    const number = await assigned();
    status = 500;
    for (let i = 0; i < 12; i++) {
      await calls();
      await s.admin`update outbox set due_at = now() where done_at is null and topic = 'webhook'`;
    }
    const [hook] = await listWebhooks(await as("propertyMember"));
    expect(hook).toMatchObject({ lastError: "500", lastOkAt: null });
    expect(hook?.failingSince).not.toBeNull();
    // Twelve tries took, by the waits between them, more than a day.
    expect([0.5, 1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360, 360].reduce((a, b) => a + b)).toBeGreaterThan(
      24 * 60,
    );
    status = 204;
    received = [];
    await s.admin`update outbox set due_at = now() where done_at is null and topic = 'webhook'`;
    await calls();
    await calls();
    expect(received.map(({ body }) => JSON.parse(body).data.number)).toEqual([number, number]);
    expect((await listWebhooks(await as("propertyMember")))[0]).toMatchObject({ failingSince: null, lastError: null });
  });

  test("that leads elsewhere or into the house is not followed", async () => {
    await adding("propertyMember");
    await assigned();
    status = 302;
    await calls();
    expect((await listWebhooks(await as("propertyMember")))[0]?.lastError).toBe("302");
    process.env.PRIVATE_NETWORKS = "";
    settings.reset();
    received = [];
    await s.admin`update outbox set due_at = now() where done_at is null and topic = 'webhook'`;
    await calls();
    expect(received).toEqual([]);
    expect((await listWebhooks(await as("propertyMember")))[0]?.lastError).toBe("private");
  });

  test("is tried by a message that says nothing, and disconnected; both by its own people alone", async () => {
    const secret = await adding("propertyMember");
    const member = await as("propertyMember");
    const [hook] = await listWebhooks(member);
    await testWebhook(member, { key: key(), webhook: hook?.id ?? "" });
    await calls();
    expect(received.map(({ headers, body }) => [verifies(secret, headers, body), JSON.parse(body).type])).toEqual([
      [true, "test"],
    ]);
    for (const who of ["fireMember", "officer", "coordinator", "resident"] as const) {
      const other = await as(who);
      expect(await listWebhooks(other), who).toEqual([]);
      await dropWebhook(other, { key: key(), webhook: hook?.id ?? "" });
      await expect(testWebhook(other, { key: key(), webhook: hook?.id ?? "" })).rejects.toThrow();
    }
    expect(await listWebhooks(member)).toHaveLength(1);
    await dropWebhook(member, { key: key(), webhook: hook?.id ?? "" });
    expect(await listWebhooks(member)).toEqual([]);
    for (const who of ["officer", "resident", "nobody"] as const)
      await expect(adding(who, `/${who}`)).rejects.toThrow();
  });

  test("of the agency is told of all in its communities", async () => {
    await adding("coordinator");
    const number = await s.raised("resident", { privacy: "private" });
    await calls();
    expect(received.map(({ body }) => JSON.parse(body))).toMatchObject([{ type: "concern.raised", data: { number } }]);
  });

  test("is not connected twice, nor more than five of them", async () => {
    await adding("propertyMember");
    await expect(adding("propertyMember")).rejects.toMatchObject({ code: "webhookKnown", field: "url" });
    for (const path of ["/2", "/3", "/4", "/5"]) await adding("propertyMember", path);
    await expect(adding("propertyMember", "/6")).rejects.toMatchObject({ code: "tooManyWebhooks" });
    for (const wrong of [
      "ftp://a.test/",
      "https://user:secret@a.test/",
      "no address",
      `https://a.test/${"a".repeat(500)}`,
    ])
      expect(addWebhookInput.safeParse({ key: key(), url: wrong }).success, wrong).toBe(false);
  });
});

test("what was given up is seen by administrators alone, sent again or let go", async () => {
  await adding("propertyMember");
  const number = await assigned();
  await s.admin`delete from outbox where topic <> 'webhook'`;
  const member = await as("propertyMember");
  await answer(member, {
    key: key(),
    number,
    assignment: await assignmentOf(s.admin, number, s.world.property),
    body: "已办。",
    attachments: [],
  });
  await s.admin`delete from outbox where topic <> 'webhook'`;
  status = 500;
  for (let i = 0; i < 16; i++) {
    await calls();
    await s.admin`update outbox set due_at = now() where done_at is null`;
  }
  const failed = await failedWork(await as("admin"));
  expect(failed.length).toBeGreaterThanOrEqual(3);
  expect(failed[0]).toMatchObject({ topic: "webhook", attempts: 15 });
  expect(failed[0]?.error).toContain("500");
  for (const who of ["coordinator", "propertyMember", "nobody"] as const) {
    expect(await failedWork(await as(who)), who).toEqual([]);
    await expect(settleWork(await as(who), { items: [failed[0]?.id ?? ""], what: "again" })).rejects.toThrow();
  }
  status = 204;
  received = [];
  const [first, ...rest] = failed.map((f) => f.id);
  expect(await settleWork(await as("admin"), { items: [first ?? ""], what: "again" })).toBe(1);
  expect(await settleWork(await as("admin"), { items: rest, what: "drop" })).toBe(rest.length);
  await calls();
  expect(received).toHaveLength(1);
  expect(await failedWork(await as("admin"))).toEqual([]);
  await expect(settleWork(await as("admin"), { items: rest, what: "again" })).rejects.toMatchObject({ code: "notNow" });
});
