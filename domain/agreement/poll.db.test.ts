import fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { pool } from "#db/connect.ts";
import { newId } from "#db/id.ts";
import { hashPassword } from "../account/password.ts";
import type { Viewer } from "../account/viewer.ts";
import { problemIn } from "../testing/problem.ts";
import { behind, hides, key, onDay, type PersonName, refuses, stage } from "../testing/stage.ts";
import { beginAgreement } from "./begin.ts";
import { closePolls } from "./close-polls.ts";
import { agreementsAsking } from "./desk.ts";
import { draftInput, writeDraft } from "./draft.ts";
import { measureInput, setMeasure } from "./measure.ts";
import { noteOwnerships, ownershipFigures, ownershipsInput } from "./ownerships.ts";
import { addParty } from "./party.ts";
import { openPoll, type PollRule, pollInput } from "./poll.ts";
import { offer, recall, sign } from "./sign.ts";
import { type Choice, choices, enterPaper, takeBackPaper, vote } from "./vote.ts";

const s = stage();
const { as } = s;
const password = "the right one";

let agreement = "";
let poll = "";

beforeAll(async () => {
  const hash = await hashPassword(password);
  for (const who of ["propertyMember", "fireMember"] as const)
    await s.admin`select auth.set_password(${s.world.people[who]}, ${hash})`;
});

/** An agreement that both units have signed, which waits for the households. */
async function signedByUnits(): Promise<void> {
  const lead = await as("coordinator");
  const problem = await problemIn(s.admin, s.world);
  agreement = await beginAgreement(lead, { key: key(), problem, title: "更换消防设施" });
  await addParty(lead, { key: key(), agreement, organization: null });
  await writeDraft(
    lead,
    draftInput.parse({ key: key(), agreement, revision: "0", title: "更换消防设施", textZhCn: "各方同意。" }),
  );
  await setMeasure(
    lead,
    measureInput.parse({
      key: key(),
      agreement,
      what: "换",
      organization: s.world.property,
      dueOn: "2097-01-01",
      proof: "照片",
    }),
  );
  const version = await offer(lead, { key: key(), agreement });
  const [v] = await s.admin<{ hash: string }[]>`
    select encode(hash, 'hex') as hash from agreement_versions where agreement_id = ${agreement} and ordinal = ${version}`;
  for (const [who, unit] of [
    ["propertyMember", s.world.property],
    ["fireMember", s.world.fire],
  ] as const) {
    const [party] = await s.admin<
      { id: string }[]
    >`select id from agreement_parties where agreement_id = ${agreement} and organization_id = ${unit}`;
    await s.admin`delete from throttles`;
    await sign(await as(who), {
      key: key(),
      agreement,
      party: party?.id ?? "",
      version,
      hash: v?.hash ?? "",
      password,
    });
  }
}

async function opened(rule: PollRule = "two_thirds", byArea = false): Promise<void> {
  await openPoll(
    await as("coordinator"),
    pollInput.parse({ key: key(), agreement, rule, closesAt: onDay(10), byArea: byArea ? "on" : "" }),
  );
  const [row] = await s.admin<{ id: string }[]>`select id from polls where agreement_id = ${agreement}`;
  poll = row?.id ?? "";
}

const status = async () =>
  (await s.admin<{ status: string }[]>`select status from agreements where id = ${agreement}`)[0]?.status;
const result = async () =>
  (await s.admin<{ result: Record<string, unknown> }[]>`select result from polls where id = ${poll}`)[0]?.result;

/** What time brings about: the poll's end has come. */
async function timeIsOver(): Promise<void> {
  await behind(s.admin, (sql) => sql`update polls set closes_at = now() where id = ${poll}`);
  await pool("doorstep_worker").transaction(closePolls);
}

const votes = async (who: PersonName, household: string, choice: Choice) =>
  vote(await as(who), { key: key(), poll, household, choice });
const paper = async (who: PersonName, household: string, choice: Choice) =>
  enterPaper(await as(who), { key: key(), poll, household, choice });
