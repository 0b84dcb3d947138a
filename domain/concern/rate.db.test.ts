import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { pool } from "#db/connect.ts";
import { settings } from "#db/settings.ts";
import { asViewer } from "#db/viewer.ts";
import type { SignedIn, Viewer } from "../account/viewer.ts";
import { concernMail, trackingMail } from "../mail/compose.ts";
import {
  behind,
  eventsOf,
  hides,
  key,
  type PersonName,
  refuses,
  reportOf,
  rowOf,
  stage,
  toldOf,
} from "../testing/stage.ts";
import { raise } from "./raise.ts";
import { rate, rateAsVoice, raterOf } from "./rate.ts";
import { solve } from "./solve.ts";
import { sort } from "./steer.ts";
import { addVoice, dropVoice } from "./voice.ts";

const s = stage();
beforeEach(() => {
  vi.stubEnv("BASE_URL", "https://portal.test");
  settings.reset();
});
afterEach(() => {
  vi.unstubAllEnvs();
  settings.reset();
});

const known = async (name: PersonName) => (await s.as(name)) as Viewer & { user: SignedIn };

/** A concern of the resident's, with the neighbour's voice, that is said to be solved. */
async function solved(more: Record<string, unknown> = {}): Promise<string> {
  const number = await s.raised("resident", more);
  if (more.privacy !== "private") await addVoice(await known("neighbour"), { key: key(), number });
  await solve(await s.as("coordinator"), { key: key(), number, body: "修好了", attachments: [] });
  return number;
}

/** The mail that tells somebody of it, as the worker writes it. */
async function mailTo(name: PersonName, number: string, kind = "solved") {
  const { id, community_id } = await rowOf(s.admin, number);
  const [event] = await s.admin<{ seq: number }[]>`
    select seq from events where subject_id = ${id} and kind = ${kind} order by seq`;
  return pool("doorstep_worker").transaction((tx) =>
    concernMail(tx, { user: s.world.people[name], community: community_id, concern: id, seq: event?.seq ?? 0 }),
  );
}

/** The secret in the links of a mail. */
async function secretFor(name: PersonName, number: string): Promise<string> {
  const mail = await mailTo(name, number);
  const found = /\/rate\/([\w-]+)\?r=5/.exec(mail?.choices?.links[0]?.url ?? "")?.[1];
  if (!found) throw new Error(`no link to rate for ${name}`);
  return found;
}

const ratings = (number: string) => s.admin<{ answered: boolean; solved: boolean; rating: number | null }[]>`
  select r.answered, r.solved, r.rating from concern_ratings r join concerns c on c.id = r.concern_id where c.number = ${number}`;

describe("the mail that says it is solved", () => {
  test("asks whoever raised it, their household and who said so too; nobody else, and nothing else does", async () => {
    const number = await solved();
    for (const name of ["resident", "spouse", "neighbour"] as const) {
      const mail = await mailTo(name, number);
      expect(mail?.choices?.links.map((l) => l.url.replace(/.*\?/, ""))).toEqual(
        ["5", "4", "3", "2", "1", "unsolved", "unanswered"].map((r) => `r=${r}`),
      );
    }
    expect((await mailTo("coordinator", number))?.choices).toBeUndefined();
    expect((await mailTo("resident", number, "raised"))?.choices).toBeUndefined();
  });

  test("keeps only a hash of its link", async () => {
    const secret = await secretFor("neighbour", await solved());
    const [token] =
      await s.admin`select count(*)::int as n from tokens where kind = 'rating' and encode(hash, 'escape') like ${`%${secret}%`}`;
    expect(token?.n).toBe(0);
    expect(await raterOf(secret)).toMatchObject({ as: "voice", said: null });
  });
});

describe("whoever raised it", () => {
  test("confirms by the link, with their rating, and once", async () => {
    const number = await solved();
    const secret = await secretFor("resident", number);
    expect(await raterOf(secret)).toMatchObject({ as: "reporter", number, title: "电梯又停了，困住了两个孩子" });
    const once = { key: key(), secret, answer: "4" as const, body: null };
    await rate(once);
    await rate(once);
    expect(await rowOf(s.admin, number)).toMatchObject({ status: "confirmed", rating: 4 });
    await refuses(rate({ ...once, key: key() }), "notNow");
    expect(await ratings(number)).toHaveLength(0);
  });

  test("another of the household does the same", async () => {
    const number = await solved({ privacy: "private" });
    const secret = await secretFor("spouse", number);
    expect(await raterOf(secret)).toMatchObject({ as: "reporter", title: null });
    await rate({ key: key(), secret, answer: "5", body: "谢谢" });
    expect(await rowOf(s.admin, number)).toMatchObject({ status: "confirmed", rating: 5 });
  });

  test("reopens it with a reason where it is not solved, and not without one", async () => {
    const number = await solved();
    const secret = await secretFor("resident", number);
    await refuses(rate({ key: key(), secret, answer: "unsolved", body: null }), "whatIsMissing", "body");
    await rate({ key: key(), secret, answer: "unsolved", body: "门还是关不严" });
    expect((await rowOf(s.admin, number)).status).toBe("taken");
    expect((await eventsOf(s.admin, number)).at(-1)).toBe("reopened solved→taken");
    await refuses(rate({ key: key(), secret, answer: "5", body: null }), "notNow");
  });

  test("without an account, rates by the link that opens the concern", async () => {
    const { number } = await raise(
      await s.as("nobody"),
      reportOf(s.world, { email: "stranger@example.test" }),
      "zh-CN",
    );
    await behind(s.admin, (sql) => sql`update concerns set status = 'new' where number = ${number}`);
    await solve(await s.as("coordinator"), { key: key(), number, body: "修好了", attachments: [] });
    const { id, community_id } = await rowOf(s.admin, number);
    const [row] = await s.admin`select p.id, (select max(seq) from events where subject_id = ${id}) as seq
      from concern_people p where p.concern_id = ${id}`;
    const mail = await pool("doorstep_worker").transaction((tx) =>
      trackingMail(tx, { person: row?.id, community: community_id, concern: id, seq: row?.seq }),
    );
    const secret = /\/rate\/([\w-]+)\?r=5/.exec(mail?.choices?.links[0]?.url ?? "")?.[1] ?? "";
    await rate({ key: key(), secret, answer: "3", body: null });
    expect(await rowOf(s.admin, number)).toMatchObject({ status: "confirmed", rating: 3 });
  });
});

