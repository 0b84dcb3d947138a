import { describe, expect, test } from "vitest";
import { invite } from "./account/invite.ts";
import { register } from "./account/join.ts";
import type { Viewer } from "./account/viewer.ts";
import { accept } from "./assignment/accept.ts";
import { answer } from "./assignment/answer.ts";
import { hand } from "./assignment/hand.ts";
import { giveBack } from "./assignment/return.ts";
import { assign } from "./concern/assign.ts";
import { confirm } from "./concern/confirm.ts";
import { reply } from "./concern/reply.ts";
import { solve } from "./concern/solve.ts";
import { handOver, setNext, takeIn } from "./concern/steer.ts";
import { take } from "./concern/take.ts";
import { addUnit } from "./organization/manage.ts";
import { assignmentOf, eventsOf, key, onDay, rowOf, stage } from "./testing/stage.ts";
import { addNote } from "./visit/notes.ts";
import { planVisit } from "./visit/plan.ts";
import { recordVisit } from "./visit/record.ts";
import { reschedule } from "./visit/reschedule.ts";

const s = stage();
const { as } = s;

type Case = {
  /** Prepares, and gives the command as one person's browser would send it. */
  make: () => Promise<() => Promise<unknown>>;
  /** How many rows it has made. */
  count: () => Promise<number>;
};

let number = "";
const events = (kind: string) => async () => (await eventsOf(s.admin, number)).filter((e) => e.startsWith(kind)).length;
const rows = (query: () => Promise<{ n: number }[]>) => async () => (await query())[0]?.n ?? 0;

/** A concern in the state that an act needs, owned by the officer. */
async function concern(state: "new" | "taken" | "assigned" | "solved"): Promise<Viewer> {
  number = await s.raised("resident", { spot: "door:1502" });
  const officer = await as("officer");
  if (state !== "new") await take(officer, { key: key(), number });
  if (state === "assigned") await give(officer, key());
  if (state === "solved") await solve(officer, { key: key(), number, body: "好了。", attachments: [] });
  return officer;
}
const dueAt = onDay(3);
const give = (viewer: Viewer, k: string) =>
  assign(viewer, { key: k, number, organizations: [s.world.property], dueAt, note: "请看。" });

let visit = "";
async function planned(door: string, startsAt: string): Promise<string> {
  const officers: string[] = [];
  const input = { key: key(), entrance: s.world.entrance, door, startsAt, minutes: 15, officers, purpose: null };
  return planVisit(await as("officer"), input);
}

