import type { Words } from "#components/i18n.ts";
import { typed } from "#components/ui/named.ts";
import { Qr } from "#components/wish/qr.tsx";
import type { Hall, HallEntrance } from "#domain/place/posters.ts";
import { from, hallAddress, readers } from "./speak.ts";

type Props = { hall: Hall; entrance: HallEntrance; base: string };

const steps = ["say", "taken", "answer"] as const;

/** The poster for one hall, A4: an open door with the code of this entrance in its light. */
export function Poster({ hall, entrance, base }: Props) {
  const [first, ...others] = readers(hall);
  if (!first) return null;
  const t: Words<"hall"> = first.t;
  return (
    <article className="paper-a4 poster" lang={first.locale} aria-label={`${entrance.building} ${entrance.name}`}>
      <p className="poster-from">{from(hall, first)}</p>
      <h2>{t("shout")}</h2>
      <p className="poster-promise">{t("promise")}</p>
      <div className="poster-door">
        <svg viewBox="0 0 190 112" aria-hidden="true">
          <path d="M43 112V3h104v109" fill="#f6d98b" stroke="#1f1c18" strokeWidth="3" />
          <path d="M147 3l32 10v99h-32z" fill="#a8321f" />
          <circle cx="153" cy="64" r="2.6" fill="#f6d98b" />
          <path d="M0 111h190" stroke="#1f1c18" strokeWidth="2" />
        </svg>
        <Qr
          text={hallAddress(base, entrance.code)}
          label={`${entrance.building} ${entrance.name}`}
          className="poster-qr"
        />
        <p className="poster-side">
          <b>{t("scan")}</b>
          <span>{t("filled")}</span>
        </p>
      </div>
      <p className="poster-place">
        <b>
          {entrance.building} {entrance.name}
        </b>
        <span>
          {t("typeIn")} {typed(hallAddress(base, entrance.code))}
        </span>
      </p>
      <ol className="poster-steps">
        {steps.map((step, i) => (
          <li key={step}>
            <b>
              <i>{i + 1}</i> {t(`steps.${step}.title`)}
            </b>
            <span>{t(`steps.${step}.text`)}</span>
          </li>
        ))}
      </ol>
      <div className="poster-others">
        {others.map(({ locale, t: said }) => (
          <p key={locale} lang={locale}>
            <b>{said("shout")}</b> · {said("scan")} · {said("filled")}
          </p>
        ))}
      </div>
      <p className="poster-help">{t("noPhone")}</p>
    </article>
  );
}
