import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { transitions } from "./transitions.ts";

/** A noun's table as it stands in docs/architecture.md. */
function rendered(rows: readonly { act: string; from: string; to: string; allowed: readonly string[] }[]): string {
  const byAct = Map.groupBy(rows, (row) => `${row.act} ${row.to} ${row.allowed.join(", ")}`);
  const lines = [...byAct.values()].map((group) => {
    const [first] = group;
    return `| ${first?.act} | ${group.map((row) => row.from).join(", ")} | ${first?.to} | ${first?.allowed.join(", ")} |`;
  });
  return ["| act | from | to | who |", "|---|---|---|---|", ...lines].join("\n");
}

test.each(Object.entries(transitions))(
  "docs/architecture.md shows the transition table of the %s as it is",
  (_noun, rows) => {
    expect(readFileSync("docs/architecture.md", "utf8")).toContain(rendered(rows));
  },
);
