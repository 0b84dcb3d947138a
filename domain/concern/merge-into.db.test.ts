import { expect, test } from "vitest";
import { key, type PersonName, stage } from "../testing/stage.ts";
import { close } from "./close.ts";
import { merge } from "./merge.ts";
import { mergeProposals } from "./merge-into.ts";

const s = stage();
const proposedTo = async (who: PersonName, number: string) =>
  (await mergeProposals(await s.as(who), number)).map((line) => line.number);

test("proposes what is like it, the likest first, with how alike and why; what is not like it and what is over is left out", async () => {
  const number = await s.raised("neighbour", { body: "电梯又停了，困住了两个孩子", entrance: "", spot: "area:gate" });
  const very = await s.raised("resident", { body: "电梯又停了，两个孩子困住了" });
  const rather = await s.raised("resident", { body: "早上电梯困住过人，一直没人来修" });
  await s.raised("resident", { body: "垃圾桶满了没人收", category: "cleaning" });
  const over = await s.raised("resident", { body: "电梯又停了，困住了两个孩子。" });
  await close(await s.as("coordinator"), { key: key(), number: over, reason: "explained", body: "说明" });
  const found = await mergeProposals(await s.as("coordinator"), number);
  expect(found.map((line) => [line.number, line.degree, line.sameHousehold])).toEqual([
    [very, "very", false],
    [rather, "rather", false],
  ]);
  expect(found[0]?.why).toEqual({
    words: ["电梯", "困住", "孩子"],
    category: true,
    building: false,
    entrance: false,
    area: false,
  });
  expect(found[1]?.why.words).toEqual(["电梯", "困住"]);
  // What is proposed can be done.
  await merge(await s.as("coordinator"), { key: key(), number, into: very });
});

test("a private one only where the same household raised both and this one is private too; never what one may not see", async () => {
  const said = { body: "养老补贴的手续一直没有办下来", category: "welfare", privacy: "private", spot: "door:" };
  const first = await s.raised("resident", said);
  const ofNeighbour = await s.raised("neighbour", said);
  const again = await s.raised("resident", said);
  const open = await s.raised("resident", { ...said, privacy: "neighbourhood" });
  expect(await proposedTo("coordinator", again)).toEqual([open, first]);
  expect(await proposedTo("coordinator", ofNeighbour)).toEqual([open]);
  // Merging an open one into a private one would tell neighbours that there is one.
  expect(await proposedTo("coordinator", open)).toEqual([]);
  const [line] = await mergeProposals(await s.as("coordinator"), again);
  expect(line).toMatchObject({ sameHousehold: true, degree: "very", why: { category: true, entrance: true } });
  // Others are not led to it.
  for (const who of ["officer", "neighbour", "propertyMember", "coordinatorB"] as const)
    expect(await proposedTo(who, again)).toEqual([]);
  await merge(await s.as("coordinator"), { key: key(), number: again, into: first });
});
