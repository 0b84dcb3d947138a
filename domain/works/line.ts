import type { CarriedMeasure, Delay, StageLine } from "./read.ts";

/** A stretch on the line, in hundredths of its whole length. */
export type Stretch = { from: number; to: number };

/** A stage or a measure on the line: what was planned, what came of it or runs, and how it stands. */
export type Bar = {
  id: string;
  planned: Stretch | null;
  actual: Stretch | null;
  /** What it comes to now, beyond the plan. */
  later: Stretch | null;
  state: "planned" | "underway" | "done" | "late" | "dropped";
  delays: readonly Delay[];
};

export type Line = {
  from: string;
  until: string;
  /** Where today is, if it is on the line. */
  today: number | null;
  /** The first of each month (or of each quarter, year), with its place. */
  marks: { day: string; at: number }[];
  bars: Bar[];
};

const number = (day: string) => Date.parse(`${day}T00:00Z`) / 86_400_000;
const asDay = (n: number) => new Date(n * 86_400_000).toISOString().slice(0, 10);

/** The first days of months between two days, every so many months that there are at most six. */
function monthsBetween(from: number, until: number): string[] {
  const first = new Date(from * 86_400_000);
  const all: string[] = [];
  for (let m = 1; ; m++) {
    const at = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + m, 1) / 86_400_000;
    if (at >= until) break;
    all.push(asDay(at));
  }
  const step = [1, 2, 3, 6, 12, 24, 60, 120].find((n) => all.length / n <= 6) ?? 240;
  return all.filter((day) => (Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1) % step === 0);
}

type Given = {
  id: string;
  /** Runs on for so long that it would make all else small: drawn to the end of the line. */
  open: boolean;
  from: string | null;
  until: string | null;
  expected: string | null;
  started: string | null;
  ended: string | null;
  state: Bar["state"];
  delays: readonly Delay[];
};

const ofStage = (s: StageLine, today: string): Given => ({
  id: s.id,
  open: s.kind === "warranty",
  from: s.plannedFrom,
  until: s.plannedUntil,
  expected: s.expectedUntil,
  started: s.startedOn,
  ended: s.endedOn,
  state: s.status !== "done" && (s.expectedUntil ?? s.plannedUntil) < today ? "late" : s.status,
  delays: s.delays,
});

const ofMeasure = (m: CarriedMeasure, signedOn: string, today: string): Given => {
  const due = m.expectedOn ?? m.dueOn;
  const open = m.status === "planned" || m.status === "underway";
  return {
    id: m.id,
    open: false,
    // From the day on which all had agreed.
    from: m.dueOn && signedOn < m.dueOn ? signedOn : m.dueOn,
    until: m.dueOn,
    expected: m.expectedOn,
    started: m.startedOn,
    ended: m.doneOn,
    state: open && due && due < today ? "late" : m.status,
    delays: m.delays,
  };
};

/** Where stages and measures stand in time, ready to be drawn; pure. @param signedOn the day on which all had agreed */
export function lineOf(
  { stages, measures }: { stages: readonly StageLine[]; measures: readonly CarriedMeasure[] },
  signedOn: string,
  today: string,
): Line | null {
  const given = [...stages.map((s) => ofStage(s, today)), ...measures.map((m) => ofMeasure(m, signedOn, today))];
  const daysOf = (some: readonly Given[]) =>
    some
      .flatMap((g) => [g.from, g.until, g.expected, g.started, g.ended])
      .filter((day) => day !== null)
      .map(number);
  const all = daysOf(given);
  if (!all.length) return null;
  const short = daysOf(given.filter((g) => !g.open));
  const from = Math.min(...all);
  // A tenth more than the rest, so that what runs on is seen to.
  const last = short.length ? Math.max(...short) : Math.max(...all);
  const until =
    Math.min(Math.max(...all), last + (last < Math.max(...all) ? Math.ceil((last - from) / 10) + 1 : 0)) + 1;
  const at = (n: number) => Math.round(((Math.min(n, until) - from) / (until - from)) * 10_000) / 100;
  const stretch = (a: string | null, b: string | null): Stretch | null =>
    a && b && a <= b ? { from: at(number(a)), to: at(number(b) + 1) } : null;
  const now = number(today);
  return {
    from: asDay(from),
    until: asDay(until - 1),
    today: now >= from && now < until ? at(now + 0.5) : null,
    marks: monthsBetween(from, until).map((day) => ({ day, at: at(number(day)) })),
    bars: given.map((g) => ({
      id: g.id,
      planned: stretch(g.from, g.until),
      // What runs is drawn up to today, and not beyond the line.
      actual: stretch(g.started, g.ended ?? asDay(Math.min(now, until - 1))),
      later: g.until && g.expected && !g.ended ? stretch(asDay(number(g.until) + 1), g.expected) : null,
      state: g.state,
      delays: g.delays,
    })),
  };
}
