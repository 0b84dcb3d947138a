import nodemailer from "nodemailer";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { settings } from "#db/settings.ts";
import { publicViewer } from "../account/viewer.ts";
import { assign, assignInput } from "../concern/assign.ts";
import { concernPage } from "../concern/page.ts";
import { raise } from "../concern/raise.ts";
import { reply } from "../concern/reply.ts";
import { confirmReport } from "../concern/track.ts";
import { jpeg } from "../testing/photo.ts";
import { type PostOffice, postOffice, type Received, secretOf } from "../testing/smtp.ts";
import {
  assignmentOf,
  behind,
  eventsOf,
  hides,
  key,
  onDay,
  type PersonName,
  refuses,
  reportOf,
  rowOf,
  stage,
} from "../testing/stage.ts";
import { keepHouse } from "../work/house.ts";
import { workOnce } from "../work/worker.ts";
import { replyToken } from "./address.ts";
import { concernToPutInto, discard, heldCount, heldLetter, heldLetters, makeConcern, putInto } from "./held.ts";
import { listenForMail } from "./listen.ts";

const s = stage();
const { as } = s;

const domain = "in.portal.test";
/** The portal's own post office, and that of everybody else. */
let post: Awaited<ReturnType<typeof listenForMail>>;
let office: PostOffice;

