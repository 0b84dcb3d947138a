import { describe, expect, test } from "vitest";
import { publicViewer, tokenHash } from "../account/viewer.ts";
import {
  eventsOf,
  hides,
  key,
  type PersonName,
  refuses,
  reportOf,
  rowOf,
  stage,
  toldOf,
  tracked,
} from "../testing/stage.ts";
import { concernPage } from "./page.ts";
import { raise } from "./raise.ts";
import { split, splitInput } from "./split.ts";
import { confirmReport } from "./track.ts";

const s = stage();
const { as } = s;

const parts = (number: string, more: Record<string, string> = {}) =>
  splitInput.parse({
    key: key(),
    number,
    body1: "电梯又停了。还困了人。",
    category1: "lift",
    body2: "孩子要上幼儿园，怎么报名？",
    category2: "schooling",
    category3: "other",
    category4: "other",
    letter: "closed",
    ...more,
  });

const partsOf = (number: string) => s.admin<{ number: string; id: string }[]>`
  select number, id from concerns where split_from = (select id from concerns where number = ${number}) order by category`;

const letter = (more: Record<string, unknown> = {}) =>
  s.raised("resident", { spot: "door:1502", privacy: "private", shareContact: "on", phone: "13800000002", ...more });

describe("a letter about several matters", () => {
  test("becomes concerns of their own: same reporter, contact, circle and place, each with its text and category", async () => {
    const number = await letter();
    const before = await rowOf(s.admin, number);
    await split(await as("coordinator"), parts(number));
    expect(await rowOf(s.admin, number)).toMatchObject({ status: "closed", close_reason: "split", next_at: null });
    const made = await partsOf(number);
    expect(made).toHaveLength(2);
    const [lift, school] = await Promise.all(made.map((part) => rowOf(s.admin, part.number)));
    for (const part of [lift, school])
      expect(part).toMatchObject({
        status: "new",
        privacy: "private",
        entrance_id: before.entrance_id,
        created_by: s.world.people.resident,
        owner_id: before.owner_id,
        next_step: "take",
      });
    expect(lift).toMatchObject({ category: "lift", title: "电梯又停了" });
    expect(school).toMatchObject({ category: "schooling", body: "孩子要上幼儿园，怎么报名？" });
    for (const { id, number: part } of made) {
      const contact = await s.admin`
        select p.user_id, p.household_id, p.share_contact, k.phone from concern_people p
        join concern_contacts k on k.person_id = p.id where p.concern_id = ${id}`;
      expect([...contact]).toEqual([
        {
          user_id: s.world.people.resident,
          household_id: s.world.door1502,
          share_contact: true,
          phone: "+8613800000002",
        },
      ]);
      expect(await eventsOf(s.admin, part)).toEqual(["split_off"]);
      expect(await toldOf(s, part, "split_off")).toEqual(["resident", "spouse"]);
      const seen = await concernPage(await as("resident"), part);
      expect(seen.concern).toMatchObject({ splitFrom: { number }, reporter: "resident" });
    }
    expect(await eventsOf(s.admin, number)).toContain("split new→closed");
  });

  test("shows its parts to nobody who could not see it", async () => {
    const number = await letter();
    await split(await as("coordinator"), parts(number));
    for (const part of await partsOf(number))
      for (const who of ["neighbour", "officer", "otherOfficer", "propertyMember", "admin", "coordinatorB"] as const)
        await hides(concernPage(await as(who), part.number));
  });

  test("stays for the rest where that is wanted", async () => {
    const number = await letter();
    await split(await as("coordinator"), parts(number, { letter: "stays", body2: "" }));
    expect(await rowOf(s.admin, number)).toMatchObject({ status: "new" });
    expect(await partsOf(number)).toHaveLength(1);
    expect(await eventsOf(s.admin, number)).toContain("split");
  });

  test("is told of to one without an account by the same link", async () => {
    const report = reportOf(s.world, { email: "stranger@example.test", privacy: "private" });
    const { number } = await raise(publicViewer, report, "en");
    await s.admin`update tokens set hash = ${tokenHash("secret of the mail")}
      where kind = 'mail_confirmation' and concern_id = (select id from concerns where number = ${number})`;
    const { trackingSecret } = await confirmReport({ secret: "secret of the mail" });
    await split(await as("coordinator"), parts(number));
    for (const part of await partsOf(number)) {
      const viewer = await tracked(trackingSecret);
      expect((await concernPage(viewer, part.number)).concern.number).toBe(part.number);
    }
    const mails =
      await s.admin`select 1 from outbox where topic = 'tracking_mail' and payload ->> 'kind' = 'split_off'`;
    expect(mails).toHaveLength(2);
  });

  test("needs two parts to be closed, one to stay", async () => {
    const number = await letter();
    await refuses(split(await as("coordinator"), parts(number, { body2: " " })), "splitInTwo", "body2");
    const nothing = parts(number, { body1: "", body2: "", letter: "stays" });
    await refuses(split(await as("coordinator"), nothing), "splitNothing", "body1");
  });

  test("is split once by what was sent twice", async () => {
    const number = await letter();
    const sent = parts(number);
    await Promise.all([split(await as("coordinator"), sent), split(await as("coordinator"), sent)]);
    expect(await partsOf(number)).toHaveLength(2);
  });

  test.each(["officer", "propertyMember", "resident", "neighbour", "coordinatorB", "admin"] as const)(
    "is not split by %s",
    async (who: PersonName) => {
      const number = await letter({ privacy: "neighbourhood" });
      await expect(split(await as(who), parts(number))).rejects.toThrow();
      expect(await partsOf(number)).toEqual([]);
    },
  );
});
