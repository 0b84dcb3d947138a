import { createFormatter, createTranslator, type NamespaceKeys, type NestedKeyOf } from "next-intl";
import { getLocale, getTimeZone } from "next-intl/server";
import { cache } from "react";
import type { Locale } from "#domain/account/preferences.ts";
import { formats, type Messages, messages } from "#domain/words.ts";

export { getLocale } from "next-intl/server";

type Namespace = NamespaceKeys<Messages, NestedKeyOf<Messages>>;

const makeTranslator = <N extends Namespace>(locale: Locale, namespace: N, timeZone: string) =>
  createTranslator<Messages, N>({ locale, messages: messages[locale], namespace, timeZone, formats });

/** The words of one namespace in one language. */
export type Words<N extends Namespace> = ReturnType<typeof makeTranslator<N>>;

/** Dates, numbers, lists in one language and time zone. */
export type Format = ReturnType<typeof createFormatter>;

// The words do not change while a process runs: each message is read once a process, not once a request.
const translators = new Map<string, unknown>();
const formatters = new Map<string, Format>();

/** The words of a namespace in a given language, for what happens outside a page. */
export function wordsIn<N extends Namespace>(locale: Locale, namespace: N, timeZone: string): Words<N> {
  const key = `${locale} ${timeZone} ${namespace}`;
  const found = (translators.get(key) as Words<N> | undefined) ?? makeTranslator(locale, namespace, timeZone);
  translators.set(key, found);
  return found;
}

/** Dates, numbers and lists in a given language and time zone. */
export function formatIn(locale: Locale, timeZone: string): Format {
  const key = `${locale} ${timeZone}`;
  const found = formatters.get(key) ?? createFormatter({ locale, timeZone, formats });
  formatters.set(key, found);
  return found;
}

/** How a moment is written: with its year where it is not one of these months. */
export const momentStyle = (moment: Date): "moment" | "past" =>
  Math.abs(Date.now() - moment.getTime()) > 300 * 86_400_000 ? "past" : "moment";

type Reading = { locale?: Locale; timeZone?: string };

/** How the request is read; filled by the page, before any of its parts is rendered. */
const reading = cache((): Reading => ({}));

async function prepare(): Promise<Required<Reading>> {
  const request = reading();
  request.locale ??= await getLocale();
  request.timeZone ??= await getTimeZone();
  return request as Required<Reading>;
}

function prepared(): Required<Reading> {
  const { locale, timeZone } = reading();
  if (!locale || !timeZone) throw new Error("a page asks for its words (await getTranslations) before its parts do");
  return { locale, timeZone };
}

/** The words of a namespace in the language of the request: for pages and layouts, which ask first. */
export async function getTranslations<N extends Namespace>(namespace: N): Promise<Words<N>> {
  const { locale, timeZone } = await prepare();
  return wordsIn(locale, namespace, timeZone);
}

/** Dates, numbers and lists in the language and time zone of the request: for pages. */
export async function getFormatter(): Promise<Format> {
  const { locale, timeZone } = await prepare();
  return formatIn(locale, timeZone);
}

// The parts of a page do not wait for anything: each part that does is sent by itself, and costs for itself.

/** The words of a namespace, for a part of a page. */
export const useTranslations = <N extends Namespace>(namespace: N): Words<N> => {
  const { locale, timeZone } = prepared();
  return wordsIn(locale, namespace, timeZone);
};

/** Dates, numbers and lists, for a part of a page. */
export const useFormatter = (): Format => {
  const { locale, timeZone } = prepared();
  return formatIn(locale, timeZone);
};

/** The language, for a part of a page. */
export const useLocale = (): Locale => prepared().locale;
