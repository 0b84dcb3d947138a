import { describe, expect, test } from "vitest";
import { tells } from "../publish/tells.ts";
import {
  leadsProblem,
  type ProblemStatus,
  problemAfter,
  problemLook,
  problemStatuses,
  problemTransitions,
  worksOnProblem,
} from "./rules.ts";

describe("the transition table of the problem", () => {
  test("leads from open to its end, step by step", () => {
    const way: ProblemStatus[] = ["open"];
    for (const act of ["talk", "agree", "work", "finish", "close"] as const)
      way.push(problemAfter(act, way.at(-1) as ProblemStatus, ["owner"]) as ProblemStatus);
    expect(way).toEqual(["open", "talks", "agreed", "works", "done", "closed"]);
  });

  test("closes from everywhere, and only what is over comes back", () => {
    for (const status of problemStatuses)
      expect(problemAfter("close", status, ["coordinator"])).toBe(status === "closed" ? undefined : "closed");
    expect(problemTransitions.filter((t) => t.act === "reopen").map((t) => t.from)).toEqual(["done", "closed"]);
  });

  test("does not work on what nobody talked about, nor finish what nobody began", () => {
    expect(problemAfter("work", "open", ["coordinator"])).toBeUndefined();
    for (const status of ["open", "talks", "agreed"] as const)
      expect(problemAfter("finish", status, ["coordinator"])).toBeUndefined();
  });

  test("gives units, other officers and residents nothing to do", () => {
    for (const { act, from } of problemTransitions)
      expect(problemAfter(act as "talk", from, ["officer", "unit"])).toBeUndefined();
    expect(leadsProblem(["officer", "unit"])).toBe(false);
    expect(worksOnProblem(["unit"])).toBe(true);
    expect(worksOnProblem([])).toBe(false);
  });

  test("looks late only while there is something to do", () => {
    const now = new Date("2026-05-02");
    const before = new Date("2026-05-01");
    expect(problemLook("talks", before, now)).toBe("late");
    expect(problemLook("done", before, now)).toBe("done");
    expect(problemLook("closed", null, now)).toBe("quiet");
    expect(problemLook("open", now, before)).toBe("new");
  });
});

describe("what a text tells of single people", () => {
  const secrets = { names: ["王秀英", "业主", "李"], doors: ["1502", "12"] };
  const kinds = (text: string) => tells(text, secrets).map((t) => `${t.kind} ${t.words}`);

  test("is found: numbers, addresses, doors, and the names of those behind it", () => {
    expect(kinds("请联系 138 1234 5678")).toEqual(["phone 138 1234 5678"]);
    expect(kinds("电话０571-88888888")).toEqual(["phone 0571-88888888"]);
    expect(kinds("身份证 330106198001011234")).toEqual(["identity 330106198001011234"]);
    expect(kinds("写信到 wang@example.test")).toEqual(["mail wang@example.test"]);
    expect(kinds("3-2-1502 的王秀英")).toEqual(["door 3-2-1502", "name 王秀英"]);
    expect(kinds("１５０２室漏水")).toEqual(["door 1502室"]);
    expect(kinds("door 1101 leaks")).toEqual(["door door 1101"]);
  });

  test("is nothing where a text speaks of the place and of all", () => {
    expect(kinds("全小区 6 栋楼 1152 户的消防设备已用 15 年，2012 年建成，业主分摊 30%。")).toEqual([]);
    expect(kinds("李子树旁的消防栓没有水")).toEqual([]);
    expect(kinds("预算 1502000 元")).toEqual([]);
  });
});
