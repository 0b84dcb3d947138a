import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "#db/id.ts";
import { newConcern, newVisit } from "#db/testing/make.ts";
import { behind, hides, type PersonName, stage } from "../testing/stage.ts";
import { digestOf } from "./digest.ts";
import { listNotes, type NotesInput, notesInput, pageSize } from "./list.ts";

const s = stage();
const { as } = s;

const visits: Record<string, string> = {};
let before = "";

/** Writes a note as a past visit left it. */
async function note(
  visit: string,
  author: PersonName,
  body: string,
  more: Record<string, unknown> = {},
): Promise<string> {
  const id = newId();
  await s.admin`insert into visit_notes ${s.admin({
    community_id: s.world.a,
    id,
    visit_id: visits[visit] ?? visit,
    author_id: s.world.people[author],
    kind: "heard",
    body,
    ...more,
  })}`;
  return id;
}

/** A visit of the past with what came of it. */
async function visit(
  name: string,
  officers: PersonName[],
  given: Record<string, string | null>,
  daysAgo = 2,
): Promise<void> {
  const at = Date.now() - daysAgo * 86_400_000 - Object.keys(visits).length * 3_600_000;
  visits[name] = await newVisit(s.admin, s.world, {
    officers: officers.map((who) => s.world.people[who]),
    starts_at: new Date(at).toISOString(),
    ends_at: new Date(at + 12 * 60_000).toISOString(),
    ...given,
  });
}

// Round: 1502 visited and glad, told of the lift twice; 1401 visited, not asked; 1501 nobody home, then planned again.
// Round before: 1502 visited and uneasy.
beforeAll(async () => {
  before = newId();
  const { admin, world } = s;
  await admin`insert into rounds ${admin({ community_id: world.a, id: before, name: "夏季", starts_on: "2019-06-01", ends_on: "2019-07-01", status: "closed", target: 2 })}`;
  await visit("glad", ["officer", "teamMate"], { status: "visited", feeling: "glad", team_id: world.team });
  await visit("other", ["otherOfficer"], { status: "visited", household_id: world.door1401 });
  await visit("nobody", ["officer"], { status: "nobody_home", household_id: world.door1501 });
  await visit("again", ["officer"], { status: "planned", household_id: world.door1501 }, -2);
  await visit("off", ["officer"], { status: "cancelled", household_id: world.door1401 });
  await visit("earlier", ["officer"], { status: "visited", feeling: "uneasy", round_id: before }, 200);
  await note("glad", "officer", "电梯又停了，爬十五楼。", { topic: "lift", quotable: true });
  await note("glad", "officer", "电梯的事说了第三遍。", { topic: "lift" });
  await note("glad", "officer", "爬得我腿软。", { kind: "reflection" });
  await note("other", "otherOfficer", "电梯里有味道，垃圾也没人收。垃圾桶满了，卫生差，臭味大。");
  await note("other", "otherOfficer", "What the neighbour said of the Parking.", {
    kind: "explained",
    topic: "parking",
  });
  await note("earlier", "officer", "上一轮说的消防。", { topic: "fire", quotable: true });
  const concern = { visit_id: visits.glad ?? "", origin: "doorstep" };
  await behind(admin, async (sql) => {
    await newConcern(sql, world, concern);
    await newConcern(sql, world, { ...concern, status: "solved", solved_at: "2020-01-01" });
    await newConcern(sql, world, {
      ...concern,
      status: "confirmed",
      solved_at: "2020-01-01",
      closed_at: "2020-01-02",
      next_at: null,
    });
    await newConcern(sql, world, {
      ...concern,
      status: "closed",
      closed_at: "2020-01-02",
      close_reason: "duplicate",
      next_at: null,
    });
    // Raised by nobody at a door: not among them.
    await newConcern(sql, world);
  });
});

const bodies = async (who: PersonName, input: Partial<Record<keyof NotesInput, string>> = {}) =>
  (await listNotes(await as(who), s.world.round, notesInput.parse(input))).lines
    .map((n) => n.body.slice(0, 6))
    .toSorted();

const own = ["爬得我腿软。", "电梯又停了，", "电梯的事说了"].toSorted();
const others = ["What t", "电梯里有味道"].toSorted();

