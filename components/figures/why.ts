import { momentStyle, useFormatter, useTranslations } from "#components/i18n.ts";
import type { BehindLine } from "#domain/figures/behind.ts";
import { type Measure, momentOfMeasure } from "#domain/figures/measures.ts";

/** What brought a line into a list, in words: the moments that were compared. */
export function useWhy(what: Measure): (line: BehindLine) => string {
  const t = useTranslations("figures");
  const format = useFormatter();
  const moment = momentOfMeasure(what);
  return ({ moments: m, raters, redone }) => {
    const say = (
      key:
        | "due"
        | "answeredAt"
        | "solvedAt"
        | "given"
        | "acceptDue"
        | "receivedAt"
        | "unitDue"
        | "doneAt"
        | "returnedAt",
      at: Date | null,
    ) => at && t(`list.${key}`, { when: format.dateTime(at, momentStyle(at)) });
    const parts =
      moment === "due"
        ? [say("due", m.answerDueAt), say("answeredAt", m.answeredAt) ?? t("list.notAnswered")]
        : moment === "raised"
          ? [say("solvedAt", m.solvedAt), raters > 0 && t("list.raters", { count: raters })]
          : [
              say("given", m.givenAt),
              moment === "receivable" && say("acceptDue", m.acceptDueAt),
              moment === "receivable" && say("receivedAt", m.receivedAt),
              moment === "dated" && say("unitDue", m.dueAt),
              moment !== "receivable" && say("doneAt", m.doneAt),
              say("returnedAt", m.returnedAt),
              redone > 0 && t("list.redone", { count: redone }),
            ];
    return parts.filter(Boolean).join(" · ");
  };
}
