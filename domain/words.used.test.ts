import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { demoAccounts } from "#db/demo/accounts.ts";
import { returnReasons } from "./assignment/return-reason.ts";
import { assignmentStatuses } from "./assignment/rules.ts";
import { categoryKeys } from "./concern/category.ts";
import { closeInput } from "./concern/close.ts";
import { concernColumns } from "./concern/import/columns.ts";
import { importProblems } from "./concern/import/row.ts";
import { stateFilters } from "./concern/list.ts";
import { closeReasons, concernStatuses, nextSteps, ratingAnswers } from "./concern/rules.ts";
import { ledgerColumns } from "./household/columns.ts";
import { problemCodes } from "./household/ledger.ts";
import { ledgerStates } from "./ledger/hand-in.ts";
import { heldReasons } from "./letter/fate.ts";
import { organizationKinds } from "./organization/kind.ts";
import { areas } from "./place/area.ts";
import { policyStates } from "./policy/publish.ts";
import { partsOfDay } from "./round/pattern.ts";
import { argumentsOf, flat } from "./testing/icu.ts";
import { toldAnswers } from "./told/answers.ts";
import { bulkActs } from "./triage/bulk.ts";
import { inboxShows } from "./triage/inbox.ts";
import { clashKinds } from "./visit/clash.ts";
import { feelings, outcomes } from "./visit/outcome.ts";
import { doorLooks, visitStatuses } from "./visit/rules.ts";
import { wishKinds } from "./wish/kind.ts";
import { slipOccasions } from "./wish/print.ts";
import { messages } from "./words.ts";
import { worksNews } from "./works/mail.ts";
import { stageKinds } from "./works/stage-rules.ts";

const all = flat(messages.en);
const files = globSync("{app,components,domain}/**/*.{ts,tsx}")
  .filter((path) => !/\.test\.ts$|^domain\/testing|^app\/dev\//.test(path))
  .map((path) => ({ path, source: readFileSync(path, "utf8") }));
const grep = (pattern: RegExp, under = "") =>
  files.filter(({ path }) => path.startsWith(under)).flatMap(({ source }) => [...source.matchAll(pattern)]);
const unique = (found: Iterable<string>) => [...new Set(found)].toSorted();

/** The keys of a group that are no groups themselves. */
const under = (group: string) =>
  unique(
    [...all.keys()]
      .filter((key) => key.startsWith(`${group}.`))
      .map((key) => key.slice(group.length + 1))
      .filter((key) => !key.includes(".")),
  );

/** Kinds of events that somebody is told of, as the database's trigger has them. */
const toldKinds = (() => {
  const sql = readFileSync("db/sql/3-events.sql", "utf8");
  const list = /new\.kind not in \(([^)]+)\)/.exec(sql)?.[1] ?? "";
  return [...list.matchAll(/'(\w+)'/g)].map((m) => m[1] ?? "");
})();

