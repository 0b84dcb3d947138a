/** How long a message can be corrected or taken back by whoever wrote it; the database holds to the same. */
const minutesToChange = 15;

/** Until when its author may correct a message. */
export const changeableUntil = (createdAt: Date): Date => new Date(createdAt.getTime() + minutesToChange * 60_000);

/** So much of a message is shown above the answer to it, in characters. */
export const quoteLength = 120;

/** The beginning of a text, on one line. */
export function beginningOf(text: string): string {
  const characters = Array.from(text.replace(/\s+/g, " "));
  return characters.length > quoteLength ? `${characters.slice(0, quoteLength).join("")}…` : characters.join("");
}
