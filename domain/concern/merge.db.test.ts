import { describe, expect, test } from "vitest";
import { publicViewer, tokenHash } from "../account/viewer.ts";
import { mailsSent, wordsIn } from "../testing/mail.ts";
import {
  eventsOf,
  hides,
  key,
  onDay,
  type PersonName,
  refuses,
  reportOf,
  rowOf,
  stage,
  toldOf,
  tracked,
} from "../testing/stage.ts";
import { assign } from "./assign.ts";
import { close } from "./close.ts";
import { listConcerns, listInput } from "./list.ts";
import { merge, unmerge } from "./merge.ts";
import { concernPage } from "./page.ts";
import { raise } from "./raise.ts";
import { reopen } from "./reopen.ts";
import { reply } from "./reply.ts";
import { solve } from "./solve.ts";
import { sort } from "./steer.ts";
import { take } from "./take.ts";
import { confirmReport } from "./track.ts";

const s = stage();
const { as } = s;
const open = (by: PersonName, more: Record<string, unknown> = {}) => s.raised(by, { spot: "door:", ...more });
const secret = (by: PersonName) => open(by, { privacy: "private" });
const join = async (number: string, into: string, who: PersonName = "coordinator") =>
  merge(await as(who), { key: key(), number, into });
const undo = async (number: string, who: PersonName = "coordinator") => unmerge(await as(who), { key: key(), number });
const page = async (who: PersonName, number: string) => concernPage(await as(who), number);
const answer = async (number: string, body = "在修。") =>
  reply(await as("coordinator"), { key: key(), number, body, audience: "everyone", attachments: [] });

describe("two neighbourhood concerns that are the same", () => {
  test("become one: the other is closed, says where it went, and its reporters hear what becomes of the one that stays", async () => {
    const number = await open("neighbour");
    const into = await open("resident");
    await join(number, into);
    expect(await rowOf(s.admin, number)).toMatchObject({
      status: "closed",
      close_reason: "merged",
      next_at: null,
      merged_into: (await rowOf(s.admin, into)).id,
    });
    expect(await eventsOf(s.admin, number)).toContain("merged new→closed");
    expect(await eventsOf(s.admin, into)).toContain("merge_received (working)");
    expect((await page("neighbour", number)).concern.mergedInto).toMatchObject({ number: into });
    expect((await page("coordinator", into)).concern.merged).toEqual([expect.objectContaining({ number })]);
    await answer(into);
    expect(await toldOf(s, into, "replied")).toEqual(["neighbour", "resident", "spouse"]);
    const mails = await mailsSent();
    expect(
      mails
        .filter((m) => m.to === "neighbour@example.test")
        .map(wordsIn)
        .join(),
    ).toContain("在修。");
    // Of what is said among those who work on it they hear nothing, as before.
    await reply(await as("coordinator"), { key: key(), number: into, body: "x", audience: "working", attachments: [] });
    expect(await toldOf(s, into, "replied")).toEqual(["neighbour", "resident", "spouse"]);
  });

  test("come apart again: taken, with its owner and next date; from then on each is told of their own", async () => {
    const number = await open("neighbour");
    const into = await open("resident");
    await take(await as("officer"), { key: key(), number });
    const before = await rowOf(s.admin, number);
    await join(number, into);
    await undo(number);
    expect(await rowOf(s.admin, number)).toMatchObject({
      status: "taken",
      merged_into: null,
      close_reason: null,
      closed_at: null,
      owner_id: s.world.people.officer,
      next_at: before.next_at,
      next_step: before.next_step,
    });
    await answer(into);
    expect(await toldOf(s, into, "replied")).toEqual(["resident", "spouse"]);
    await refuses(undo(number), "notNow");
    const { id } = await rowOf(s.admin, number);
    const [chain] = await s.admin`select app.broken_link(${s.world.a}, ${id}) as broken`;
    expect(chain?.broken).toBeNull();
  });

  test("come apart also where whoever raised it opens it again", async () => {
    const number = await open("neighbour");
    await join(number, await open("resident"));
    await reopen(await as("neighbour"), { key: key(), number, body: "不是一回事。", attachments: [] });
    expect(await rowOf(s.admin, number)).toMatchObject({ status: "taken", merged_into: null });
  });

  test("are told of no further once the one that stays is made private", async () => {
    const number = await open("neighbour");
    const into = await open("resident");
    await join(number, into);
    await sort(await as("coordinator"), {
      key: key(),
      number: into,
      category: "lift",
      privacy: "private",
      urgency: "normal",
    });
    await answer(into, "只给这一户。");
    expect(await toldOf(s, into, "replied")).toEqual(["resident", "spouse"]);
    await hides(page("neighbour", into));
    const { concern, timeline } = await page("neighbour", number);
    expect(concern.mergedInto).toBeNull();
    expect(timeline.at(-1)).toMatchObject({ kind: "merged", data: {} });
  });

  test("are told of also without an account, by mail, with a link to their own and no other", async () => {
    const { number } = await raise(publicViewer, reportOf(s.world, { email: "stranger@example.test" }), "en");
    await s.admin`update tokens set hash = ${tokenHash("secret of the mail")}
      where kind = 'mail_confirmation' and concern_id = (select id from concerns where number = ${number})`;
    await confirmReport({ secret: "secret of the mail" });
    const into = await open("resident");
    await join(number, into);
    await s.admin`delete from outbox`;
    await answer(into, "在修了。");
    const mail = (await mailsSent()).find((m) => m.to === "stranger@example.test");
    expect(wordsIn(mail as NonNullable<typeof mail>)).toContain("在修了。");
    const viewer = await tracked(mail?.link?.url.split("/").at(-1) ?? "");
    expect((await concernPage(viewer, number)).concern.mergedInto).toBeNull();
    await hides(concernPage(viewer, into));
  });
});

