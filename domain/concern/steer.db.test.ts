import { describe, expect, test } from "vitest";
import { denies, eventsOf, hides, key, onDay, refuses, rowOf, stage, toldOf } from "../testing/stage.ts";
import { localTimeOf } from "../time.ts";
import { assign } from "./assign.ts";
import { close, withdraw } from "./close.ts";
import { readContact } from "./contact.ts";
import { concernPage } from "./page.ts";
import { reopen } from "./reopen.ts";
import { reply } from "./reply.ts";
import { handOver, setNext, sort, takeIn } from "./steer.ts";
import { take } from "./take.ts";

const s = stage();
const { as } = s;

/** A private concern that the officer owns. */
async function owned(more: Record<string, unknown> = {}): Promise<string> {
  const number = await s.raised("resident", { spot: "door:1502", privacy: "private", ...more });
  await handOver(await as("coordinator"), { key: key(), number, owner: s.world.people.officer });
  return number;
}

describe("handing over", () => {
  test("gives a private concern to another officer, who is told; the one before can no longer see it", async () => {
    const number = await owned();
    await handOver(await as("officer"), { key: key(), number, owner: s.world.people.otherOfficer });
    expect(await rowOf(s.admin, number)).toMatchObject({ owner_id: s.world.people.otherOfficer });
    await hides(concernPage(await as("officer"), number));
    expect((await concernPage(await as("otherOfficer"), number)).concern.capacities).toContain("owner");
    expect(await eventsOf(s.admin, number)).toEqual(["raised", "handed_over", "handed_over"]);
  });

  test("tells the new owner that it is theirs now", async () => {
    const number = await owned();
    await handOver(await as("officer"), { key: key(), number, owner: s.world.people.otherOfficer });
    expect(await toldOf(s, number, "handed_over")).toContain("otherOfficer");
  });

  test("goes to somebody who works there: not to a unit, a resident, or another community's people", async () => {
    const number = await owned();
    for (const name of ["propertyMember", "neighbour", "coordinatorB", "admin"] as const) {
      await refuses(
        handOver(await as("coordinator"), { key: key(), number, owner: s.world.people[name] }),
        "ownerInactive",
      );
    }
    await denies(handOver(await as("coordinator"), { key: key(), number, owner: key() }));
    expect(await rowOf(s.admin, number)).toMatchObject({ owner_id: s.world.people.officer });
  });

  test("to whoever has it already is refused in words", async () => {
    const number = await owned();
    await refuses(
      handOver(await as("officer"), { key: key(), number, owner: s.world.people.officer }),
      "sameOwner",
      "owner",
    );
  });

  test("shows who has it now", async () => {
    const number = await owned();
    const { concern, timeline } = await concernPage(await as("resident"), number);
    expect(concern.owner).toBe("officer");
    expect(timeline.at(-1)).toMatchObject({ kind: "handed_over", data: { person: "officer" } });
  });
});

describe("taking in", () => {
  test("lets another officer see and write in a private concern, without a word of it to the household", async () => {
    const number = await owned();
    await hides(concernPage(await as("otherOfficer"), number));
    await takeIn(await as("officer"), { key: key(), number, officer: s.world.people.otherOfficer });
    const page = await concernPage(await as("otherOfficer"), number);
    expect(page.concern.reporter).toBe("resident");
    await reply(await as("otherOfficer"), {
      key: key(),
      number,
      body: "我认识这家医院。",
      audience: "working",
      attachments: [],
    });
    const { timeline } = await concernPage(await as("resident"), number);
    expect(timeline.map((item) => item.kind)).not.toContain("taken_in");
    // From now on they hear of it.
    await reply(await as("resident"), { key: key(), number, body: "在吗？", audience: "everyone", attachments: [] });
    expect(await toldOf(s, number, "replied")).toContain("otherOfficer");
  });

  test("is done once, and only with officers of the community", async () => {
    const number = await owned();
    const input = { number, officer: s.world.people.teamMate };
    await takeIn(await as("officer"), { ...input, key: key() });
    await refuses(takeIn(await as("officer"), { ...input, key: key() }), "alreadyTakenIn", "officer");
    for (const name of ["propertyMember", "neighbour", "coordinatorB"] as const)
      await denies(takeIn(await as("officer"), { key: key(), number, officer: s.world.people[name] }));
    await denies(takeIn(await as("officer"), { key: key(), number, officer: key() }));
    await denies(takeIn(await as("teamMate"), { key: key(), number, officer: s.world.people.otherOfficer }));
    await hides(concernPage(await as("propertyMember"), number));
  });
});

describe("sorting", () => {
  const asIs = { category: "lift", privacy: "neighbourhood", urgency: "normal" } as const;

  test("changes category and urgency, and leaves a note among officers", async () => {
    const number = await s.raised("resident");
    await sort(await as("coordinator"), { ...asIs, key: key(), number, category: "fire", urgency: "urgent" });
    expect(await rowOf(s.admin, number)).toMatchObject({
      category: "fire",
      urgency: "urgent",
      privacy: "neighbourhood",
    });
    expect(await eventsOf(s.admin, number)).toEqual(["raised", "sorted (working)"]);
  });

  test("that changes nothing leaves no trace", async () => {
    const number = await s.raised("resident");
    await sort(await as("coordinator"), { ...asIs, key: key(), number });
    expect(await eventsOf(s.admin, number)).toEqual(["raised"]);
  });

  test("narrows who sees a concern, and cannot widen it again", async () => {
    const number = await s.raised("resident");
    await concernPage(await as("neighbour"), number);
    await sort(await as("coordinator"), { ...asIs, key: key(), number, privacy: "private" });
    await hides(concernPage(await as("neighbour"), number));
    await refuses(
      sort(await as("coordinator"), { ...asIs, key: key(), number, privacy: "neighbourhood" }),
      "onlyReporterWidens",
      "privacy",
    );
    expect(await rowOf(s.admin, number)).toMatchObject({ privacy: "private" });
  });
});

