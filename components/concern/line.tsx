import Link from "next/link";
import { Standing } from "#components/deadline/standing.tsx";
import { useFormatter, useLocale, useTranslations } from "#components/i18n.ts";
import { placeLabel } from "#components/place/label.ts";
import { State } from "#components/ui/state.tsx";
import type { ConcernLine } from "#domain/concern/list.ts";
import { lookOf } from "#domain/concern/rules.ts";

/**
 * The concerns of a page of a list: rows with a hairline on a desk, the same stacked on a phone. Where a list holds what
 * was given to a unit, a line has an id of its own; `why` says what brought it there.
 */
export function ConcernLines({ lines, now }: { lines: (ConcernLine & { id?: string; why?: string })[]; now: Date }) {
  const t = useTranslations("concerns");
  const place = useTranslations("place");
  const words = useTranslations("words");
  const format = useFormatter();
  const locale = useLocale();
  return (
    <ul>
      {lines.map((c) => {
        const look = lookOf(c.status, c.nextAt, now);
        const units = c.units.map((u) => (locale === "en" && u.nameEn ? u.nameEn : u.name));
        return (
          <li
            key={c.id ?? c.number}
            className="relative grid gap-x-6 gap-y-1 border-t border-line py-4 md:grid-cols-[minmax(0,1fr)_13rem_9rem] md:items-baseline"
          >
            <div className="min-w-0">
              <h2 className="text-t2">
                <Link
                  href={`/concerns/${c.number}`}
                  prefetch={false}
                  className="no-underline after:absolute after:inset-0 hover:underline"
                >
                  <bdi>{c.title}</bdi>
                </Link>
                {c.unread > 0 && (
                  <span className="ms-2 text-t0 font-bold text-door">{t("unread", { count: c.unread })}</span>
                )}
              </h2>
              <p className="small flex flex-wrap gap-x-3">
                <span className="num">{c.number}</span>
                <span>{words(`categories.${c.category}`)}</span>
                <span>{placeLabel(c, place)}</span>
                {c.voices > 0 && <span>{t("voices", { count: c.voices })}</span>}
                {c.privacy === "private" && <span>{words("privacyShort.private")}</span>}
                {c.labels.map((label) => (
                  <span key={label}># {label}</span>
                ))}
                {c.urgency === "urgent" && <span className="font-bold text-late">{words("urgency.urgent")}</span>}
              </p>
              {c.why && <p className="small">{c.why}</p>}
            </div>
            <p className="flex flex-wrap items-baseline gap-x-3">
              <State look={look}>{look === "late" ? words("late") : words(`statuses.${c.status}`)}</State>
              {c.nudges > 0 && <b className="text-t1 text-late">{words("askedAgain", { count: c.nudges })}</b>}
              <Standing standing={c.standing} now={now} />
            </p>
            <p className="small">
              {units.length > 0 ? format.list(units, { type: "conjunction" }) : c.owner}
              <span className="block">
                {c.nextAt
                  ? t("next", { when: format.relativeTime(c.nextAt, now) })
                  : t("raised", { when: format.dateTime(c.createdAt, "date") })}
              </span>
            </p>
          </li>
        );
      })}
    </ul>
  );
}
