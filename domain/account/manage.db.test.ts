import { afterEach, describe, expect, test } from "vitest";
import { concernPage } from "../concern/page.ts";
import { handOver } from "../concern/steer.ts";
import { take } from "../concern/take.ts";
import { dutyOf } from "../organization/duty.ts";
import { addUnit, listOrganizations, setDuty } from "../organization/manage.ts";
import { officersOf, partnerUnits } from "../organization/options.ts";
import { behind, denies, eventsOf, hides, key, type PersonName, refuses, rowOf, stage } from "../testing/stage.ts";
import { changeRole, dismiss, listMembers, setDisabled } from "./manage.ts";
import { openSession } from "./sign-in.ts";
import { publicViewer, viewerOf } from "./viewer.ts";

const s = stage();
const { as } = s;

const member = (name: PersonName, organization = s.world.agencyA) => ({ user: s.world.people[name], organization });
const others = ["officer", "propertyMember", "resident", "coordinatorB", "nobody"] as const;

/** As the world was made. */
afterEach(() =>
  behind(s.admin, async (sql) => {
    await sql`update memberships set ended_at = null`;
    await sql`update memberships set role = 'officer' where user_id in (${s.world.people.officer}, ${s.world.people.teamMate}, ${s.world.people.otherOfficer})`;
    await sql`update memberships set role = 'coordinator' where user_id = ${s.world.people.coordinator}`;
    await sql`update accounts set disabled_at = null`;
    await sql`update communities set duty_id = ${s.world.people.coordinator} where id = ${s.world.a}`;
  }),
);

describe("a role", () => {
  test("is changed by a coordinator and counts from the next request, in every open session", async () => {
    const session = await openSession(s.world.people.officer, null);
    expect((await viewerOf(session, null)).role).toBe("officer");
    await changeRole(await as("coordinator"), { ...member("officer"), role: "coordinator" });
    expect(await viewerOf(session, null)).toMatchObject({ role: "coordinator", claims: { coordinates: [s.world.a] } });
    await changeRole(await as("coordinator"), { ...member("officer"), role: "officer" });
    expect(await viewerOf(session, null)).toMatchObject({ role: "officer", claims: { coordinates: [] } });
  });

  test("fits the organization it is held in", async () => {
    await refuses(
      changeRole(await as("coordinator"), { ...member("officer"), role: "partner" }),
      "roleDoesNotFit",
      "role",
    );
    await refuses(
      changeRole(await as("coordinator"), { ...member("propertyMember", s.world.property), role: "officer" }),
      "roleDoesNotFit",
      "role",
    );
  });

  test("is changed by nobody else, least of all one's own", async () => {
    for (const name of others) await hides(changeRole(await as(name), { ...member("officer"), role: "coordinator" }));
    expect((await as("officer")).role).toBe("officer");
    await hides(changeRole(await as("coordinator"), { ...member("coordinatorB", s.world.agencyB), role: "officer" }));
    await hides(changeRole(await as("coordinator"), { user: key(), organization: s.world.agencyA, role: "officer" }));
  });

  test("that somebody on duty needs cannot be taken from them first", async () => {
    await setDuty(await as("coordinator"), { community: s.world.a, officer: s.world.people.otherOfficer });
    await refuses(dismiss(await as("coordinator"), member("otherOfficer")), "hasDuties");
    expect((await as("otherOfficer")).role).toBe("officer");
  });
});

describe("somebody who leaves", () => {
  const owned = async (more: Record<string, unknown> = {}) => {
    const number = await s.raised("resident", more);
    await handOver(await as("coordinator"), { key: key(), number, owner: s.world.people.officer });
    return number;
  };

  test.each(["dismissed", "switched off"] as const)(
    "by being %s hands open concerns over to whoever is on duty; their sessions end at once",
    async (how) => {
      const open = [await owned(), await owned({ privacy: "private" })];
      const session = await openSession(s.world.people.officer, null);
      const coordinator = await as("coordinator");
      if (how === "dismissed") await dismiss(coordinator, member("officer"));
      else await setDisabled(coordinator, { user: s.world.people.officer, disabled: true });
      expect(await viewerOf(session, null)).toEqual(publicViewer);
      for (const number of open) {
        expect(await rowOf(s.admin, number)).toMatchObject({ owner_id: s.world.people.coordinator });
        expect((await eventsOf(s.admin, number)).filter((e) => e === "handed_over")).toHaveLength(2);
        expect((await concernPage(await as("coordinator"), number)).concern.owner).toBe("coordinator");
      }
    },
  );

  test("no longer belongs there, and may be invited anew", async () => {
    await dismiss(await as("coordinator"), member("officer"));
    expect(await as("officer")).toMatchObject({ role: "resident", claims: { officerIn: [], organizations: [] } });
    expect((await officersOf(await as("coordinator"), s.world.a)).map((o) => o.name)).not.toContain("officer");
    await hides(dismiss(await as("coordinator"), member("officer")));
    const logged = await s.admin`select data from events where kind = 'member_dismissed' order by seq desc limit 1`;
    expect(logged[0]?.data).toMatchObject({ user: s.world.people.officer });
  });

  test("is let go by nobody but a coordinator of theirs, or an administrator", async () => {
    for (const name of others) {
      await hides(dismiss(await as(name), member("teamMate")));
      await hides(setDisabled(await as(name), { user: s.world.people.teamMate, disabled: true }));
    }
    await hides(setDisabled(await as("coordinator"), { user: s.world.people.coordinatorB, disabled: true }));
    await hides(setDisabled(await as("coordinator"), { user: s.world.people.admin, disabled: true }));
    await hides(setDisabled(await as("coordinator"), { user: key(), disabled: true }));
    expect((await as("teamMate")).role).toBe("officer");
  });

  test("does not switch off themselves", async () => {
    for (const name of ["admin", "coordinator"] as const) {
      await setDuty(await as("coordinator"), { community: s.world.a, officer: s.world.people.teamMate });
      await denies(setDisabled(await as(name), { user: s.world.people[name], disabled: true }));
    }
  });

  test("may come back when the account is switched on", async () => {
    const coordinator = await as("coordinator");
    for (const name of ["propertyMember", "resident"] as const) {
      await setDisabled(coordinator, { user: s.world.people[name], disabled: true });
      expect(await as(name)).toEqual(publicViewer);
      await setDisabled(coordinator, { user: s.world.people[name], disabled: false });
      expect((await as(name)).user?.id).toBe(s.world.people[name]);
    }
  });

  test("is switched off by an administrator too, and their concerns go to whoever is on duty", async () => {
    const number = await owned({ privacy: "private" });
    await setDisabled(await as("admin"), { user: s.world.people.officer, disabled: true });
    expect(await rowOf(s.admin, number)).toMatchObject({ owner_id: s.world.people.coordinator });
  });
});

