import { dayMinutes, type WorkCalendar, workingBetween } from "./calendar.ts";
import type { Office } from "./due.ts";

/** How it stands with what is due: how much working time is left, or since when it is late. */
export type Standing = {
  /** The first answer, the solution, or a unit's answer. */
  of: "answer" | "solve" | "unit";
  at: Date;
} & ({ state: "left"; unit: "minutes" | "hours" | "days"; amount: number } | { state: "late" } | { state: "paused" });

type Due = Pick<Standing, "of" | "at">;

/** How it stands with one moment. Hours and days are rounded down: nobody is told of more time than there is. */
export function standing(calendar: WorkCalendar, due: Due, { now, paused }: { now: Date; paused: boolean }): Standing {
  const { of, at } = due;
  if (paused) return { of, at, state: "paused" };
  if (at.getTime() <= now.getTime()) return { of, at, state: "late" };
  const minutes = workingBetween(calendar, now, at);
  const day = dayMinutes(calendar);
  if (day > 0 && minutes >= 2 * day) return { of, at, state: "left", unit: "days", amount: Math.floor(minutes / day) };
  if (minutes >= 60) return { of, at, state: "left", unit: "hours", amount: Math.floor(minutes / 60) };
  return { of, at, state: "left", unit: "minutes", amount: Math.floor(minutes) };
}

/** What of a concern is due next: its first answer, and once that is given its solution; null where nothing is. */
function nextDue(concern: {
  status: string;
  answeredAt: Date | null;
  answerDueAt: Date;
  solveDueAt: Date | null;
}): Due | null {
  if (["unconfirmed", "solved", "confirmed", "closed"].includes(concern.status)) return null;
  if (!concern.answeredAt) return { of: "answer", at: concern.answerDueAt };
  return concern.solveDueAt ? { of: "solve", at: concern.solveDueAt } : null;
}

/** How it stands with a concern, as the database tells of its moments. */
export function standingOf(
  office: Office | undefined,
  concern: { status: string; answeredAt: string | null; answerDueAt: string; solveDueAt: string | null },
  now: Date,
): Standing | null {
  const due = nextDue({
    status: concern.status,
    answeredAt: concern.answeredAt ? new Date(concern.answeredAt) : null,
    answerDueAt: new Date(concern.answerDueAt),
    solveDueAt: concern.solveDueAt ? new Date(concern.solveDueAt) : null,
  });
  return office && due ? standing(office.calendar, due, { now, paused: concern.status === "waiting" }) : null;
}
