import { describe, expect, test } from "vitest";
import type { SignedIn, Viewer } from "../account/viewer.ts";
import { key, type PersonName, rowOf, stage } from "../testing/stage.ts";
import { close } from "./close.ts";
import { similarConcerns, similarInput } from "./similar.ts";
import { addVoice } from "./voice.ts";

const s = stage();
const asked = (more: Record<string, unknown> = {}) =>
  similarInput.parse({
    community: s.world.a,
    body: "电梯又坏了，昨晚困住了一个老人",
    entrance: s.world.entrance,
    spot: "area:lift",
    ...more,
  });
const foundBy = async (who: PersonName | "nobody", more: Record<string, unknown> = {}) =>
  (await similarConcerns(await s.as(who), asked(more))).map((c) => c.number);

describe("what may be the same", () => {
  let lift = "";
  let rubbish = "";
  let secret = "";

  test("is found by words, kind and place, the likest first, with how many say so and no name", async () => {
    rubbish = await s.raised("resident", { body: "垃圾桶满了没人收，整层都是臭味", spot: "area:corridor" });
    lift = await s.raised("resident", { body: "电梯坏了，困住了老人，请快来修" });
    secret = await s.raised("resident", { body: "电梯坏了，困住了老人，我家的事", privacy: "private" });
    await addVoice((await s.as("neighbour")) as Viewer & { user: SignedIn }, { key: key(), number: lift });
    const [first, ...others] = await similarConcerns(await s.as("neighbour"), asked());
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      number: lift,
      title: "电梯坏了，困住了老人，请快来修",
      category: "lift",
      building: "3幢",
      entrance: "2单元",
      area: "lift",
      voices: 1,
      own: false,
      voiced: true,
      mayVoice: false,
      photo: null,
    });
    expect(JSON.stringify(first)).not.toMatch(/resident|person|reporter|createdBy/i);
    expect(await foundBy("neighbour", { body: "楼道里臭味大，垃圾桶没人收", spot: "" })).toEqual([rubbish]);
  });

  test("in another language and other words, by kind and place", async () => {
    expect(await foundBy("neighbour", { body: "The lift does not come" })).toEqual([lift]);
    expect(await foundBy("neighbour", { body: "轿厢停了", category: "lift" })).toEqual([lift]);
    expect(await foundBy("neighbour", { body: "The lift does not come", entrance: "", spot: "" })).toEqual([]);
  });

  test("says what is one's own, and offers a voice only to those who may have one", async () => {
    const [own] = await similarConcerns(await s.as("resident"), asked());
    expect(own).toMatchObject({ number: lift, own: true, mayVoice: false });
    const [officers] = await similarConcerns(await s.as("officer"), asked());
    expect(officers).toMatchObject({ number: lift, own: false, voiced: false, mayVoice: false });
  });

  test("is shown to nobody who does not read it: strangers, those not confirmed, other communities", async () => {
    for (const who of ["nobody", "pending", "residentB", "coordinatorB", "admin"] as const)
      expect([who, await foundBy(who)]).toEqual([who, []]);
    expect(await foundBy("residentB", { community: s.world.b })).toEqual([]);
  });

  test("is never a private one, not even to those who see it, nor one that is over", async () => {
    for (const who of ["neighbour", "resident", "coordinator"] as const)
      expect(await foundBy(who)).not.toContain(secret);
    await close(await s.as("coordinator"), { key: key(), number: lift, reason: "explained", body: "说明" });
    expect((await rowOf(s.admin, lift)).status).toBe("closed");
    expect(await foundBy("neighbour")).toEqual([]);
  });

  test("nothing is found for what says nothing, and nothing asked for breaks it", async () => {
    for (const body of ["", "的了是", "!!! ' | & :* \\", "1502", "x".repeat(3000), "梯".repeat(3000), "🛗"])
      expect(await foundBy("neighbour", { body, entrance: "nowhere", spot: "area:nowhere" })).toEqual([]);
  });
});
