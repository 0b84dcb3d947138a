import { describe, expect, test } from "vitest";
import { type More, meetingsOf, unit } from "../testing/meeting.ts";
import { hides, key, onDay, refuses, stage } from "../testing/stage.ts";
import { beginInput, beginMeeting } from "./begin.ts";
import { callMeeting } from "./call.ts";
import { chooseInput, chooseTimes, proposeTimes, proposeTimesInput } from "./choose.ts";
import { rsvp } from "./invite.ts";

const scene = stage();
const { as } = scene;
const { problem, begun, statusOf, page, told } = meetingsOf(scene);

const chosen = (meeting: string, principal: string, answers: Record<string, string>) =>
  chooseInput.parse({
    ...{ key: key(), meeting, principal },
    ...Object.fromEntries(Object.entries(answers).map(([time, choice]) => [`time-${time}`, choice])),
  });

describe("finding a time", () => {
  test("the parties choose, the best is marked, whoever called it fixes one, and all hear of each step", async () => {
    const { world } = scene;
    const id = await begun();
    expect(await told(id, "times_proposed")).toEqual(["fireMember", "propertyMember"]);
    const { times } = await page("fireMember", id);
    const [first, second] = times.map((time) => time.id) as [string, string];
    await chooseTimes(await as("fireMember"), chosen(id, world.fire, { [first]: "no", [second]: "yes" }));
    await chooseTimes(
      await as("propertyMember"),
      chosen(id, world.property, { [first]: "yes", [second]: "if_need_be" }),
    );
    expect(await told(id, "choices_complete")).toEqual([]);
    await chooseTimes(
      await as("coordinator"),
      chosen(id, world.people.coordinator, { [first]: "yes", [second]: "yes" }),
    );
    const looked = await page("coordinator", id);
    expect(looked).toMatchObject({ best: second, answered: 3, noneSuitsAll: false });
    expect(looked.times.map(({ yes, ifNeedBe, no, suitsAll }) => [yes, ifNeedBe, no, suitsAll])).toEqual([
      [2, 0, 1, false],
      [2, 1, 0, true],
    ]);
    await callMeeting(await as("coordinator"), { key: key(), meeting: id, time: second });
    expect(await statusOf(id)).toBe("called");
    expect(await told(id, "called")).toEqual(["fireMember", "propertyMember"]);
    await rsvp(await as("fireMember"), { key: key(), meeting: id, principal: world.fire, reply: "yes" });
    expect((await page("coordinator", id)).parties.find((p) => p.principal === world.fire)).toMatchObject({
      reply: "yes",
      own: false,
    });
    expect(await told(id, "party_replied")).toEqual(["coordinator"]);
    await refuses(chooseTimes(await as("fireMember"), chosen(id, world.fire, { [first]: "yes" })), "notNow");
  });

  test("says that no time suits all, and lets others be proposed", async () => {
    const { world } = scene;
    const id = await begun();
    const [first, second] = (await page("coordinator", id)).times.map((time) => time.id) as [string, string];
    await chooseTimes(await as("fireMember"), chosen(id, world.fire, { [first]: "no", [second]: "yes" }));
    await chooseTimes(await as("propertyMember"), chosen(id, world.property, { [first]: "yes", [second]: "no" }));
    expect(await page("coordinator", id)).toMatchObject({ noneSuitsAll: true, best: first });
    const times = [onDay(5, "14:00"), onDay(5, "14:00"), onDay(3)];
    const more = proposeTimesInput.parse({ key: key(), meeting: id, minutes: "60", times });
    await proposeTimes(await as("coordinator"), more);
    expect((await page("coordinator", id)).times).toHaveLength(3);
    await hides(proposeTimes(await as("fireMember"), { ...more, key: key() }));
  });

  test("a party answers for itself alone; whoever leads may write it down for one that telephoned", async () => {
    const { world } = scene;
    const id = await begun();
    const [first] = (await page("coordinator", id)).times.map((time) => time.id) as [string];
    await hides(chooseTimes(await as("fireMember"), chosen(id, world.property, { [first]: "no" })));
    await chooseTimes(await as("coordinator"), chosen(id, world.property, { [first]: "no" }));
    expect((await page("fireMember", id)).times[0]?.choices).toEqual({ [world.property]: "no" });
    await hides(chooseTimes(await as("neighbour"), chosen(id, world.property, { [first]: "no" })));
  });

  test("refuses the past, nothing proposed, nobody invited, and what is not theirs to begin", async () => {
    const { world } = scene;
    const { number } = await problem();
    const input = (more: More) =>
      beginInput.parse({
        ...{ key: key(), problem: number, kind: "joint", title: "座谈", place: "会议室", minutes: "60", how: "find" },
        ...{ times: [onDay(3)], parties: [unit(world.fire)], ...more },
      });
    const coordinator = await as("coordinator");
    await refuses(beginMeeting(coordinator, input({ times: [onDay(-1)] })), "past", "times");
    await refuses(beginMeeting(coordinator, input({ times: [onDay(500)] })), "meetingTooFar", "times");
    await refuses(beginMeeting(coordinator, input({ times: [] })), "proposeTimes", "times");
    await refuses(beginMeeting(coordinator, input({ parties: [] })), "inviteSomebody", "parties");
    await refuses(
      beginMeeting(coordinator, input({ parties: [], officers: [`user:${world.people.coordinator}`] })),
      "inviteSomebody",
      "parties",
    );
    await refuses(beginMeeting(coordinator, input({ kind: "three_party" })), "choose", "kind");
    // The agency is not a party, nor is a resident who is not asked as a household.
    await refuses(beginMeeting(coordinator, input({ parties: [unit(world.agencyA)] })), "inviteSomebody", "parties");
    await refuses(
      beginMeeting(coordinator, input({ officers: [`user:${world.people.neighbour}`] })),
      "inviteSomebody",
      "parties",
    );
    for (const who of ["officer", "fireMember", "neighbour", "coordinatorB"] as const)
      await hides(beginMeeting(await as(who), input({})));
    const own = await problem("officer");
    await beginMeeting(await as("officer"), input({ problem: own.number }));
  });

  test("sent twice, it is one", async () => {
    const { world } = scene;
    const { number } = await problem();
    const input = beginInput.parse({
      ...{ key: key(), problem: number, kind: "joint", title: "座谈", place: "会议室", minutes: "60", how: "find" },
      ...{ times: [onDay(3)], parties: [unit(world.fire)] },
    });
    const viewer = await as("coordinator");
    expect(await beginMeeting(viewer, input)).toBe(await beginMeeting(viewer, input));
  });
});
