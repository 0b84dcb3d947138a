/** Puts what is known into a sentence whose places are named: for what lives in the browser and is told its words. */
export const fill = (sentence: string, known: Record<string, string | number>): string =>
  sentence.replace(/\{(\w+)\}/g, (all, name: string) => `${known[name] ?? all}`);
