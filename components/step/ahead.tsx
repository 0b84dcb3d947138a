import Link from "next/link";
import { useFormatter, useLocale, useTranslations } from "#components/i18n.ts";
import { State } from "#components/ui/state.tsx";
import type { StepAhead } from "#domain/step/ahead.ts";
import { isPast } from "#domain/step/rules.ts";
import { titleOf, whenOf } from "./words.ts";

/** On the desk of whoever follows cases to their end: what comes next in each. */
export function StepsAhead({ ahead, now }: { ahead: StepAhead[]; now: Date }) {
  const t = useTranslations("steps");
  const format = useFormatter();
  const locale = useLocale();
  return (
    <ul>
      {ahead.map((one) => {
        const when = whenOf(format, one);
        return (
          <li
            key={one.number}
            className="relative grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 border-t border-line py-3"
          >
            <Link
              href={`/concerns/${one.number}#steps`}
              prefetch={false}
              className="font-bold no-underline after:absolute after:inset-0 hover:underline"
            >
              <bdi>{one.family ? t("aheadFamily") : titleOf({ title: one.step, titles: one.titles }, locale)}</bdi>
            </Link>
            {isPast(one, now) ? <State look="late">{t("late")}</State> : <span />}
            <p className="small col-span-2 flex flex-wrap gap-x-3">
              {when && one.at && <time dateTime={one.at.toISOString()}>{when}</time>}
              <bdi>{one.title}</bdi>
            </p>
          </li>
        );
      })}
    </ul>
  );
}