describe("a private concern", () => {
  test("takes in only what the same household raised", async () => {
    const into = await secret("resident");
    await refuses(join(await open("neighbour"), into), "mergePrivate", "into");
    await refuses(join(await secret("neighbour"), into), "mergePrivate", "into");
    // That there is a private one is told to no neighbour by one of theirs that ends in it.
    await refuses(join(await open("spouse"), into), "mergeMakePrivate", "into");
    const own = await secret("spouse");
    await join(own, into);
    await answer(into);
    expect(await toldOf(s, into, "replied")).toEqual(["resident", "spouse"]);
  });

  test("merged into one of the neighbourhood is betrayed to nobody there", async () => {
    const number = await secret("neighbour");
    const into = await open("resident");
    await join(number, into);
    expect(await eventsOf(s.admin, into)).toContain("merge_received (office)");
    for (const who of ["resident", "spouse", "officer", "teamMate", "propertyMember", "residentB"] as const) {
      await hides(page(who, number));
      const found = await page(who, into).catch(() => null);
      expect(JSON.stringify(found)).not.toContain(number);
      expect(found?.timeline.map((item) => item.kind) ?? []).not.toContain("merge_received");
      expect(found?.concern.merged ?? []).toEqual([]);
      const { lines } = await listConcerns(await as(who), listInput.parse({}));
      expect(lines.map((line) => line.number)).not.toContain(number);
    }
    await answer(into);
    expect(await toldOf(s, into, "replied")).toEqual(["neighbour", "resident", "spouse"]);
    // Nor do its own people lose it.
    expect((await page("neighbour", number)).concern.mergedInto).toMatchObject({ number: into });
  });
});

describe("what cannot be merged", () => {
  test("into itself, into nothing, into what is over, or what others were merged into", async () => {
    const one = await open("resident");
    const two = await open("neighbour");
    await refuses(join(one, one), "mergeSelf", "into");
    await refuses(join(one, "2001-0000"), "noSuchConcern", "into");
    await join(one, two);
    const three = await open("neighbour");
    await refuses(join(three, one), "mergeClosed", "into");
    await refuses(join(two, three), "hasMerged", "into");
    await close(await as("coordinator"), { key: key(), number: three, reason: "explained", body: "x" });
    await refuses(join(three, two), "notNow");
    await solve(await as("coordinator"), { key: key(), number: two, body: "好了。", attachments: [] });
    await refuses(join(two, await open("resident")), "notNow");
  });

  test("across communities: what is there does not exist here", async () => {
    const elsewhere = await s.raised("residentB", { community: s.world.b, entrance: "", spot: "area:lift" });
    await refuses(join(await open("resident"), elsewhere), "noSuchConcern", "into");
  });

  test.each(["officer", "otherOfficer", "propertyMember", "resident", "neighbour", "coordinatorB", "admin"] as const)(
    "by %s",
    async (who) => {
      const number = await open("resident");
      const into = await open("neighbour");
      await take(await as("officer"), { key: key(), number });
      await assign(await as("officer"), {
        key: key(),
        number,
        organizations: [s.world.property],
        dueAt: onDay(3),
        note: null,
      });
      await expect(join(number, into, who)).rejects.toThrow();
      expect(await rowOf(s.admin, number)).toMatchObject({ status: "assigned", merged_into: null });
      await join(number, into);
      await expect(undo(number, who)).rejects.toThrow();
    },
  );

  test("twice by the same submission: it is once", async () => {
    const number = await open("neighbour");
    const sent = { key: key(), number, into: await open("resident") };
    await Promise.all([merge(await as("coordinator"), sent), merge(await as("coordinator"), sent)]);
    expect((await eventsOf(s.admin, number)).filter((e) => e.startsWith("merged"))).toHaveLength(1);
  });
});
