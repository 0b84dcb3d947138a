import { createHash } from "node:crypto";
import { phoneOf } from "../../household/ledger.ts";
import { clean, lengthOf } from "../../input.ts";
import type { Problem, Reading, RowReader } from "../../ledger/kind.ts";
import { momentIn } from "../../ledger/when.ts";
import { messages } from "../../words.ts";
import { type CategoryKey, categories, suggestCategory } from "../category.ts";
import { titleOf } from "../raise.ts";
import { type ConcernColumn, headingsOf } from "./columns.ts";
import type { KnownPlaces } from "./places.ts";

/** A concern of a list, ready to be laid aside. */
export type ImportedRow = {
  number: string;
  title: string;
  body: string;
  category: CategoryKey;
  raisedAt: string;
  reporter: string | null;
  phone: string | null;
  building: string | null;
  entrance: string | null;
  door: string | null;
  /** Where it is, as the list says it: kept in the text where no such door is known. */
  place: string | null;
  answer: string | null;
  answeredAt: string | null;
  organization: string | null;
  mark: string;
};

export const importProblems = ["missing", "time", "future", "early", "phone", "unit", "tooLong", "twice"] as const;

type ProblemCode = (typeof importProblems)[number];

/** What a list is read against: what is known of the community. */
export type Known = {
  timeZone: string;
  /** Its organizations by name (see `plainName`), and the one that answers where none is named. */
  units: ReadonlyMap<string, string>;
  agency: string | null;
  places: KnownPlaces;
  now: Date;
};

/** A name by which things are compared: whatever its width, case and spaces. */
export const plainName = (name: string): string => name.normalize("NFKC").replace(/\s/g, "").toLowerCase();

const categoryNames = new Map<string, CategoryKey>(
  [
    ...Object.values(messages).map((m) => m.words.categories),
    Object.fromEntries(Object.keys(categories).map((k) => [k, k])),
  ].flatMap((names) => Object.entries(names).map(([key, name]) => [plainName(name), key as CategoryKey] as const)),
);

/** The category that a list's own word means, else the one that the text speaks for. */
function categoryOf(word: string, text: string): CategoryKey {
  return (
    categoryNames.get(plainName(word)) ?? suggestCategory(word)?.category ?? suggestCategory(text)?.category ?? "other"
  );
}

const hash = (...parts: (string | null)[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);

/** What its content comes to: that of the text before the point, that of the answer behind it. */
const markOf = (r: Pick<ImportedRow, "title" | "body" | "raisedAt" | "answer" | "answeredAt" | "organization">) =>
  `${hash(r.title, r.body, r.raisedAt)}.${r.answer ? hash(r.answer, r.answeredAt, r.organization) : ""}`;

const longest = { number: 60, title: 200, body: 20_000, reporter: 60, answer: 20_000 } as const;

class ImportReader implements RowReader<ImportedRow> {
  private readonly columns: ReadonlyMap<ConcernColumn, number>;
  private readonly known: Known;

  constructor(columns: ReadonlyMap<ConcernColumn, number>, known: Known) {
    this.columns = columns;
    this.known = known;
  }

  /** One row: a concern, or what is wrong with it; null where the row is empty. */
  read(row: number, cells: readonly string[]): ImportedRow | Problem[] | null {
    const { known } = this;
    const at = (column: ConcernColumn) => clean(cells[this.columns.get(column) ?? -1] ?? "");
    if (![...this.columns.keys()].some((column) => at(column) !== "")) return null;
    const problems: Problem[] = [];
    const wrong = (column: ConcernColumn, why: ProblemCode) => {
      problems.push({ row, column, value: at(column).slice(0, 80), why });
      return null;
    };
    for (const [column, max] of Object.entries(longest) as [keyof typeof longest, number][])
      if (lengthOf(at(column)) > max) wrong(column, "tooLong");
    const when = (column: "raised" | "answered") => {
      const moment = momentIn(at(column), known.timeZone);
      if (!moment) return wrong(column, at(column) ? "time" : "missing");
      if (moment > known.now) return wrong(column, "future");
      return moment;
    };

    const text = at("body") || at("title");
    if (!at("number")) wrong("number", "missing");
    if (!text) wrong(this.columns.has("body") ? "body" : "title", "missing");
    const raisedAt = when("raised");
    const answeredAt = at("answer") || at("answered") ? when("answered") : null;
    if (at("answered") && !at("answer")) wrong("answer", "missing");
    if (raisedAt && answeredAt && answeredAt < raisedAt) wrong("answered", "early");
    const phone = at("phone") ? (phoneOf(at("phone")) ?? wrong("phone", "phone")) : null;
    const named = at("unit") ? (known.units.get(plainName(at("unit"))) ?? wrong("unit", "unit")) : known.agency;
    if (problems.length || !raisedAt) return problems;

    const where = known.places.find({
      address: at("address"),
      building: at("building"),
      entrance: at("entrance"),
      door: at("door"),
    });
    const answer = at("answer") || null;
    const content = {
      title: at("title") || titleOf(text),
      body: text,
      raisedAt: raisedAt.toISOString(),
      answer,
      answeredAt: answer && answeredAt ? answeredAt.toISOString() : null,
      organization: answer && named,
    };
    return {
      ...content,
      number: at("number").normalize("NFKC"),
      // Whose it was, where it has not answered: whoever sorts the concern decides.
      body: answer || !at("unit") ? text : `${text}\n\n${at("unit")}`,
      category: categoryOf(at("category"), `${at("title")} ${at("body")}`),
      reporter: at("reporter") || null,
      phone,
      ...where,
      mark: markOf(content),
    };
  }
}

/** How a list of concerns is read in a community. */
export const importReading = (known: Known): Reading<ImportedRow> => ({
  headingsOf,
  reader: (columns) => new ImportReader(columns as ReadonlyMap<ConcernColumn, number>, known),
  known: ({ number }) => ({ at: number, shown: number, column: "number" }),
});
