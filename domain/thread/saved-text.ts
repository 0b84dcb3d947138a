/** What a saved reply can leave open, to be filled in for the concern it is used on. */
export const placeholders = ["number", "title", "reporter", "owner", "due", "unit"] as const;

export type Known = Record<(typeof placeholders)[number], string>;

const place = /\{([^{}\n]{0,40})\}/g;

const isKnown = (name: string): name is keyof Known => (placeholders as readonly string[]).includes(name);

/** The first thing in braces that nothing is known of; null where all can be filled in. */
export const unknownPlaceholder = (body: string): string | null =>
  [...body.matchAll(place)].map(([, name = ""]) => name.trim()).find((name) => !isKnown(name)) ?? null;

/** A saved reply with everything filled in. What is filled in is text: it opens no places of its own. */
export const fillReply = (body: string, known: Known): string =>
  body.replace(place, (all, name: string) => (isKnown(name.trim()) ? known[name.trim() as keyof Known] : all));
