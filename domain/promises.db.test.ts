import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "#db/testing/database.ts";
import { newOfficer } from "#db/testing/make.ts";
import { makeWorld, type World } from "#db/testing/world.ts";
import { dismiss } from "./account/manage.ts";
import { publicViewer, viewerOf } from "./account/viewer.ts";
import { assign } from "./concern/assign.ts";
import { close } from "./concern/close.ts";
import { readContact } from "./concern/contact.ts";
import { listConcerns, listInput } from "./concern/list.ts";
import { concernPage } from "./concern/page.ts";
import { raise, raiseInput } from "./concern/raise.ts";
import { reopen } from "./concern/reopen.ts";
import { handOver } from "./concern/steer.ts";
import { NotFound } from "./refusal.ts";
import { viewerFor } from "./testing/viewer.ts";

// Promises of design.md, section 4, told as stories through the portal's own commands.

let database: TestDatabase;
let world: World;

beforeAll(async () => {
  database = await testDatabase();
  world = await makeWorld(database.admin);
});
afterAll(() => database.close());

const as = (user: string) => viewerFor(database.admin, user);

const report = (more: Record<string, string> = {}) =>
  raiseInput.parse({
    key: randomUUID(),
    community: world.a,
    entrance: world.entrance,
    spot: "area:lift",
    body: "电梯停了",
    category: "lift",
    privacy: "neighbourhood",
    phone: "13912345678",
    shareContact: "on",
    ...more,
  });

describe("neighbours read along, without who raised it", () => {
  test("nothing on the page of a concern names its reporter to a neighbour", async () => {
    const { number } = await raise(await as(world.people.resident), report({ name: "林小姐" }), "zh-CN");
    const shown = JSON.stringify(await concernPage(await as(world.people.neighbour), number));
    for (const said of ["林小姐", "13912345678", "1502", "resident"]) expect(shown).not.toContain(`"${said}"`);
  });

  test("not even where the reporter is known to all, as a member of a unit who lives there", async () => {
    const { propertyMember } = world.people;
    const { admin } = database;
    await admin`insert into residents ${admin({ community_id: world.a, user_id: propertyMember, household_id: world.door1501, status: "confirmed", proof: "code" })}`;
    const { number } = await raise(await as(propertyMember), report(), "zh-CN");
    const page = await concernPage(await as(world.people.neighbour), number);
    expect(page.timeline.map((item) => item.actor.name)).toEqual([null]);
    await admin`delete from residents where user_id = ${propertyMember}`;
  });

  test("the reporter's telephone is not theirs to ask for, also where the units may have it", async () => {
    const { number } = await raise(await as(world.people.resident), report(), "zh-CN");
    await expect(readContact(await as(world.people.neighbour), { number })).rejects.toThrow(NotFound);
    await expect(readContact(await as(world.people.fireMember), { number })).rejects.toThrow(NotFound);
    const due = "2099-01-01T10:00";
    const lead = await as(world.people.coordinator);
    await assign(lead, { key: randomUUID(), number, organizations: [world.fire], dueAt: due, note: null });
    expect((await readContact(await as(world.people.fireMember), { number })).phone).toBe("+8613912345678");
  });

  test("an officer who does not see a private concern is not told how to reach its reporter either", async () => {
    const { number } = await raise(await as(world.people.resident), report({ privacy: "private" }), "zh-CN");
    await expect(readContact(await as(world.people.officer), { number })).rejects.toThrow(NotFound);
  });
});

describe("a stranger who has reported something", () => {
  test("follows that by its link, and reads none of the neighbours' concerns", async () => {
    const { number: theirs } = await raise(await as(world.people.resident), report(), "zh-CN");
    const { number, trackingSecret } = await raise(publicViewer, report({ email: "stranger@example.test" }), "zh-CN");
    const stranger = await viewerOf(null, trackingSecret);
    expect((await concernPage(stranger, number)).concern.number).toBe(number);
    await expect(concernPage(stranger, theirs)).rejects.toThrow(NotFound);
    const { lines } = await listConcerns(stranger, listInput.parse({}));
    expect(lines.map((line) => line.number)).not.toContain(theirs);
  });
});

describe("an officer who has left", () => {
  test("sees what was private no more; and what they had closed goes to who is on duty when it is opened again", async () => {
    const resident = await as(world.people.resident);
    const { number } = await raise(resident, report({ privacy: "private" }), "zh-CN");
    const lead = await as(world.people.coordinator);
    const leaver = await newOfficer(database.admin, world);
    await handOver(lead, { key: randomUUID(), number, owner: leaver });
    await close(await as(leaver), { key: randomUUID(), number, reason: "explained", body: "说明" });
    await dismiss(lead, { user: leaver, organization: world.agencyA });

    await expect(concernPage(await as(leaver), number)).rejects.toThrow(NotFound);
    await reopen(resident, { key: randomUUID(), number, body: "又停了", attachments: [] });
    const { concern } = await concernPage(lead, number);
    expect([concern.status, concern.ownerId]).toEqual(["taken", world.people.coordinator]);
  });
});
