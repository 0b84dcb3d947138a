const han = /[\u3400-\u9fff]/;
/** Marks that belong to what comes after them; all others belong to what stands before. */
const opens = /[（《〈“‘「『【([{]$/;
const closes = /[\p{P}\s]$/u;

const lone = (piece: string) => piece.replace(/^\p{P}+/u, "").length === 1;

let words: Intl.Segmenter | undefined;

/**
 * A heading in pieces between which a line may end: Chinese has no spaces, and a short line that breaks inside of a
 * word is read twice. A word of one character stays with the one before it, at the start of a clause with the next.
 */
export function phrases(text: string): string[] {
  if (!han.test(text)) return [text];
  words ??= new Intl.Segmenter("zh", { granularity: "word" });
  const pieces: string[] = [];
  for (const { segment } of words.segment(text)) {
    const last = pieces.at(-1);
    const joins =
      last !== undefined &&
      (opens.test(last) ||
        (closes.test(segment) && !opens.test(segment)) ||
        (!closes.test(last) && (lone(segment) || lone(last)) && !opens.test(segment)));
    if (joins) pieces[pieces.length - 1] = last + segment;
    else pieces.push(segment);
  }
  return pieces;
}

/** The same for what draws text itself: inside of a word no line may end (U+2060, which is not seen). */
export const heldTogether = (text: string): string =>
  phrases(text)
    .map((piece) => piece.replace(/(?<=[\u3400-\u9fff])(?=[\u3400-\u9fff\p{P}])/gu, "\u2060"))
    .join("");

/** The language that words which people wrote are to be read aloud in, as far as their letters tell. */
export const spokenIn = (text: string): "zh" | "en" | undefined =>
  han.test(text) ? "zh" : /[a-z]{2}/i.test(text) ? "en" : undefined;
