import { describe, expect, test } from "vitest";
import { dayMinutes, usualHours, workingBetween } from "../deadline/calendar.ts";
import { type More, meetingsOf } from "../testing/meeting.ts";
import { behind, denies, hides, key, type PersonName, refuses, stage } from "../testing/stage.ts";
import { keepHouse } from "../work/house.ts";
import { attendanceInput, takeAttendance } from "./attendance.ts";
import { holdMeeting } from "./call.ts";
import { makeMeasure, measureInput } from "./measure.ts";
import { addLine, changeLine, LineChanged, lineInput, removeLine } from "./minutes.ts";
import { answerObjection, correctMinutes, objectTo, sendInput, sendMinutes, settleMinutes } from "./send.ts";
import { minutesPage } from "./written.ts";

const scene = stage();
const { as } = scene;
const { begun, called, statusOf, page, told } = meetingsOf(scene);

describe("the minutes", () => {
  const line = (meeting: string, body: string, more: More = {}) =>
    lineInput.parse({ key: key(), meeting, body, kind: "note", ...more });
  const linesOf = async (who: PersonName, id: string) => (await minutesPage(await as(who), id)).lines;

  test("two write at once: both lines stand; the same line at once: one is told what the other wrote, and neither is lost", async () => {
    const { world } = scene;
    const id = await called({ officers: [`user:${world.people.officer}`] });
    const [coordinator, officer] = await Promise.all([as("coordinator"), as("officer")]);
    await Promise.all([addLine(coordinator, line(id, "物业介绍情况")), addLine(officer, line(id, "消防介绍规范"))]);
    const [first] = await linesOf("officer", id);
    expect(await linesOf("coordinator", id)).toHaveLength(2);
    const change = (body: string) => ({
      ...{ key: key(), meeting: id, line: first?.id ?? "", version: 1, kind: "note" as const, body },
    });
    const outcomes = await Promise.allSettled([
      changeLine(coordinator, change("联络员改的")),
      changeLine(officer, change("干警改的")),
    ]);
    const failed = outcomes.find((o) => o.status === "rejected");
    expect(outcomes.map((o) => o.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(failed?.reason).toBeInstanceOf(LineChanged);
    const won = outcomes[0]?.status === "fulfilled" ? "联络员改的" : "干警改的";
    expect((failed?.reason as LineChanged | undefined)?.line).toMatchObject({ body: won, version: 2, removed: false });
    // Whoever was told may still put theirs in, against what they have now seen.
    await changeLine(officer, { ...change("两人的都写上"), version: 2 });
    const [now] = await linesOf("coordinator", id);
    expect(now).toMatchObject({ body: "两人的都写上", version: 3, writtenBy: "officer" });
    expect(now?.before.map((b) => b.body)).toEqual([won, first?.body]);
    await expect(
      removeLine(coordinator, { key: key(), meeting: id, line: first?.id ?? "", version: 2 }),
    ).rejects.toBeInstanceOf(LineChanged);
    await removeLine(coordinator, { key: key(), meeting: id, line: first?.id ?? "", version: 3 });
    expect(await linesOf("coordinator", id)).toHaveLength(1);
  });

  test("are written by officers at the table, read by all there, and by no party", async () => {
    const id = await called();
    await hides(addLine(await as("fireMember"), line(id, "我来写")));
    // Every officer reads a meeting on a problem; only those at the table write.
    await hides(addLine(await as("otherOfficer"), line(id, "我来写")));
    await addLine(await as("coordinator"), line(id, "写下了"));
    expect((await linesOf("fireMember", id)).map((l) => l.body)).toEqual(["写下了"]);
    expect((await linesOf("fireMember", id))[0]?.before).toEqual([]);
    await hides(linesOf("neighbour", id));
  });

  test("a decision becomes a measure with one gesture, once", async () => {
    const { world, admin } = scene;
    const id = await called();
    const coordinator = await as("coordinator");
    await addLine(coordinator, line(id, "全部更换灭火器", { kind: "decision" }));
    await addLine(coordinator, line(id, "大家都同意"));
    const [decision, note] = await linesOf("coordinator", id);
    const measure = (more: More) =>
      measureInput.parse({
        ...{ key: key(), meeting: id, line: decision?.id, what: "更换全部灭火器", organization: world.property },
        ...{ due: "2099-03-31", proof: "每层照片", ...more },
      });
    await refuses(makeMeasure(coordinator, measure({ line: note?.id })), "notNow");
    await refuses(makeMeasure(coordinator, measure({ due: "2001-01-01" })), "past", "due");
    await refuses(makeMeasure(coordinator, measure({ organization: world.agencyB })), "chooseUnit", "organization");
    await hides(makeMeasure(await as("propertyMember"), measure({})));
    await makeMeasure(coordinator, measure({}));
    await refuses(makeMeasure(coordinator, measure({})), "notNow");
    const rows =
      await admin`select what, due_on::text as due, proof, status, organization_id from measures where minute_line_id = ${decision?.id ?? ""}`;
    expect([...rows]).toEqual([
      {
        what: "更换全部灭火器",
        due: "2099-03-31",
        proof: "每层照片",
        status: "planned",
        organization_id: world.property,
      },
    ]);
    expect((await linesOf("fireMember", id))[0]?.measure).toMatchObject({ what: "更换全部灭火器" });
    await refuses(
      removeLine(coordinator, { key: key(), meeting: id, line: decision?.id ?? "", version: 1 }),
      "lineHasMeasure",
    );
  });

  /** Held, with the fire brigade there, one line, and sent. */
  async function sent(): Promise<string> {
    const { world } = scene;
    const id = await called();
    const coordinator = await as("coordinator");
    await refuses(sendMinutes(coordinator, sendInput.parse({ key: key(), meeting: id, days: "3" })), "notNow");
    await holdMeeting(coordinator, { key: key(), meeting: id });
    await refuses(sendMinutes(coordinator, sendInput.parse({ key: key(), meeting: id, days: "3" })), "noMinutes");
    await addLine(coordinator, line(id, "全部更换"));
    await refuses(sendMinutes(coordinator, sendInput.parse({ key: key(), meeting: id, days: "3" })), "nobodyThere");
    const there = { [`was-${world.fire}`]: "yes", [`who-${world.fire}`]: "张参谋", [`was-${world.property}`]: "no" };
    await takeAttendance(coordinator, attendanceInput.parse({ key: key(), meeting: id, ...there }));
    await hides(takeAttendance(await as("fireMember"), attendanceInput.parse({ key: key(), meeting: id, ...there })));
    await sendMinutes(coordinator, sendInput.parse({ key: key(), meeting: id, days: "3" }));
    return id;
  }

  test("are sent, nobody objects, and they are settled when the time is over", async () => {
    const id = await sent();
    expect(await told(id, "minutes_sent")).toEqual(["fireMember", "propertyMember"]);
    const { objectUntil, minutesSentAt, parties } = await page("fireMember", id);
    const calendar = { timeZone: "Asia/Shanghai", hours: usualHours, exceptions: [] };
    expect(workingBetween(calendar, minutesSentAt as Date, objectUntil as Date)).toBeCloseTo(
      3 * dayMinutes(calendar),
      3,
    );
    expect(parties.find((p) => p.attended)).toMatchObject({ attendees: "张参谋" });
    await refuses(addLine(await as("coordinator"), line(id, "后来加的")), "minutesClosed");
    await keepHouse();
    expect(await statusOf(id)).toBe("sent");
    await behind(
      scene.admin,
      (sql) => sql`update meetings set object_until = now() - interval '1 hour' where id = ${id}`,
    );
    await keepHouse();
    expect(await statusOf(id)).toBe("settled");
    expect(await told(id, "settled")).toEqual(["coordinator", "fireMember", "propertyMember"]);
    await denies(correctMinutes(await as("coordinator"), { key: key(), meeting: id }));
  });

  test("are objected to by who was there, answered, and settled by who leads once the time is over", async () => {
    const { world } = scene;
    const id = await sent();
    const coordinator = await as("coordinator");
    const object = (principal: string) => ({ key: key(), meeting: id, principal, body: "没有说全部" });
    // The property company was not there; the neighbour was never asked.
    await hides(objectTo(await as("propertyMember"), object(world.property)));
    await hides(objectTo(await as("neighbour"), object(world.fire)));
    await objectTo(await as("fireMember"), object(world.fire));
    expect(await told(id, "objected")).toEqual(["coordinator"]);
    await behind(
      scene.admin,
      (sql) => sql`update meetings set object_until = now() - interval '1 hour' where id = ${id}`,
    );
    await keepHouse();
    expect(await statusOf(id)).toBe("sent");
    await refuses(objectTo(await as("fireMember"), object(world.fire)), "tooLateToObject");
    await refuses(settleMinutes(coordinator, { key: key(), meeting: id }), "objectionsOpen");
    const [objection] = (await page("coordinator", id)).objections;
    const answer = { key: key(), meeting: id, objection: objection?.id ?? "", answer: "已改为“分两期全部更换”" };
    await hides(answerObjection(await as("fireMember"), answer));
    await answerObjection(coordinator, answer);
    expect(await told(id, "objection_answered")).toEqual(["fireMember"]);
    await keepHouse();
    expect(await statusOf(id)).toBe("sent");
    await settleMinutes(coordinator, { key: key(), meeting: id });
    expect(await statusOf(id)).toBe("settled");
  });

  test("are taken back to be corrected, and sent anew", async () => {
    const id = await sent();
    const coordinator = await as("coordinator");
    await refuses(settleMinutes(coordinator, { key: key(), meeting: id }), "stillObjecting");
    await correctMinutes(coordinator, { key: key(), meeting: id });
    await addLine(coordinator, line(id, "补充：分两期"));
    await sendMinutes(coordinator, sendInput.parse({ key: key(), meeting: id, days: "1" }));
    expect(await statusOf(id)).toBe("sent");
  });

  test("a meeting is not held before people can be there", async () => {
    const id = await begun("coordinator", { how: "fixed" });
    await refuses(holdMeeting(await as("coordinator"), { key: key(), meeting: id }), "notBegunYet");
  });
});
