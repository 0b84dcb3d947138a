import { clean, lengthOf, phone as phoneInput } from "../input.ts";
import type { Problem, Reading } from "../ledger/kind.ts";
import { addressOf, buildingOf, doorOf, entranceOf, floorOf, floorOfDoor, type Place } from "./address.ts";
import { headingsOf, type LedgerColumn } from "./columns.ts";

/** A door of a ledger, ready to be written. */
export type LedgerRow = {
  /** The row of its sheet, counted from 1 as spreadsheets do. */
  row: number;
  building: Place;
  entrance: Place;
  door: string;
  floor: number;
  holder: string | null;
  phone: string | null;
  people: number | null;
  rented: boolean | null;
  remark: string | null;
};

type LedgerProblem = Problem & { column: LedgerColumn; why: ProblemCode };

export const problemCodes = [
  "missing",
  "address",
  "door",
  "floor",
  "floorUnknown",
  "phone",
  "people",
  "rented",
  "tooLong",
  "twice",
] as const;

type ProblemCode = (typeof problemCodes)[number];

const yes = /^(?:是|有|y|yes|true|1|√|✓|出租|已出租|租|租户|租住|租賃|租赁)$/i;
const no = /^(?:否|无|無|没有|n|no|false|0|×|x|自住|业主|未出租|空|-|\/)$/i;

/** Several numbers in one cell are kept as they stand; one alone is kept as all telephone numbers are. */
export function phoneOf(text: string): string | null {
  const parts = text.split(/[,，、;；/\s]+/).filter(Boolean);
  const numbers = parts.map((part) => phoneInput.safeParse(part.replace(/[()\-.]/g, "")));
  return numbers.length > 0 && numbers.length <= 4 && numbers.every((n) => n.success)
    ? numbers.map((n) => n.data).join(", ")
    : null;
}

/**
 * Reads the rows of a ledger one after the other. Building and entrance left empty, as merged cells leave them, are
 * those of the row above.
 */
class LedgerReader {
  private readonly columns: ReadonlyMap<LedgerColumn, number>;
  private above: { building: Place | null; entrance: Place | null } = { building: null, entrance: null };

  constructor(columns: ReadonlyMap<LedgerColumn, number>) {
    this.columns = columns;
  }

  /** One row: a household, or what is wrong with it; null where the row is empty. */
  read(row: number, cells: readonly string[]): LedgerRow | LedgerProblem[] | null {
    const at = (column: LedgerColumn) => clean(cells[this.columns.get(column) ?? -1] ?? "");
    const told = [...this.columns.keys()].filter((column) => at(column) !== "");
    if (!told.some((column) => column !== "building" && column !== "entrance")) {
      this.carry(at("building"), at("entrance"));
      return null;
    }
    const problems: LedgerProblem[] = [];
    const wrong = (column: LedgerColumn, why: ProblemCode) => {
      problems.push({ row, column, value: at(column).slice(0, 80), why });
      return null;
    };
    const short = (column: "holder" | "remark", max: number) =>
      lengthOf(at(column)) > max ? wrong(column, "tooLong") : at(column) || null;

    const where = this.where(at, wrong);
    const people = /^(\d{1,2})(?:\.0)?\s*(?:人|口)?$/.exec(at("people"))?.[1];
    const rented = yes.test(at("rented")) ? true : no.test(at("rented")) ? false : null;
    const tenant = this.columns.has("tenant") && !this.columns.has("rented");
    const read = {
      holder: short("holder", 60),
      phone: at("phone") ? (phoneOf(at("phone")) ?? wrong("phone", "phone")) : null,
      people: at("people") ? (people ? Number(people) : wrong("people", "people")) : null,
      rented: tenant
        ? at("tenant") !== "" && !no.test(at("tenant"))
        : at("rented") && rented === null
          ? wrong("rented", "rented")
          : rented,
      remark: short("remark", 500),
    };
    return problems.length || !where ? problems : { row, ...where, ...read };
  }

  private carry(building: string, entrance: string): void {
    if (building) this.above = { building: buildingOf(building), entrance: null };
    if (entrance) this.above = { ...this.above, entrance: entranceOf(entrance) };
  }

  private where(at: (c: LedgerColumn) => string, wrong: (c: LedgerColumn, why: ProblemCode) => null) {
    const floor = at("floor") ? (floorOf(at("floor")) ?? wrong("floor", "floor")) : null;
    if (this.columns.has("address") && (at("address") || !this.columns.has("door"))) {
      const found = addressOf(at("address"));
      if (!found) return wrong("address", at("address") ? "address" : "missing");
      return this.withFloor(found, floor, wrong);
    }
    this.carry(at("building"), at("entrance"));
    const { building } = this.above;
    // A building of one entrance needs no column for it.
    const entrance = this.above.entrance ?? (this.columns.has("entrance") ? null : entranceOf("1"));
    if (!building) return wrong("building", "missing");
    if (!entrance) return wrong("entrance", "missing");
    const door = doorOf(at("door"));
    if (!door) return wrong("door", at("door") ? "door" : "missing");
    return this.withFloor({ building, entrance, door }, floor, wrong);
  }

  private withFloor<T extends { door: string }>(
    found: T,
    told: number | null,
    wrong: (c: LedgerColumn, why: ProblemCode) => null,
  ) {
    const floor = told ?? floorOfDoor(found.door);
    return floor === null ? wrong(this.columns.has("door") ? "door" : "address", "floorUnknown") : { ...found, floor };
  }
}

/** How a ledger of households is read. */
export const householdReading: Reading<LedgerRow> = {
  headingsOf,
  reader: (columns) => new LedgerReader(columns as ReadonlyMap<LedgerColumn, number>),
  known: ({ building, entrance, door }, columns) => ({
    at: `${building.key}\n${entrance.key}\n${door}`,
    shown: `${building.name}${entrance.name}${door}`,
    column: columns.includes("door") ? "door" : "address",
  }),
};
