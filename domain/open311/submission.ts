import { email as emailField, lengthOf, phone as phoneField } from "../input.ts";
import { collecting } from "./fault.ts";
import type { Params } from "./params.ts";
import type { Place } from "./place.ts";
import { choices, isService, type Question, questionsOf, type ServiceCode } from "./services.ts";

/** What a request says, once all of it is right. */
export type Submission = {
  service: ServiceCode;
  place: Place;
  description: string | null;
  email: string | null;
  phone: string | null;
  name: string | null;
  account: string | null;
  mediaUrl: string | null;
  attributes: Partial<Record<Question, string[]>>;
  /** Which floor of a common place, as a number. */
  floor: number | null;
};

/** What the specification allows. */
const longestDescription = 4000;
const longestAddress = 300;

/**
 * Reads what was posted. A device's id is not taken: nothing here needs to know a person's telephone.
 * @throws Fault with all that is wrong
 */
export function submissionOf(params: Params): Submission {
  const { wrong, done } = collecting();
  const code = params.one("service_code");
  if (code === null) wrong({ code: "service_missing" });
  else if (!isService(code)) wrong({ code: "service_unknown", params: { code: code.slice(0, 60) } });

  const place: Place = {
    addressId: params.one("address_id"),
    point: pointOf(params, wrong),
    address: params.one("address_string"),
  };
  const halfPoint = params.one("lat") !== null || params.one("long") !== null;
  if (!place.addressId && !place.address && !halfPoint) wrong({ code: "place_missing" });
  tooLong(place.address, longestAddress, () => wrong({ code: "address_too_long", params: { max: longestAddress } }));

  const description = params.one("description");
  tooLong(description, longestDescription, () =>
    wrong({ code: "description_too_long", params: { max: longestDescription } }),
  );
  const parsed = <T>(
    name: string,
    schema: { safeParse: (v: unknown) => { success: boolean; data?: T } },
    fault: "email_wrong" | "phone_wrong",
  ) => {
    const said = params.one(name);
    if (said === null) return null;
    const read = schema.safeParse(said);
    if (!read.success) wrong({ code: fault, field: name });
    return read.data ?? null;
  };
  const email = parsed("email", emailField, "email_wrong");
  const phone = parsed("phone", phoneField, "phone_wrong");
  const name = nameOf(params.one("first_name"), params.one("last_name"));
  tooLong(name, 60, () => wrong({ code: "name_too_long", params: { max: 60 } }));
  const account = params.one("account_id");
  tooLong(account, 100, () => wrong({ code: "account_too_long", params: { max: 100 } }));
  const mediaUrl = params.one("media_url");
  if (mediaUrl && !isWebAddress(mediaUrl)) wrong({ code: "media_wrong" });

  const attributes = code && isService(code) ? attributesOf(code, params, wrong) : {};
  const floor = floorOf(attributes, wrong);
  done();
  return {
    service: code as ServiceCode,
    place,
    description,
    email,
    phone,
    name,
    account,
    mediaUrl,
    attributes,
    floor,
  };
}

type Wrong = ReturnType<typeof collecting>["wrong"];

function tooLong(text: string | null, max: number, say: () => void): void {
  if (text !== null && lengthOf(text) > max) say();
}

function isWebAddress(text: string): boolean {
  if (text.length > 1000 || !URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && !username && !password;
}

/** The number that a text is, written plainly: no exponents, no hexadecimals, not "Infinity". */
const numberOf = (text: string): number | null => (/^[+-]?\d{1,6}(\.\d{1,20})?$/.test(text) ? Number(text) : null);

function pointOf(params: Params, wrong: Wrong): { lat: number; long: number } | null {
  const lat = params.one("lat");
  const long = params.one("long");
  if (lat === null && long === null) return null;
  if (lat === null || long === null) {
    wrong({ code: "place_half" });
    return null;
  }
  const at = { lat: numberOf(lat), long: numberOf(long) };
  if (at.lat === null || at.long === null) {
    wrong({ code: "place_no_number" });
    return null;
  }
  if (Math.abs(at.lat) > 90 || Math.abs(at.long) > 180) {
    wrong({ code: "place_range" });
    return null;
  }
  return { lat: at.lat, long: at.long };
}

/** A name as it is written where it comes from: 张伟, John Smith. */
function nameOf(first: string | null, last: string | null): string | null {
  if (!first || !last) return first ?? last;
  const chinese = /^[\p{sc=Han}·]+$/u;
  return chinese.test(first) && chinese.test(last) ? `${last}${first}` : `${first} ${last}`;
}

function attributesOf(service: ServiceCode, params: Params, wrong: Wrong): Submission["attributes"] {
  const asked = questionsOf(service);
  const answered: Submission["attributes"] = {};
  for (const [code, values] of params.attributes) {
    const question = asked.find((q) => q.code === code)?.code;
    if (!question) {
      wrong({ code: "attribute_unknown", params: { attribute: code } });
      continue;
    }
    if (question !== "contact" && values.length > 1) wrong({ code: "attribute_once", params: { attribute: code } });
    if (question === "floor") {
      if (!/^-?\d{1,3}$/.test(values[0] ?? "")) wrong({ code: "attribute_number", params: { attribute: code } });
    } else {
      const known: readonly string[] = choices[question];
      for (const value of values.filter((v) => !known.includes(v)))
        wrong({ code: "attribute_value", params: { attribute: code, value: value.slice(0, 60) } });
    }
    answered[question] = [...new Set(values)];
  }
  for (const { code } of asked.filter((q) => q.required && !answered[q.code]))
    wrong({ code: "attribute_missing", params: { attribute: code } });
  return answered;
}

function floorOf({ floor }: Submission["attributes"], wrong: Wrong): number | null {
  const said = floor?.[0];
  if (said === undefined || !/^-?\d{1,3}$/.test(said)) return null;
  const number = Number(said);
  if (number < -5 || number > 200) {
    wrong({ code: "attribute_number", params: { attribute: "floor" } });
    return null;
  }
  return number;
}
