import { mkdirSync, rmSync } from "node:fs";
import { resolve } from "node:path";

/**
 * npm run bench: the figures of the performance budgets (design, section 7), as ratios taken side by side in one run.
 * Figures drift with the machine; ratios hold.
 *
 * `npm run bench -- thread scripts` measures some parts only: thread, public, streams, scripts, finding, planning, scale.
 * `npm run bench -- scale figures board` of what grows with the number of concerns some groups only (list, search, figures,
 * board, open311, stories); with `million` also at a million concerns and three million messages. The databases of these
 * sizes are filled once, in some minutes, and kept in `.test/bench-scale` as long as they are made from the same.
 */
const data = resolve(".test/bench-data");
rmSync(data, { recursive: true, force: true });
mkdirSync(data, { recursive: true });
Object.assign(process.env, {
  DOORSTEP_DATA: data,
  DOORSTEP_DEMO: "1",
  PORT: "3201",
  DATABASE_URL: "",
  NEXT_TELEMETRY_DISABLED: "1",
});

const { benchServed, servedParts } = await import("./bench/served.ts");
const { benchPlanning } = await import("./bench/planning.ts");
const { benchFinding } = await import("./bench/finding.ts");
const { benchScale } = await import("./bench/scale/scale.ts");
const { groups } = await import("./bench/scale/groups.ts");
const { row } = await import("./bench/row.ts");

const parts: readonly string[] = [...servedParts, "finding", "planning", "scale"];
const said = process.argv.slice(2);
const unknown = said.filter((word) => ![...parts, ...groups, "million"].includes(word));
if (unknown.length) throw new Error(`not a part of the bench: ${unknown.join(", ")}`);
const chosen = said.filter((word) => parts.includes(word));
const wanted = (part: string) => chosen.length === 0 || chosen.includes(part);

const asked = servedParts.filter(wanted);
if (asked.length) await benchServed(asked);

if (wanted("finding"))
  for (const { concerns, seconds, right, found } of await benchFinding()) {
    const most = concerns > 10_000 ? 120 : 10;
    row(
      `what belongs together among ${concerns.toLocaleString("en")} concerns`,
      `${seconds.toFixed(1)} s, ${(100 * right).toFixed(0)} % right, ${(100 * found).toFixed(0)} % found`,
      `≤ ${most} s, ≥ 95 %, ≥ 80 %`,
      seconds <= most && right >= 0.95 && found >= 0.8,
    );
  }

if (wanted("planning"))
  for (const { households, officers, seconds, used, bound, gap } of await benchPlanning()) {
    const large = households > 1152;
    row(
      `planning ${households} households, ${officers} officers`,
      `${seconds.toFixed(1)} s, ${used} evenings, bound ${bound}, + ${(100 * gap).toFixed(1)} %`,
      large ? "≤ 60 s" : "≤ 10 s, ≤ 5 %",
      large ? seconds <= 60 : seconds <= 10 && gap <= 0.05,
    );
  }

if (wanted("scale")) {
  const sizes = [10_000, 100_000, ...(said.includes("million") ? [1_000_000] : [])];
  const only = groups.filter((group) => said.includes(group));
  const counted = await benchScale(sizes, only, ({ what, sizes: found }) => {
    const first = found[0]?.ms ?? 0;
    const last = found.at(-1) ?? { ms: 0, scans: 0 };
    const scans = found.reduce((sum, s) => sum + s.scans, 0);
    row(
      what,
      `${found.map((s) => s.ms.toFixed(1)).join(" | ")} ms, ${(last.ms / first).toFixed(1)} ×, ${scans} full scans`,
      "≤ 50 ms, ≤ 3 ×, none",
      last.ms <= 50 && last.ms / first <= 3 && scans === 0,
    );
  });
  for (const { size, seconds } of counted)
    console.log(
      `  what everybody is told of figures, counted at ${size.toLocaleString("en")}: ${seconds.toFixed(1)} s`,
    );
}
process.exit(0);
