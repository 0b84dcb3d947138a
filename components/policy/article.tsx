import Link from "next/link";
import { useFormatter, useLocale, useTranslations } from "#components/i18n.ts";
import { Phrases } from "#components/ui/said.tsx";
import { policyParts } from "#domain/policy/parts.ts";
import type { PolicyPage } from "#domain/policy/read.ts";
import { PolicyStateWord, StandingWord } from "./lines.tsx";

/** A day in words, as 2026-11-28 says it. */
const useDay = () => {
  const format = useFormatter();
  return (day: string) =>
    format.dateTime(new Date(`${day}T12:00:00Z`), { year: "numeric", month: "short", day: "numeric", timeZone: "UTC" });
};

/** Between which days it holds, as far as that is known. */
function Days({ validFrom, ends }: Pick<PolicyPage, "validFrom" | "ends">) {
  const t = useTranslations("policies");
  const day = useDay();
  if (validFrom && ends) return <span>{t("between", { from: day(validFrom), until: day(ends) })}</span>;
  if (validFrom) return <span>{t("from", { from: day(validFrom) })}</span>;
  return ends ? <span>{t("until", { until: day(ends) })}</span> : null;
}

/** A policy explained: whether it holds, what it says, and what one asks next. */
export function PolicyArticle({ policy, leads }: { policy: PolicyPage; leads: boolean }) {
  const t = useTranslations("policies");
  const words = useTranslations("words");
  const format = useFormatter();
  const locale = useLocale();
  const day = useDay();
  const { standing, state, validFrom, ends, instead } = policy;
  const parts = policyParts.filter((part) => policy[part]);
  return (
    <article className="grid gap-4" lang={policy.locale}>
      <h1 className="phrases">
        <Phrases>{policy.title}</Phrases>
      </h1>
      <p className="small flex flex-wrap items-baseline gap-x-3" lang={locale}>
        <span>{words(`categories.${policy.category}`)}</span>
        {policy.publishedAt && <span>{format.dateTime(policy.publishedAt, "date")}</span>}
        <Days validFrom={validFrom} ends={ends} />
        {leads && <PolicyStateWord state={state} />}
        {state === "published" && <StandingWord standing={standing} />}
      </p>
      {state === "published" && standing !== "valid" && (
        <p className="border-s-4 border-waiting bg-waiting-wash px-4 py-3 text-waiting" lang={locale}>
          {standing === "expired"
            ? t("expired", { until: ends ? day(ends) : "" })
            : t("upcoming", { from: validFrom ? day(validFrom) : "" })}{" "}
          {instead ? (
            <Link href={`/policies/${instead}`}>{standing === "expired" ? t("seeNew") : t("seeOld")}</Link>
          ) : (
            standing === "expired" && t("noNew")
          )}
        </p>
      )}
      <p className="said">{policy.body}</p>
      {parts.length > 0 && (
        <dl className="max-w-(--measure)">
          {parts.map((part) => (
            <div
              key={part}
              className="grid gap-x-6 border-t border-line py-3 sm:grid-cols-[8rem_minmax(0,1fr)] print:break-inside-avoid"
            >
              <dt className="font-bold" lang={locale}>
                {t(`parts.${part}`)}
              </dt>
              <dd className="whitespace-pre-wrap">{policy[part]}</dd>
            </div>
          ))}
        </dl>
      )}
    </article>
  );
}

/** All versions of it, the latest first. */
export function Versions({ policy, leads }: { policy: PolicyPage; leads: boolean }) {
  const t = useTranslations("policies");
  if (!policy.versions.length) return null;
  return (
    <section aria-labelledby="versions" className="rule print:hidden">
      <h2 id="versions" className="mb-2">
        {t("versions")}
      </h2>
      <ul>
        {policy.versions.map((v) => {
          const days = v.validFrom || v.ends ? <Days validFrom={v.validFrom} ends={v.ends} /> : t("always");
          return (
            <li key={v.id} className="flex flex-wrap items-center gap-x-3 border-t border-line">
              {v.id === policy.id ? (
                <b className="lone" aria-current="page">
                  {days}
                </b>
              ) : (
                <Link href={`/policies/${v.id}`} prefetch={false} className="lone">
                  {days}
                </Link>
              )}
              {leads && <PolicyStateWord state={v.state} />}
              {v.state === "published" && <StandingWord standing={v.standing} />}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