/** Keys that the code puts together: what may stand in the place of the variable, and nothing else. */
const computed: Record<string, readonly string[]> = {
  "words.statuses": concernStatuses,
  "words.categories": categoryKeys,
  "words.privacy": ["neighbourhood", "private"],
  "words.privacyShort": ["private"],
  "words.urgency": ["normal", "urgent"],
  "words.nextSteps": nextSteps,
  "words.returnReasons": returnReasons,
  "thread.returnReasons": returnReasons,
  "words.ratings": ["1", "2", "3", "4", "5"],
  "words.closeReasons": closeInput.shape.reason.options,
  "words.visitStatuses": visitStatuses,
  "place.areas": areas,
  "concerns.states": ["all", ...Object.keys(stateFilters)],
  "concern.assignment": assignmentStatuses,
  "concern.visibility": ["neighbourhood", "private"],
  "thread.audience": ["neighbourhood", "private", "working", "room"],
  "thread.closeReasons": closeReasons,
  "acts.everyoneReads": ["neighbourhood", "private"],
  "report.privacyHint": ["neighbourhood", "private"],
  "desk.sections": ["triage", "late", "decide", "mine", "watch", "new_for_unit", "at_unit", "confirm", "own"],
  "desk.nothing": ["coordinator", "officer", "partner", "resident", "admin", "visitor"],
  "visit.outcome": outcomes,
  "visit.noteKind": ["heard", "explained", "reflection"],
  "visit.feelings": feelings,
  "rounds.status": ["planned", "running", "closed"],
  "board.clashes": clashKinds,
  "plan.phases": ["placing", "improving", "proving"],
  "plan.facts": ["evenings", "wishes", "known", "load"],
  "plan.reasons": [
    "rather_call",
    "no_teams",
    "no_shifts",
    "too_short",
    "wish_outside_shifts",
    "no_guide",
    "wish_without_guide",
    "no_capacity",
    "stopped",
    "refuses",
    "unrecorded",
  ],
  "rounds.looks": doorLooks,
  "arrange.places": ["doors", "plan", "board", "slips", "notes", "digest", "guides", "arrange"],
  "arrange.parts": ["basics", "teams", "shifts", "guides", ...partsOfDay],
  "ledger.states": ledgerStates,
  "ledger.sums": ["added", "changed", "same"],
  "ledger.columns": ledgerColumns,
  "ledger.why": problemCodes,
  "concernImport.columns": concernColumns,
  "concernImport.why": importProblems,
  "concernImport.changes": ["text", "answer"],
  "letters.reasons": heldReasons,
  "people.roles": ["officer", "coordinator", "partner"],
  "settings.roles": ["officer", "coordinator", "partner"],
  "mail.roles": ["officer", "coordinator", "partner"],
  "people.proof": ["code", "coordinator"],
  "organizations.kinds": organizationKinds,
  "wish.kinds": wishKinds,
  "wish.said": wishKinds,
  "wish.done": wishKinds,
  "slips.occasions": slipOccasions,
  "slips.nobody": slipOccasions,
  "policies.states": policyStates,
  "rate.answers": ratingAnswers,
  "mail.rate.answers": ratingAnswers,
  "told.answers": toldAnswers,
  "mail.told.answers": toldAnswers,
  "works.stages": stageKinds,
  "mail.works.stages": stageKinds,
  "mail.works.news": worksNews,
  "works.states": ["planned", "underway", "done", "late", "dropped"],
  "works.columns": ["item", "state", "planned", "came", "why"],
  "works.legend": ["planned", "came", "later", "today"],
  "works.delay": ["start", "end"],
  "works.done": ["saved", "thanks"],
  "settings.typeSizes": ["normal", "large"],
  "settings.themes": ["system", "light", "dark"],
  "settings.mails": ["each", "daily", "none"],
  "signIn.demoAccounts": demoAccounts.map(({ key }) => key),
  "thread.naming": ["merged", "merge_received", "merge_undone", "split", "split_off"],
  "triage.acts": bulkActs,
  "triage.does": ["move", "select", "enter", "assign", "owner", "due", "privacy", "label", "merge", "help"],
  "triage.show": inboxShows,
  "triage.none": inboxShows,
  "triage.why": ["notNow", "already"],
  "acts.pages": ["merge", "split"],
  "deadline.of": ["answer", "solve", "unit"],
  "deadline.left": ["days", "hours", "minutes"],
  "notifications.kinds": [
    ...toldKinds,
    "mentioned",
    "room_member_added",
    "room_replied",
    "room_closed",
    ...worksNews,
    "told_ask",
  ],
  "room.events": ["opened", "member_added", "member_removed", "closed"],
  "mail.events": [...toldKinds, "mentioned"],
};

/** Single keys that a condition chooses. */
const chosen = [
  "works.droppedBecause",
  "works.resumedBecause",
  "told.send",
  "told.change",
  "concerns.mine",
  "concerns.overdue",
  "visits.titleResident",
  "visits.noneAhead",
  "visits.noneAheadResident",
  "report.doorsOfficer",
  "errors.noDays",
  "errors.overlaps",
  "people.endLead",
  "people.makeLead",
  "deadlines.worked",
  "deadlines.closed",
  "errors.tooLongShift",
  "people.enable",
  "people.disable",
];

test.each(Object.entries(computed))("%s has a word for each, and none besides", (group, names) => {
  expect(under(group)).toEqual(unique(names));
});

