import { doors, streets } from "./forms/doors.ts";
import { illness } from "./forms/illness.ts";
import { births, numbers, plates } from "./forms/numbers.ts";
import { people } from "./forms/people.ts";

/** What a text may give away of single people. */
export type ToldKind =
  | "phone"
  | "identity"
  | "mail"
  | "door"
  | "name"
  | "plate"
  | "account"
  | "contact"
  | "birth"
  | "address"
  | "person"
  | "medical";

/**
 * What a person is asked to look at again; all else is never published. An address may be that of the police station, a
 * form of address may be that of a doctor who agreed, and a word of medicine may be about the clinic's opening hours.
 */
const looked: ReadonlySet<ToldKind> = new Set(["address", "person", "medical"]);

/** Whether a text with this in it may not be published, whoever looks at it. */
export const bars = (kind: ToldKind): boolean => !looked.has(kind);

/** A kind of thing, and how it is written. */
export type Form = { kind: ToldKind; pattern: RegExp };

/**
 * The forms, the surest first: where two meet, the first one gives the kind. (On text after NFKC, with one dash for all
 * and without what nobody sees: no full-width digits, no full-width colons.)
 */
export const forms: readonly Form[] = [...numbers, ...plates, ...births, ...streets, ...doors, ...people, ...illness];