describe("the next date", () => {
  test("is set with a line of the owner's own", async () => {
    const number = await owned();
    const nextAt = onDay(4, "09:30");
    await setNext(await as("officer"), { key: key(), number, nextAt, nextNote: "带物业上门" });
    const row = await rowOf(s.admin, number);
    expect(localTimeOf(row.next_at as Date, "Asia/Shanghai")).toBe(nextAt);
    const { concern, timeline } = await concernPage(await as("resident"), number);
    expect(concern.nextNote).toBe("带物业上门");
    expect(timeline.at(-1)).toMatchObject({ kind: "next_set" });
    expect(localTimeOf(new Date(timeline.at(-1)?.data.nextAt ?? ""), "Asia/Shanghai")).toBe(nextAt);
  });

  test("lies ahead", async () => {
    const number = await owned();
    await refuses(
      setNext(await as("officer"), { key: key(), number, nextAt: onDay(-1), nextNote: null }),
      "past",
      "nextAt",
    );
  });
});

describe("an end without a solution", () => {
  test.each(["explained", "duplicate", "not_possible", "moved_away"] as const)(
    "closes with the reason “%s” and a word to whoever raised it, who may open it again",
    async (reason) => {
      const number = await owned();
      await close(await as("officer"), { key: key(), number, reason, body: "说明一下。" });
      const row = await rowOf(s.admin, number);
      expect(row).toMatchObject({ status: "closed", close_reason: reason, next_at: null, next_step: null });
      expect(row.answered_at).not.toBeNull();
      const { timeline } = await concernPage(await as("resident"), number);
      expect(timeline.at(-1)).toMatchObject({ kind: "closed", data: { reason }, message: { body: "说明一下。" } });
      expect(await toldOf(s, number, "closed")).toEqual(["resident", "spouse"]);
      await reopen(await as("resident"), { key: key(), number, body: "没有说清楚。", attachments: [] });
      expect(await rowOf(s.admin, number)).toMatchObject({ status: "taken", close_reason: null });
    },
  );

  test("is brought about by whoever raised it too", async () => {
    const number = await owned();
    await withdraw(await as("spouse"), { key: key(), number });
    expect(await rowOf(s.admin, number)).toMatchObject({ status: "closed", close_reason: "withdrawn" });
    await refuses(withdraw(await as("resident"), { key: key(), number }), "notNow");
  });

  test("goes to whoever is on duty when it is opened again and its owner has left", async () => {
    const number = await s.raised("resident");
    const { teamMate } = s.world.people;
    await handOver(await as("coordinator"), { key: key(), number, owner: teamMate });
    await close(await as("teamMate"), { key: key(), number, reason: "duplicate", body: "重复。" });
    await s.admin`update memberships set ended_at = now() where user_id = ${teamMate}`;
    try {
      await reopen(await as("resident"), { key: key(), number, body: "不重复。", attachments: [] });
      expect(await rowOf(s.admin, number)).toMatchObject({ owner_id: s.world.people.coordinator });
    } finally {
      await s.admin`update memberships set ended_at = null where user_id = ${teamMate}`;
    }
  });
});

describe("how to reach whoever raised it", () => {
  test("is told to those who may know, and each look is noted for coordinators", async () => {
    const number = await owned({ phone: "138 0000 0002" });
    expect(await readContact(await as("officer"), { number })).toMatchObject({
      name: "resident",
      phone: "+8613800000002",
      email: "resident@example.test",
    });
    expect(await eventsOf(s.admin, number)).toContain("contact_read (office)");
    // Nobody sees it in the thread.
    for (const name of ["officer", "resident", "coordinator"] as const) {
      const { timeline } = await concernPage(await as(name), number);
      expect(timeline.map((item) => item.kind)).not.toContain("contact_read");
    }
  });

  test("is told to an assigned unit only where the reporter agreed", async () => {
    for (const shareContact of ["", "on"]) {
      const number = await s.raised("resident", { shareContact, phone: "138 0000 0002" });
      await take(await as("officer"), { key: key(), number });
      const organizations = [s.world.property];
      await assign(await as("officer"), { key: key(), number, organizations, dueAt: onDay(2), note: null });
      const asked = readContact(await as("propertyMember"), { number });
      if (shareContact) expect(await asked).toMatchObject({ phone: "+8613800000002" });
      else await hides(asked);
    }
  });

  test.each(["neighbour", "fireMember"] as const)(
    "is not told to %s, who only reads along, though the reporter agreed that assigned units may know",
    async (name) => {
      const number = await s.raised("resident", { shareContact: "on", phone: "138 0000 0002" });
      await concernPage(await as(name), number);
      await hides(readContact(await as(name), { number }));
    },
  );

  test("is told to no neighbour, no administrator, no uninvolved officer of a private concern, and leaves no trace then", async () => {
    const number = await owned();
    for (const name of ["neighbour", "admin", "otherOfficer", "propertyMember", "coordinatorB", "nobody"] as const)
      await hides(readContact(await as(name), { number }));
    expect(await eventsOf(s.admin, number)).not.toContain("contact_read (office)");
  });
});
