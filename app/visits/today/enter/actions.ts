"use server";

import { refresh } from "next/cache";
import { headers } from "next/headers";
import { ZodError } from "zod";
import { getTranslations } from "#components/i18n.ts";
import { NotFound, Refusal } from "#domain/refusal.ts";
import { enterPaper, paperInput } from "#domain/visit/paper.ts";
import { action, issueWords } from "../../../forms.ts";

/** Records what is ticked on paper; rows that are not taken are told row by row, and keep what was typed. */
export const enter = action(paperInput, async (input, viewer) => {
  const [t, refusals] = await Promise.all([getTranslations("paper"), getTranslations("refusals")]);
  const entered = await enterPaper(viewer, input);
  const errors: Record<string, string> = {};
  const values: Record<string, string> = {};
  for (const { visit, error } of entered) {
    if (!error) continue;
    const [issue] = error instanceof ZodError ? error.issues : [];
    const why =
      error instanceof Refusal
        ? refusals(error.code as "notNow", error.params)
        : error instanceof NotFound || !issue
          ? refusals("gone")
          : await issueWords(issue);
    errors[visit] = t("notTaken", { why });
    for (const name of [`outcome-${visit}`, `heard-${visit}`]) values[name] = String(input[name] ?? "");
  }
  if ((await headers()).has("next-action")) refresh();
  const count = entered.length - Object.keys(errors).length;
  return { errors, values, done: count ? t("saved", { count }) : undefined };
});
