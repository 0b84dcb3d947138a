import { beforeAll, describe, expect, test } from "vitest";
import { demoPassword } from "#db/demo/accounts.ts";
import { settings } from "#db/settings.ts";
import { mailsSent, secretIn, wordsIn } from "../testing/mail.ts";
import { hides, key, refuses, stage } from "../testing/stage.ts";
import { accountForEmail } from "./oidc.ts";
import { parkedForm, parkForm } from "./parked.ts";
import { hashPassword } from "./password.ts";
import { listSessions, notifyInput, setName, setNotify, setPreferences } from "./preferences.ts";
import { changePassword, forgot, reset, resetIsOpen } from "./reset.ts";
import { endSessions, openSession, signIn } from "./sign-in.ts";
import { publicViewer, type Viewer, viewerOf } from "./viewer.ts";

const s = stage();
const password = "correct horse battery";
const email = "resident@example.test";
const phone = "+8613800000042";

let addresses = 0;
/** A browser somewhere: each test comes from an address of its own. */
const elsewhere = () => ({ address: `192.0.2.${++addresses}`, agent: "Phone" });
const enter = (login: string, typed = password, from = elsewhere()) => signIn({ login, password: typed }, from);
const viewer = (session: string): Promise<Viewer> => viewerOf(session, null);

beforeAll(async () => {
  const hash = await hashPassword(password);
  const { resident, officer } = s.world.people;
  for (const id of [resident, officer])
    await s.admin`insert into credentials (user_id, password_hash) values (${id}, ${hash})`;
  await s.admin`update accounts set phone = ${phone} where user_id = ${resident}`;
});

describe("signing in", () => {
  test.each([email, " Resident@Example.TEST ", phone, "138 0000 0042", "0086-13800000042", "１３８00000042"])(
    "works with %j",
    async (login) => {
      const { session, userId } = await enter(login);
      expect(userId).toBe(s.world.people.resident);
      expect((await viewer(session)).user).toMatchObject({ id: userId, session, name: "resident", email, phone });
    },
  );

  test("answers the same to a wrong password, an unknown account, one without a password, and one that is switched off", async () => {
    await s.admin`update accounts set disabled_at = now() where user_id = ${s.world.people.officer}`;
    try {
      const tries: [login: string, typed?: string][] = [
        [email, "wrong horse battery"],
        ["nobody@example.test"],
        ["13999999999"],
        ["neighbour@example.test"],
        ["officer@example.test"],
        ["' or 1=1 --"],
        ["敲门"],
      ];
      for (const [login, typed] of tries) await refuses(enter(login, typed), "signInWrong");
    } finally {
      await s.admin`update accounts set disabled_at = null where user_id = ${s.world.people.officer}`;
    }
  });

  test("with the password of the demo accounts, which everybody knows, works only where the demo is on", async () => {
    const { neighbour } = s.world.people;
    await s.admin`insert into credentials (user_id, password_hash) values (${neighbour}, ${await hashPassword(demoPassword)})`;
    const demo = process.env.DOORSTEP_DEMO;
    try {
      for (const [wanted, opens] of [
        ["0", false],
        ["1", true],
      ] as const) {
        process.env.DOORSTEP_DEMO = wanted;
        settings.reset();
        const tried = enter("neighbour@example.test", demoPassword);
        if (opens) expect((await tried).userId).toBe(neighbour);
        else await refuses(tried, "signInWrong");
      }
    } finally {
      if (demo === undefined) delete process.env.DOORSTEP_DEMO;
      else process.env.DOORSTEP_DEMO = demo;
      settings.reset();
      await s.admin`delete from credentials where user_id = ${neighbour}`;
    }
  });

  test("is noted in the person's own log, without a word of how", async () => {
    const { userId } = await enter(email);
    const [event] = await s.admin`
      select kind, audience, data from events where subject_type = 'account' and subject_id = ${userId} order by seq desc limit 1`;
    expect(event).toEqual({ kind: "signed_in", audience: "office", data: {} });
  });
});

