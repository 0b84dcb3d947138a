import { randomUUID } from "node:crypto";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { endSessions, openSession } from "../account/sign-in.ts";
import { readContact } from "../concern/contact.ts";
import { reply } from "../concern/reply.ts";
import { key, rowOf, stage } from "../testing/stage.ts";
import { type Announcement, listening, subscribe, subscribers } from "./hub.ts";

const s = stage();
const { as } = s;
let heard: Announcement[] = [];
let stop = () => {};
beforeAll(async () => {
  stop = subscribe((announcement) => heard.push(announcement));
  await listening();
});
afterEach(() => {
  heard = [];
});

const hears = (like: Partial<Record<string, unknown>>) =>
  vi.waitFor(() => expect(heard).toContainEqual(expect.objectContaining(like)), { timeout: 10_000 });

describe("what is committed", () => {
  test("on a concern is heard, with the subject and the event's number, and no word of what was said", async () => {
    const number = await s.raised("resident", { body: "秘密的事情在这里" });
    const { id } = await rowOf(s.admin, number);
    await reply(await as("officer"), { key: key(), number, body: "秘密的回答", audience: "working", attachments: [] });
    await hears({ type: "concern", subject: id, seq: 2, kind: "replied", audience: "working", community: s.world.a });
    expect(JSON.stringify(heard)).not.toContain("秘密");
  });

  test("for a person is heard: their news, and the end of their sessions", async () => {
    await s.raised("resident");
    await hears({ type: "user", user: s.world.people.coordinator });
    await openSession(s.world.people.neighbour, null);
    await endSessions(s.world.people.neighbour, {});
    await hears({ type: "user", user: s.world.people.neighbour, sessions: true });
  });

  test("by another process is heard just so", async () => {
    const subject = randomUUID();
    await s.admin.notify(
      "doorstep",
      JSON.stringify({ type: "visit", community: s.world.a, subject, seq: 1, kind: "planned", audience: "everyone" }),
    );
    await hears({ type: "visit", subject });
  });

  test("and then taken back is not heard", async () => {
    const { id } = await rowOf(s.admin, await s.raised("resident"));
    await s.admin
      .begin(async (sql) => {
        await sql`insert into events (community_id, subject_type, subject_id, kind, audience) values (${s.world.a}, 'concern', ${id}, 'replied', 'everyone')`;
        throw new Error("not after all");
      })
      .catch(() => undefined);
    const number = await s.raised("resident");
    const marker = (await rowOf(s.admin, number)).id;
    await hears({ subject: marker });
    expect(heard.filter((a) => "kind" in a && a.subject === id && a.kind === "replied")).toEqual([]);
  });
});

test("a connection that is lost comes back by itself, says so, and hears on", async () => {
  const ended = await s.admin`
    select pg_terminate_backend(pid) from pg_stat_activity
    where usename = 'doorstep_app' and datname = current_database() and query ilike 'listen%'`;
  expect(ended).toHaveLength(1);
  await hears({ type: "resumed" });
  const { id } = await rowOf(s.admin, await s.raised("resident"));
  await hears({ type: "concern", subject: id, kind: "raised" });
});

test("every page that is open hears, until it is closed", async () => {
  const more: Announcement[] = [];
  const close = subscribe((announcement) => more.push(announcement));
  expect(subscribers()).toBe(2);
  const { id } = await rowOf(s.admin, await s.raised("resident"));
  await hears({ subject: id });
  await vi.waitFor(() => expect(more).toContainEqual(expect.objectContaining({ subject: id })));
  close();
  const before = more.length;
  const other = await rowOf(s.admin, await s.raised("resident"));
  await hears({ subject: other.id });
  expect(more).toHaveLength(before);
  expect(subscribers()).toBe(1);
});

test("that somebody looked up how to reach a person is for the office alone", async () => {
  const number = await s.raised("resident");
  const { id } = await rowOf(s.admin, number);
  await readContact(await as("officer"), { number });
  await hears({ subject: id, kind: "contact_read", audience: "office" });
  stop();
});
