import Link from "next/link";
import { useFormatter, useTranslations } from "#components/i18n.ts";
import { State } from "#components/ui/state.tsx";
import { Told } from "#components/works/told.tsx";
import type { AgreementAsk } from "#domain/agreement/desk.ts";
import type { AgreementLine } from "#domain/agreement/page.ts";
import { agreementLooks } from "./looks.ts";

/** The agreements on a problem, and the way to a new one. */
export function AgreementsOn({
  id,
  agreements,
  begin,
}: {
  /** Under which a link leads here. */
  id?: string | undefined;
  agreements: AgreementLine[];
  begin: string | null;
}) {
  const t = useTranslations("agreement");
  const format = useFormatter();
  if (!agreements.length && !begin) return null;
  return (
    <section id={id} aria-labelledby="agreements">
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
            {a.told.map(({ id, what, ...told }) => (
              <div key={id} className="grid gap-1">
                <bdi className="text-t1">{what}</bdi>
                <Told told={told} />
              </div>
            ))}
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

/** The agreements that wait for somebody: what they are asked, and by when. */
export function AgreementsAsking({ asking }: { asking: readonly AgreementAsk[] }) {
  const t = useTranslations("agreement");
  const format = useFormatter();
  return (
    <ul>
      {asking.map((a) => (
        <li key={a.id + a.asks} className="relative grid gap-1 border-t border-line py-3">
          <Link
            href={`/agreements/${a.id}`}
            prefetch={false}
            className="font-bold no-underline after:absolute after:inset-0 hover:underline"
          >
            <bdi>{a.title}</bdi>
          </Link>
          <span className="flex flex-wrap items-baseline gap-x-3 text-t1">
            <b className="text-door">{t(`asks.${a.asks}`)}</b>
            {a.until && <span className="small">{t("votesUntil", { when: format.dateTime(a.until, "moment") })}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
