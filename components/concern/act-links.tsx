import Link from "next/link";
import { useTranslations } from "#components/i18n.ts";
import { useActTitles } from "./act-form.tsx";
import type { Act, ActPage } from "./acts.ts";

/** What else can be done, each behind an address of its own: works without JavaScript, and the back button closes it. */
export function ActLinks({
  acts,
  pages,
  number,
  locale,
}: {
  acts: Act[];
  pages: ActPage[];
  number: string;
  locale: string;
}) {
  const t = useTranslations("acts");
  const titles = useActTitles(locale);
  if (!acts.length && !pages.length) return null;
  return (
    <nav aria-labelledby="acts">
      <h2 id="acts" className="mb-2">
        {t("title")}
      </h2>
      <ul>
        {acts.map((act) => (
          <li key={act.key} className="border-t border-line">
            <Link href={`/concerns/${number}?do=${act.key}#do`} prefetch={false} className="onward">
              {titles(act)}
            </Link>
          </li>
        ))}
        {pages.map((page) => (
          <li key={page} className="border-t border-line">
            <Link href={`/concerns/${number}/${page}`} prefetch={false} className="onward">
              {t(`pages.${page}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