const onPaper = async (household: string, choice: Choice): Promise<void> => {
  await paper("officer", household, choice);
  await paper("teamMate", household, choice);
};

beforeEach(async () => {
  await s.admin`delete from ownerships`;
  await signedByUnits();
});

describe("what units signed waits for the households", () => {
  test("and is concluded when as many say yes as the community asks for", async () => {
    expect(await status()).toBe("consent");
    await opened();
    await votes("resident", s.world.door1502, "yes");
    await votes("neighbour", s.world.door1401, "yes");
    await timeIsOver();
    expect(await result()).toMatchObject({ owners: 3, ownersYes: 2, consented: true });
    expect(await status()).toBe("concluded");
  });

  test("and is refused when they do not: then it is changed, and signed anew", async () => {
    await opened();
    await votes("resident", s.world.door1502, "yes");
    await votes("neighbour", s.world.door1401, "no");
    await timeIsOver();
    expect(await status()).toBe("refused");
    await recall(await as("coordinator"), { key: key(), agreement, reason: "少收一点" });
    expect(await status()).toBe("draft");
  });

  test("is opened by coordinators, once, for a time to come", async () => {
    await refuses(
      openPoll(
        await as("coordinator"),
        pollInput.parse({ key: key(), agreement, rule: "two_thirds", closesAt: "2020-01-01T00:00" }),
      ),
      "past",
      "closesAt",
    );
    await hides(
      openPoll(await as("officer"), pollInput.parse({ key: key(), agreement, rule: "two_thirds", closesAt: onDay(9) })),
    );
    await opened();
    await refuses(opened(), "notNow");
  });

  test("by area only where every door's area is known", async () => {
    await refuses(opened("two_thirds", true), "pollNoAreas", "byArea");
  });
});

test("desks ask whoever is still to sign, and every household that has not voted", async () => {
  const asked = async (who: PersonName) => (await agreementsAsking(await as(who))).filter((a) => a.id === agreement);
  expect(await asked("resident")).toEqual([]);
  await opened();
  for (const who of ["resident", "spouse", "neighbour"] as const)
    expect((await asked(who)).map((a) => a.asks)).toEqual(["vote"]);
  for (const who of ["officer", "fireMember", "residentB", "pending"] as const) expect(await asked(who)).toEqual([]);
  await votes("resident", s.world.door1502, "yes");
  expect(await asked("spouse")).toEqual([]);
  await recall(await as("coordinator"), { key: key(), agreement, reason: "再议" });
  expect(await asked("neighbour")).toEqual([]);
  await offer(await as("coordinator"), { key: key(), agreement });
  expect((await asked("fireMember")).map((a) => a.asks)).toEqual(["sign"]);
  expect(await asked("neighbour")).toEqual([]);
});