/** What a schema says of a field that is not right. */
const wrongFields = unique(
  [...grep(/params: \{ key: "(\w+)"/g, "domain/"), ...grep(/error: "(\w+)"/g, "domain/")].map((m) => m[1] ?? ""),
);

describe("what the code refuses", () => {
  test("has a sentence for each refusal, and no sentence besides", () => {
    // The code is the first argument; a condition may choose between two.
    const refused = grep(/new Refusal\(\s*((?:\([^)]*\)|[^,)(])+)/g).flatMap((m) =>
      [...(m[1] ?? "").matchAll(/"(\w+)"/g)].map((code) => code[1] ?? ""),
    );
    expect(refused.length).toBeGreaterThan(30);
    // Said by the pages themselves.
    const said = grep(/\bt\("(\w+)"/g, "app/forms.ts")
      .concat(grep(/\bt\("(\w+)"/g, "app/api/uploads"))
      .map((m) => m[1] ?? "")
      .filter((key) => all.has(`refusals.${key}`));
    expect(under("refusals").filter((key) => !refused.includes(key) && !said.includes(key))).toEqual([]);
    expect(unique(refused).filter((code) => !all.has(`refusals.${code}`))).toEqual([]);
  });

  test("gives every sentence what it asks for", () => {
    const given = new Map<string, Set<string>>();
    for (const [, code = "", params = ""] of grep(/new Refusal\(\s*"(\w+)"(?:[^;]*?params: \{ ([^}]*) \})?/g)) {
      const names = [...params.matchAll(/(\w+)(?:,|:|$)/g)].map((m) => m[1] ?? "");
      given.set(code, new Set([...(given.get(code) ?? []), ...names]));
    }
    // What is wrong with a file is told with its name, and forms count their files.
    for (const code of ["fileTooBig", "fileType", "imageBroken", "imageTooLarge"])
      given.set(code, new Set([...(given.get(code) ?? []), "name"]));
    given.set("tooManyFiles", new Set(["max"]));
    for (const key of under("refusals")) {
      const asked = unique(argumentsOf(all.get(`refusals.${key}`) ?? "").map(({ name }) => name));
      expect([key, asked.filter((name) => !given.get(key)?.has(name))]).toEqual([key, []]);
    }
  });

  test("has words for each wrong field", () => {
    expect(wrongFields).toContain("required");
    expect(wrongFields.filter((key) => !all.has(`errors.${key}`))).toEqual([]);
  });
});

describe("what happens on a concern", () => {
  const kinds = unique([
    ...grep(/\btell\(held, \{\s*kind: "(\w+)"/g, "domain/concern/").map((m) => m[1] ?? ""),
    ...grep(/\btell\(held, \{\s*kind: "(\w+)"/g, "domain/assignment/").map((m) => m[1] ?? ""),
    // What is not told along with an act: raising, and what the portal does itself.
    "raised",
    "submitted",
    "expired",
    // What the database itself tells, so that nobody is named.
    "voiced",
    "voice_dropped",
    "reminded",
    "escalated",
    "rated",
    "restated",
    "split_off",
    "merge_received",
    "merge_undone",
    "labelled",
  ]);

  test("is told in the thread in a sentence of its own, but a bare message, which speaks for itself", () => {
    expect(under("thread.events")).toEqual(kinds.filter((kind) => kind !== "replied"));
  });

  test("is told in mails and news only where the database tells of it", () => {
    expect(toldKinds.length).toBeGreaterThan(10);
    expect(toldKinds.filter((kind) => !kinds.includes(kind))).toEqual([]);
  });

  test.each([
    ["thread.events", ["who", "units", "due", "next", "rating", "person", "reason", "count"]],
    ["notifications.kinds", ["who"]],
    ["mail.events", ["who"]],
  ])("is told in %s with what is known of it", (group, known) => {
    for (const key of under(group))
      for (const { name } of argumentsOf(all.get(`${group}.${key}`) ?? "")) expect(known).toContain(name);
  });
});

describe("every word", () => {
  const namespaces = (source: string) => [
    ...[
      ...source.matchAll(
        /(?:getTranslations|useTranslations|wordsIn)\((?:[^()"]*,)?\s*"(\w+)"|namespace: "(\w+)"|Words<"(\w+)">/g,
      ),
    ].map((m) => m[1] ?? m[2] ?? m[3] ?? ""),
    ...(source.includes("wordsOf(") ? ["mail"] : []),
  ];
  const literals = (source: string) =>
    [...source.matchAll(/\(\s*(?:"([\w.]+)"|`([\w.]*(?:\$\{[^}]*\}[\w.]*)+)`)/g)].map((m) => m[1] ?? m[2] ?? "");

  test("that stands in the messages is used somewhere", () => {
    const patterns = files.flatMap(({ source }) => {
      const spaces = namespaces(source);
      return spaces.flatMap((space) => literals(source).map((literal) => `${space}.${literal}`));
    });
    const plain = new Set(patterns.filter((p) => !p.includes("${")));
    const made = unique(patterns.filter((p) => p.includes("${"))).map(
      (p) => new RegExp(`^${p.replaceAll(".", "\\.").replaceAll(/\$\{[^}]*\}/g, "\\w+")}$`),
    );
    const groups = [...Object.keys(computed), "refusals", "thread.events"];
    const unused = [...all.keys()].filter(
      (key) =>
        !plain.has(key) &&
        !chosen.includes(key) &&
        !wrongFields.some((field) => key === `errors.${field}`) &&
        !groups.some((group) => key.startsWith(`${group}.`)) &&
        !made.some((pattern) => pattern.test(key)),
    );
    expect(unused).toEqual([]);
  });

  test("that the code asks for by name is there", () => {
    const missing = files.flatMap(({ path, source }) => {
      const spaces = namespaces(source);
      const called = [...source.matchAll(/\b(?:t|words|thread|place|refusals)\(\s*"([\w.]+)"/g)].map((m) => m[1] ?? "");
      return called
        .filter((key) => !spaces.some((space) => all.has(`${space}.${key}`)))
        .map((key) => `${path}: ${key}`);
    });
    expect(missing).toEqual([]);
  });

  test("that a condition chooses is there, and chosen somewhere", () => {
    for (const key of chosen) {
      expect(all.has(key)).toBe(true);
      const name = key.slice(key.indexOf(".") + 1);
      expect([key, files.some(({ source }) => source.includes(`"${name}"`))]).toEqual([key, true]);
    }
  });
});