describe("who said so too", () => {
  test("is counted by the link or the page, the last word, and changes nothing else; the thread names nobody", async () => {
    const number = await solved();
    const secret = await secretFor("neighbour", number);
    await rate({ key: key(), secret, answer: "2", body: "不会被看到" });
    expect([...(await ratings(number))]).toEqual([{ answered: true, solved: true, rating: 2 }]);
    await rateAsVoice(await s.as("neighbour"), { key: key(), number, answer: "unanswered" });
    expect([...(await ratings(number))]).toEqual([{ answered: false, solved: false, rating: null }]);
    expect((await raterOf(secret)).said).toBe("unanswered");
    expect(await rowOf(s.admin, number)).toMatchObject({ status: "solved", rating: null });
    const events = await s.admin`select actor_id, data, audience from events e join concerns c on c.id = e.subject_id
      where c.number = ${number} and e.kind = 'rated' order by seq`;
    expect([...events]).toEqual([
      { actor_id: null, data: { solved: true, rating: 2 }, audience: "working" },
      { actor_id: null, data: { solved: false }, audience: "working" },
    ]);
    // One is no crowd.
    expect(await toldOf(s, number, "rated")).toEqual([]);
  });

  test("where two, and half of them, are not content, the owner is told", async () => {
    const { world, admin } = s;
    const others = [world.people.admin, world.people.fireMember];
    for (const [i, user_id] of others.entries())
      await admin`insert into residents ${admin({ community_id: world.a, user_id, household_id: i ? world.door1502 : world.door1501, status: "confirmed", proof: "code" })}`;
    const number = await s.raised("coordinator");
    for (const name of ["neighbour", "admin", "fireMember"] as const)
      await addVoice(await known(name), { key: key(), number });
    await behind(
      admin,
      (sql) => sql`update concerns set owner_id = ${world.people.officer}, status = 'taken' where number = ${number}`,
    );
    await solve(await s.as("officer"), { key: key(), number, body: "好了", attachments: [] });
    const say = async (name: PersonName, answer: "5" | "unsolved") =>
      rateAsVoice(await s.as(name), { key: key(), number, answer });
    await say("neighbour", "5");
    await say("admin", "unsolved");
    expect(await toldOf(s, number, "rated")).toEqual([]);
    await say("fireMember", "unsolved");
    expect(await toldOf(s, number, "rated")).toEqual(["officer"]);
    await admin`delete from residents where user_id in ${admin(others)}`;
  });

  test("cannot any more once it is private, nor is told", async () => {
    const number = await solved();
    const secret = await secretFor("neighbour", number);
    await sort(await s.as("coordinator"), {
      key: key(),
      number,
      category: "lift",
      privacy: "private",
      urgency: "normal",
    });
    await hides(raterOf(secret));
    await hides(rate({ key: key(), secret, answer: "1", body: null }));
    await hides(rateAsVoice(await s.as("neighbour"), { key: key(), number, answer: "1" }));
    expect(await mailTo("neighbour", number)).toBeNull();
  });

  test("takes what they said along with their voice", async () => {
    const number = await solved();
    await rateAsVoice(await s.as("neighbour"), { key: key(), number, answer: "1" });
    await dropVoice(await known("neighbour"), { key: key(), number });
    expect(await ratings(number)).toHaveLength(0);
  });

  test("is not somebody who did not say so, nor one whose concern is not solved", async () => {
    const number = await solved();
    for (const name of ["resident", "officer", "fireMember", "residentB"] as const)
      await hides(rateAsVoice(await s.as(name), { key: key(), number, answer: "1" }));
    const open = await s.raised("resident");
    await addVoice(await known("neighbour"), { key: key(), number: open });
    await refuses(rateAsVoice(await s.as("neighbour"), { key: key(), number: open, answer: "1" }), "notNow");
  });
});

test("a link that is unknown, too old, or of somebody switched off leads nowhere; and it opens this one concern alone", async () => {
  await hides(raterOf("not-a-link-at-all"));
  const number = await solved();
  const secret = await secretFor("neighbour", number);
  const { viewer } = await raterOf(secret);
  expect(viewer.claims).toMatchObject({ organizations: [], officerIn: [], coordinates: [], admin: false });
  const [row] = await asViewer(viewer.claims, (tx) => tx.execute("select count(*)::int as n from concern_people"));
  const own = await asViewer((await s.as("neighbour")).claims, (tx) =>
    tx.execute("select count(*)::int as n from concern_people"),
  );
  expect(row).toEqual(own[0]);
  await s.admin`update accounts set disabled_at = now() where user_id = ${s.world.people.neighbour}`;
  await hides(raterOf(secret));
  await s.admin`update accounts set disabled_at = null where user_id = ${s.world.people.neighbour}`;
  await s.admin`update tokens set expires_at = now() where kind = 'rating'`;
  await hides(raterOf(secret));
});
