import { forms, type ToldKind } from "./forms.ts";

export { bars, type ToldKind } from "./forms.ts";

/** What a text gives away that strangers must not read, and where it stands in it. */
export type Told = { kind: ToldKind; words: string; from: number; to: number };

/** Who and where a text may give away: names of those whom a text must not give away, and their doors. */
export type Secrets = { names: readonly string[]; doors: readonly string[] };

/** What stands for any household, whatever it is called: nobody is named by it. */
const titles = /^(业主|居民|住户|租户|匿名|先生|女士|某某)$/u;

/**
 * Where a text that everybody may read tells of single people: telephone and identity numbers, plates, accounts, addresses of
 * mail, the doors and the names that are known; and what may tell of them: a form of address, a street, an illness. Pure; it
 * finds what has a form or is known, and cannot judge the rest: a person looks at each text. In the order of the text.
 */
export function tellings(text: string, { names, doors }: Secrets): Told[] {
  const { plain, at } = folded(text);
  const found: { kind: ToldKind; from: number; to: number }[] = [];
  const all = (kind: ToldKind, pattern: RegExp) => {
    for (const match of plain.matchAll(pattern))
      if (match[0]) found.push({ kind, from: match.index, to: match.index + match[0].length });
  };
  for (const name of new Set(names.map((n) => folded(n).plain.trim())))
    if (Array.from(name).length > 1 && !titles.test(name)) all("name", new RegExp(spaced(name), "gu"));
  for (const { kind, pattern } of forms) all(kind, pattern);
  for (const door of new Set(doors.map((d) => folded(d).plain)))
    if (/\d{3}/.test(door)) all("door", new RegExp(`(?<!\\d)${literally(door)}(?!\\d|\\s*年)`, "gu"));
  return apart(found)
    .map(({ kind, from, to }) => ({
      kind,
      from: at[from] ?? 0,
      to: at[to] ?? text.length,
      words: plain.slice(from, to),
    }))
    .map((told) => ({ ...told, words: told.words.trim() }));
}

/** The same, each thing once: what is to be left out. */
export function tells(text: string, secrets: Secrets): Told[] {
  const found = tellings(text, secrets);
  return found.filter((one, i) => !found.slice(0, i).some((before) => before.words.includes(one.words)));
}

const unseen = /^(?:\p{Cf}|[\u{fe00}-\u{fe0f}]|[\u{e0100}-\u{e01ef}])$/u;

/** A text as names are looked for in it: as it is compared, and once more without space. */
export function compared(text: string): string {
  const { plain } = folded(text);
  return `${plain}\n${plain.replace(/\s+/g, "")}`;
}

/** A text as it is compared, and where each of its characters stands in what was written. */
function folded(text: string): { plain: string; at: number[] } {
  let plain = "";
  const at: number[] = [];
  let index = 0;
  for (const point of text) {
    // What nobody sees parts no number; a dash is a dash, however long.
    const same = unseen.test(point) ? "" : point.normalize("NFKC").replace(/[\u2010-\u2015\u2212]/g, "-");
    for (let i = 0; i < same.length; i++) at.push(index);
    plain += same;
    index += point.length;
  }
  at.push(index);
  return { plain, at };
}

/** What overlaps becomes one, of the kind that was found first: nothing of it may stand. */
function apart<T extends { from: number; to: number }>(found: T[]): T[] {
  const kept: T[] = [];
  for (const one of found) {
    const meets = kept.find((k) => one.from < k.to && k.from < one.to);
    if (!meets) kept.push({ ...one });
    else {
      meets.from = Math.min(meets.from, one.from);
      meets.to = Math.max(meets.to, one.to);
    }
  }
  const sorted = kept.toSorted((a, b) => a.from - b.from);
  // (Grown, two may meet that did not before.)
  return sorted.some((k, i) => i > 0 && k.from < (sorted[i - 1]?.to ?? 0)) ? apart(sorted) : sorted;
}

/** A name also where space stands between its characters, which parts no Chinese name. */
const spaced = (name: string) => literally(name).replace(/(?<=\p{Script=Han})\s*(?=\p{Script=Han})/gu, "\\s*");

const literally = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