const cases: Record<string, Case> = {
  take: {
    make: async () => {
      const viewer = await concern("new");
      const input = { key: key(), number };
      return () => take(viewer, input);
    },
    count: events("taken"),
  },
  "assign (with its note)": {
    make: async () => {
      const viewer = await concern("taken");
      const k = key();
      return () => give(viewer, k);
    },
    count: async () => Math.max(await events("assigned")(), await events("replied")()),
  },
  "hand to a colleague": {
    make: async () => {
      await concern("assigned");
      const viewer = await as("propertyMember");
      const assignment = await assignmentOf(s.admin, number, s.world.property);
      const input = { key: key(), number, assignment, to: s.world.people.propertyMember };
      return () => hand(viewer, input);
    },
    count: events("in_hand"),
  },
  accept: {
    make: async () => {
      await concern("assigned");
      const viewer = await as("propertyMember");
      const input = { key: key(), number, assignment: await assignmentOf(s.admin, number, s.world.property) };
      return () => accept(viewer, input);
    },
    count: events("accepted"),
  },
  answer: {
    make: async () => {
      await concern("assigned");
      const viewer = await as("propertyMember");
      const assignment = await assignmentOf(s.admin, number, s.world.property);
      const input = { key: key(), number, assignment, body: "已修。", attachments: [] };
      return () => answer(viewer, input);
    },
    count: events("answered"),
  },
  "give back": {
    make: async () => {
      await concern("assigned");
      const viewer = await as("officer");
      const assignment = await assignmentOf(s.admin, number, s.world.property);
      const input = { key: key(), number, assignment, why: "other" as const, suggested: null, reason: "给错了。" };
      return () => giveBack(viewer, input);
    },
    count: events("returned"),
  },
  reply: {
    make: async () => {
      await concern("new");
      const viewer = await as("resident");
      const input = { key: key(), number, body: "还在停。", audience: "everyone" as const, attachments: [] };
      return () => reply(viewer, input);
    },
    count: events("replied"),
  },
  solve: {
    make: async () => {
      const viewer = await concern("taken");
      const input = { key: key(), number, body: "好了。", attachments: [] };
      return () => solve(viewer, input);
    },
    count: events("solved"),
  },
  confirm: {
    make: async () => {
      await concern("solved");
      const viewer = await as("resident");
      const input = { key: key(), number, rating: 5, body: null };
      return () => confirm(viewer, input);
    },
    count: events("confirmed"),
  },
  "set the next date": {
    make: async () => {
      const viewer = await concern("taken");
      const input = { key: key(), number, nextAt: dueAt, nextNote: null };
      return () => setNext(viewer, input);
    },
    count: events("next_set"),
  },
  "hand over": {
    make: async () => {
      await concern("taken");
      const viewer = await as("coordinator");
      const input = { key: key(), number, owner: s.world.people.teamMate };
      return () => handOver(viewer, input);
    },
    count: events("handed_over"),
  },
  "take in": {
    make: async () => {
      const viewer = await concern("taken");
      const input = { key: key(), number, officer: s.world.people.teamMate };
      return () => takeIn(viewer, input);
    },
    count: events("taken_in"),
  },
  "plan a visit": {
    make: async () => {
      const viewer = await as("otherOfficer");
      const input = {
        key: key(),
        entrance: s.world.entrance,
        door: "1401",
        startsAt: onDay(2, "19:00"),
        minutes: 15,
        officers: [],
        purpose: null,
      };
      return () => planVisit(viewer, input);
    },
    count: rows(() => s.admin`select count(*)::int as n from visits where household_id = ${s.world.door1401}`),
  },
  "record a visit": {
    make: async () => {
      visit = await planned("1501", onDay(1, "18:30"));
      const viewer = await as("officer");
      const input = {
        key: key(),
        visit,
        outcome: "visited" as const,
        heard: "灯坏了。",
        reflection: "想起外婆。",
        attachments: [],
      };
      return () => recordVisit(viewer, input);
    },
    count: async () =>
      (await rows(() => s.admin`select count(*)::int as n from visit_notes where visit_id = ${visit}`)()) / 2,
  },
  "add a note": {
    make: async () => {
      const viewer = await as("officer");
      const input = { key: key(), visit, heard: "再记一笔。", reflection: null, attachments: [] };
      return () => addNote(viewer, input);
    },
    count: rows(
      () => s.admin`select count(*)::int as n from visit_notes where visit_id = ${visit} and body = '再记一笔。'`,
    ),
  },
  "move a visit": {
    make: async () => {
      visit = await planned("1502", onDay(1, "20:00"));
      const viewer = await as("officer");
      const input = { key: key(), visit, startsAt: onDay(4, "20:00") };
      return () => reschedule(viewer, input);
    },
    count: async () =>
      (await rows(() => s.admin`select count(*)::int as n from visits where household_id = ${s.world.door1502}`)()) - 1,
  },
  invite: {
    make: async () => {
      const viewer = await as("coordinator");
      const input = {
        key: key(),
        organization: s.world.property,
        role: "partner" as const,
        name: "新人",
        email: "new@example.test",
      };
      return () => invite(viewer, input, "zh-CN");
    },
    count: rows(() => s.admin`select count(*)::int as n from tokens where kind = 'invitation'`),
  },
  register: {
    make: async () => {
      const input = {
        key: key(),
        name: "新邻居",
        email: "next@example.test",
        entrance: s.world.entrance,
        door: "1401",
      };
      return () => register(input, "127.0.0.1", "zh-CN");
    },
    count: rows(() => s.admin`select count(*)::int as n from tokens where kind = 'registration'`),
  },
  "add a unit": {
    make: async () => {
      const viewer = await as("coordinator");
      const input = { key: key(), community: s.world.a, kind: "committee" as const, name: "居委会", nameEn: null };
      return () => addUnit(viewer, input);
    },
    count: rows(() => s.admin`select count(*)::int as n from organizations where name = '居委会'`),
  },
};

describe.each(Object.entries(cases))("“%s” sent again with the same key", (_, { make, count }) => {
  test("by a double click, a retry, and once more later, is done once, and answered the same", async () => {
    const send = await make();
    const both = await Promise.all([send(), send(), send()]);
    both.push(await send());
    expect(await count()).toBe(1);
    expect(new Set(both).size).toBe(1);
  });
});

test("two people who take the same concern at once: one has it, the other is told", async () => {
  const taken = await s.raised("resident");
  const viewers = await Promise.all((["officer", "teamMate", "otherOfficer"] as const).map(as));
  const all = await Promise.allSettled(viewers.map((viewer) => take(viewer, { key: key(), number: taken })));
  expect(all.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  for (const one of all) if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "notNow" });
  expect(await eventsOf(s.admin, taken)).toEqual(["raised", "taken new→taken"]);
});

test("forty replies by five people at once all stand in the thread, in one unbroken chain", async () => {
  const busy = await s.raised("resident");
  const names = ["resident", "spouse", "officer", "teamMate", "coordinator"] as const;
  const viewers = await Promise.all(names.map(as));
  const said = Array.from({ length: 8 }, (_, i) =>
    viewers.map((viewer) =>
      reply(viewer, { key: key(), number: busy, body: `第 ${i} 句`, audience: "everyone", attachments: [] }),
    ),
  );
  await Promise.all(said.flat());
  const { id } = await rowOf(s.admin, busy);
  const [chain] = await s.admin`
    select count(*)::int as n, max(seq) as last, app.broken_link(${s.world.a}, ${id}) as broken
    from events where subject_id = ${id}`;
  expect(chain).toEqual({ n: 41, last: 41, broken: null });
});