beforeAll(async () => {
  office = await postOffice();
  process.env.SMTP_URL = office.url;
  process.env.MAIL_DOMAIN = domain;
  settings.reset();
  post = await listenForMail({ host: "127.0.0.1", port: 0 });
});
afterAll(async () => {
  await post.close();
  await office.close();
  delete process.env.MAIL_DOMAIN;
  delete process.env.SMTP_URL;
  settings.reset();
});
beforeEach(() => {
  office.received.length = 0;
  vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(async () => {
  vi.restoreAllMocks();
  await behind(s.admin, async (sql) => {
    for (const table of ["outbox", "letters"]) await sql`delete from ${sql(table)}`;
  });
});

/** Works off the queue. @returns what has arrived at the others' post office since */
async function work(): Promise<Received[]> {
  const before = office.received.length;
  while (await workOnce());
  return office.received.slice(before);
}

type Sent = Parameters<ReturnType<typeof nodemailer.createTransport>["sendMail"]>[0];

/** Sends a mail to the portal in a real SMTP conversation. */
async function send(mail: Sent) {
  const transport = nodemailer.createTransport({ host: "127.0.0.1", port: post.port, ignoreTLS: true });
  try {
    return await transport.sendMail({ messageId: `<${key()}@elsewhere.test>`, subject: "Re: 诉求", ...mail });
  } finally {
    transport.close();
  }
}

const addressOf = (name: string) => `${name.toLowerCase()}@example.test`;
const header = ({ head }: Pick<Received, "head">, name: string) =>
  new RegExp(`^${name}: ?([^\\n]*(?:\\n[ \\t][^\\n]*)*)`, "im")
    .exec(head)?.[1]
    ?.replace(/\n[ \t]/g, " ")
    .trim() ?? "";

/** A concern of the resident of which the person is told by mail; the mail they got. */
async function told(who: PersonName, privacy: "private" | "neighbourhood" = "private") {
  const number = await s.raised("resident", { privacy, body: "家里的水管漏了，楼下也有水。" });
  if (who === "propertyMember") {
    await assign(
      await as("coordinator"),
      assignInput.parse({ key: key(), number, organizations: [s.world.property], dueAt: onDay(3), note: "" }),
    );
  }
  const by = who === "resident" ? "coordinator" : "resident";
  await work();
  await reply(await as(by), { key: key(), number, body: "什么时候方便？", audience: "everyone", attachments: [] });
  const mail = (await work()).filter(({ to }) => to === addressOf(who)).at(-1);
  if (!mail) throw new Error(`${who} was told nothing`);
  return { number, mail, to: header(mail, "Reply-To") };
}

const lastOf = async (number: string, who: PersonName = "coordinator") =>
  (await concernPage(await as(who), number)).timeline.at(-1);
const letters = () => s.admin<
  { status: string; reason: string | null; from_address: string | null; body: string | null }[]
>`
  select status, reason, from_address, body from letters order by received_at`;
const held = async () => heldLetters(await as("coordinator"), s.world.a);

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

describe("what a program wrote is left aside, and nobody is answered", () => {
  test.each<[string, Sent]>([
    ["an answer while somebody is away", { headers: { "Auto-Submitted": "auto-replied" } }],
    ["an old one", { headers: { Precedence: "auto_reply" } }],
    ["bulk", { headers: { Precedence: "bulk" } }],
    ["another old one", { headers: { "X-Autoreply": "yes" } }],
    ["one of Exchange", { headers: { "X-Auto-Response-Suppress": "All" } }],
    ["a list", { headers: { "List-Id": "<talk.example.test>" } }],
    ["a report that a mail did not arrive", { envelope: { from: "", to: "" } }],
    ["the postmaster", { from: "MAILER-DAEMON@example.test" }],
    ["our own mail coming back", { from: "Doorstep <doorstep@localhost>" }],
  ])("%s", async (_, more) => {
    const { number, to } = await told("resident");
    const before = await eventsOf(s.admin, number);
    const envelope = more.envelope ? { envelope: { from: "", to } } : {};
    await send({ from: addressOf("resident"), to, text: "我不在，十天后回来。", ...more, ...envelope });
    await send({
      from: addressOf("resident"),
      to: `concern+a@${domain}`,
      text: "我不在。",
      ...more,
      ...(more.envelope ? { envelope: { from: "", to: `concern+a@${domain}` } } : {}),
    });
    expect(await work()).toEqual([]);
    expect(await eventsOf(s.admin, number)).toEqual(before);
    expect((await letters()).map((l) => l.status)).toEqual(["ignored", "ignored"]);
    expect((await letters()).map((l) => l.body)).toEqual([null, null]);
  });

  test("but a person's mail that says it is one is none of these", async () => {
    const { number, to } = await told("resident");
    await send({ from: addressOf("resident"), to, text: "在家。", headers: { "Auto-Submitted": "no" } });
    await work();
    expect((await lastOf(number))?.message?.body).toBe("在家。");
  });
});

describe("a mail to a community", () => {
  test("from an address that an account has is a private concern of that person's", async () => {
    await send({
      from: addressOf("resident"),
      to: `Concern+A@${domain}`,
      subject: "电梯又停了",
      text: "今天早上电梯停在三楼。\n\n> 旧的",
      attachments: [{ filename: "1.jpg", content: Buffer.from(await jpeg()) }],
    });
    await work();
    const [row] =
      await s.admin`select c.* from letters l join concerns c on c.id = l.concern_id where l.status = 'raised'`;
    expect(row).toMatchObject({
      title: "电梯又停了",
      body: "电梯又停了\n\n今天早上电梯停在三楼。",
      category: "lift",
      privacy: "private",
      origin: "mail",
      status: "new",
      owner_id: s.world.people.coordinator,
      created_by: s.world.people.resident,
    });
    const number = row?.number as string;
    const own = await concernPage(await as("resident"), number);
    expect(own.concern).toMatchObject({ reporter: "resident", door: "1502", photos: [{ kind: "image" }] });
    expect(own.concern.capacities).toContain("reporter");
    await hides(concernPage(await as("neighbour"), number));
    await hides(concernPage(await as("officer"), number));
  });

  test("from an officer is the officer's own", async () => {
    await send({ from: addressOf("officer"), to: `concern+a@${domain}`, subject: "", text: "楼道的灯坏了。" });
    await work();
    const [row] =
      await s.admin`select c.number from letters l join concerns c on c.id = l.concern_id where l.status = 'raised'`;
    const { concern } = await concernPage(await as("officer"), row?.number as string);
    expect(concern.capacities).toContain("reporter");
  });

  test("from anybody else is held, there and nowhere else", async () => {
    await send({
      from: "Somebody <somebody@elsewhere.test>",
      to: `concern+a@${domain}`,
      subject: "灯",
      text: "灯坏了。",
    });
    await send({ from: addressOf("residentB"), to: `concern+a@${domain}`, text: "甲社区的灯也坏了。" });
    await work();
    expect((await held()).map((l) => [l.from, l.reason])).toEqual([
      [addressOf("residentB"), "stranger"],
      ["somebody@elsewhere.test", "stranger"],
    ]);
    expect(await heldLetters(await as("coordinatorB"), s.world.a)).toEqual([]);
    expect(await heldCount(await as("coordinatorB"))).toBe(0);
    expect(await heldCount(await as("coordinator"))).toBe(2);
  });

  test("that is not there is refused as it comes, like any address that is not ours", async () => {
    for (const to of [`concern+nowhere@${domain}`, "somebody@in.portal.test", "concern+a@elsewhere.test"])
      await expect(send({ from: addressOf("resident"), to, text: "喂？" })).rejects.toMatchObject({
        responseCode: 550,
      });
    await work();
    expect(await letters()).toEqual([]);
  });

  test("of 30 MB is refused by its size, said before or not", async () => {
    const to = `concern+a@${domain}`;
    const big = {
      from: addressOf("resident"),
      to,
      text: "x",
      attachments: [{ filename: "a.bin", content: Buffer.alloc(22 * 1024 * 1024) }],
    };
    await expect(send(big)).rejects.toMatchObject({ responseCode: 552 });
    const raw = `From: ${addressOf("resident")}\r\n\r\n${"x".repeat(70)}\r\n`.concat(
      `${"x".repeat(70)}\r\n`.repeat(430_000),
    );
    await expect(send({ envelope: { from: addressOf("resident"), to }, raw })).rejects.toMatchObject({
      responseCode: 552,
    });
    await work();
    expect(await letters()).toEqual([]);
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
