import type { Format, Words } from "#components/i18n.ts";
import { isPast, type StepStatus } from "#domain/step/rules.ts";

/** What a step is called in the reader's language, where it was taken over with its translations. */
export const titleOf = (
  step: { title: string; titles: Partial<Record<string, string>> | null },
  locale: string,
): string => step.titles?.[locale] ?? step.title;

/** The day of a step, with its time where one was said. */
export const whenOf = (format: Format, { at, timed }: { at: Date | null; timed: boolean }): string | null =>
  at &&
  format.dateTime(at, {
    ...{ month: "long", day: "numeric", weekday: "short" },
    ...(timed ? { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } : {}),
  });

/** How a step looks: colour and shape, with a word beside it. */
export function lookOfStep(
  step: { status: StepStatus; at: Date | null; timed: boolean },
  isNext: boolean,
  now: Date,
): { look: "done" | "quiet" | "late" | "going" | "waiting"; word: Parameters<Words<"steps">>[0] } {
  if (step.status === "done") return { look: "done", word: "status.done" };
  if (step.status === "not_needed") return { look: "quiet", word: "status.not_needed" };
  if (isPast(step, now)) return { look: "late", word: "late" };
  return isNext ? { look: "going", word: "next" } : { look: "waiting", word: "status.open" };
}
