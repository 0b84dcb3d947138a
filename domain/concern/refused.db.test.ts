import { beforeAll, describe, expect, test } from "vitest";
import type { Viewer } from "../account/viewer.ts";
import { accept } from "../assignment/accept.ts";
import { answer } from "../assignment/answer.ts";
import { askAgain } from "../assignment/ask-again.ts";
import { giveBack } from "../assignment/return.ts";
import { setLabels } from "../label/labels.ts";
import { assignmentOf, denies, eventsOf, hides, key, onDay, type PersonName, rowOf, stage } from "../testing/stage.ts";
import { ask } from "./ask.ts";
import { assign } from "./assign.ts";
import { close, withdraw } from "./close.ts";
import { confirm } from "./confirm.ts";
import { readContact } from "./contact.ts";
import { newItems } from "./follow.ts";
import { listConcerns } from "./list.ts";
import { merge, unmerge } from "./merge.ts";
import { nudge } from "./nudge.ts";
import { concernPage } from "./page.ts";
import { reopen } from "./reopen.ts";
import { reply } from "./reply.ts";
import { solve } from "./solve.ts";
import { split, splitInput } from "./split.ts";
import { handOver, setNext, sort, takeIn } from "./steer.ts";
import { take } from "./take.ts";

const s = stage();
const { as } = s;

const everybody: (PersonName | "nobody")[] = [
  "coordinator",
  "officer",
  "teamMate",
  "otherOfficer",
  "propertyMember",
  "fireMember",
  "resident",
  "spouse",
  "neighbour",
  "pending",
  "admin",
  "coordinatorB",
  "residentB",
  "nobody",
];

/** Another concern, into which one can be merged; and what a letter is split into. */
let other = "";
const parts = {
  body1: "x",
  body2: "y",
  category1: "lift",
  category2: "lift",
  category3: "lift",
  category4: "lift",
  letter: "closed",
};

type On = { key: string; number: string };
type Command = (viewer: Viewer, on: On, assignment: string) => Promise<unknown>;

/** Every command on a concern, with something sensible in it. */
const commands = {
  take: (v, on) => take(v, on),
  assign: (v, on) => assign(v, { ...on, organizations: [s.world.fire], dueAt: onDay(2), note: null }),
  accept: (v, on, assignment) => accept(v, { ...on, assignment }),
  answer: (v, on, assignment) => answer(v, { ...on, assignment, body: "x", attachments: [] }),
  giveBack: (v, on, assignment) => giveBack(v, { ...on, assignment, why: "other", suggested: null, reason: "x" }),
  askAgain: (v, on, assignment) => askAgain(v, { ...on, assignment, body: "x", dueAt: onDay(2) }),
  ask: (v, on) => ask(v, { ...on, body: "x" }),
  solve: (v, on) => solve(v, { ...on, body: "x", attachments: [] }),
  confirm: (v, on) => confirm(v, { ...on, rating: 1, body: null }),
  reopen: (v, on) => reopen(v, { ...on, body: "x", attachments: [] }),
  close: (v, on) => close(v, { ...on, reason: "duplicate", body: "x" }),
  withdraw: (v, on) => withdraw(v, on),
  reply: (v, on) => reply(v, { ...on, body: "x", audience: "everyone", attachments: [] }),
  work: (v, on) => reply(v, { ...on, body: "x", audience: "working", attachments: [] }),
  setNext: (v, on) => setNext(v, { ...on, nextAt: onDay(2), nextNote: null }),
  handOver: (v, on) => handOver(v, { ...on, owner: s.world.people.teamMate }),
  takeIn: (v, on) => takeIn(v, { ...on, officer: s.world.people.teamMate }),
  sort: (v, on) => sort(v, { ...on, category: "other", privacy: "private", urgency: "urgent" }),
  contact: (v, { number }) => readContact(v, { number }),
  nudge: (v, on) => nudge(v, { ...on, body: null }),
  merge: (v, on) => merge(v, { ...on, into: other }),
  unmerge: (v, on) => unmerge(v, on),
  split: (v, on) => split(v, splitInput.parse({ ...on, ...parts })),
  setLabels: (v, on) => setLabels(v, { ...on, labels: [], fresh: null }),
} satisfies Record<string, Command>;

type Name = keyof typeof commands;

const officers: PersonName[] = ["coordinator", "officer", "teamMate", "otherOfficer"];
const household: PersonName[] = ["resident", "spouse"];
/** Who leads the concern of these tests: its owner, and the coordinator. */
const lead: PersonName[] = ["coordinator", "officer"];

