import { describe, expect, test } from "vitest";
import { asOwner } from "#db/testing/make.ts";
import { asViewer } from "#db/viewer.ts";
import { meetingsOf, unit } from "../testing/meeting.ts";
import { hides, key, onDay, stage } from "../testing/stage.ts";
import { meetingSeq } from "./access.ts";
import { beginInput, beginMeeting } from "./begin.ts";
import { rsvp } from "./invite.ts";
import { meetingsAbout, ownMeetings } from "./list.ts";
import { meetingPage } from "./page.ts";
import { minutesPage } from "./written.ts";

const scene = stage();
const { as } = scene;
const { begun, page, told } = meetingsOf(scene);

describe("a three-party meeting on a private concern", () => {
  test("is there for those at the table, the concern's owner and who leads; for nobody else in any way", async () => {
    const { world, admin } = scene;
    const concern = await scene.raised("resident", { body: "和医院谈不拢。", privacy: "private" });
    await asOwner(
      admin,
      (sql) => sql`update concerns set owner_id = ${world.people.officer} where number = ${concern}`,
    );
    const id = await begun("officer", {
      ...{ concern, kind: "three_party", title: "医疗纠纷三方座谈", parties: ["family", unit(world.fire)] },
    });
    for (const who of ["officer", "coordinator", "resident", "spouse", "fireMember"] as const) {
      expect((await page(who, id)).title).toBe("医疗纠纷三方座谈");
      expect(await meetingSeq(await as(who), id)).toBeGreaterThan(0);
    }
    // The brigade is asked to the table, not to the concern.
    expect((await page("fireMember", id)).concern).toBeNull();
    expect(await told(id, "times_proposed")).toEqual(["fireMember", "resident", "spouse"]);
    for (const who of [
      "neighbour",
      "otherOfficer",
      "propertyMember",
      "admin",
      "coordinatorB",
      "residentB",
      "pending",
    ] as const) {
      const viewer = await as(who);
      await hides(meetingPage(viewer, id));
      await hides(minutesPage(viewer, id));
      expect(await meetingSeq(viewer, id)).toBeNull();
      expect((await ownMeetings(viewer)).coming.map((m) => m.id)).not.toContain(id);
      expect(await asViewer(viewer.claims, (tx) => meetingsAbout(tx, { concern }))).toEqual([]);
      await hides(rsvp(viewer, { key: key(), meeting: id, principal: world.fire, reply: "no" }));
    }
    expect(
      (await asViewer((await as("officer")).claims, (tx) => meetingsAbout(tx, { concern }))).map((m) => m.id),
    ).toEqual([id]);
  });

  test("is begun by the concern's owner or who coordinates, and asks the family by its household", async () => {
    const { world } = scene;
    const concern = await scene.raised("resident", { body: "个人的事。", privacy: "private" });
    const input = beginInput.parse({
      ...{ key: key(), concern, kind: "three_party", title: "三方座谈", place: "会议室", minutes: "60", how: "fixed" },
      ...{ times: [onDay(2)], parties: ["family", unit(world.fire)] },
    });
    for (const who of ["officer", "resident", "fireMember", "neighbour"] as const)
      await hides(beginMeeting(await as(who), input));
    const id = await beginMeeting(await as("coordinator"), input);
    expect((await page("resident", id)).parties.filter((p) => p.own).map((p) => p.kind)).toEqual(["household"]);
  });
});