describe("the notes of a round", () => {
  test("are one's own and one's teams' for an officer, all of them for who leads", async () => {
    expect(await bodies("officer")).toEqual(own);
    expect(await bodies("teamMate")).toEqual(own);
    expect(await bodies("otherOfficer")).toEqual(others);
    expect(await bodies("coordinator")).toEqual([...own, ...others].toSorted());
  });

  test.each(["resident", "neighbour", "propertyMember", "coordinatorB", "admin", "pending", "nobody"] as const)(
    "are nothing to %s, nor is what they come to",
    async (name) => {
      const viewer = await as(name);
      await hides(listNotes(viewer, s.world.round, notesInput.parse({})));
      await hides(digestOf(viewer, s.world.round));
    },
  );

  test("say where, by whom, of which team and what about", async () => {
    const { lines, count, round } = await listNotes(
      await as("officer"),
      s.world.round,
      notesInput.parse({ quotable: "1" }),
    );
    expect(round.name).toBe("秋季");
    expect(count).toBe(1);
    expect(lines).toMatchObject([
      {
        body: "电梯又停了，爬十五楼。",
        kind: "heard",
        topic: "lift",
        quotable: true,
        author: "officer",
        building: "3幢",
        entrance: "2单元",
        door: "1502",
        team: "1 组",
        visit: visits.glad,
      },
    ]);
  });

  test("are narrowed by team, building, entrance, topic, kind and writer", async () => {
    const { world } = s;
    expect(await bodies("coordinator", { team: world.team })).toEqual(own);
    expect(await bodies("coordinator", { team: newId() })).toEqual([]);
    expect(await bodies("coordinator", { building: world.building })).toHaveLength(5);
    expect(await bodies("coordinator", { building: world.buildingB })).toEqual([]);
    expect(await bodies("coordinator", { entrance: world.entrance, topic: "parking" })).toEqual(["What t"]);
    expect(await bodies("coordinator", { kind: "reflection" })).toEqual(["爬得我腿软。"]);
    expect(await bodies("otherOfficer", { mine: "1" })).toEqual(others);
    expect(await bodies("teamMate", { mine: "1" })).toEqual([]);
    // What an address says wrongly is as if it were not said.
    expect(await bodies("officer", { team: "x", topic: "nothing", kind: "thought", after: "1" })).toEqual(own);
  });

  test("are found by words of any length, in any script, only among those one may read", async () => {
    expect(await bodies("coordinator", { q: "电梯" })).toEqual(
      ["电梯又停了，", "电梯的事说了", "电梯里有味道"].toSorted(),
    );
    expect(await bodies("officer", { q: "电梯" })).toEqual(["电梯又停了，", "电梯的事说了"].toSorted());
    expect(await bodies("otherOfficer", { q: "park" })).toEqual(["What t"]);
    expect(await bodies("officer", { q: "park" })).toEqual([]);
    expect(await bodies("officer", { q: "腿" })).toEqual(["爬得我腿软。"]);
    expect(await bodies("officer", { q: "没有这样的话" })).toEqual([]);
    // Of another round.
    expect(await bodies("officer", { q: "消防" })).toEqual([]);
  });

  test("come a page at a time, each once, the newest first", async () => {
    const ids: string[] = [];
    for (let i = 0; i < pageSize + 5; i++) {
      // Two at the same moment stand beside one another all the same.
      const created_at = new Date(Date.UTC(2021, 0, 1, 0, Math.floor(i / 2))).toISOString();
      ids.push(await note("nobody", "officer", `第 ${i} 条`, { created_at }));
    }
    const viewer = await as("officer");
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page = await listNotes(
        viewer,
        s.world.round,
        notesInput.parse({ after: after ?? undefined, kind: "heard" }),
      );
      expect(page.lines.length).toBeLessThanOrEqual(pageSize);
      seen.push(...page.lines.map((n) => n.id));
      after = page.after;
    } while (after);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.slice(2)).toHaveLength(ids.length);
    expect(new Set(seen.slice(2))).toEqual(new Set(ids));
    const times = await s.admin<{ at: Date }[]>`
      select created_at as at from visit_notes n join unnest(${seen}::uuid[]) with ordinality o(id, place) on o.id = n.id order by place`;
    expect(times.map(({ at }) => at.getTime())).toEqual(times.map(({ at }) => at.getTime()).toSorted((a, b) => b - a));
    await s.admin`delete from visit_notes where id = any(${ids}::uuid[])`;
  });
});

describe("what a round comes to", () => {
  test("counts doors by what each came to last, with what each figure divides by", async () => {
    const { figures } = await digestOf(await as("coordinator"), s.world.round);
    expect(figures).toMatchObject({
      doors: 3,
      target: 3,
      planned: 3,
      knocked: 3,
      // 1501 is planned again, and was still found empty; 1401's visit that was called off is none.
      outcomes: { visited: 2, nobody_home: 1, declined: 0, moved_away: 0, no_language: 0 },
      feelings: { glad: 1, neutral: 0, uneasy: 0 },
      asked: 1,
      concerns: { raised: 4, solved: 2, going: 1, closed: 1 },
    });
    expect(figures.buildings).toEqual([
      { id: s.world.building, name: "3幢", doors: 3, planned: 3, knocked: 3, visited: 2 },
    ]);
  });

  test("tells what was heard by households, not by how often, and finds what a note is about where nobody said", async () => {
    const { heard } = await digestOf(await as("coordinator"), s.world.round);
    expect(heard).toMatchObject({ households: 2, notes: 4, without: 0 });
    expect(Object.fromEntries(heard.topics.map((x) => [x.topic, x.households]))).toEqual({
      lift: 1,
      cleaning: 1,
      parking: 1,
    });
    // Two households spoke of the lift in that word; what only one said is not among the words.
    expect(heard.words).toEqual([{ word: "电梯", topic: "lift", households: 2 }]);
  });

  test("quotes what was heard with consent alone, with neither name nor door", async () => {
    const { quotes } = await digestOf(await as("coordinator"), s.world.round);
    expect(quotes).toHaveLength(1);
    expect(Object.keys(quotes[0] ?? {}).toSorted()).toEqual(["at", "body", "id", "topic"]);
    expect(quotes[0]).toMatchObject({ body: "电梯又停了，爬十五楼。", topic: "lift" });
  });

  test("stands beside the round before, and beside nothing in the first one", async () => {
    const now = await digestOf(await as("coordinator"), s.world.round);
    expect(now.before).toMatchObject({
      id: before,
      name: "夏季",
      figures: { outcomes: { visited: 1 }, planned: 1, target: 2, feelings: { glad: 0, uneasy: 1 }, asked: 1 },
      heard: { topics: [{ topic: "fire", households: 1 }] },
    });
    expect((await digestOf(await as("coordinator"), before)).before).toBeNull();
  });

  test("is for who leads: an officer asks in vain", async () => {
    await hides(digestOf(await as("officer"), s.world.round));
    await hides(digestOf(await as("coordinator"), newId()));
  });
});
