import { describe, expect, test } from "vitest";
import { concernPage } from "../concern/page.ts";
import { raise } from "../concern/raise.ts";
import { reply } from "../concern/reply.ts";
import { addressOf, domain, header, lettersOf } from "../testing/letter.ts";
import { jpeg } from "../testing/photo.ts";
import type { Received } from "../testing/smtp.ts";
import { assignmentOf, behind, eventsOf, hides, key, refuses, reportOf, rowOf, stage } from "../testing/stage.ts";
import { keepHouse } from "../work/house.ts";
import { replyToken } from "./address.ts";
import { concernToPutInto, discard, heldCount, heldLetter, makeConcern, putInto } from "./held.ts";

const s = stage();
const { as } = s;
const { work, send, told, lastOf, letters, held } = lettersOf(s);

describe("a mail is held", () => {
  test("where it does not come from whom its address was given to", async () => {
    const { number, to } = await told("resident");
    const before = await eventsOf(s.admin, number);
    await send({ from: `resident <${addressOf("neighbour")}>`, to, text: "我也看到了这件事。" });
    await work();
    expect(await eventsOf(s.admin, number)).toEqual(before);
    expect(await held()).toMatchObject([
      { from: addressOf("neighbour"), name: "resident", reason: "sender", number, text: "我也看到了这件事。" },
    ]);
  });

  test("where its address is forged or unknown", async () => {
    const { number, to } = await told("resident");
    const forged = to.replace(/(.)@/, (_, last: string) => `${last === "a" ? "q" : "a"}@`).replace(/\+(..)/, "+$1");
    const flipped = `reply+${to.slice(6, 50)}${to.slice(50, 58).replace(/./g, (c) => (c === "a" ? "b" : "a"))}${to.slice(58)}`;
    const nowhere = `reply+${replyToken({ number: "0001-0001", person: key(), account: true })}@${domain}`;
    for (const address of [flipped, nowhere, `reply+abc@${domain}`]) {
      await send({ from: addressOf("resident"), to: address, text: "放我进去。" });
    }
    await work();
    expect((await letters()).map((l) => [l.status, l.reason])).toEqual(Array(3).fill(["held", "unknown"]));
    expect((await held()).map((l) => l.number)).toEqual([null, null, null]);
    expect(forged).not.toBe(to);
    expect((await lastOf(number))?.message?.body).not.toBe("放我进去。");
  });

  test("where its writer has nothing to do with the concern any more", async () => {
    const { number, to } = await told("propertyMember");
    const assignment = await assignmentOf(s.admin, number, s.world.property);
    await behind(s.admin, async (sql) => {
      await sql`update assignments set status = 'returned' where id = ${assignment}`;
      await sql`delete from access where principal = ${s.world.property}`;
    });
    await send({ from: addressOf("propertyMember"), to, text: "还是让我说一句。" });
    await work();
    expect(await letters()).toMatchObject([{ status: "held", reason: "gone" }]);
    // Nor one whose account is closed.
    const other = await told("resident");
    await behind(
      s.admin,
      (sql) => sql`update accounts set disabled_at = now() where user_id = ${s.world.people.resident}`,
    );
    await send({ from: addressOf("resident"), to: other.to, text: "喂？" });
    await work();
    await behind(
      s.admin,
      (sql) => sql`update accounts set disabled_at = null where user_id = ${s.world.people.resident}`,
    );
    expect((await letters()).at(-1)).toMatchObject({ status: "held", reason: "gone" });
  });

  test("where it says nothing", async () => {
    const { to } = await told("resident");
    await send({ from: addressOf("resident"), to, text: " \n\n" });
    await work();
    expect(await letters()).toMatchObject([{ status: "held", reason: "empty" }]);
  });

  test("or read as far as it can be, where its MIME is broken", async () => {
    const { number, to } = await told("resident");
    const raw = (body: string) => ({
      envelope: { from: addressOf("resident"), to },
      raw: body.replaceAll("\n", "\r\n"),
    });
    const head = `From: ${addressOf("resident")}\nTo: ${to}\n`;
    await send(
      raw(
        `${head}Message-ID: <a-${number}@x>\nContent-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/plain\n\n没有结尾`,
      ),
    );
    await send(
      raw(
        `${head}Message-ID: <b-${number}@x>\nContent-Type: text/plain; charset="no-such"\nContent-Transfer-Encoding: base64\n\n%%%%`,
      ),
    );
    await send(raw("\n\n\n"));
    await send(raw("no head at all"));
    await work();
    expect((await lastOf(number))?.message?.body).toBe("没有结尾");
    const fates = (await letters()).map((l) => l.status);
    expect(fates).toHaveLength(4);
    expect(fates.filter((fate) => fate === "landed").length).toBeLessThanOrEqual(2);
    const [row] = await s.admin`select count(*)::int as n from outbox where done_at is null`;
    expect(row?.n).toBe(0);
  });
});

