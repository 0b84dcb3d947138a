import { describe, expect, test } from "vitest";
import { argumentsOf, flat } from "./testing/icu.ts";
import { files, grep, unique } from "./testing/sources.ts";
import { chosen } from "./testing/words-chosen.ts";
import { computed, toldKinds } from "./testing/words-made.ts";
import { messages } from "./words.ts";

const all = flat(messages.en);

/** The keys of a group that are no groups themselves. */
const under = (group: string) =>
  unique(
    [...all.keys()]
      .filter((key) => key.startsWith(`${group}.`))
      .map((key) => key.slice(group.length + 1))
      .filter((key) => !key.includes(".")),
  );

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
    "unsolved_late",
    "rated",
    "restated",
    "split_off",
    "merge_received",
    "merge_undone",
    "labelled",
    "problem_joined",
    "problem_left",
    // What the public reads of it.
    ...grep(/\bkind: [^}]*?"(\w+)"[^}]*?: "(\w+)"/g, "domain/publication/").flatMap((m) => [m[1] ?? "", m[2] ?? ""]),
    "agreed_publication",
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
    ...(/\b(?:inAll|lines)\("/.test(source) ? ["serve"] : []),
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
