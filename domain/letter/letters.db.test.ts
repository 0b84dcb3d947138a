import { describe, expect, test } from "vitest";
import { concernPage } from "../concern/page.ts";
import { addressOf, domain, lettersOf, type Sent } from "../testing/letter.ts";
import { jpeg } from "../testing/photo.ts";
import { eventsOf, hides, stage } from "../testing/stage.ts";
import { heldCount, heldLetters } from "./held.ts";

const s = stage();
const { as } = s;
const { work, send, told, lastOf, letters, held } = lettersOf(s);

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
