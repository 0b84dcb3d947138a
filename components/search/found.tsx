import { piecesOf } from "#domain/search/snippet.ts";

/** A text with what was looked for marked in it. @param words in small letters, see soughtWords() */
export function Found({ text, words }: { text: string; words: readonly string[] }) {
  return piecesOf(text, words).map((piece) =>
    piece.found ? (
      <mark key={piece.at} className="bg-new-wash text-inherit">
        {piece.text}
      </mark>
    ) : (
      <span key={piece.at}>{piece.text}</span>
    ),
  );
}
