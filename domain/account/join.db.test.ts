import { beforeEach, describe, expect, test } from "vitest";
import { handOutCode } from "../resident/code.ts";
import { decideResident, listResidents } from "../resident/decide.ts";
import { mailsSent, secretIn } from "../testing/mail.ts";
import { denies, hides, key, onDay, refuses, stage } from "../testing/stage.ts";
import { planVisit } from "../visit/plan.ts";
import { invite, revokeInvitation } from "./invite.ts";
import { acceptWithAccount, join, openingOf, register } from "./join.ts";
import { listInvitations } from "./manage.ts";
import { openSession, signIn } from "./sign-in.ts";
import { viewerOf } from "./viewer.ts";

const s = stage();
const { as } = s;
const password = "correct horse battery";
let addresses = 0;
const elsewhere = () => `192.0.2.${++addresses}`;

const inviting = (more: Record<string, unknown> = {}) => ({
  key: key(),
  organization: s.world.property,
  role: "partner" as const,
  name: "新同事",
  email: "colleague@example.test",
  ...more,
});
const joining = (secret: string, more: Record<string, unknown> = {}) => ({
  secret,
  name: "新同事",
  email: null,
  phone: null,
  password,
  ...more,
});
const viewerOfUser = async (userId: string) => viewerOf(await openSession(userId, null), null);

beforeEach(async () => {
  await mailsSent();
  await s.admin`delete from throttles`;
});

describe("an invitation", () => {
  test("goes out by mail and makes an account with one role in one organization, once", async () => {
    await invite(await as("coordinator"), inviting(), "zh-TW");
    const mails = await mailsSent();
    expect(mails).toMatchObject([{ to: "colleague@example.test", locale: "zh-TW" }]);
    expect(mails[0]?.link?.url).toMatch(/^http:\/\/portal\.test\/join\/[\w-]{32}$/);
    const secret = secretIn(mails[0]);
    expect(await openingOf(secret, elsewhere())).toMatchObject({
      kind: "invitation",
      name: "新同事",
      email: "colleague@example.test",
      role: "partner",
      organization: { name: "甲物业" },
      household: null,
      hasAccount: false,
    });
    // The address that the mail went to counts, whatever is typed.
    const userId = await join(joining(secret, { email: "other@example.test" }), elsewhere(), "en");
    const viewer = await viewerOfUser(userId);
    expect(viewer).toMatchObject({
      role: "partner",
      user: { name: "新同事", email: "colleague@example.test", locale: "en" },
    });
    expect(viewer.claims).toMatchObject({ organizations: [s.world.property], memberIn: [s.world.a], officerIn: [] });
    expect(
      (await signIn({ login: "colleague@example.test", password }, { address: elsewhere(), agent: null })).userId,
    ).toBe(userId);

    expect(await openingOf(secret, elsewhere())).toBeUndefined();
    await hides(join(joining(secret), elsewhere(), "en"));
    const logged = await s.admin`
      select kind from events where subject_type = 'organization' and subject_id = ${s.world.property} order by seq`;
    expect(logged.map((e) => e.kind)).toEqual(["invited", "member_joined"]);
  });

  test("of somebody who has an account is accepted with it, by nobody else", async () => {
    await invite(
      await as("coordinator"),
      inviting({ organization: s.world.agencyA, role: "officer", email: "neighbour@example.test" }),
      "zh-CN",
    );
    const secret = secretIn((await mailsSent())[0]);
    expect(await openingOf(secret, elsewhere())).toMatchObject({ hasAccount: true });
    await refuses(join(joining(secret), elsewhere(), "zh-CN"), "signInToAccept");
    await refuses(acceptWithAccount(await as("resident"), secret, elsewhere()), "forSomebodyElse");
    await hides(acceptWithAccount(await as("nobody"), secret, elsewhere()));
    await acceptWithAccount(await as("neighbour"), secret, elsewhere());
    const viewer = await as("neighbour");
    expect(viewer).toMatchObject({ role: "officer" });
    expect(viewer.claims.households).toEqual([s.world.door1401]);
    await hides(acceptWithAccount(await as("neighbour"), secret, elsewhere()));
    await s.admin`delete from memberships where user_id = ${s.world.people.neighbour}`;
  });

  test("sent again to the same address ends the one before", async () => {
    const to = { email: "again@example.test" };
    await invite(await as("coordinator"), inviting(to), "zh-CN");
    const first = secretIn((await mailsSent())[0]);
    await invite(await as("coordinator"), inviting(to), "zh-CN");
    const second = secretIn((await mailsSent())[0]);
    expect(await openingOf(first, elsewhere())).toBeUndefined();
    expect(await openingOf(second, elsewhere())).toBeDefined();
    expect((await listInvitations(await as("coordinator"))).filter((i) => i.email === to.email)).toHaveLength(1);
  });

  test("is taken back, or ends after a week; a mail not yet sent then goes out no more", async () => {
    const coordinator = await as("coordinator");
    await invite(coordinator, inviting({ email: "late@example.test" }), "zh-CN");
    const secret = secretIn((await mailsSent())[0]);
    await s.admin`update tokens set expires_at = expires_at - interval '7 days 1 second' where email = 'late@example.test'`;
    await hides(join(joining(secret), elsewhere(), "zh-CN"));

    await invite(coordinator, inviting({ email: "revoked@example.test" }), "zh-CN");
    const [line] = (await listInvitations(coordinator)).filter((i) => i.email === "revoked@example.test");
    for (const name of ["officer", "propertyMember", "coordinatorB", "resident"] as const)
      await revokeInvitation(await as(name), { token: line?.id ?? "" }).catch(() => undefined);
    expect((await listInvitations(coordinator)).map((i) => i.id)).toContain(line?.id);
    await revokeInvitation(coordinator, { token: line?.id ?? "" });
    expect((await listInvitations(coordinator)).map((i) => i.id)).not.toContain(line?.id);
    expect(await mailsSent()).toEqual([]);
  });

  test("is a coordinator's to send, into the organizations of their communities, in a role that fits", async () => {
    for (const name of ["officer", "propertyMember", "resident", "coordinatorB", "nobody"] as const)
      await denies(invite(await as(name), inviting(), "zh-CN"));
    await hides(invite(await as("coordinator"), inviting({ organization: s.world.agencyB, role: "officer" }), "zh-CN"));
    await refuses(invite(await as("coordinator"), inviting({ role: "officer" }), "zh-CN"), "roleDoesNotFit", "role");
    await refuses(
      invite(await as("coordinator"), inviting({ organization: s.world.agencyA, role: "partner" }), "zh-CN"),
      "roleDoesNotFit",
      "role",
    );
    expect(await mailsSent()).toEqual([]);
    for (const name of ["officer", "propertyMember", "resident", "coordinatorB"] as const)
      expect(await listInvitations(await as(name))).toEqual([]);
  });

  test("into the agency is an administrator's to send too", async () => {
    await invite(
      await as("admin"),
      inviting({ organization: s.world.agencyB, role: "coordinator", email: "lead@example.test" }),
      "en",
    );
    const userId = await join(joining(secretIn((await mailsSent())[0])), elsewhere(), "en");
    expect((await viewerOfUser(userId)).claims).toMatchObject({ coordinates: [s.world.b], officerIn: [s.world.b] });
  });
});

