import { type CategoryKey, categories } from "../concern/category.ts";

export type Urgency = "normal" | "urgent";

/** Within how many minutes of working time a concern is answered, and solved; null: no such target. */
export type Target = { answer: number; solve: number | null };

/** What a community has set for a category and urgency. */
export type TargetRow = { category: string; urgency: string; answerMinutes: number; solveMinutes: number | null };

/** Solved within so many times the time of the first answer, where nothing else was set. */
const solveTimes = 5;

/**
 * The target where a community has set none: the category's own days for the first answer, half of it where it is
 * urgent.
 * @param day minutes of work in a day
 */
function usualTarget(category: CategoryKey, urgency: Urgency, day: number): Target {
  const answer = Math.round((categories[category].answerDays * day) / (urgency === "urgent" ? 2 : 1));
  return { answer, solve: answer * solveTimes };
}

/** The target that holds. */
export function targetOf(
  rows: readonly TargetRow[],
  { category, urgency, day }: { category: CategoryKey; urgency: Urgency; day: number },
): Target {
  const row = rows.find((r) => r.category === category && r.urgency === urgency);
  return row ? { answer: row.answerMinutes, solve: row.solveMinutes } : usualTarget(category, urgency, day);
}
