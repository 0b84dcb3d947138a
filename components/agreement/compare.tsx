import { diffWords } from "diff";
import { useFormatter, useLocale, useTranslations } from "#components/i18n.ts";
import { type Locale, localeNames, locales } from "#domain/account/preferences.ts";
import type { Version } from "#domain/agreement/version.ts";
import { moneyStyle } from "./named.ts";

/** Two versions of an agreement beside each other: what went on the left, what came on the right. */
export function Compare({ older, newer }: { older: Version; newer: Version }) {
  const t = useTranslations("agreement");
  const format = useFormatter();
  const reader = useLocale();
  const money = (cents: number | null) => (cents === null ? t("none") : format.number(cents / 100, moneyStyle));
  const measure = (v: Version) =>
    v.measures.map((m) => `${m.what} · ${m.organizationName ?? ""} · ${m.dueOn ?? ""} · ${m.proof ?? ""}`).join("\n");
  const party = (v: Version) =>
    v.parties.map((p) => `${p.organizationName ?? t("households")}: ${money(p.shareCents)}`).join("\n");
  const parts: { name: string; lang: Locale; a: string; b: string }[] = [
    { name: t("titleField"), lang: reader, a: older.title, b: newer.title },
    ...locales.map((l) => ({
      name: `${t("text")} (${localeNames[l].full})`,
      lang: l,
      a: older.texts[l],
      b: newer.texts[l],
    })),
    { name: t("measures"), lang: reader, a: measure(older), b: measure(newer) },
    { name: t("estimate"), lang: reader, a: money(older.estimateCents), b: money(newer.estimateCents) },
    { name: t("shares"), lang: reader, a: party(older), b: party(newer) },
  ].filter(({ a, b }) => a || b);
  return (
    <div className="grid gap-6">
      {parts.map(({ name, lang, a, b }) => (
        <section key={name} className="grid gap-2 border-t border-line pt-3">
          <h2 className="text-t2">{name}</h2>
          {a === b ? (
            <p className="small">{t("same")}</p>
          ) : (
            <div className="grid gap-4 sm:grid-cols-2" lang={lang}>
              <Side heading={t("versionN", { n: older.ordinal })} a={a} b={b} lang={lang} side="older" />
              <Side heading={t("versionN", { n: newer.ordinal })} a={a} b={b} lang={lang} side="newer" />
            </div>
          )}
        </section>
      ))}
    </div>
  );
}

type SideProps = { heading: string; a: string; b: string; lang: string; side: "older" | "newer" };

function Side({ heading, a, b, lang, side }: SideProps) {
  // By words of the language: where one begins and ends in Chinese, the platform knows.
  const pieces = diffWords(a, b, { intlSegmenter: new Intl.Segmenter(lang, { granularity: "word" }) });
  let at = 0;
  return (
    <div className="grid content-start gap-1">
      <h3 className="small font-bold">{heading}</h3>
      <p className="said">
        {pieces
          .filter((p) => (side === "older" ? !p.added : !p.removed))
          .map((p) => {
            at += p.value.length;
            if (side === "older" && p.removed)
              return (
                <del key={at} className="bg-late-wash">
                  {p.value}
                </del>
              );
            if (side === "newer" && p.added)
              return (
                <ins key={at} className="bg-done-wash">
                  {p.value}
                </ins>
              );
            return <span key={at}>{p.value}</span>;
          })}
      </p>
    </div>
  );
}
