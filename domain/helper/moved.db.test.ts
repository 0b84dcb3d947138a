import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { asViewer } from "#db/viewer.ts";
import { acceptWithAccount } from "../account/join.ts";
import { concernPage } from "../concern/page.ts";
import { raise } from "../concern/raise.ts";
import { listNotifications } from "../notification/list.ts";
import { decideResident } from "../resident/decide.ts";
import { mailsSent, wordsIn } from "../testing/mail.ts";
import { hides, key, type PersonName, reportOf, stage } from "../testing/stage.ts";
import { planVisit } from "../visit/plan.ts";
import { recordVisit } from "../visit/record.ts";
import { endHelper } from "./end.ts";
import { nameHelper, nameHelperInput } from "./name.ts";

// A consent ends when the household moves, whichever way that becomes known.

const s = stage();

beforeEach(async () => {
  await s.admin`update residents set status = 'confirmed' where household_id = ${s.world.door1502} and user_id <> ${s.world.people.pending}`;
  await s.admin`update helpers set ended_at = now() where ended_at is null`;
  await s.admin`delete from notifications`;
  await s.admin`delete from outbox`;
});

/** The neighbour acts for 1502: consented to by one of it, or as an officer was told at the door. @returns a concern raised so */
async function acts(by: PersonName = "resident", consent: "account" | "door" = "account") {
  const { code } = await nameHelper(
    await s.as(by),
    nameHelperInput.parse({
      ...{ key: key(), household: s.world.door1502, name: "对门小李", relation: "neighbour" },
      may: ["raise", "follow", "choose"],
      ...(consent === "door" ? { consent, consentBy: "王秀英" } : {}),
    }),
    "zh-CN",
  );
  await acceptWithAccount(await s.as("neighbour"), code ?? "", "10.0.0.1");
  const viewer = await s.as("neighbour");
  const helper = viewer.user?.helps[0]?.id ?? "";
  const { number } = await raise(
    viewer,
    reportOf(s.world, { helper, spot: "door:", entrance: "", privacy: "private" }),
    "zh-CN",
  );
  expect((await concernPage(viewer, number)).concern.number).toBe(number);
  await s.admin`delete from notifications`;
  await s.admin`delete from outbox`;
  return { helper, number };
}
const helps = async () => (await s.as("neighbour")).user?.helps.length;
const leaves = async (who: "resident" | "spouse") =>
  decideResident(await s.as("coordinator"), {
    user: s.world.people[who],
    household: s.world.door1502,
    decision: "end",
  });
const told = async (helper: string) => {
  const rows = await s.admin<{ user_id: string }[]>`
    select user_id from notifications where helper_id = ${helper} and kind = 'helper_ended'`;
  const names = Object.entries(s.world.people);
  return rows.map((r) => names.find(([, id]) => id === r.user_id)?.[0]).toSorted();
};
const logged = async (helper: string) =>
  (
    await s.admin<{ kind: string; why: string | null; actor: string | null }[]>`
    select kind, data ->> 'why' as why, actor_id as actor from events
    where subject_type = 'household' and subject_id = ${s.world.door1502} and data ->> 'helper' = ${helper} and kind = 'helper_ended'`
  ).map((e) => ({ ...e }));

describe("when the household moves", () => {
  test("with whoever gave the consent: ended with the next request, told to both and logged", async () => {
    const { helper, number } = await acts("resident");
    await leaves("resident");
    expect(await helps()).toBe(0);
    const viewer = await s.as("neighbour");
    expect(viewer.claims.principals).not.toContain(helper);
    await hides(concernPage(viewer, number));
    expect(
      (await asViewer(viewer.claims, (tx) => tx.execute(sql`select 1 from concerns where number = ${number}`))).length,
    ).toBe(0);
    // The helper, who stayed, and who left and gave it.
    expect(await told(helper)).toEqual(["neighbour", "resident", "spouse"]);
    expect(await logged(helper)).toEqual([{ kind: "helper_ended", why: "moved", actor: s.world.people.coordinator }]);
    const mails = await mailsSent();
    expect(mails.map((m) => m.to.split("@")[0]).toSorted()).toEqual(["neighbour", "resident", "spouse"]);
    for (const mail of mails) for (const secret of ["1502", number]) expect(wordsIn(mail)).not.toContain(secret);
    expect(mails.find((m) => m.to.startsWith("spouse@"))?.link?.url).toContain("/helpers");
    // Who has left, or helped, has no page of it to be led to.
    for (const who of ["resident@", "neighbour@"])
      expect(mails.find((m) => m.to.startsWith(who))?.link).toBeUndefined();
    expect((await listNotifications(viewer))[0]).toMatchObject({ kind: "helper_ended", helper: true, title: null });
    expect((await listNotifications(await s.as("spouse")))[0]).toMatchObject({ title: "对门小李" });
  });

  test("not with another of it while somebody stays; with the last one of them, whoever gave it", async () => {
    const { helper } = await acts("coordinator", "door");
    await leaves("resident");
    expect(await helps()).toBe(1);
    await leaves("spouse");
    expect(await helps()).toBe(0);
    expect(await told(helper)).toEqual(["neighbour", "spouse"]);
  });

  test("as one says of oneself, without anybody's help", async () => {
    const { helper } = await acts("spouse");
    await asViewer((await s.as("spouse")).claims, (tx) =>
      tx.execute(sql`update residents set status = 'ended' where user_id = ${s.world.people.spouse}`),
    );
    expect(await helps()).toBe(0);
    expect(await told(helper)).toEqual(["neighbour", "resident"]);
  });

  test("as an officer finds at the door that they live there no more", async () => {
    const { helper } = await acts("resident");
    const visit = await planVisit(await s.as("officer"), {
      ...{ key: key(), entrance: s.world.entrance, door: "1502", startsAt: "2099-03-01T10:00", minutes: 15 },
      ...{ officers: [], purpose: null },
    });
    await recordVisit(await s.as("officer"), { key: key(), visit, outcome: "moved_away" });
    expect(await helps()).toBe(0);
    expect(await told(helper)).toEqual(["neighbour", "resident", "spouse"]);
  });

  test("and whoever ends it otherwise is not told, the other side is", async () => {
    const { helper } = await acts("resident");
    await endHelper(await s.as("resident"), { key: key(), helper, visit: null });
    expect(await told(helper)).toEqual(["neighbour", "spouse"]);
    expect(await logged(helper)).toEqual([{ kind: "helper_ended", why: null, actor: s.world.people.resident }]);
    // Ended is ended: nobody moves any more.
    await leaves("resident");
    expect(await logged(helper)).toHaveLength(1);
  });
});