describe("guessing passwords", () => {
  test("at one account ends after ten tries, even with the right one; a quarter of an hour later it goes on", async () => {
    const login = "officer@example.test";
    await s.admin`delete from throttles`;
    const from = elsewhere();
    for (let i = 0; i < 10; i++) await refuses(enter(login, `guess number ${i}`, from), "signInWrong");
    await refuses(enter(login, "guess number 10", from), "tooManyAttempts");
    await refuses(enter(login.toUpperCase(), password, from), "tooManyAttempts");
    // Others are not kept out by it, nor whoever it is from where they are.
    await enter(email, password, from);
    for (let i = 0; i < 60; i++) await enter(login, "guess", from).catch(() => undefined);
    expect((await enter(login)).userId).toBe(s.world.people.officer);
    await s.admin`update throttles set window_start = window_start - interval '16 minutes'`;
    expect((await enter(login, password, from)).userId).toBe(s.world.people.officer);
  });

  test("at one account ends after fifty tries, from wherever they come", async () => {
    const login = "officer@example.test";
    await s.admin`insert into throttles (subject, count, window_start) values (${`sign-in account ${login}`}, 49, now())`;
    await refuses(enter(login, "guess"), "signInWrong");
    await refuses(enter(login), "tooManyAttempts");
    await s.admin`update throttles set window_start = window_start - interval '16 minutes'`;
    expect((await enter(login)).userId).toBe(s.world.people.officer);
  });

  test("at an account that does not exist ends just the same", async () => {
    const from = elsewhere();
    for (let i = 0; i < 10; i++) await refuses(enter("ghost@example.test", password, from), "signInWrong");
    await refuses(enter("ghost@example.test", password, from), "tooManyAttempts");
  });

  test("from one address ends after sixty tries, whoever it is tried with", async () => {
    const from = elsewhere();
    await s.admin`insert into throttles (subject, count, window_start) values (${`sign-in address ${from.address}`}, 59, now())`;
    await refuses(enter("one@example.test", password, from), "signInWrong");
    await refuses(enter(email, password, from), "tooManyAttempts");
    await enter(email);
  });

  test("counts tries since the last success only", async () => {
    const from = elsewhere();
    for (let i = 0; i < 9; i++) await refuses(enter(email, "wrong", from), "signInWrong");
    await enter(email, password, from);
    for (let i = 0; i < 9; i++) await refuses(enter(email, "wrong", from), "signInWrong");
    await enter(email, password, from);
  });

  test("at the same moment is counted too", async () => {
    const from = elsewhere();
    const tries = Array.from({ length: 14 }, () => enter("spouse@example.test", "wrong", from));
    const codes = (await Promise.allSettled(tries)).map((one) => one.status === "rejected" && one.reason.code);
    expect(codes.filter((code) => code === "signInWrong")).toHaveLength(10);
    expect(codes.filter((code) => code === "tooManyAttempts")).toHaveLength(4);
  });
});

describe("a session", () => {
  test("ends at once when it is ended, and the others stay", async () => {
    const [one, two] = [await enter(email), await enter(email)];
    expect(await endSessions(one.userId, { only: one.session })).toBe(1);
    expect(await viewer(one.session)).toEqual(publicViewer);
    expect((await viewer(two.session)).user?.id).toBe(one.userId);
    expect(await endSessions(one.userId, { only: one.session })).toBe(0);
  });

  test("is not ended by somebody else who names it", async () => {
    const { session } = await enter(email);
    expect(await endSessions(s.world.people.neighbour, { only: session })).toBe(0);
    expect((await viewer(session)).user).not.toBeNull();
  });

  test("is one of those listed, and all but this one end together", async () => {
    const { session, userId } = await enter(email);
    await enter(email);
    const lines = await listSessions(await viewer(session));
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.filter((l) => l.current)).toMatchObject([{ id: session, agent: "Phone" }]);
    await endSessions(userId, { but: session });
    expect((await listSessions(await viewer(session))).map((l) => l.id)).toEqual([session]);
  });

  test("is over when its time is, when the account is switched off, and when there never was one", async () => {
    const { session, userId } = await enter(email);
    await s.admin`update accounts set disabled_at = now() where user_id = ${userId}`;
    expect(await viewer(session)).toEqual(publicViewer);
    await s.admin`update accounts set disabled_at = null where user_id = ${userId}`;
    expect((await viewer(session)).user).not.toBeNull();
    await s.admin`update sessions set expires_at = now() - interval '1 second' where id = ${session}`;
    expect(await viewer(session)).toEqual(publicViewer);
    expect(await viewer(key())).toEqual(publicViewer);
  });

  test("asks each time what a person is now: a household that ended is gone at once", async () => {
    const { session } = await enter(email);
    expect((await viewer(session)).claims.households).toEqual([s.world.door1502]);
    await s.admin`update residents set status = 'ended' where user_id = ${s.world.people.resident}`;
    try {
      expect((await viewer(session)).claims).toMatchObject({ households: [], memberIn: [] });
    } finally {
      await s.admin`update residents set status = 'confirmed' where user_id = ${s.world.people.resident}`;
    }
  });
});

