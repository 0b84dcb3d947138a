import { describe, expect, test } from "vitest";
import { publicViewer } from "../account/viewer.ts";
import { concernPage } from "../concern/page.ts";
import { raise } from "../concern/raise.ts";
import { reply } from "../concern/reply.ts";
import { confirmReport } from "../concern/track.ts";
import { addressOf, header, lettersOf } from "../testing/letter.ts";
import { jpeg } from "../testing/photo.ts";
import { type Received, secretOf } from "../testing/smtp.ts";
import { behind, eventsOf, key, reportOf, rowOf, stage } from "../testing/stage.ts";

const s = stage();
const { as } = s;
const { work, send, told, lastOf, letters } = lettersOf(s);

test("a mail about a concern can be replied to, and programs find those about one concern together", async () => {
  const { mail, number, to } = await told("resident");
  expect(to).toMatch(/^reply\+[a-z2-7]{53}@in\.portal\.test$/);
  expect(header(mail, "Message-ID")).toMatch(/^<[0-9a-f-]{36}@in\.portal\.test>$/);
  expect(header(mail, "References")).toBe(`<concern.${number}@in.portal.test>`);
  expect(header(mail, "In-Reply-To")).toBe(header(mail, "References"));
  await reply(await as("coordinator"), {
    key: key(),
    number,
    body: "还有一事。",
    audience: "everyone",
    attachments: [],
  });
  const [next] = await work();
  expect(header(next as Received, "References")).toBe(header(mail, "References"));
  expect(header(next as Received, "Message-ID")).not.toBe(header(mail, "Message-ID"));
});

test("whoever works on it is told whom a reply by mail reaches; its reporter need not be", async () => {
  const only = "只有干警和办理单位看得到";
  expect((await told("coordinator")).mail.text).toContain(only);
  expect((await told("propertyMember")).mail.text).toContain(only);
  expect((await told("resident")).mail.text).not.toContain(only);
});

