import Link from "next/link";
import { useFormatter, useTranslations } from "#components/i18n.ts";
import { State } from "#components/ui/state.tsx";
import type { AgreementLine } from "#domain/agreement/page.ts";
import { agreementLooks } from "./looks.ts";

/** The agreements on a problem, and the way to a new one. */
export function AgreementsOn({ agreements, begin }: { agreements: AgreementLine[]; begin: string | null }) {
  const t = useTranslations("agreement");
  const format = useFormatter();
  if (!agreements.length && !begin) return null;
  return (
    <section aria-labelledby="agreements">
      <h2 id="agreements" className="mb-2">
        {t("agreements")}
      </h2>
      <ul>
        {agreements.map((a) => (
          <li key={a.id} className="relative grid gap-1 border-t border-line py-3">
            <Link
              href={`/agreements/${a.id}`}
              prefetch={false}
              className="font-bold no-underline after:absolute after:inset-0 hover:underline"
            >
              <bdi>{a.title}</bdi>
            </Link>
            <span className="flex flex-wrap items-baseline gap-x-3 text-t1">
              <State look={agreementLooks[a.status]}>{t(`statuses.${a.status}`)}</State>
              <span className="small">{format.dateTime(a.createdAt, "date")}</span>
            </span>
          </li>
        ))}
      </ul>
      {begin && (
        <p className="border-t border-line">
          <Link
            href={begin}
            prefetch={false}
            className="flex min-h-(--touch) items-center font-bold no-underline hover:underline"
          >
            {t("begin")}
          </Link>
        </p>
      )}
    </section>
  );
}
