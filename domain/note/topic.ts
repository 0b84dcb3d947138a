import { type CategoryKey, suggestCategory } from "../concern/category.ts";

/** What a visit note is about, where its writer did not say: the category that its words speak for, or nothing. */
export const noteTopic = (body: string): CategoryKey | null => suggestCategory(body)?.category ?? null;
