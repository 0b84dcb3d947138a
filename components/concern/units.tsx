import { Standing } from "#components/deadline/standing.tsx";
import { useFormatter, useTranslations } from "#components/i18n.ts";
import { State } from "#components/ui/state.tsx";
import { isOpen } from "#domain/assignment/rules.ts";
import type { AssignmentLine } from "#domain/concern/page.ts";

const looks = { assigned: "waiting", accepted: "going", answered: "done", returned: "quiet" } as const;

/** The partner units a concern was given to, where each stands, and by when it is to answer. */
export function Units({ assignments, now, locale }: { assignments: AssignmentLine[]; now: Date; locale: string }) {
  const t = useTranslations("concern");
  const words = useTranslations("words");
  const format = useFormatter();
  if (!assignments.length) return null;
  return (
    <section aria-labelledby="units">
      <h2 id="units">{t("units")}</h2>
      <ul className="mt-3">
        {assignments.map((a) => {
          const late = isOpen(a.status) && a.dueAt < now;
          return (
            <li key={a.id} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 border-t border-line py-3 text-t1">
              <b>{locale === "en" && a.organizationEn ? a.organizationEn : a.organization}</b>
              <State look={late ? "late" : looks[a.status]}>{t(`assignment.${a.status}`)}</State>
              <span className="small col-span-2">
                {a.status === "answered" && a.answeredAt
                  ? t("answeredAt", { when: format.dateTime(a.answeredAt, "moment") })
                  : a.status === "returned"
                    ? a.returnReason
                      ? words(`returnReasons.${a.returnReason as "other"}`)
                      : t("returned")
                    : t("dueAt", { when: format.dateTime(a.dueAt, "moment"), away: format.relativeTime(a.dueAt, now) })}
              </span>
              {a.handler && isOpen(a.status) && (
                <span className="small col-span-2">{t("inHand", { name: a.handler.name })}</span>
              )}
              {a.standing && (
                <span className="col-span-2">
                  <Standing standing={a.standing} now={now} />
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
