import { describe, expect, test } from "vitest";
import { newId } from "#db/id.ts";
import { asViewer } from "#db/viewer.ts";
import type { SignedIn, Viewer } from "../account/viewer.ts";
import { readAttachment } from "../attachment/read.ts";
import { takeUpload } from "../attachment/upload.ts";
import { ownAddress, renewOwn } from "../calendar/address.ts";
import { readCalendar } from "../calendar/read.ts";
import type { Mail } from "../mail/send.ts";
import { beginInput, beginMeeting } from "../meeting/begin.ts";
import { cancelMeeting, moveMeeting } from "../meeting/call.ts";
import { listNotifications } from "../notification/list.ts";
import { jpeg } from "../testing/photo.ts";
import { hides, key, onDay, type PersonName, refuses, stage } from "../testing/stage.ts";
import { queuedInput, takeQueued } from "../visit/sync.ts";
import { keepHouse } from "../work/house.ts";
import { workOnce } from "../work/worker.ts";
import { findInput, recordFinding } from "./find.ts";
import { addItems, addItemsInput, dropItem } from "./items.ts";
import { inspectionPage, offeredPlaces } from "./page.ts";

const scene = stage();
const { as } = scene;
let count = 0;

/** An inspection that is called, with the officer and the fire brigade. */
async function inspection(): Promise<{ id: string; problem: string }> {
  const { admin, world } = scene;
  const number = `2001-8${String(++count).padStart(4, "0")}`;
  await admin`insert into problems ${admin({
    ...{ id: newId(), number, community_id: world.a, title: "消防", category: "fire" },
    ...{ owner_id: world.people.coordinator, next_at: "2099-01-01" },
  })}`;
  const id = await beginMeeting(
    await as("coordinator"),
    beginInput.parse({
      ...{
        key: key(),
        problem: number,
        kind: "inspection",
        title: "查看消防",
        place: "东门",
        minutes: "60",
        how: "fixed",
      },
      ...{ times: [onDay(2)], parties: [`organization:${world.fire}`], officers: [`user:${world.people.officer}`] },
    }),
  );
  return { id, problem: number };
}

const adds = (meeting: string, more: Record<string, unknown> = {}) =>
  addItemsInput.parse({
    ...{ key: key(), meeting, what: "灭火器\n 消火栓 \n\n灭火器" },
    ...{ entrance: `${scene.world.building}:${scene.world.entrance}`, floor: "3", ...more },
  });

const found = (item: string, more: Record<string, unknown> = {}) =>
  findInput.parse({ key: key(), item, finding: "defect", note: "压力不足", ...more });

const pageOf = async (who: PersonName, id: string) => inspectionPage(await as(who), id);

describe("the checklist", () => {
  test("is made of lines at places, each once, and offers the places of the concerns", async () => {
    const { world, admin } = scene;
    const { id, problem } = await inspection();
    const concern = await scene.raised("resident", { category: "fire", body: "消火栓没水。" });
    await admin`insert into problem_concerns (community_id, problem_id, concern_id)
      select p.community_id, p.id, c.id from problems p, concerns c where p.number = ${problem} and c.number = ${concern}`;
    expect(await offeredPlaces(await as("coordinator"), problem)).toMatchObject([
      { building: world.building, entrance: world.entrance, category: "fire", count: 1 },
    ]);
    const coordinator = await as("coordinator");
    await addItems(coordinator, adds(id));
    await refuses(addItems(coordinator, adds(id)), "itemsKnown", "what");
    await addItems(coordinator, adds(id, { what: "灭火器", places: [world.building], entrance: "", floor: "" }));
    const { items, buildings } = await pageOf("officer", id);
    expect(items.map((i) => [i.what, i.entrance, i.floor])).toEqual([
      ["灭火器", null, null],
      ["灭火器", "2单元", 3],
      ["消火栓", "2单元", 3],
    ]);
    expect(buildings.map((b) => b.entrances.map((e) => e.floors))).toEqual([[18]]);
    // A place that is not of this community is none.
    await hides(addItems(await as("otherOfficer"), adds(id, { what: "别的" })));
    await dropItem(coordinator, { key: key(), meeting: id, item: items[0]?.id ?? "" });
    expect((await pageOf("officer", id)).items).toHaveLength(2);
  });

  test("is filled by who walks along: officers and units at the table, and nobody else", async () => {
    const { id } = await inspection();
    await addItems(await as("coordinator"), adds(id));
    const [first] = (await pageOf("officer", id)).items;
    await recordFinding(await as("fireMember"), found(first?.id ?? ""));
    expect((await pageOf("coordinator", id)).items[0]).toMatchObject({ finding: "defect", foundBy: "fireMember" });
    for (const who of ["propertyMember", "neighbour", "coordinatorB", "admin"] as const)
      await hides(recordFinding(await as(who), found(first?.id ?? "")));
    // He may read it, and is not there.
    await refuses(recordFinding(await as("otherOfficer"), found(first?.id ?? "")), "inspectionOver");
  });

  test("from a phone arrives once with its photo, and does not overwrite unseen what a colleague found", async () => {
    const { world } = scene;
    const { id } = await inspection();
    await addItems(await as("coordinator"), adds(id));
    const [first] = (await pageOf("officer", id)).items;
    const officer = (await as("officer")) as Viewer & { user: SignedIn };
    const file = await takeUpload(
      officer,
      { communityId: world.a, uploadKey: "", chosen: newId() },
      { name: "a.jpg", bytes: await jpeg() },
    );
    const queued = (more: Record<string, unknown>) =>
      queuedInput.parse({
        ...{ user: officer.user.id, key: key(), kind: "finding", seen: "planned", at: Date.now(), sentAt: Date.now() },
        values: { item: first?.id ?? "", finding: "missing", note: "箱子是空的", seen: "", ...more },
      });
    const entry = queued({ attachments: [file.id] });
    await takeQueued(officer, entry, "zh-CN");
    await takeQueued(officer, entry, "zh-CN");
    const [item] = (await pageOf("fireMember", id)).items;
    expect(item).toMatchObject({ finding: "missing", note: "箱子是空的", photos: [{ id: file.id, kind: "image" }] });
    expect((await scene.admin`select 1 from events where subject_id = ${id} and kind = 'found'`).length).toBe(1);
    // Its photo is for those who may know of the inspection; it is not swept away as if nobody had sent it.
    await keepHouse(new Date(Date.now() + 5 * 86_400_000));
    expect((await readAttachment(await as("fireMember"), file.id, "small", null)).kind).toBe("image");
    await hides(readAttachment(await as("neighbour"), file.id, "small", null));
    const fire = await as("fireMember");
    await refuses(recordFinding(fire, found(first?.id ?? "", { finding: "fine", seen: "" })), "foundOtherwise");
    await recordFinding(fire, found(first?.id ?? "", { finding: "fine", seen: "", over: "on" }));
    expect((await pageOf("officer", id)).items[0]).toMatchObject({ finding: "fine", photos: [{ id: file.id }] });
  });
});

