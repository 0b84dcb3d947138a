import { sql } from "drizzle-orm";
import { Refusal } from "../refusal.ts";
import type { HeldProblem } from "./hold.ts";

/** What a text gives away that strangers must not read, and where it stands in it. */
export type Told = { kind: "phone" | "identity" | "mail" | "door" | "name"; words: string };

/** Who and where a text may give away: names of those who raised what is behind it, and their doors. */
export type Secrets = { names: readonly string[]; doors: readonly string[] };

/** What stands for any household, whatever it is called: nobody is named by it. */
const titles = /^(业主|居民|住户|租户|匿名|先生|女士|某某)$/u;

/**
 * What a text that everybody may read tells of single people: telephone and identity numbers, addresses of mail, the doors
 * and the names of those behind it. Pure; it finds what has a form or is known, and cannot judge the rest.
 */
export function tells(text: string, { names, doors }: Secrets): Told[] {
  const plain = text.normalize("NFKC");
  const found: Told[] = [];
  const all = (kind: Told["kind"], pattern: RegExp) => {
    for (const [words] of plain.matchAll(pattern)) found.push({ kind, words });
  };
  all("identity", /(?<!\d)\d{17}[\dXx](?!\d)/g);
  all("phone", /(?<![\d.])(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d){8}(?!\d)/g);
  all("phone", /(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)/g);
  all("mail", /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g);
  // 3-2-1502, 1502 室, flat 1502: a door whoever lives there.
  all("door", /(?<!\d)\d{1,3}-\d{1,2}-\d{3,4}(?!\d)/g);
  all("door", /(?<!\d)\d{3,4}\s*[室号](?!\d)/gu);
  all("door", /\b(?:flat|apt|apartment|room|door|no)\.?\s*\d{3,4}\b/gi);
  for (const door of new Set(doors))
    if (/\d{3}/.test(door) && new RegExp(`(?<!\\d)${literally(door)}(?!\\d|\\s*年)`, "u").test(plain))
      found.push({ kind: "door", words: door });
  for (const name of new Set(names.map((n) => n.trim())))
    if (Array.from(name).length > 1 && !titles.test(name) && plain.includes(name))
      found.push({ kind: "name", words: name });
  return found.filter((one, i) => !found.slice(0, i).some((before) => before.words.includes(one.words)));
}

const literally = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

/**
 * That what strangers are to read of a problem names none of those behind it.
 * @throws Refusal at the field, with the words that give somebody away
 */
export async function mayTell(held: HeldProblem, texts: { title?: string; face?: string }): Promise<void> {
  for (const [field, text = ""] of Object.entries(texts)) {
    const told = tells(text, await secretsIn(held, text));
    if (told.length)
      throw new Refusal("tellsOthers", { field, params: { words: told.map((t) => t.words).join(" · ") } });
  }
}

/** Names and doors of those behind a problem that stand in a text, as the database knows them whoever asks. */
async function secretsIn({ tx, problem }: HeldProblem, text: string): Promise<Secrets> {
  const rows = await tx.execute<{ kind: string; words: string }>(
    sql`select kind, words from app.told_of_problem(${problem.communityId}, ${problem.id}, ${text})`,
  );
  const of = (kind: string) => [...rows].filter((row) => row.kind === kind).map((row) => row.words);
  return { names: of("name"), doors: of("door") };
}
