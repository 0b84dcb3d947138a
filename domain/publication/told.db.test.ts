import { beforeEach, describe, expect, test } from "vitest";
import { pool } from "#db/connect.ts";
import type { SignedIn, Viewer } from "../account/viewer.ts";
import { raise } from "../concern/raise.ts";
import { addVoice, voiceInput } from "../concern/voice.ts";
import { digestMail } from "../mail/digest.ts";
import type { Mail } from "../mail/send.ts";
import { setMuted } from "../notification/mute.ts";
import { mailsSent, wordsIn } from "../testing/mail.ts";
import { behind, hides, key, type PersonName, refuses, reportOf, stage, toldOf } from "../testing/stage.ts";
import { publicationOf, takeDownByLink } from "./link.ts";
import { agree, decline } from "./own.ts";
import { publish, publishInput } from "./publish.ts";
import { publicConcern } from "./read.ts";

// Whoever raised a concern hears that everybody reads it now, and takes it down by one press.

const s = stage();
const { as } = s;

const put = async (number: string, more: Record<string, unknown> = {}) =>
  publish(
    await as("coordinator"),
    publishInput.parse({ key: key(), number, title: "电梯常停", body: "三号楼的电梯一周停了三次。", ...more }),
  );
const by = (mails: Mail[]) => mails.map((m) => m.to.split("@")[0]).toSorted();
const press = (mail: Mail | undefined) => mail?.choices?.links[0]?.url.split("/").at(-1) ?? "";
const wants = (who: PersonName, mail: string) =>
  s.admin`update accounts set mail = ${mail} where user_id = ${s.world.people[who]}`;
const first = async (number: string) => toldOf(s, number, "published_concern");
const anew = async (number: string) => toldOf(s, number, "changed_publication");

beforeEach(async () => {
  await s.admin`update accounts set mail = 'each'`;
  await s.admin`delete from outbox`;
});

const raised = async (by: PersonName = "resident", more = {}) => {
  const number = await s.raised(by, more);
  await s.admin`delete from outbox`;
  return number;
};

describe("whoever raised it", () => {
  test("is told once, with what everybody reads; their household too, and nobody else, whoever said mine too", async () => {
    const number = await raised();
    await addVoice((await as("neighbour")) as Viewer & { user: SignedIn }, voiceInput.parse({ key: key(), number }));
    await s.admin`delete from outbox`;
    await put(number);
    expect(await first(number)).toEqual(["resident", "spouse"]);
    const mails = await mailsSent();
    expect(by(mails)).toEqual(["resident", "spouse"]);
    const [mail] = mails;
    for (const said of ["电梯常停", "三号楼的电梯一周停了三次。"]) expect(mail && wordsIn(mail)).toContain(said);
    expect(mail?.link?.url).toContain(`/concerns/${number}#public`);
    expect(mail?.unsubscribe).toBeTruthy();
  });

  test("is not told of a correction, and is of another text", async () => {
    const number = await raised();
    await put(number);
    await s.admin`delete from outbox`;
    await put(number, { title: "电梯经常停" });
    await put(number, { title: "电梯经常停", outcome: "已经约好检修。" });
    expect(await anew(number)).toEqual([]);
    expect(await mailsSent()).toEqual([]);
    await put(number, { body: "三号楼的电梯一周停了三次，物业三天都没有人接电话，老人们上不了楼。" });
    expect(await anew(number)).toEqual(["resident", "spouse"]);
    expect((await mailsSent()).map(wordsIn).join()).toContain("老人们上不了楼");
  });

  test("takes it down by the link of the mail, once and twice, without signing in; opening it writes nothing", async () => {
    const number = await raised();
    await put(number);
    const mail = (await mailsSent()).find((m) => m.to.startsWith("spouse@"));
    expect(await publicationOf(press(mail))).toMatchObject({
      number,
      own: { standing: "published", text: { title: "电梯常停" } },
    });
    expect(await publicConcern(number)).toMatchObject({ number });
    await takeDownByLink({ key: key(), secret: press(mail) });
    expect(await publicConcern(number)).toBe("gone");
    await takeDownByLink({ key: key(), secret: press(mail) });
    expect((await publicationOf(press(mail))).own).toMatchObject({ standing: "declined", text: null });
    await refuses(put(number), "notNow");
    await hides(publicationOf(`${press(mail)}x`));
  });

  test("is told nothing where it was taken down before the mail went", async () => {
    const number = await raised();
    await put(number);
    await decline(await as("spouse"), { key: key(), number });
    expect(await mailsSent()).toEqual([]);
    // Agreed to and put there again, it is news again.
    await agree(await as("spouse"), { key: key(), number });
    await s.admin`delete from outbox`;
    await put(number);
    expect(by(await mailsSent())).toEqual(["resident", "spouse"]);
  });

  test("reads a sentence behind the link where it is for the public no longer", async () => {
    const number = await raised();
    await put(number);
    const mail = (await mailsSent()).find((m) => m.to.startsWith("resident@"));
    await s.admin`update concerns set privacy = 'private' where number = ${number}`.catch(() => undefined);
    await behind(s.admin, async (sql) => {
      await sql`update concerns set privacy = 'private' where number = ${number}`;
      await sql`update publications set hidden_at = now(), title = null, body = null, outcome = null, building_id = null, area = null where number = ${number}`;
    });
    expect((await publicationOf(press(mail))).own).toBeNull();
    await takeDownByLink({ key: key(), secret: press(mail) });
  });

  test("hears nothing of what they have muted, by mail only if they wish, and once a day if they wish", async () => {
    const number = await raised();
    await setMuted(await as("resident"), { number, on: "1" });
    await wants("spouse", "none");
    await put(number);
    expect(await first(number)).toEqual(["spouse"]);
    expect(await mailsSent()).toEqual([]);

    const other = await raised();
    await wants("resident", "daily");
    await s.admin`delete from notifications`;
    await put(other);
    expect(await mailsSent()).toEqual([]);
    const digest = await pool("doorstep_worker").transaction((tx) => digestMail(tx, { user: s.world.people.resident }));
    const said = digest?.lines.join("\n") ?? "";
    expect(said).toContain("电梯常停");
    const secret = /\/published\/(\S+)/.exec(said)?.[1] ?? "";
    expect(await publicationOf(secret)).toMatchObject({ number: other });
  });

  test("without an account is told by mail, with a link that opens the concern and one that takes it down", async () => {
    const { number } = await raise(
      await as("nobody"),
      reportOf(s.world, { email: "aunt@example.test", uploadKey: key() }),
      "zh-CN",
    );
    await behind(s.admin, (sql) => sql`update concerns set status = 'new' where number = ${number}`);
    await s.admin`delete from outbox`;
    await put(number);
    const [mail, ...more] = await mailsSent();
    expect(more).toEqual([]);
    expect(mail?.to).toBe("aunt@example.test");
    expect(mail?.link?.url).toContain("/follow/");
    await takeDownByLink({ key: key(), secret: press(mail) });
    expect(await publicConcern(number)).toBe("gone");
  });
});
