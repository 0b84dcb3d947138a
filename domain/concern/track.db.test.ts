import { beforeAll, describe, expect, test } from "vitest";
import { publicViewer, viewerOf } from "../account/viewer.ts";
import { readAttachment } from "../attachment/read.ts";
import { takeUpload } from "../attachment/upload.ts";
import { desk } from "../desk/desk.ts";
import { mailsSent, secretIn, wordsIn } from "../testing/mail.ts";
import { jpeg } from "../testing/photo.ts";
import { eventsOf, hides, key, refuses, reportOf, rowOf, stage, tracked } from "../testing/stage.ts";
import { close } from "./close.ts";
import { confirm } from "./confirm.ts";
import { concernIdOf, newItems } from "./follow.ts";
import { listConcerns } from "./list.ts";
import { concernPage } from "./page.ts";
import { raise } from "./raise.ts";
import { reply } from "./reply.ts";
import { solve } from "./solve.ts";
import { confirmReport, followed } from "./track.ts";

const s = stage();
const { as } = s;

const email = "migrant@example.test";
/** Somebody without an account reports; their number and the secret of their link. */
async function reported(more: Record<string, unknown> = {}) {
  const { number, trackingSecret } = await raise(publicViewer, reportOf(s.world, { email, ...more }), "en");
  return { number, secret: trackingSecret ?? "" };
}
/** The same, confirmed by the mail's link. */
async function confirmed(more: Record<string, unknown> = {}) {
  const { number } = await reported(more);
  const mail = (await mailsSent()).find((m) => m.to === email && m.subject.includes(number));
  return { number, secret: (await confirmReport({ secret: secretIn(mail) })).trackingSecret };
}

describe("a report without an account", () => {
  let number = "";
  let secret = "";
  let mailSecret = "";
  beforeAll(async () => {
    ({ number, secret } = await reported({ name: "阿明", phone: "13800000077" }));
  });

  test("needs a mail address, at that field", async () => {
    await refuses(raise(publicViewer, reportOf(s.world), "en"), "emailToFollow", "email");
  });

  test("waits to be confirmed: it has an owner and a date, but nobody is told and nobody sees it", async () => {
    expect(await rowOf(s.admin, number)).toMatchObject({
      status: "unconfirmed",
      next_step: "confirm_mail",
      created_by: null,
      owner_id: s.world.people.coordinator,
    });
    expect(await eventsOf(s.admin, number)).toEqual(["submitted"]);
    expect(
      await s.admin`select 1 from notifications where concern_id = (select id from concerns where number = ${number})`,
    ).toHaveLength(0);
    for (const name of ["neighbour", "propertyMember", "otherOfficer", "nobody"] as const)
      await hides(concernPage(await as(name), number));
    for (const name of ["coordinator", "neighbour"] as const)
      expect((await listConcerns(await as(name), {})).lines.map((l) => l.number)).not.toContain(number);
  });

  test("can be followed at once in the browser that sent it, and only that one concern", async () => {
    const viewer = await tracked(secret);
    expect(viewer).toMatchObject({ role: "visitor", user: null });
    const { concern } = await concernPage(viewer, number);
    expect(concern).toMatchObject({ number, reporter: "阿明", capacities: ["reporter"] });
    expect(await followed(secret)).toBe(number);
    expect((await desk(viewer)).flatMap((section) => section.lines)).toEqual([]);
  });

  test("is asked about by mail in the reporter's language, with a link and nothing of what was written", async () => {
    const mails = await mailsSent();
    expect(mails.map((m) => [m.to, m.locale])).toEqual([[email, "en"]]);
    const [mail] = mails;
    expect(mail?.link?.url).toMatch(/^http:\/\/portal\.test\/confirm\/[\w-]{32}$/);
    for (const word of ["电梯", "阿明", "13800000077"])
      expect(wordsIn(mail as NonNullable<typeof mail>)).not.toContain(word);
    mailSecret = secretIn(mail);
    // The secret itself is kept nowhere.
    const kept = await s.admin`select count(*)::int as n from outbox where payload::text like ${`%${mailSecret}%`}`;
    expect(kept[0]?.n).toBe(0);
  });

  test("counts once the link of the mail was followed: its owner is told, neighbours see it", async () => {
    const { number: same, trackingSecret } = await confirmReport({ secret: mailSecret });
    expect(same).toBe(number);
    expect(await rowOf(s.admin, number)).toMatchObject({ status: "new", next_step: "take" });
    expect(await eventsOf(s.admin, number)).toEqual(["submitted", "raised unconfirmed→new"]);
    const { concern } = await concernPage(await as("neighbour"), number);
    expect(concern).toMatchObject({ reporter: null, door: null });
    expect((await as("coordinator")).user?.unread).toBe(1);
    // Both links go on working: that of the browser that sent it, and the new one.
    for (const link of [secret, trackingSecret]) expect(await followed(link)).toBe(number);
  });

  test("is confirmed once", async () => {
    await hides(confirmReport({ secret: mailSecret }));
    await hides(confirmReport({ secret: "no such secret" }));
    expect(await eventsOf(s.admin, number)).toHaveLength(2);
  });

  test("is answered in the thread and by a mail with a new link that opens it", async () => {
    await reply(await as("coordinator"), {
      key: key(),
      number,
      body: "明天来看。",
      audience: "everyone",
      attachments: [],
    });
    await reply(await as("coordinator"), {
      key: key(),
      number,
      body: "查一下。",
      audience: "working",
      attachments: [],
    });
    const mails = (await mailsSent()).filter((m) => m.to === email);
    expect(mails).toHaveLength(1);
    expect(mails[0]?.link?.url).toContain("/follow/");
    expect(await followed(secretIn(mails[0]))).toBe(number);
    const { timeline } = await concernPage(await tracked(secret), number);
    expect(timeline.flatMap((i) => i.message?.body ?? [])).toEqual(["明天来看。"]);
    expect(timeline.find((i) => i.message)?.actor).toMatchObject({ name: "coordinator", organization: "甲院" });
  });

  test("goes on from the link: they reply, agree and rate, and hear nothing of their own words by mail", async () => {
    const viewer = await tracked(secret);
    await reply(viewer, { key: key(), number, body: "好的。", audience: "everyone", attachments: [] });
    await refuses(
      reply(viewer, { key: key(), number, body: "好的。", audience: "working", attachments: [] }),
      "audience",
      "audience",
    );
    await solve(await as("coordinator"), { key: key(), number, body: "修好了。", attachments: [] });
    await confirm(viewer, { key: key(), number, rating: 4, body: "谢谢！" });
    expect(await rowOf(s.admin, number)).toMatchObject({ status: "confirmed", rating: 4 });
    const mails = (await mailsSent()).filter((m) => m.to === email);
    expect(mails.map((m) => m.lines.join(" "))).toEqual([expect.stringContaining("修好了。")]);
  });
});

