import type { Words } from "#components/i18n.ts";
import { typed } from "#components/ui/named.ts";
import { Qr } from "#components/wish/qr.tsx";
import type { Hall, HallEntrance } from "#domain/place/posters.ts";
import { from, hallAddress, readers } from "./speak.ts";

/** A slip for the letterboxes of one entrance: how to say that something is wrong. */
export function SaySlip({ hall, entrance, base }: { hall: Hall; entrance: HallEntrance; base: string }) {
  const [first, ...others] = readers(hall);
  if (!first) return null;
  const t: Words<"hall"> = first.t;
  return (
    <>
      <div className="slip-head" lang={first.locale}>
        <span className="slip-from">{from(hall, first)}</span>
        <b className="slip-title">{t("slipTitle")}</b>
        <span className="slip-other">
          {others.map(({ locale, t: said }) => (
            <span key={locale} lang={locale}>
              {said("slipTitle")}
            </span>
          ))}
        </span>
      </div>
      <p className="slip-door">
        {entrance.building} {entrance.name}
      </p>
      <p className="slip-lines" lang={first.locale}>
        {t("slipText")}
      </p>
      <div className="slip-foot">
        <Qr
          text={hallAddress(base, entrance.code)}
          label={`${entrance.building} ${entrance.name}`}
          className="slip-qr"
        />
        <div className="slip-how">
          {[first, ...others].map(({ locale, t: said }) => (
            <span key={locale} lang={locale}>
              {said("filled")}
            </span>
          ))}
          <span>{typed(hallAddress(base, entrance.code))}</span>
        </div>
      </div>
      <p className="slip-help" lang={first.locale}>
        {t("noPhone")}
      </p>
    </>
  );
}