describe("a reply", () => {
  test("lands in the right thread as the right person's, without what it answers to, and others are told", async () => {
    const { number, mail, to } = await told("resident");
    await send({
      from: `Lin <${addressOf("resident")}>`,
      to,
      inReplyTo: header(mail, "Message-ID"),
      text: `明天在家。\n\n在 2026年11月27日，敲门 写道：\n> ${mail.text.split("\n").join("\n> ")}`,
    });
    const news = await work();
    expect(await lastOf(number)).toMatchObject({
      kind: "replied",
      audience: "everyone",
      actor: { name: "resident", reporter: true, organization: null },
      message: { body: "明天在家。" },
    });
    expect(news.map((m) => m.to)).toContain(addressOf("coordinator"));
    expect(news.map((m) => m.to)).not.toContain(addressOf("resident"));
    expect(await letters()).toEqual([{ status: "landed", reason: null, from_address: null, body: null }]);
    const [row] = await s.admin`
      select m.via, (select count(*)::int from letters where raw_key is not null) as raw from messages m
      join concerns c on c.id = m.concern_id where c.number = ${number} order by m.created_at desc limit 1`;
    expect(row).toEqual({ via: "mail", raw: 0 });
  });

  test("of one without an account lands as the reporter's", async () => {
    const guest = `guest-${key().slice(0, 8)}@example.test`;
    const { number } = await raise(publicViewer, reportOf(s.world, { email: guest, privacy: "private" }), "en");
    const [confirmation] = await work();
    await confirmReport({ secret: secretOf(confirmation as Received, "confirm") });
    await reply(await as("coordinator"), { key: key(), number, body: "在查。", audience: "everyone", attachments: [] });
    const mail = (await work()).find((m) => m.to === guest) as Received;
    await send({ from: guest, to: header(mail, "Reply-To"), text: `Thank you.\n\n${mail.text}` });
    await work();
    expect(await lastOf(number)).toMatchObject({
      actor: { reporter: true },
      audience: "everyone",
      message: { body: "Thank you." },
    });
    // From another address it is nobody's.
    await send({ from: "else@example.test", to: header(mail, "Reply-To"), text: "Me too." });
    await work();
    expect((await letters()).at(-1)).toMatchObject({ status: "held", reason: "sender" });
  });

  test.each(["private", "neighbourhood"] as const)(
    "of whoever works on it is a working message, in a %s case too",
    async (privacy) => {
      for (const who of ["coordinator", "propertyMember"] as const) {
        const { number, to } = await told(who, privacy);
        await send({ from: addressOf(who), to, text: "我去看过，是总管的问题。" });
        await work();
        expect(await lastOf(number)).toMatchObject({
          audience: "working",
          actor: { organization: who === "coordinator" ? "甲院" : "甲物业" },
          message: { body: "我去看过，是总管的问题。" },
        });
        const { timeline } = await concernPage(await as("resident"), number);
        expect(JSON.stringify(timeline)).not.toContain("总管");
        expect(await rowOf(s.admin, number), "a working word is no answer").toMatchObject({ answered_at: null });
      }
    },
  );

  test("ends the waiting for its reporter", async () => {
    const { number, to } = await told("resident");
    await s.admin`update outbox set done_at = now()`;
    await behind(s.admin, (sql) => sql`update concerns set status = 'waiting' where number = ${number}`);
    await send({ from: addressOf("resident"), to, text: "资料在附件里。" });
    await work();
    expect((await eventsOf(s.admin, number)).at(-1)).toBe("replied waiting→taken");
  });

  test("brings its photos through the checks of every upload; what is not taken is named", async () => {
    const { number, to } = await told("resident");
    const photo = Buffer.from(await jpeg());
    await send({
      from: addressOf("resident"),
      to,
      text: "照片在这里。",
      attachments: [
        { filename: "漏水.jpg", content: photo },
        { filename: "表.docx", content: Buffer.from("PK no document") },
        { filename: "run.jpg", content: Buffer.from("MZ a program") },
      ],
    });
    await work();
    const last = await lastOf(number);
    expect(last?.message?.attachments).toMatchObject([{ kind: "image" }]);
    expect(last?.message?.body).toBe("照片在这里。\n\n（2 个附件没有收：表.docx, run.jpg）");
  });

  test("with forty attachments brings as many as a form takes", async () => {
    const { number, to } = await told("resident");
    const photo = Buffer.from(await jpeg());
    const attachments = Array.from({ length: 40 }, (_, i) => ({ filename: `${i + 1}.jpg`, content: photo }));
    await send({ from: addressOf("resident"), to, text: "都在这里。", attachments });
    await work();
    const last = await lastOf(number);
    expect(last?.message?.attachments).toHaveLength(6);
    expect(last?.message?.body).toContain("34 个附件没有收：7.jpg, 8.jpg");
  });

  test("with a photo and not a word says so", async () => {
    const { number, to } = await told("resident");
    await send({
      from: addressOf("resident"),
      to,
      text: "",
      attachments: [{ filename: "1.jpg", content: Buffer.from(await jpeg()) }],
    });
    await work();
    const last = await lastOf(number);
    expect(last?.message).toMatchObject({ body: "（只有附件。）", attachments: [{ kind: "image" }] });
  });

  test("of 100 kB is cut, and says so", async () => {
    const { number, to } = await told("resident");
    await send({ from: addressOf("resident"), to, text: "水一直在漏。".repeat(6000) });
    await work();
    const body = (await lastOf(number))?.message?.body ?? "";
    expect(Array.from(body).length).toBeLessThanOrEqual(4000);
    expect(body).toMatch(/^水一直在漏。/);
    expect(body).toContain("（邮件太长，后面的没有收进来。）");
  });

  test("as HTML alone is read as text", async () => {
    const { number, to } = await told("resident");
    const html =
      '<p>明天<b>在家</b>。</p><script>alert(1)</script><img src="http://evil.test/x.png"><blockquote>旧的</blockquote>';
    await send({ from: addressOf("resident"), to, html });
    await work();
    const body = (await lastOf(number))?.message?.body ?? "";
    expect(body).toContain("明天在家。");
    expect(body).not.toMatch(/<|alert|evil/);
  });

  test("in GB18030 is read", async () => {
    const { number, to } = await told("resident");
    const body = Buffer.from("c3f7ccecd4dabcd2a1a3", "hex");
    await send({
      envelope: { from: addressOf("resident"), to },
      raw: Buffer.concat([
        Buffer.from(
          `From: ${addressOf("resident")}\r\nTo: ${to}\r\nMessage-ID: <${key()}@x>\r\nContent-Type: text/plain; charset=gb2312\r\nContent-Transfer-Encoding: 8bit\r\n\r\n`,
        ),
        body,
      ]),
    });
    await work();
    expect((await lastOf(number))?.message?.body).toBe("明天在家。");
  });

  test("that comes twice is one, also where the worker was struck down in between", async () => {
    const { number, to } = await told("resident");
    const mail = { from: addressOf("resident"), to, text: "明天在家。", messageId: `<${key()}@elsewhere.test>` };
    await send(mail);
    await send(mail);
    await work();
    const count = async () => (await eventsOf(s.admin, number)).length;
    const before = await count();
    expect(await letters()).toHaveLength(1);
    await s.admin`delete from letters`;
    await send(mail);
    await work();
    expect(await count()).toBe(before);
    expect(await letters()).toMatchObject([{ status: "landed" }]);
  });
});

test("a mail without a name of its own, that comes twice, is one; one that names two writers is nobody's", async () => {
  const { number, to } = await told("resident");
  const raw = (from: string) => ({
    envelope: { from: addressOf("resident"), to },
    raw: `From: ${from}\r\nTo: ${to}\r\nSubject: =?utf-8?Q?a=00b?=\r\n\r\nat home\r\n`,
  });
  await send(raw(addressOf("resident")));
  await send(raw(addressOf("resident")));
  await send(raw(`${addressOf("resident")}, ${addressOf("neighbour")}`));
  await work();
  expect((await letters()).map((l) => [l.status, l.reason])).toEqual([
    ["landed", null],
    ["held", "sender"],
  ]);
  expect((await eventsOf(s.admin, number)).filter((e) => e === "replied")).toHaveLength(2);
});