describe("a tracking link", () => {
  test("opens its own concern and no other, be it of the neighbourhood or private", async () => {
    const mine = await confirmed({ privacy: "private" });
    const others = [
      await s.raised("resident"),
      await s.raised("resident", { privacy: "private" }),
      (await confirmed({ privacy: "private" })).number,
    ];
    const viewer = await tracked(mine.secret);
    expect((await concernPage(viewer, mine.number)).concern.number).toBe(mine.number);
    for (const number of others) {
      expect(await concernIdOf(viewer, number)).toBeNull();
      await hides(concernPage(viewer, number));
      expect(await newItems(viewer, number, 0)).toEqual([]);
    }
    expect((await listConcerns(viewer, {})).lines.map((l) => l.number).filter((n) => n !== mine.number)).toEqual([]);
  });

  test("that is unknown, too old or made for something else opens nothing", async () => {
    const { secret } = await reported();
    await s.admin`update tokens set expires_at = now() - interval '1 second' where kind = 'tracking'`;
    for (const odd of [secret, "x".repeat(32), ""]) {
      expect(await viewerOf(null, odd)).toEqual(publicViewer);
      await hides(followed(odd));
    }
    const [mail] = await mailsSent();
    expect(await viewerOf(null, secretIn(mail))).toEqual(publicViewer);
  });

  test("gives way to a session: who is signed in is themselves", async () => {
    const { secret } = await reported();
    const { user } = await as("neighbour");
    expect(await viewerOf(user?.session ?? null, secret)).toMatchObject({ role: "resident", tracking: null });
  });
});

test("a confirmation comes too late when its week is over, and nothing is confirmed", async () => {
  const { number } = await reported();
  const mail = (await mailsSent()).find((m) => m.subject.includes(number));
  await s.admin`update tokens set expires_at = now() - interval '1 second' where kind = 'mail_confirmation'`;
  await hides(confirmReport({ secret: secretIn(mail) }));
  expect(await rowOf(s.admin, number)).toMatchObject({ status: "unconfirmed" });
});

test("a door that somebody without an account claims gives nobody behind it anything to see", async () => {
  const { number } = await confirmed({ spot: "door:1502", privacy: "private" });
  await hides(concernPage(await as("resident"), number));
  expect((await concernPage(await as("coordinator"), number)).concern.door).toBe("1502");
});

test("whoever reported without an account hears of the end too", async () => {
  const { number } = await confirmed();
  await close(await as("coordinator"), { key: key(), number, reason: "explained", body: "已说明。" });
  const mails = (await mailsSent()).filter((m) => m.to === email && m.subject.includes(number));
  expect(mails).toHaveLength(1);
});

test("photos sent without an account belong to the concern, and open through its link alone", async () => {
  const uploadKey = key();
  const photo = { name: "x.jpg", bytes: await jpeg() };
  const { id } = await takeUpload(publicViewer, { communityId: s.world.a, uploadKey }, photo);
  const { number, secret } = await reported({ attachments: [id], uploadKey, privacy: "private" });
  const viewer = await tracked(secret);
  expect((await concernPage(viewer, number)).concern.photos.map((p) => p.id)).toEqual([id]);
  expect((await readAttachment(viewer, id, "full", null)).mime).toBe("image/jpeg");
  await hides(readAttachment(publicViewer, id, "full", uploadKey));
});
