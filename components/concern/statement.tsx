import { momentStyle, useFormatter, useTranslations } from "#components/i18n.ts";
import type { ConcernHead } from "#domain/concern/page.ts";
import { AttachedFiles } from "./attached.tsx";

/** What was raised, in the words of whoever raised it, above all that followed. */
export function Statement({ concern }: { concern: ConcernHead }) {
  const t = useTranslations("thread");
  const words = useTranslations("words");
  const format = useFormatter();
  const ways: Partial<Record<ConcernHead["origin"], string>> = {
    doorstep: t("atTheDoor"),
    phone: t("byPhone"),
    letter: t("byLetter"),
  };
  const came = ways[concern.origin];
  return (
    <article className="sheet">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <b>
          <bdi>{concern.reporter ?? t("reporter")}</bdi>
        </b>
        {(came || concern.reporter) && <span className="small">{came ?? t("resident")}</span>}
        {concern.byHelper && <span className="small">{t("byHelper")}</span>}
        {concern.externalNumber && <span className="small">{t("fromList", { number: concern.externalNumber })}</span>}
        <time className="small" dateTime={concern.createdAt.toISOString()}>
          {format.dateTime(concern.createdAt, momentStyle(concern.createdAt))}
        </time>
      </p>
      <p className="said mt-1" dir="auto">
        {concern.body}
      </p>
      <AttachedFiles files={concern.photos} photo={words("photo")} />
    </article>
  );
}
