import { sql } from "drizzle-orm";
import { bars, compared, type Secrets, tells } from "../publish/tells.ts";
import { Refusal } from "../refusal.ts";
import type { HeldProblem } from "./hold.ts";

/**
 * That what strangers are to read of a problem names none of those behind it.
 * @throws Refusal at the field, with the words that give somebody away
 */
export async function mayTell(held: HeldProblem, texts: { title?: string; face?: string }): Promise<void> {
  for (const [field, text = ""] of Object.entries(texts)) {
    const told = tells(text, await secretsIn(held, text)).filter((t) => bars(t.kind));
    if (told.length)
      throw new Refusal("tellsOthers", { field, params: { words: told.map((t) => t.words).join(" · ") } });
  }
}

/** Names and doors of those behind a problem that stand in a text, as the database knows them whoever asks. */
async function secretsIn({ tx, problem }: HeldProblem, text: string): Promise<Secrets> {
  const rows = await tx.execute<{ kind: string; words: string }>(
    sql`select kind, words from app.told_of_problem(${problem.communityId}, ${problem.id}, ${compared(text)})`,
  );
  const of = (kind: string) => [...rows].filter((row) => row.kind === kind).map((row) => row.words);
  return { names: of("name"), doors: of("door") };
}