describe("a mail that is held", () => {
  const stranger = async () => {
    await send({
      from: "Somebody <somebody@elsewhere.test>",
      to: `concern+a@${domain}`,
      subject: "楼道的灯",
      text: "三楼的灯坏了一周。",
      attachments: [{ filename: "1.jpg", content: Buffer.from(await jpeg()) }],
    });
    await work();
    const [letter] = await held();
    if (!letter) throw new Error("nothing is held");
    return letter;
  };
  const kept = async () => {
    const [row] = await s.admin`
      select status, from_address, from_name, subject, body, raw_key, decided_by from letters`;
    return row;
  };
  const nothing = { from_address: null, from_name: null, subject: null, body: null, raw_key: null };

  test("is put into a concern as received from whom it says, for those who work on it", async () => {
    const letter = await stranger();
    const number = await s.raised("resident", { privacy: "private" });
    const coordinator = await as("coordinator");
    expect(await concernToPutInto(coordinator, letter, ` ${number} `)).toMatchObject({ number });
    expect(await concernToPutInto(coordinator, letter, "0000-0000")).toBeNull();
    const form = { key: key(), letter: letter.id, number };
    await putInto(coordinator, form);
    expect(await lastOf(number)).toMatchObject({
      audience: "working",
      actor: { name: "coordinator", organization: "甲院" },
      message: { attachments: [{ kind: "image" }] },
    });
    expect((await lastOf(number))?.message?.body).toMatch(
      /^.{16} 收到的邮件，来自 Somebody <somebody@elsewhere\.test>：\n\n三楼的灯坏了一周。$/,
    );
    expect(JSON.stringify((await concernPage(await as("resident"), number)).timeline)).not.toContain("somebody");
    expect(await kept()).toEqual({ status: "landed", ...nothing, decided_by: s.world.people.coordinator });
    await hides(putInto(coordinator, form));
    await hides(heldLetter(coordinator, letter.id));
    expect((await eventsOf(s.admin, number)).filter((e) => e.startsWith("replied"))).toHaveLength(1);
  });

  test("becomes a new concern, raised by whoever wrote it, who follows by mail", async () => {
    const letter = await stranger();
    const coordinator = await as("coordinator");
    const number = await makeConcern(coordinator, { key: key(), letter: letter.id });
    expect(await rowOf(s.admin, number)).toMatchObject({
      title: "楼道的灯",
      origin: "letter",
      privacy: "private",
      status: "new",
    });
    const { concern } = await concernPage(coordinator, number);
    expect(concern).toMatchObject({ reporter: "Somebody", door: null, photos: [{ kind: "image" }] });
    expect(concern.capacities).not.toContain("reporter");
    expect(await kept()).toMatchObject({ status: "raised", ...nothing });
    await work();
    await reply(coordinator, { key: key(), number, body: "在换。", audience: "everyone", attachments: [] });
    const mail = (await work()).find((m) => m.to === "somebody@elsewhere.test") as Received;
    await send({ from: "somebody@elsewhere.test", to: header(mail, "Reply-To"), text: "谢谢。" });
    await work();
    expect(await lastOf(number)).toMatchObject({
      audience: "everyone",
      actor: { reporter: true },
      message: { body: "谢谢。" },
    });
  });

  test("is discarded, with all that was kept of it", async () => {
    const letter = await stranger();
    await discard(await as("coordinator"), { key: key(), letter: letter.id });
    expect(await kept()).toEqual({ status: "discarded", ...nothing, decided_by: s.world.people.coordinator });
    const told =
      await s.admin`select data from events where kind = 'letter_decided' and data ->> 'letter' = ${letter.id}`;
    expect(told).toEqual([{ data: { letter: letter.id, status: "discarded" } }]);
  });

  test("is decided about once", async () => {
    const letter = await stranger();
    const coordinator = await as("coordinator");
    const done = await Promise.allSettled([
      makeConcern(coordinator, { key: key(), letter: letter.id }),
      makeConcern(coordinator, { key: key(), letter: letter.id }),
      discard(coordinator, { key: key(), letter: letter.id }),
    ]);
    expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("of a concern in another community is put into none here", async () => {
    const letter = await stranger();
    const { number } = await raise(
      await as("residentB"),
      reportOf(s.world, { community: s.world.b, entrance: s.world.entranceB }),
      "zh-CN",
    );
    await hides(putInto(await as("coordinator"), { key: key(), letter: letter.id, number }));
    expect(await concernToPutInto(await as("coordinator"), letter, number)).toBeNull();
    await refuses(
      (async () => {
        const own = await s.raised("coordinator", { privacy: "private", spot: "area:lift" });
        await putInto(await as("coordinator"), { key: key(), letter: letter.id, number: own });
      })(),
      "notNow",
    );
    expect(await held()).toHaveLength(1);
  });

  test.each(["officer", "propertyMember", "resident", "admin", "coordinatorB", "nobody"] as const)(
    "is nothing to %s",
    async (who) => {
      const letter = await stranger();
      const viewer = await as(who);
      await hides(heldLetter(viewer, letter.id));
      await hides(discard(viewer, { key: key(), letter: letter.id }));
      await hides(makeConcern(viewer, { key: key(), letter: letter.id }));
      expect(await heldCount(viewer)).toBe(0);
      expect(await held()).toHaveLength(1);
    },
  );

  test("stays until somebody decides; what has landed is forgotten when it can no longer come again", async () => {
    await stranger();
    await send({ from: addressOf("resident"), to: `concern+a@${domain}`, text: "灯坏了。" });
    await work();
    const later = (days: number) => new Date(Date.now() + days * 86_400_000);
    await keepHouse(later(89));
    expect((await letters()).map((l) => l.status).toSorted()).toEqual(["held", "raised"]);
    await keepHouse(later(91));
    expect((await letters()).map((l) => l.status)).toEqual(["held"]);
  });
});
