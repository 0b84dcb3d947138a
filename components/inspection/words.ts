import { useTranslations } from "#components/i18n.ts";
import { each } from "#components/visit/words.ts";
import { findings } from "#domain/inspection/rules.ts";

/** The words of the checklist: it lives in the browser, which is told them. */
export function useListWords() {
  const t = useTranslations("inspection");
  return {
    findings: each(findings, (finding) => t(`findings.${finding}`)),
    notYet: t("notYet"),
    unsent: t("unsent"),
    note: t("note"),
    noteHint: t("noteHint"),
    doneOf: t("doneOf", { done: "{done}", total: "{total}" }),
    change: t("finding"),
  };
}
