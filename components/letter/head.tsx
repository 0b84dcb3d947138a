import { useFormatter, useTranslations } from "#components/i18n.ts";
import type { HeldLetter } from "#domain/letter/held.ts";

/** Who wrote a mail that is held, when, about what, and why it is held. */
export function LetterHead({ letter, whole = false }: { letter: HeldLetter; whole?: boolean }) {
  const t = useTranslations("letters");
  const format = useFormatter();
  const { name, from, subject, number, reason } = letter;
  return (
    <>
      {!whole && (
        <p className="font-bold break-words" dir="auto">
          {subject ?? t("noSubject")}
        </p>
      )}
      <p className="small flex flex-wrap gap-x-3 break-words">
        <bdi className="break-all">{name ? t("from", { name, from }) : from}</bdi>
        <time dateTime={letter.receivedAt.toISOString()}>
          {t("at", { at: format.dateTime(letter.receivedAt, "moment") })}
        </time>
        {number && <span>{t("about", { number })}</span>}
      </p>
      <p className="text-t1 text-waiting">{t(`reasons.${reason}`)}</p>
    </>
  );
}
