import { useTranslations } from "#components/i18n.ts";
import type { Piece } from "#domain/publish/neutral.ts";
import { bars } from "#domain/publish/tells.ts";

/** A text with what the finder found in it marked: what must go by a full line, what is to be looked at by a dotted one. */
export function Marked({ text }: { text: readonly Piece[] }) {
  const t = useTranslations("publication");
  return (
    <span dir="auto" className="whitespace-pre-line">
      {text.map(({ text: words, kind }, i) =>
        kind ? (
          <mark
            // biome-ignore lint/suspicious/noArrayIndexKey: a text does not move
            key={i}
            title={t(`kinds.${kind}`)}
            className={
              bars(kind)
                ? "rounded-sm bg-late-wash px-0.5 text-late underline decoration-2 underline-offset-4"
                : "rounded-sm bg-waiting-wash px-0.5 text-ink underline decoration-waiting decoration-dotted decoration-2 underline-offset-4"
            }
          >
            {words}
            <span className="sr-only"> ({t(`kinds.${kind}`)})</span>
          </mark>
        ) : (
          words
        ),
      )}
    </span>
  );
}

/** What was found in some texts, each kind once, in words. */
export const kindsIn = (...texts: (readonly Piece[] | null)[]) => [
  ...new Set(texts.flatMap((text) => text?.flatMap((piece) => piece.kind ?? []) ?? [])),
];
