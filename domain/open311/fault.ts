import { type Document, listOf } from "./document.ts";

/** What can be wrong with a request, and the HTTP code that says so: 404 does not exist, 403 no such key, else 400. */
export const faults = {
  jurisdiction_missing: 400,
  jurisdiction_unknown: 404,
  service_missing: 400,
  service_unknown: 404,
  request_unknown: 404,
  token_unknown: 404,
  nothing_here: 404,
  key_missing: 403,
  key_wrong: 403,
  key_elsewhere: 403,
  not_form: 400,
  too_large: 400,
  place_missing: 400,
  place_half: 400,
  place_no_number: 400,
  place_range: 400,
  place_far: 400,
  place_unmapped: 400,
  address_unknown: 400,
  address_too_long: 400,
  description_too_long: 400,
  email_wrong: 400,
  phone_wrong: 400,
  name_too_long: 400,
  account_too_long: 400,
  media_wrong: 400,
  attribute_unknown: 400,
  attribute_missing: 400,
  attribute_value: 400,
  attribute_once: 400,
  attribute_number: 400,
  token_wrong: 400,
  date_wrong: 400,
  date_future: 400,
  dates_order: 400,
  dates_span: 400,
  status_wrong: 400,
  page_wrong: 400,
  ids_too_many: 400,
  update_missing: 400,
  update_not_now: 400,
  method_wrong: 405,
  not_open: 400,
  too_many: 429,
  unexpected: 500,
} as const;

export type FaultCode = keyof typeof faults;

/** One thing that is wrong: which, where it stands in the request, and what else a sentence about it needs. */
export type Wrong = { code: FaultCode; field?: string; params?: Record<string, string | number> };

/** A request that is not fulfilled; all that is wrong with it is said at once. */
export class Fault extends Error {
  readonly wrongs: readonly Wrong[];

  constructor(...wrongs: [Wrong, ...Wrong[]]) {
    super(wrongs.map(({ code }) => code).join(" "));
    this.wrongs = wrongs;
  }

  get status(): number {
    return Math.max(...this.wrongs.map(({ code }) => faults[code]));
  }
}

/** Collects what is wrong, so that whoever wrote a client is not told one thing at a time. */
export function collecting(): { wrong: (one: Wrong) => void; done: () => void } {
  const found: Wrong[] = [];
  return {
    wrong: (one) => found.push(one),
    done: () => {
      const [first, ...rest] = found;
      if (first) throw new Fault(first, ...rest);
    },
  };
}

/** The errors of the specification: each with the HTTP code it belongs to, and a sentence for a person. */
export const errorsDocument = (wrongs: readonly Wrong[], sentence: (wrong: Wrong) => string): Document => ({
  root: "errors",
  value: listOf(
    "error",
    wrongs.map((wrong) => ({ code: faults[wrong.code], description: sentence(wrong) })),
  ),
});
