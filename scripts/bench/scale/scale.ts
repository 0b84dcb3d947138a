import { type ChildProcess, fork } from "node:child_process";
import type { Answer, Order } from "./answer.ts";
import { scaleDatabases } from "./databases.ts";

/** How long something takes at each size, in milliseconds (the median), and how often a table was read from end to end. */
export type Scaled = { group: string; what: string; sizes: { size: number; ms: number; scans: number }[] };

/** Before it is measured: each connection of a page's queries plans its statement once. */
const warm = 8;
const rounds = 4;
const timesEach = 3;

/**
 * What pages ask, at growing numbers of concerns: every question at each size in turn, several times around.
 * @param only the groups that are wanted; none: all
 * @param told hears of each as it is measured
 * @returns in how many seconds queued work counts what everybody is told of figures
 */
export async function benchScale(
  sizes: number[],
  only: readonly string[],
  told: (scaled: Scaled) => void,
): Promise<{ size: number; seconds: number }[]> {
  const { urls, stop } = await scaleDatabases(sizes, console.log);
  const processes: { size: number; ask: (order: Order) => Promise<Answer>; child: ChildProcess }[] = [];
  const counted: { size: number; seconds: number }[] = [];
  let asked: { group: string; what: string }[] = [];
  try {
    for (const { size, url } of urls) {
      const child = fork("scripts/bench/scale/answer.ts", [String(size)], {
        env: { ...process.env, DATABASE_URL: url },
      });
      const first = await answerOf(child);
      if (!("ready" in first)) throw new Error(`nothing can be asked at ${size}`);
      asked = first.ready;
      counted.push({ size, seconds: first.counted });
      processes.push({
        size,
        child,
        ask: (order) => {
          const answer = answerOf(child);
          child.send(order);
          return answer;
        },
      });
    }
    for (const [i, { group, what }] of asked.entries()) {
      if (only.length && !only.includes(group)) continue;
      const found = await measured(processes, i);
      told({ group, what, sizes: found });
    }
    return counted;
  } finally {
    for (const { child } of processes) child.kill("SIGKILL");
    await stop();
  }
}

type Asker = { size: number; ask: (order: Order) => Promise<Answer> };

async function measured(processes: Asker[], question: number): Promise<Scaled["sizes"]> {
  const scansOf = async ({ ask }: Asker) => {
    const answer = await ask({ scans: true });
    return "scans" in answer ? answer.scans : 0;
  };
  const timesOf = async ({ ask }: Asker, times: number) => {
    const answer = await ask({ ask: question, times });
    return "times" in answer ? answer.times : [];
  };
  const times = processes.map((): number[] => []);
  for (const asker of processes) await timesOf(asker, warm);
  await flushed();
  const before = await Promise.all(processes.map(scansOf));
  for (let round = 0; round < rounds; round++)
    for (const [i, asker] of processes.entries()) times[i]?.push(...(await timesOf(asker, timesEach)));
  await flushed();
  const after = await Promise.all(processes.map(scansOf));
  return processes.map(({ size }, i) => ({
    size,
    ms: median(times[i] ?? []),
    scans: (after[i] ?? 0) - (before[i] ?? 0),
  }));
}

/** Connections tell what they read a second after they did. */
const flushed = () => new Promise((settled) => setTimeout(settled, 1100));

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const answerOf = (child: ChildProcess): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`the process of one size ended (${code})`));
    child.once("exit", ended);
    child.once("message", (answer: Answer) => {
      child.off("exit", ended);
      if ("wrong" in answer) reject(new Error(answer.wrong));
      else resolve(answer);
    });
  });