describe("registering for a household", () => {
  const form = (more: Record<string, unknown> = {}) => ({
    key: key(),
    name: "新邻居",
    email: "newcomer@example.test",
    entrance: s.world.entrance,
    door: "1501",
    ...more,
  });

  test("goes by mail to an account, whose household a coordinator confirms", async () => {
    await register(form(), elsewhere(), "en");
    const [mail] = await mailsSent();
    expect(mail).toMatchObject({ to: "newcomer@example.test", locale: "en" });
    expect(await openingOf(secretIn(mail), elsewhere())).toMatchObject({
      kind: "registration",
      household: { building: "3幢", entrance: "2单元", door: "1501" },
    });
    const userId = await join(joining(secretIn(mail), { name: "新邻居" }), elsewhere(), "en");
    const before = await viewerOfUser(userId);
    expect(before).toMatchObject({ role: "resident", claims: { households: [], memberIn: [] } });
    expect(before.user?.households).toMatchObject([{ household: s.world.door1501, status: "pending" }]);

    const decision = { user: userId, household: s.world.door1501, decision: "confirm" as const };
    for (const name of ["officer", "propertyMember", "resident", "admin", "coordinatorB", "nobody"] as const)
      await hides(decideResident(await as(name), decision));
    const waiting = await listResidents(await as("coordinator"));
    expect(waiting[0]).toMatchObject({ status: "pending" });
    expect(waiting.map((r) => r.userId)).toContain(userId);
    await decideResident(await as("coordinator"), decision);
    expect((await viewerOfUser(userId)).claims).toMatchObject({
      households: [s.world.door1501],
      memberIn: [s.world.a],
    });
    await decideResident(await as("coordinator"), { ...decision, decision: "end" });
    expect((await viewerOfUser(userId)).claims).toMatchObject({ households: [], memberIn: [] });
  });

  test("with an address that has an account is answered the same, and its owner is told by mail", async () => {
    await expect(register(form({ email: "resident@example.test" }), elsewhere(), "en")).resolves.toBeUndefined();
    const mails = await mailsSent();
    expect(mails.map((m) => [m.to, m.link?.url])).toEqual([["resident@example.test", "http://portal.test/sign-in"]]);
  });

  test("at a door that is not there is told at that field", async () => {
    await refuses(register(form({ door: "9999" }), elsewhere(), "en"), "noSuchDoor", "door");
    await refuses(register(form({ entrance: key() }), elsewhere(), "en"), "choose", "entrance");
    expect(await mailsSent()).toEqual([]);
  });

  test("ten times an hour from one address is enough", async () => {
    const address = elsewhere();
    for (let i = 0; i < 10; i++) await register(form({ email: `many${i}@example.test` }), address, "en");
    await refuses(register(form({ email: "many10@example.test" }), address, "en"), "tooManyAttempts");
  });
});

