import { useTranslations } from "#components/i18n.ts";
import type { WishCount } from "#domain/wish/count.ts";

/** How many of a round's doors have said when it suits them, in a line or two. */
export function WishCounts({ count }: { count: WishCount }) {
  const t = useTranslations("wish");
  return (
    <div className="text-t1 text-ink-2">
      <p>{t("count", { chosen: count.chosen, doors: count.doors, call: count.call, refused: count.refused })}</p>
      {count.astray > 0 && <p className="text-waiting">{t("astray", { count: count.astray })}</p>}
    </div>
  );
}