/** Who may do what, state by state; everybody else may not. What is left out is nobody's. */
const states: Record<string, { reach: (number: string) => Promise<void>; may: Partial<Record<Name, PersonName[]>> }> = {
  new: {
    reach: async () => {},
    may: {
      take: officers,
      assign: ["coordinator"],
      solve: ["coordinator"],
      close: ["coordinator"],
      withdraw: household,
      reply: [...officers, ...household],
      work: officers,
      setNext: ["coordinator"],
      handOver: ["coordinator"],
      takeIn: ["coordinator"],
      sort: ["coordinator"],
      nudge: household,
      merge: ["coordinator"],
      split: ["coordinator"],
      setLabels: ["coordinator"],
      contact: officers,
    },
  },
  assigned: {
    reach: async (number) => {
      await take(await as("officer"), { key: key(), number });
      await assign(await as("officer"), {
        key: key(),
        number,
        organizations: [s.world.property],
        dueAt: onDay(2),
        note: null,
      });
    },
    may: {
      assign: lead,
      accept: ["propertyMember"],
      answer: ["propertyMember"],
      giveBack: ["propertyMember", ...lead],
      ask: lead,
      solve: lead,
      close: lead,
      withdraw: household,
      reply: [...officers, ...household, "propertyMember"],
      work: [...officers, "propertyMember"],
      setNext: lead,
      handOver: lead,
      takeIn: lead,
      sort: lead,
      nudge: household,
      merge: ["coordinator"],
      split: ["coordinator"],
      setLabels: ["coordinator"],
      contact: officers,
    },
  },
  waiting: {
    reach: async (number) => {
      await take(await as("officer"), { key: key(), number });
      await ask(await as("officer"), { key: key(), number, body: "哪里？" });
    },
    may: {
      solve: lead,
      close: lead,
      withdraw: household,
      reply: [...officers, ...household],
      work: officers,
      setNext: lead,
      handOver: lead,
      takeIn: lead,
      sort: lead,
      merge: ["coordinator"],
      split: ["coordinator"],
      setLabels: ["coordinator"],
      contact: officers,
    },
  },
  solved: {
    reach: async (number) => {
      await take(await as("officer"), { key: key(), number });
      await solve(await as("officer"), { key: key(), number, body: "好了。", attachments: [] });
    },
    may: {
      confirm: household,
      reopen: [...household, ...lead],
      reply: [...officers, ...household],
      work: officers,
      setNext: lead,
      handOver: lead,
      takeIn: lead,
      sort: lead,
      setLabels: ["coordinator"],
      contact: officers,
    },
  },
  closed: {
    reach: async (number) => {
      await take(await as("officer"), { key: key(), number });
      await close(await as("officer"), { key: key(), number, reason: "explained", body: "说明。" });
    },
    may: {
      reopen: [...household, ...lead],
      reply: [...officers, ...household],
      work: officers,
      takeIn: lead,
      sort: lead,
      setLabels: ["coordinator"],
      contact: officers,
    },
  },
};

const viewers = new Map<string, Viewer>();
beforeAll(async () => {
  for (const name of everybody) viewers.set(name, await as(name));
  other = await s.raised("neighbour");
});

describe.each(Object.entries(states))("a concern that is %s", (status, { reach, may }) => {
  let number = "";
  let assignment = "";
  beforeAll(async () => {
    number = await s.raised("resident", { spot: "door:1502" });
    await reach(number);
    assignment = status === "assigned" ? await assignmentOf(s.admin, number, s.world.property) : key();
    expect((await rowOf(s.admin, number)).status).toBe(status);
  });

  test.each(Object.keys(commands) as Name[])(
    "refuses “%s” to those who may not, in words, and stays as it was",
    async (name) => {
      const before = [await rowOf(s.admin, number), await eventsOf(s.admin, number)];
      for (const who of everybody.filter((e) => !may[name]?.includes(e as PersonName))) {
        const viewer = viewers.get(who) as Viewer;
        await denies(commands[name](viewer, { key: key(), number }, assignment)).catch((error: Error) => {
          throw new Error(`${who}: ${error.message}`, { cause: error.cause });
        });
      }
      expect([await rowOf(s.admin, number), await eventsOf(s.admin, number)]).toEqual(before);
    },
  );

  test.each(Object.entries(may) as [Name, PersonName[]][])("grants “%s” to those who may", async (name, allowed) => {
    // What changes nothing that the next one needs is done by all on the same concern.
    const again = ["contact", "work", "setNext"].includes(name);
    let copy = "";
    for (const who of allowed) {
      if (!copy || !again) {
        copy = await s.raised("resident", { spot: "door:1502" });
        await reach(copy);
      }
      const its = status === "assigned" ? await assignmentOf(s.admin, copy, s.world.property) : key();
      await expect(
        commands[name](viewers.get(who) as Viewer, { key: key(), number: copy }, its),
      ).resolves.not.toThrow();
    }
  });
});

describe("a private concern", () => {
  let number = "";
  const insiders = ["coordinator", "resident", "spouse"];
  beforeAll(async () => {
    number = await s.raised("resident", {
      privacy: "private",
      spot: "door:1502",
      body: "看病的钱谁来报销，医院说不清。",
    });
  });

  test.each(everybody.filter((e) => !insiders.includes(e)))(
    "does not exist for %s: no page, no line, no news, no act",
    async (who) => {
      const viewer = viewers.get(who) as Viewer;
      await hides(concernPage(viewer, number));
      for (const q of [undefined, "报销", number]) {
        const { lines } = await listConcerns(viewer, { q });
        expect(lines.map((line) => line.number)).not.toContain(number);
      }
      expect(await newItems(viewer, number, 0)).toEqual([]);
      for (const command of Object.values(commands) as Command[])
        await hides(command(viewer, { key: key(), number }, key()));
    },
  );

  test.each(insiders as PersonName[])("is there for %s", async (who) => {
    const viewer = viewers.get(who) as Viewer;
    expect((await concernPage(viewer, number)).concern.number).toBe(number);
    expect((await listConcerns(viewer, { q: "报销" })).lines.map((line) => line.number)).toEqual([number]);
  });
});

test.each(Object.keys(commands) as Name[])("“%s” on a number that nobody has is nothing that exists", async (name) => {
  for (const who of ["coordinator", "resident", "nobody"] as const)
    await hides(commands[name](viewers.get(who) as Viewer, { key: key(), number: "9901-0000" }, key()));
});
