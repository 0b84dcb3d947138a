import { type CategoryKey, categories, categoryKeys, speaks } from "../concern/category.ts";
import type { NoteKind } from "./list.ts";
import { noteTopic } from "./topic.ts";

export type HeardNote = {
  id: string;
  kind: NoteKind;
  body: string;
  topic: CategoryKey | null;
  quotable: boolean;
  household: string;
};

/** What was heard, by how many households said it: one that says a thing three times said it once. */
export type Heard = {
  /** Households of which something is noted. */
  households: number;
  notes: number;
  /** Topics by how many households spoke of them; a household may speak of several. */
  topics: { topic: CategoryKey; households: number }[];
  /** Households whose notes speak of none of the topics. */
  without: number;
  /** The words that most households used, of those that topics know. */
  words: { word: string; topic: CategoryKey; households: number }[];
};

/** Words are shown from this many households on: what one household said is its own. */
const leastHouseholds = 2;

const wordsShown = 12;

/** Adds up the notes of a round. A note without a topic is counted under the one that its words speak for. */
export function heardOf(notes: readonly HeardNote[]): Heard {
  const all = new Set<string>();
  const byTopic = new Map<CategoryKey, Set<string>>();
  const byWord = new Map<string, { topic: CategoryKey; households: Set<string> }>();
  for (const { body, topic: given, household } of notes) {
    all.add(household);
    const topic = given ?? noteTopic(body);
    if (topic) byTopic.set(topic, (byTopic.get(topic) ?? new Set()).add(household));
    const folded = body.toLowerCase();
    for (const key of categoryKeys)
      for (const word of categories[key].words) {
        if (!speaks(folded, word)) continue;
        const found = byWord.get(word) ?? { topic: key, households: new Set() };
        found.households.add(household);
        byWord.set(word, found);
      }
  }
  const most = (a: { households: number }, b: { households: number }) => b.households - a.households;
  const spoken = new Set([...byTopic.values()].flatMap((households) => [...households]));
  return {
    households: all.size,
    notes: notes.length,
    topics: [...byTopic].map(([topic, households]) => ({ topic, households: households.size })).toSorted(most),
    without: all.size - spoken.size,
    words: [...byWord]
      .map(([word, { topic, households }]) => ({ word, topic, households: households.size }))
      .filter(({ households }) => households >= leastHouseholds)
      .toSorted((a, b) => most(a, b) || b.word.length - a.word.length)
      .slice(0, wordsShown),
  };
}
