/** What is looked for, word by word, in small letters. */
export const soughtWords = (typed: string | undefined): string[] =>
  [
    ...new Set(
      (typed ?? "")
        .normalize("NFKC")
        .toLowerCase()
        .split(/[\s,，、;；]+/u),
    ),
  ]
    .filter(Boolean)
    .slice(0, 8);

/** A piece of a text; `found` where it is what was looked for. `at`: where it begins. */
export type Piece = { at: number; text: string; found: boolean };

/** A text in pieces, what was looked for apart. Longer words come first, so that 电梯间 is not cut into 电梯 and 间. */
export function piecesOf(text: string, words: readonly string[]): Piece[] {
  const lower = text.toLowerCase();
  // Where small letters are longer or shorter than capital ones, places differ: then nothing is marked.
  if (!words.length || lower.length !== text.length) return [{ at: 0, text, found: false }];
  const longestFirst = words.toSorted((a, b) => b.length - a.length);
  const pieces: Piece[] = [];
  let plain = 0;
  for (let at = 0; at < text.length; ) {
    const word = longestFirst.find((w) => lower.startsWith(w, at));
    if (!word) {
      at++;
      continue;
    }
    if (at > plain) pieces.push({ at: plain, text: text.slice(plain, at), found: false });
    pieces.push({ at, text: text.slice(at, at + word.length), found: true });
    at += word.length;
    plain = at;
  }
  if (plain < text.length || !pieces.length) pieces.push({ at: plain, text: text.slice(plain), found: false });
  return pieces;
}

/**
 * The part of a text around the first thing that was looked for, on one line.
 * @param length characters at most, without the marks of what was left out
 */
export function snippetOf(text: string, words: readonly string[], length = 120): string {
  const line = text.replace(/\s+/gu, " ").trim();
  const chars = Array.from(line);
  if (chars.length <= length) return line;
  const lower = line.toLowerCase();
  const places = words.map((w) => lower.indexOf(w)).filter((at) => at >= 0);
  const first = places.length ? Array.from(line.slice(0, Math.min(...places))).length : 0;
  const from = Math.max(0, Math.min(first - Math.floor(length / 4), chars.length - length));
  return `${from > 0 ? "…" : ""}${chars.slice(from, from + length).join("")}${from + length < chars.length ? "…" : ""}`;
}