describe("a doorstep code", () => {
  const handOut = async () => {
    const visit = await planVisit(await as("officer"), {
      key: key(),
      entrance: s.world.entrance,
      door: "1501",
      startsAt: onDay(1, "18:00"),
      minutes: 15,
      officers: [],
      purpose: null,
    }).catch(
      async () =>
        (
          await s.admin`select id from visits where household_id = ${s.world.door1501} order by starts_at, id limit 1`
        )[0]?.id as string,
    );
    return { visit, code: await handOutCode(await as("officer"), { visit }) };
  };

  test("makes a resident whose household is proven, however it is typed, once", async () => {
    const { code } = await handOut();
    const typed = ` ${code.toLowerCase().replace("-", " ")} `;
    expect(await openingOf(typed, elsewhere())).toMatchObject({
      kind: "doorstep_code",
      household: { door: "1501" },
      email: null,
    });
    await refuses(join(joining(typed), elsewhere(), "zh-CN"), "emailOrPhone", "email");
    const userId = await join(joining(typed, { phone: "+8613800000051" }), elsewhere(), "zh-CN");
    expect((await viewerOfUser(userId)).claims).toMatchObject({ households: [s.world.door1501] });
    const [resident] = await s.admin`select status, proof, confirmed_by from residents where user_id = ${userId}`;
    expect(resident).toEqual({ status: "confirmed", proof: "code", confirmed_by: s.world.people.officer });
    expect((await signIn({ login: "13800000051", password }, { address: elsewhere(), agent: null })).userId).toBe(
      userId,
    );
    await hides(join(joining(code, { phone: "+8613800000052" }), elsewhere(), "zh-CN"));
  });

  test("handed out a second time, opens with the second one alone", async () => {
    const first = await handOut();
    const second = await handOut();
    expect(await openingOf(first.code, elsewhere())).toBeUndefined();
    expect(await openingOf(second.code, elsewhere())).toBeDefined();
  });

  test("joins an account one is signed in with", async () => {
    const { code } = await handOut();
    await acceptWithAccount(await as("neighbour"), code, elsewhere());
    expect((await as("neighbour")).claims.households.toSorted()).toEqual(
      [s.world.door1401, s.world.door1501].toSorted(),
    );
    await s.admin`delete from residents where user_id = ${s.world.people.neighbour} and household_id = ${s.world.door1501}`;
  });

  test("with an address or number that somebody has already is not used up by it", async () => {
    const { code } = await handOut();
    await refuses(join(joining(code, { email: "resident@example.test" }), elsewhere(), "zh-CN"), "taken", "email");
    expect(await openingOf(code, elsewhere())).toBeDefined();
  });

  test("typed by two people at once lets one of them in", async () => {
    const { code } = await handOut();
    const both = await Promise.allSettled(
      ["+8613800000061", "+8613800000062"].map((phone) => join(joining(code, { phone }), elsewhere(), "zh-CN")),
    );
    expect(both.map((one) => one.status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  test("is handed out by officers of that community, ends after thirty days, and is kept nowhere", async () => {
    const { visit, code } = await handOut();
    for (const name of ["resident", "propertyMember", "coordinatorB", "admin", "nobody"] as const)
      await hides(handOutCode(await as(name), { visit }));
    await hides(handOutCode(await as("officer"), { visit: key() }));
    expect(JSON.stringify(await s.admin`select to_jsonb(t) from tokens t`)).not.toContain(code);
    await s.admin`update tokens set expires_at = expires_at - interval '30 days 1 second' where kind = 'doorstep_code'`;
    expect(await openingOf(code, elsewhere())).toBeUndefined();
  });

  test("is guessed at sixty times a quarter of an hour from one address at most", async () => {
    const address = elsewhere();
    await s.admin`insert into throttles (subject, count, window_start) values (${`join address ${address}`}, 60, now())`;
    await refuses(openingOf("K7Q2M-9XWDA", address), "tooManyAttempts");
  });
});
