import Link from "next/link";
import { useFormatter, useTranslations } from "#components/i18n.ts";
import { percent } from "#domain/figures/measures.ts";

type Side = { count: number; href: string; word: string };

/** A share in words and as a bar; of so few that it would mislead, the counts alone. */
export function Share({ part, whole }: { part: number; whole: number }) {
  const t = useTranslations("figures");
  const format = useFormatter();
  const share = percent(part, whole);
  if (share === null)
    return whole > 0 ? <span className="small block">{t("few")}</span> : <span aria-hidden="true">–</span>;
  return (
    <>
      <b className="num">{format.number(share / 100, { style: "percent" })}</b>
      <span aria-hidden="true" className="my-1 block h-2 border border-line-2 bg-sheet">
        <span className="block h-full bg-door-fill [print-color-adjust:exact]" style={{ width: `${share}%` }} />
      </span>
    </>
  );
}

/** How many of how many: each of the two leads to those that it counts. */
export function Cell({ part, whole }: { part: Side; whole: Side }) {
  const t = useTranslations("figures");
  const side = ({ count, href, word }: Side) =>
    count > 0 ? (
      <Link href={href} prefetch={false} className="lone num min-w-11 flex-wrap gap-x-1 leading-tight">
        {t("see", { count })} <span className="small">{word}</span>
      </Link>
    ) : (
      <span className="lone num min-w-11 flex-wrap gap-x-1 leading-tight">
        {t("see", { count })} <span className="small">{word}</span>
      </span>
    );
  return (
    <>
      <Share part={part.count} whole={whole.count} />
      {whole.count > 0 && (
        <span className="flex flex-wrap gap-x-3 text-t1">
          {side(part)}
          {side(whole)}
        </span>
      )}
    </>
  );
}
