import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { bars, compared, type Secrets, tells } from "../publish/tells.ts";
import { Refusal } from "../refusal.ts";

/** Names and doors of the community that stand in a text, as the database knows them. */
export async function secretsIn(tx: Transaction, community: string, text: string): Promise<Secrets> {
  const rows = await tx.execute<{ kind: string; words: string }>(
    sql`select kind, words from app.told_in_community(${community}, ${compared(text)})`,
  );
  const of = (kind: string) => [...rows].filter((row) => row.kind === kind).map((row) => row.words);
  return { names: of("name"), doors: of("door") };
}

/**
 * That a text which everybody may read names nobody. What may only do so is let pass once somebody has looked.
 * @throws Refusal at the field, with the words that are meant
 */
export async function mayBeRead(
  tx: Transaction,
  community: string,
  texts: Record<string, string | null>,
  looked: boolean,
): Promise<void> {
  const doubtful: string[] = [];
  for (const [field, text] of Object.entries(texts)) {
    if (!text) continue;
    const told = tells(text, await secretsIn(tx, community, text));
    const barred = told.filter((t) => bars(t.kind));
    if (barred.length) throw new Refusal("tellsOthers", { field, params: { words: words(barred) } });
    doubtful.push(...told.map((t) => t.words));
  }
  if (doubtful.length && !looked)
    throw new Refusal("lookAgain", { field: "looked", params: { words: doubtful.join(" · ") } });
}

const words = (told: { words: string }[]) => told.map((t) => t.words).join(" · ");
