import Link from "next/link";
import { useFormatter, useTranslations } from "#components/i18n.ts";
import { percent } from "#domain/figures/measures.ts";

type Side = { count: number; href: string; word: string };

/** A share in words and as a bar; of so few that it would mislead, the counts alone. */
function Share({ part, whole }: { part: number; whole: number }) {
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

/** How many of how many: each of the two leads to those that it counts. In a table its head says of what. */
export function Cell({ part, whole, headed }: { part: Side; whole: Side; headed?: boolean }) {
  const t = useTranslations("figures");
  const side = ({ count, href, word }: Side) => {
    const said = (
      <>
        {t("see", { count })} <span className={headed ? "sr-only" : "small"}>{word}</span>
      </>
    );
    const looks = "lone num relative min-w-8 gap-x-1 text-t1";
    if (count === 0) return <span className={looks}>{said}</span>;
    return (
      <Link href={href} prefetch={false} className={looks}>
        {said}
      </Link>
    );
  };
  return (
    <>
      <Share part={part.count} whole={whole.count} />
      {whole.count > 0 && (
        <span className="flex flex-wrap items-center gap-x-2">
          {side(part)}
          {headed && <span aria-hidden="true">/</span>}
          {side(whole)}
        </span>
      )}
    </>
  );
}
