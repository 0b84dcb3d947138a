import Link from "next/link";
import { useUnitReason } from "#components/concern/unit-reason.ts";
import { Standing } from "#components/deadline/standing.tsx";
import { useFormatter, useLocale, useTranslations } from "#components/i18n.ts";
import { placeLabel } from "#components/place/label.ts";
import { State } from "#components/ui/state.tsx";
import { lookOf } from "#domain/concern/rules.ts";
import type { InboxLine } from "#domain/triage/inbox.ts";

/** What is to be sorted: a box to choose it, what it is, how it stands, and what is suggested. */
export function InboxLines({ lines, now }: { lines: InboxLine[]; now: Date }) {
  const t = useTranslations("triage");
  const words = useTranslations("words");
  const place = useTranslations("place");
  const reason = useUnitReason();
  const format = useFormatter();
  const locale = useLocale();
  return (
    <ul>
      {lines.map((c) => {
        const look = lookOf(c.status, c.nextAt, now);
        const { suggestion } = c;
        const nameOf = (u: { name: string; nameEn: string | null }) =>
          locale === "en" && u.nameEn ? u.nameEn : u.name;
        const units = c.units.map(nameOf);
        return (
          <li
            key={c.number}
            data-row={c.number}
            className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 border-t border-line py-3 md:grid-cols-[auto_minmax(0,1fr)_14rem]"
          >
            <label className="grid min-h-(--touch) min-w-(--touch) cursor-pointer place-items-center self-start">
              <input type="checkbox" name="numbers" value={c.number} />
              <span className="sr-only">{t("choose", { title: c.title })}</span>
            </label>
            <div className="min-w-0">
              <h2 className="text-t2">
                <Link href={`/concerns/${c.number}`} prefetch={false} className="lone no-underline hover:underline">
                  <bdi>{c.title}</bdi>
                </Link>
              </h2>
              <p className="small flex flex-wrap gap-x-3">
                <span className="num">{c.number}</span>
                <span>{words(`categories.${c.category}`)}</span>
                <span>{placeLabel(c, place)}</span>
                {c.privacy === "private" && <span>{words("privacyShort.private")}</span>}
                {c.urgency === "urgent" && <b className="text-late">{words("urgency.urgent")}</b>}
                {c.nudges > 0 && <b className="text-late">{words("askedAgain", { count: c.nudges })}</b>}
                {c.labels.map((label) => (
                  <span key={label}># {label}</span>
                ))}
              </p>
              {suggestion.category && (
                <p className="small flex flex-wrap items-baseline gap-x-3">
                  <span>
                    {t("looksLike", {
                      category: words(`categories.${suggestion.category}`),
                      because: suggestion.because ?? "",
                    })}
                  </span>
                  <Link href={proposal(c.number, "category", [suggestion.category])} prefetch={false} className="lone">
                    {t("acts.category")}
                  </Link>
                </p>
              )}
              {suggestion.units.length > 0 && (
                <div className="small flex flex-wrap items-baseline gap-x-3">
                  <ul>
                    {suggestion.units.map((unit) => (
                      <li key={unit.id}>{t("likely", { unit: nameOf(unit), because: reason(unit, suggestion.of) })}</li>
                    ))}
                  </ul>
                  <Link
                    href={proposal(
                      c.number,
                      "assign",
                      suggestion.units.map((unit) => unit.id),
                    )}
                    prefetch={false}
                    className="lone"
                  >
                    {t("acts.assign")}
                  </Link>
                </div>
              )}
            </div>
            <div className="col-start-2 md:col-start-3">
              <p className="flex flex-wrap items-baseline gap-x-3">
                <State look={look}>{look === "late" ? words("late") : words(`statuses.${c.status}`)}</State>
                <Standing standing={c.standing} now={now} />
              </p>
              <p className="small">
                {units.length > 0 ? format.list(units, { type: "conjunction" }) : c.owner}
                {c.nextAt && <span className="block">{t("nextAt", { when: format.relativeTime(c.nextAt, now) })}</span>}
              </p>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

/** Where what is suggested for one is seen before it is done, and can be changed. */
const proposal = (number: string, act: "category" | "assign", values: string[]): string =>
  `/concerns/bulk?${new URLSearchParams([
    ["act", act],
    ["numbers", number],
    ...values.map((value) => [act === "assign" ? "organizations" : act, value]),
  ])}`;