describe("who is on duty", () => {
  test("is said by a coordinator, works there, and owns new concerns from then on", async () => {
    await setDuty(await as("coordinator"), { community: s.world.a, officer: s.world.people.teamMate });
    expect(await dutyOf(s.world.a)).toBe(s.world.people.teamMate);
    expect(await rowOf(s.admin, await s.raised("resident"))).toMatchObject({ owner_id: s.world.people.teamMate });
    await setDuty(await as("coordinator"), { community: s.world.a, officer: s.world.people.coordinator });
    for (const name of ["propertyMember", "resident", "coordinatorB"] as const) {
      await refuses(
        setDuty(await as("coordinator"), { community: s.world.a, officer: s.world.people[name] }),
        "ownerInactive",
        "officer",
      );
    }
    for (const name of others)
      await hides(setDuty(await as(name), { community: s.world.a, officer: s.world.people.teamMate }));
    expect(await dutyOf(s.world.a)).toBe(s.world.people.coordinator);
    expect(await dutyOf(key())).toBeNull();
  });
});

describe("the list of people", () => {
  const seen = async (name: PersonName | "nobody") =>
    (await listMembers(await as(name))).map((m) => [m.name, m.email !== null, m.manageable] as const);

  test("shows a coordinator everybody with their addresses, and whom they may change", async () => {
    const lines = await seen("coordinator");
    expect(lines).toContainEqual(["officer", true, true]);
    expect(lines).toContainEqual(["fireMember", true, true]);
    expect(lines).toContainEqual(["coordinator", true, false]);
    expect(lines.map(([name]) => name)).not.toContain("coordinatorB");
  });

  test("shows a unit its own members with their addresses, and an officer the names of all", async () => {
    expect(await seen("propertyMember")).toEqual([["propertyMember", true, false]]);
    const officer = await seen("officer");
    expect(officer).toContainEqual(["propertyMember", false, false]);
    expect(officer.filter(([name, address]) => address && name !== "officer")).toEqual([]);
  });

  test("shows a resident and a stranger nobody, an administrator everybody", async () => {
    expect(await seen("resident")).toEqual([]);
    expect(await seen("nobody")).toEqual([]);
    expect((await seen("admin")).map(([name]) => name)).toEqual(expect.arrayContaining(["coordinatorB", "fireMember"]));
  });
});

describe("units", () => {
  test("are added by a coordinator, in their own community, and can be assigned at once", async () => {
    const unit = (community: string) => ({
      key: key(),
      community,
      kind: "investment" as const,
      name: "投资集团",
      nameEn: "Fund",
    });
    await addUnit(await as("coordinator"), unit(s.world.a));
    expect((await partnerUnits(await as("officer"), s.world.a)).map((u) => u.name)).toContain("投资集团");
    await hides(addUnit(await as("coordinator"), unit(s.world.b)));
    for (const name of others) await hides(addUnit(await as(name), unit(s.world.a)));
    expect(await s.admin`select 1 from organizations where name = '投资集团'`).toHaveLength(1);
  });

  test("are listed with what waits for them, to those who may know", async () => {
    const number = await s.raised("resident", { privacy: "private" });
    await take(await as("coordinator"), { key: key(), number });
    const { id } = await rowOf(s.admin, number);
    await s.admin`insert into assignments (community_id, id, concern_id, organization_id, due_at)
      values (${s.world.a}, ${key()}, ${id}, ${s.world.fire}, now() - interval '1 hour')`;
    const fire = async (name: PersonName) =>
      (await listOrganizations(await as(name))).find((o) => o.id === s.world.fire);
    expect(await fire("coordinator")).toMatchObject({ open: 1, late: 1, members: 1 });
    expect(await fire("fireMember")).toMatchObject({ open: 1, late: 1 });
    expect(await fire("propertyMember")).toMatchObject({ open: 0, late: 0 });
    expect(await fire("coordinatorB")).toBeUndefined();
    expect((await listOrganizations(await as("resident")))[0]).toMatchObject({ kind: "agency" });
  });
});
