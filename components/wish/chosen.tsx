import { formatIn, useLocale, useTranslations } from "#components/i18n.ts";
import { dayOf } from "#domain/time.ts";
import type { Wish } from "#domain/wish/read.ts";
import { clock, weekDay } from "./when.ts";

/** What a household said: when it suits, and what should be known. */
export function Chosen({ wish, timeZone }: { wish: Wish; timeZone: string }) {
  const t = useTranslations("wish");
  const format = formatIn(useLocale(), timeZone);
  return (
    <div className="grid gap-1">
      <p className="font-bold">{t(`said.${wish.kind}`)}</p>
      {wish.times.length > 0 && (
        <ul className="num flex flex-wrap gap-x-6">
          {wish.times.map((span) => (
            <li key={span.start}>
              {weekDay(format, dayOf(new Date(span.start), timeZone))} {clock(format, span)}
            </li>
          ))}
        </ul>
      )}
      {wish.note && (
        <p className="said text-t1" dir="auto">
          “{wish.note}”
        </p>
      )}
    </div>
  );
}