describe("a forgotten password", () => {
  const ask = (to: string) => forgot({ email: to }, elsewhere().address, "en");

  test("is chosen anew by the link of a mail: once, and every session ends", async () => {
    const { session } = await enter(email);
    await s.admin`update accounts set locale = 'zh-TW' where user_id = ${s.world.people.resident}`;
    await ask(email);
    const [mail] = await mailsSent();
    expect(mail).toMatchObject({ to: email, locale: "zh-TW" });
    expect(mail?.link?.url).toMatch(/^http:\/\/portal\.test\/reset\/[\w-]{32}$/);
    const secret = secretIn(mail);
    expect(await resetIsOpen(secret)).toBe(true);

    await reset({ secret, password: "another fine password" });
    expect(await viewer(session)).toEqual(publicViewer);
    await refuses(enter(email), "signInWrong");
    await enter(email, "another fine password");
    expect(await resetIsOpen(secret)).toBe(false);
    await hides(reset({ secret, password: "and yet another one" }));
    await enter(email, "another fine password");
  });

  test("of an address that nobody has is answered the same, and no mail goes out", async () => {
    await expect(ask("nobody@example.test")).resolves.toBeUndefined();
    expect(await mailsSent()).toEqual([]);
  });

  test("asked for twice leaves the newest link only, which ends within the hour", async () => {
    await ask(email);
    const [first] = await mailsSent();
    await ask(email);
    const [second] = await mailsSent();
    expect(await resetIsOpen(secretIn(first))).toBe(false);
    expect(await resetIsOpen(secretIn(second))).toBe(true);
    await s.admin`update tokens set expires_at = expires_at - interval '61 minutes' where kind = 'password_reset'`;
    await hides(reset({ secret: secretIn(second), password: "one more password" }));
  });

  test("is asked for five times an hour at most, for any address alike", async () => {
    for (const to of ["officer@example.test", "ghost2@example.test"]) {
      for (let i = 0; i < 5; i++) await ask(to);
      await refuses(ask(to), "tooManyAttempts");
    }
  });

  test("is kept in no table while the link is under way", async () => {
    await s.admin`delete from throttles`;
    await ask(email);
    const [mail] = await mailsSent();
    const text = JSON.stringify(
      await s.admin`select to_jsonb(t) as row from tokens t union all select to_jsonb(o) from outbox o`,
    );
    expect(text).not.toContain(secretIn(mail));
    expect(wordsIn(mail as NonNullable<typeof mail>)).not.toContain(phone);
  });
});

test("a password is changed by whoever knows the old one; other browsers are signed out, this one stays", async () => {
  const officer = s.world.people.officer;
  const [here, there] = [await openSession(officer, "here"), await openSession(officer, "there")];
  const change = async (current: string) =>
    changePassword(await viewer(here), { current, password: "a newer password" });
  await refuses(change("not the old one"), "passwordWrong", "current");
  expect((await viewer(there)).user).not.toBeNull();
  await change(password);
  expect((await viewer(here)).user).not.toBeNull();
  expect(await viewer(there)).toEqual(publicViewer);
  await s.admin`delete from throttles`;
  await enter("officer@example.test", "a newer password");
  await hides(changePassword(publicViewer, { current: password, password: "x".repeat(12) }));
});

test("a provider's address finds the account that has it, and makes none", async () => {
  expect(await accountForEmail("Resident@Example.test")).toBe(s.world.people.resident);
  expect(await accountForEmail("stranger@example.test")).toBeUndefined();
});

describe("preferences", () => {
  test("are one's own, and count at once", async () => {
    const session = await openSession(s.world.people.neighbour, null);
    const mine = await viewer(session);
    await setPreferences(mine, { locale: "en", typeSize: "large", theme: "dark" });
    await setNotify(mine, notifyInput.parse({ mail: "daily", mentionsAtOnce: "on", quietFrom: "", quietUntil: "" }));
    await setName(mine, { name: "陈阿姨" });
    expect((await viewer(session)).user).toMatchObject({
      locale: "en",
      typeSize: "large",
      theme: "dark",
      mail: "daily",
      name: "陈阿姨",
    });
    expect((await s.as("resident")).user).toMatchObject({ typeSize: "normal", theme: "system", mail: "each" });
    await hides(setName(publicViewer, { name: "x" }));
  });
});

describe("a form whose session ended while it was written", () => {
  test("is given back with all that was typed, for a day", async () => {
    const resident = await s.as("resident");
    const values = { body: "写了很久的字 😀", units: ["a", "b"] };
    const id = await parkForm("/report", values, null);
    expect(await parkedForm(resident, id)).toEqual(values);
    await s.admin`update parked_forms set expires_at = now() - interval '1 second' where id = ${id}`;
    expect(await parkedForm(resident, id)).toBeNull();
    expect(await parkedForm(resident, key())).toBeNull();
  });

  test("is given to nobody else where it is known whose it was", async () => {
    const resident = await s.as("resident");
    const { session } = resident.user ?? {};
    const id = await parkForm("/report", { body: "私\u0000事" }, session ?? null);
    expect(await parkedForm(resident, id)).toEqual({ body: "私事" });
    for (const name of ["spouse", "coordinator", "admin", "nobody"] as const)
      expect(await parkedForm(await s.as(name), id)).toBeNull();
  });
});
