import { createTranslator } from "use-intl/core";
import type { Locale } from "../account/preferences.ts";
import { categories, categoryKeys } from "../concern/category.ts";
import { areas } from "../place/area.ts";
import { messages } from "../words.ts";
import type { Attribute, Service } from "./answers.ts";
import { wordsFor } from "./words.ts";

/** When services or their questions last changed: clients keep them until this does. */
export const changeset = "2026-11-28 00:00";

const sharedWords = (locale: Locale) => createTranslator({ locale, messages: messages[locale], namespace: "words" });

const placeWords = (locale: Locale) => createTranslator({ locale, messages: messages[locale], namespace: "place" });

export type ServiceCode = (typeof categoryKeys)[number];

export const isService = (code: string): code is ServiceCode => categoryKeys.some((key) => key === code);

export const serviceName = (code: ServiceCode, locale: Locale): string => sharedWords(locale)(`categories.${code}`);

/** What concerns are about, as services: the codes are the categories', and stay. */
export function servicesIn(locale: Locale): Service[] {
  const t = wordsFor(locale);
  return categoryKeys.map((code) => ({
    code,
    name: serviceName(code, locale),
    description: t(`services.${code}`),
    metadata: true,
    keywords: categories[code].words,
    group: t(`groups.${categories[code].privacy}`),
  }));
}

/** What is asked besides a description: where in the house, how urgent, how to be reached, and who may read it. */
export const questions = ["area", "floor", "urgency", "contact", "privacy"] as const;

export type Question = (typeof questions)[number];

export const choices = {
  area: areas,
  urgency: ["normal", "urgent"],
  contact: ["phone", "email", "visit", "share"],
  privacy: ["neighbourhood", "private"],
} as const;

/**
 * The questions of one service. Whether neighbours may read it must be said where it usually is a household's own matter;
 * elsewhere it is for the neighbourhood unless it says otherwise, and in a place that all share.
 */
export function questionsOf(code: ServiceCode): { code: Question; required: boolean }[] {
  const own = categories[code].privacy === "private";
  return questions
    .filter((question) => !own || (question !== "area" && question !== "floor"))
    .map((question) => ({ code: question, required: own && question === "privacy" }));
}

export function definitionOf(code: ServiceCode, locale: Locale): Attribute[] {
  const t = wordsFor(locale);
  const places = placeWords(locale);
  const name = {
    area: (key: string) => places(`areas.${key as (typeof areas)[number]}`),
    urgency: (key: string) => t(`urgency.${key as "normal"}`),
    contact: (key: string) => t(`contact_ways.${key as "phone"}`),
    privacy: (key: string) => t(`privacy.${key as "private"}`),
  };
  return questionsOf(code).map(({ code: question, required }, index): Attribute => {
    const asked = {
      code: question,
      required,
      order: index + 1,
      description: t(`questions.${question}`),
      hint: t(`hints.${question}`),
    };
    if (question === "floor") return { ...asked, datatype: "number" };
    return {
      ...asked,
      datatype: question === "contact" ? "multivaluelist" : "singlevaluelist",
      values: choices[question].map((key) => ({ key, name: name[question](key) })),
    };
  });
}
