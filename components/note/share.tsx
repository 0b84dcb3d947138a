import { useFormatter, useTranslations } from "#components/i18n.ts";

export type Part = { part: number; whole: number };

type Props = Part & {
  label: React.ReactNode;
  /** What is divided by what. */
  of: string;
  before?: (Part & { name: string }) | null;
};

/** A share in per cent, rounded down: what is not whole is not told as whole. Nothing where there is nothing to divide by. */
const percent = ({ part, whole }: Part) => (whole ? Math.floor((100 * part) / whole) : null);

/** A row of a list in which shares are compared: the widest bar is the largest. */
export function Row({ label, part, whole, most, before }: Omit<Props, "of"> & { most: number }) {
  const t = useTranslations("digest");
  const format = useFormatter();
  const now = percent({ part, whole });
  const then = before ? percent(before) : null;
  const share = (n: number) => format.number(n / 100, { style: "percent" });
  return (
    <div className="grid grid-cols-[7.5rem_minmax(0,1fr)_auto] items-center gap-x-3 border-t border-line print:break-inside-avoid">
      <dt>{label}</dt>
      <dd aria-hidden="true" className="h-3">
        <span
          className="block h-full bg-door-fill [print-color-adjust:exact]"
          style={{ width: `${most ? (100 * part) / most : 0}%` }}
        />
      </dd>
      <dd className="num text-end text-t1">
        <b>{t("households", { count: part })}</b>
        <span className="small"> · {now === null ? "–" : share(now)}</span>
        {then !== null && before && (
          <span className="small block">{t("before", { round: before.name, share: share(then) })}</span>
        )}
      </dd>
    </div>
  );
}

/** A figure that stands for the round, large. */
export function Headline({ label, part, whole, of, before }: Props) {
  const t = useTranslations("digest");
  const format = useFormatter();
  const now = percent({ part, whole });
  const then = before ? percent(before) : null;
  return (
    <div className="grid content-start">
      <dt className="order-2 font-bold">{label}</dt>
      <dd className="num order-1 mb-2 text-t6 leading-none font-bold tracking-tight">
        {now ?? "–"}
        {now !== null && <span className="text-t4">%</span>}
      </dd>
      <dd className="small num order-3">{of}</dd>
      {then !== null && before && (
        <dd className="small num order-4">
          {t("before", { round: before.name, share: format.number(then / 100, { style: "percent" }) })}
        </dd>
      )}
    </div>
  );
}

/** One figure: its share as a bar and in per cent, what it divides by what, and what it was in the round before. */
export function Share({ label, part, whole, of, before }: Props) {
  const t = useTranslations("digest");
  const format = useFormatter();
  const now = percent({ part, whole });
  const then = before ? percent(before) : null;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 border-t border-line py-2.5 print:break-inside-avoid">
      <dt className="font-bold">{label}</dt>
      <dd className="num text-t3 leading-none font-bold">
        {now === null ? "–" : format.number(now / 100, { style: "percent" })}
      </dd>
      <dd aria-hidden="true" className="col-span-2 my-1.5 h-2 border border-line-2 bg-sheet">
        <span
          className="block h-full bg-door-fill [print-color-adjust:exact]"
          style={{ width: `${whole ? Math.min(100, (100 * part) / whole) : 0}%` }}
        />
      </dd>
      <dd className="small num col-span-2">
        {of}
        {then !== null && before && (
          <> · {t("before", { round: before.name, share: format.number(then / 100, { style: "percent" }) })}</>
        )}
      </dd>
    </div>
  );
}
