import { doors, streets } from "./forms/doors.ts";
import { illness } from "./forms/illness.ts";
import type { Form } from "./forms/kind.ts";
import { births, numbers, plates } from "./forms/numbers.ts";
import { people } from "./forms/people.ts";

export { bars, type ToldKind } from "./forms/kind.ts";

/**
 * The forms, the surest first: where two meet, the first one gives the kind. (On text after NFKC, with one dash for all
 * and without what nobody sees: no full-width digits, no full-width colons.)
 */
export const forms: readonly Form[] = [...numbers, ...plates, ...births, ...streets, ...doors, ...people, ...illness];