describe("one vote a door", () => {
  beforeEach(() => opened());

  test("the same household twice is refused: also the spouse, also on paper", async () => {
    await votes("resident", s.world.door1502, "yes");
    await refuses(votes("resident", s.world.door1502, "no"), "votedAlready");
    await refuses(votes("spouse", s.world.door1502, "no"), "votedAlready");
    await refuses(paper("officer", s.world.door1502, "no"), "votedAlready");
  });

  test("sent twice at once it is one, with one receipt", async () => {
    const again = key();
    const both = await Promise.all(
      [1, 2].map(async () =>
        vote(await as("resident"), { key: again, poll, household: s.world.door1502, choice: "yes" }),
      ),
    );
    expect(both[0]).toBe(both[1]);
    const race = await Promise.allSettled(
      ["yes", "no"].map((choice) => votes("neighbour", s.world.door1401, choice as Choice)),
    );
    expect(race.filter((r) => r.status === "fulfilled")).toHaveLength(1);
  });

  test("nobody votes for another's door, nor from another community, nor before being confirmed", async () => {
    for (const who of ["neighbour", "residentB", "pending", "fireMember"] as const)
      await expect(votes(who, s.world.door1502, "no")).rejects.toThrow();
  });

  test("a tenant does not vote: the owner's paper does", async () => {
    await s.admin`insert into ownerships ${s.admin({ community_id: s.world.a, household_id: s.world.door1502, owner: newId(), area: 90, let_out: true })}`;
    await refuses(votes("resident", s.world.door1502, "yes"), "ownerVotes");
    await onPaper(s.world.door1502, "yes");
    await timeIsOver();
    expect(await result()).toMatchObject({ ownersYes: 1, doorsVoted: 1 });
  });

  test("a paper counts once a second officer has read the same from it", async () => {
    const first = await paper("officer", s.world.door1501, "yes");
    expect(first).toMatchObject({ counts: false });
    await refuses(paper("officer", s.world.door1501, "yes"), "paperOther");
    await refuses(paper("teamMate", s.world.door1501, "no"), "paperDiffers", "choice");
    await takeBackPaper(await as("officer"), { key: key(), poll, household: s.world.door1501 });
    await paper("officer", s.world.door1501, "no");
    expect(await paper("teamMate", s.world.door1501, "no")).toEqual({ counts: true, receipt: null });
    await refuses(
      takeBackPaper(await as("officer"), { key: key(), poll, household: s.world.door1501 }),
      "votedAlready",
    );
    await paper("officer", s.world.door1401, "yes");
    await timeIsOver();
    // (1401 was read once: it is not counted.)
    expect(await result()).toMatchObject({ doorsVoted: 1, ownersNo: 1, ownersYes: 0 });
  });

  test("is over when its time is over, and when the agreement is called back", async () => {
    await recall(await as("coordinator"), { key: key(), agreement, reason: "再议" });
    await hides(votes("resident", s.world.door1502, "yes"));
    await signedByUnits();
    await opened();
    await behind(s.admin, (sql) => sql`update polls set closes_at = now() where id = ${poll}`);
    await refuses(votes("resident", s.world.door1502, "yes"), "pollOver");
  });
});

describe("who owns what", () => {
  const note = async (who: PersonName, list: string) =>
    noteOwnerships(await as(who), ownershipsInput.parse({ key: key(), community: s.world.a, list }));
  const all = "3幢2单元1501，100，甲\n3幢2单元1502，80，甲，出租\n3幢2单元1401，60";

  test("is noted by coordinators, all or nothing, without the owners' marks; then a vote counts by area", async () => {
    for (const who of ["officer", "resident", "fireMember", "coordinatorB"] as const) await hides(note(who, all));
    await refuses(note("coordinator", `${all}\n3幢2单元9999，50`), "noSuchDoor", "list");
    await refuses(note("coordinator", `${all}\n3幢2单元1401，50`), "doorTwice", "list");
    expect(await ownershipFigures(await as("coordinator"), s.world.a)).toMatchObject({ doors: 3, noted: 0 });
    expect(await note("coordinator", all)).toBe(3);
    await note("coordinator", "3幢2单元1401，61");
    expect(await ownershipFigures(await as("coordinator"), s.world.a)).toEqual({
      ...{ doors: 3, noted: 3, owners: 2, area: 241, letOut: 1 },
    });
    expect(JSON.stringify(await s.admin`select * from ownerships`)).not.toContain("甲");
    await opened("two_thirds", true);
    await refuses(votes("resident", s.world.door1502, "yes"), "ownerVotes");
  });
});

