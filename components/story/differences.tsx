import { diffWords } from "diff";
import type { Locale } from "#domain/account/preferences.ts";

type Props = { before: string; now: string; lang: Locale; headings: { before: string; now: string } };

/** Two states of a text beside each other: what went on the left, what came on the right. */
export function Differences({ before, now, lang, headings }: Props) {
  // By words of the language: where one begins and ends in Chinese, the platform knows.
  const pieces = diffWords(before, now, { intlSegmenter: new Intl.Segmenter(lang, { granularity: "word" }) });
  const side = (of: "before" | "now") => {
    let at = 0;
    return pieces
      .filter((p) => (of === "before" ? !p.added : !p.removed))
      .map((p) => {
        at += p.value.length;
        if (p.removed)
          return (
            <del key={at} className="bg-late-wash">
              {p.value}
            </del>
          );
        if (p.added)
          return (
            <ins key={at} className="bg-done-wash">
              {p.value}
            </ins>
          );
        return <span key={at}>{p.value}</span>;
      });
  };
  return (
    <div className="grid gap-4 sm:grid-cols-2" lang={lang}>
      {(["before", "now"] as const).map((of) => (
        <div key={of} className="grid content-start gap-1">
          <h3 className="small font-bold">{headings[of]}</h3>
          <p className="said">{side(of)}</p>
        </div>
      ))}
    </div>
  );
}
