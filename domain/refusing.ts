import { databaseError } from "#db/viewer.ts";
import { NotFound } from "./refusal.ts";

/**
 * Does something, and says in words what the database refused. What a policy does not let a viewer do is not there for
 * them, unless it is given words of its own.
 * @param words what to say, by the code of the error (DS001: a rule of ours says no) or by the constraint that was broken
 * @throws what is given there
 * @throws NotFound where a policy said no
 */
export async function refusing<T>(words: Record<string, Error>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const refused = databaseError(error);
    if (!refused) throw error;
    const said = words[refused.constraint ?? ""] ?? words[refused.code];
    if (said) throw said;
    if (refused.code === "42501") throw new NotFound();
    throw error;
  }
}
