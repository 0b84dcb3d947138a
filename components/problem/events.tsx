import { momentStyle, useFormatter, useLocale, useTranslations } from "#components/i18n.ts";
import type { ProblemEvent } from "#domain/problem/page.ts";

/** What was done with it, the newest first. */
export function ProblemEvents({ events }: { events: ProblemEvent[] }) {
  const t = useTranslations("problem");
  const format = useFormatter();
  const locale = useLocale();
  return (
    <details className="fold">
      <summary>{t("history")}</summary>
      <ol className="grid gap-2 pb-2 text-t1">
        {events.map(({ seq, kind, at, actor, to, data }) => (
          <li key={`${at.toISOString()} ${seq}`}>
            <time className="small block" dateTime={at.toISOString()}>
              {format.dateTime(at, momentStyle(at))}
            </time>
            {t(`events.${kind as "moved"}`, {
              who: actor ?? t("system"),
              state: to ? t(`statuses.${to}`) : "",
              count: data.count ?? 0,
              person: data.person ?? t("nobody"),
              unit: (locale === "en" && data.unitEn) || data.unit || "",
              when: data.nextAt ? format.dateTime(new Date(data.nextAt), "moment") : "",
              reason: data.reason ? t(`closeReasons.${data.reason as "elsewhere"}`) : "",
            })}
          </li>
        ))}
      </ol>
    </details>
  );
}