describe("what calendars and mails are told", () => {
  /** All mail that goes out now. */
  async function sent(): Promise<Mail[]> {
    const mails: Mail[] = [];
    while (await workOnce(async (mail) => void mails.push(mail)));
    return mails;
  }

  test("an invitation, its move and its end go to those at the table; the officer's calendar follows", async () => {
    await sent();
    const officer = await as("officer");
    await renewOwn(officer, { key: key() });
    const secret = /calendar\/([\w-]+)\.ics/.exec((await ownAddress(officer))?.https ?? "")?.[1] ?? "";
    const { id } = await inspection();
    const first = (await sent()).filter((m) => m.link?.url.includes(id));
    expect(first.map((m) => m.to).toSorted()).toEqual(["firemember@example.test", "officer@example.test"]);
    expect(first[0]?.invitation?.method).toBe("REQUEST");
    expect(first[0]?.subject).toContain("查看消防");
    expect(await readCalendar(secret)).toContain("查看消防");
    const coordinator = await as("coordinator");
    await moveMeeting(coordinator, {
      ...{ key: key(), meeting: id, from: onDay(5), until: onDay(5, "11:00"), place: "西门" },
    });
    const [moved] = (await sent()).filter((m) => m.link?.url.includes(id));
    expect(moved?.invitation?.text).toMatch(/SEQUENCE:1/);
    await cancelMeeting(coordinator, { key: key(), meeting: id, reason: "下雨" });
    const [off] = (await sent()).filter((m) => m.link?.url.includes(id));
    expect(off?.invitation?.method).toBe("CANCEL");
    expect(off?.lines.join()).toContain("下雨");
    expect(await readCalendar(secret)).toContain("STATUS:CANCELLED");
  });

  test("of a three-party meeting they say when, and neither what nor where nor who", async () => {
    const { world } = scene;
    await sent();
    const concern = await scene.raised("resident", { body: "私事。", privacy: "private" });
    const id = await beginMeeting(
      await as("coordinator"),
      beginInput.parse({
        ...{
          key: key(),
          concern,
          kind: "three_party",
          title: "医患座谈",
          place: "调解室",
          minutes: "60",
          how: "fixed",
        },
        ...{ times: [onDay(2)], parties: ["family", `organization:${world.fire}`] },
      }),
    );
    const mails = await sent();
    const about = mails.filter((m) => m.link?.url.includes(id));
    expect(about.map((m) => m.to).toSorted()).toEqual([
      "firemember@example.test",
      "resident@example.test",
      "spouse@example.test",
    ]);
    for (const mail of about) expect(JSON.stringify(mail)).not.toMatch(/医患|调解|私事|甲消防/);
    const news = (await listNotifications(await as("fireMember"))).filter((n) => n.meeting === id);
    expect(news.map((n) => [n.kind, n.title])).toEqual([["table_called", null]]);
    expect((await listNotifications(await as("otherOfficer"))).filter((n) => n.meeting === id)).toEqual([]);
    const rows = await asViewer((await as("otherOfficer")).claims, (tx) =>
      tx.execute(`select 1 from meetings where id = '${id}'`),
    );
    expect(rows.length).toBe(0);
  });
});