describe("an owner of two flats", () => {
  const owned = async (area: Record<string, number>, same: string[]) => {
    const owner = newId();
    await s.admin`insert into ownerships ${s.admin(
      Object.entries(area).map(([household_id, m2]) => ({
        community_id: s.world.a,
        household_id,
        owner: same.includes(household_id) ? owner : newId(),
        area: m2,
      })),
    )}`;
  };

  test("is one owner by number, with the area of both", async () => {
    const { door1501, door1502, door1401 } = s.world;
    await owned({ [door1501]: 100, [door1502]: 80, [door1401]: 60 }, [door1501, door1502]);
    await opened("two_thirds", true);
    await onPaper(door1501, "yes");
    await onPaper(door1502, "yes");
    await onPaper(door1401, "no");
    await timeIsOver();
    // One of two owners is not two thirds, though it is three quarters of the area.
    expect(await result()).toMatchObject({ owners: 2, ownersYes: 1, areaYes: 180, area: 240, consented: false });
  });

  test("who votes differently with each counts for neither side by number", async () => {
    const { door1501, door1502, door1401 } = s.world;
    await owned({ [door1501]: 100, [door1502]: 80, [door1401]: 60 }, [door1501, door1502]);
    await opened("more_than_half", true);
    await onPaper(door1501, "yes");
    await onPaper(door1502, "no");
    await onPaper(door1401, "yes");
    await timeIsOver();
    expect(await result()).toMatchObject({ ownersYes: 1, ownersNo: 0, ownersAbstained: 1, areaYes: 160, areaNo: 80 });
  });
});

describe("who learns what", () => {
  test("while it runs nobody learns how anybody voted; afterwards everybody can count the receipts", async () => {
    await opened();
    const receipt = await votes("resident", s.world.door1502, "yes");
    await votes("neighbour", s.world.door1401, "no");
    const receipts = (who: Viewer) =>
      pool("doorstep_app").transaction(
        async (tx) => [...(await tx.execute(`select * from app.poll_receipts('${s.world.a}', '${poll}')`))],
        (sql) => sql`select set_config('app.member_in', ${`{${who.claims.memberIn.join(",")}}`}, true)`,
      );
    expect(await receipts(await as("neighbour"))).toEqual([]);
    await timeIsOver();
    const list = await receipts(await as("neighbour"));
    expect(list.map((r) => r.choice).toSorted()).toEqual(["no", "yes"]);
    expect(list.find((r) => r.receipt === receipt)).toMatchObject({ choice: "yes" });
    expect(await receipts(await as("residentB"))).toEqual([]);
  });
});

test("votes are counted right, however they arrive while the vote is closed", async () => {
  const doors = Array.from({ length: 24 }, (_, i) => ({
    community_id: s.world.a,
    id: newId(),
    entrance_id: s.world.entrance,
    floor: 1,
    door: `T${i}-${newId().slice(0, 6)}`,
  }));
  await s.admin`insert into households ${s.admin(doors)}`;
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...choices), { minLength: doors.length, maxLength: doors.length }),
        fc.nat({ max: doors.length }),
        async (cast, when) => {
          await signedByUnits();
          await opened();
          const claims = (await as("neighbour")).claims;
          // (Each its own household's, as if everybody of the building stood at their screens.)
          const voters = doors.map((door) => ({
            ...publicLike(claims.userId),
            claims: { ...claims, households: [door.id], principals: [door.id] },
          }));
          const wishes = doors.map((door, i) => async () => {
            await vote(voters[i] as Viewer, {
              key: key(),
              poll,
              household: door.id,
              choice: cast[i] ?? "yes",
            });
            return cast[i];
          });
          const going = wishes.slice(0, when).map((wish) => wish());
          const closing = timeIsOver();
          going.push(...wishes.slice(when).map((wish) => wish()));
          const arrived = (await Promise.allSettled(going)).flatMap((r) => (r.status === "fulfilled" ? [r.value] : []));
          await closing;
          // Whoever was told that it counts is counted; nobody else is.
          const n = (choice: Choice) => arrived.filter((c) => c === choice).length;
          expect(await result()).toMatchObject({
            doorsVoted: arrived.length,
            ownersYes: n("yes"),
            ownersNo: n("no"),
            ownersAbstained: n("abstain"),
          });
        },
      ),
      { numRuns: 6 },
    );
  } finally {
    await behind(s.admin, async (sql) => {
      const ids = doors.map((d) => d.id);
      await sql`delete from ballots where household_id = any(${ids})`;
      await sql`delete from poll_roll where household_id = any(${ids})`;
      await sql`delete from households where id = any(${ids})`;
    });
  }
});

const publicLike = (id: string | null) => ({ user: { id } });
