import type { Words } from "#components/i18n.ts";
import { typed } from "#components/ui/named.ts";
import { Qr } from "#components/wish/qr.tsx";
import type { Locale } from "#domain/account/preferences.ts";
import type { Hall } from "#domain/place/posters.ts";
import { from, type Reader, readers } from "./speak.ts";

const chapters = {
  how: ["scan", "door", "call", "helper"],
  after: ["taken", "units", "common", "done"],
  who: ["private", "neighbours", "public", "door"],
  visit: ["come", "when", "no", "again"],
} as const;

type Chapter = keyof typeof chapters;

function Said({ reader: { t }, of }: { reader: Reader; of: Chapter }) {
  const say = t as (key: string) => string;
  return (
    <>
      <h2>{t(`${of}.title`)}</h2>
      <ol>
        {chapters[of].map((line) => (
          <li key={line}>{say(`${of}.${line}`)}</li>
        ))}
      </ol>
    </>
  );
}

/** The leaflet in one language: both sides of A4 landscape, three panels each, folded with the cover outside. */
export function Leaflet({ hall, locale, base }: { hall: Hall; locale: Locale; base: string }) {
  const reader = readers(hall).find((r) => r.locale === locale);
  if (!reader) return null;
  const t: Words<"hall"> = reader.t;
  return (
    <>
      <article className="paper-a4 leaflet" lang={locale}>
        <section className="leaflet-panel">
          <Said reader={reader} of="visit" />
        </section>
        <section className="leaflet-panel leaflet-back">
          <h2>{t("see")}</h2>
          <Qr text={`${base}/board?lang=${locale}`} label={t("see")} className="leaflet-qr" />
          <p>{typed(base)}/board</p>
          <p className="leaflet-help">{t("noPhone")}</p>
        </section>
        <section className="leaflet-panel leaflet-cover">
          <svg viewBox="0 0 60 74" aria-hidden="true">
            <path d="M8 72V4h40v68" fill="#f6d98b" stroke="#1f1c18" strokeWidth="3" />
            <path d="M8 4l25 9v60L8 70z" fill="#a8321f" />
            <circle cx="28" cy="42" r="2" fill="#f6d98b" />
            <path d="M0 72.5h60" stroke="#1f1c18" strokeWidth="2.4" />
          </svg>
          <h2>{t("shout")}</h2>
          <p className="whitespace-pre-line">{t("cover")}</p>
          <p className="leaflet-from">{from(hall, reader)}</p>
        </section>
      </article>
      <article className="paper-a4 leaflet" lang={locale}>
        <section className="leaflet-panel">
          <Said reader={reader} of="how" />
        </section>
        <section className="leaflet-panel">
          <Said reader={reader} of="after" />
        </section>
        <section className="leaflet-panel">
          <Said reader={reader} of="who" />
          <Qr text={`${base}/report?lang=${locale}`} label={t("scan")} className="leaflet-qr" />
          <p>
            {t("scan")}
            <br />
            {typed(base)}/report
          </p>
        </section>
      </article>
    </>
  );
}
