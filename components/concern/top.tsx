import Link from "next/link";
import { useFormatter, useTranslations } from "#components/i18n.ts";
import { placeLabel } from "#components/place/label.ts";
import { Said } from "#components/ui/said.tsx";
import { State } from "#components/ui/state.tsx";
import type { ConcernHead, OtherConcern } from "#domain/concern/page.ts";
import { lookOf } from "#domain/concern/rules.ts";

/** Number, state, category and place above the title; after raising, what happens next and by when. */
export function ConcernTop({ concern, now, raised }: { concern: ConcernHead; now: Date; raised: boolean }) {
  const t = useTranslations("concern");
  const words = useTranslations("words");
  const place = useTranslations("place");
  const format = useFormatter();
  const look = lookOf(concern.status, concern.nextAt, now);
  return (
    <header className="mb-6 grid gap-2">
      {raised && (
        <div role="status" className="mb-3 border-s-4 border-done bg-done-wash p-4 text-done">
          <p className="font-bold">{t("raised", { number: concern.number })}</p>
          <p>
            {concern.status === "unconfirmed"
              ? t("raisedConfirm")
              : t("raisedNext", { when: concern.nextAt ? format.dateTime(concern.nextAt, "moment") : "" })}
          </p>
        </div>
      )}
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-t1 text-ink-2">
        <span className="num">{concern.number}</span>
        <State look={look}>{words(`statuses.${concern.status}`)}</State>
        {look === "late" && <State look="late">{words("late")}</State>}
        {concern.nudges > 0 && <b className="text-late">{words("askedAgain", { count: concern.nudges })}</b>}
        {concern.urgency === "urgent" && <b className="text-late">{words("urgency.urgent")}</b>}
        <span>{words(`categories.${concern.category}`)}</span>
        <span>{placeLabel(concern, place)}</span>
      </p>
      <h1>
        <Said heading>{concern.title}</Said>
      </h1>
      {concern.labels.length > 0 && (
        <p className="small flex flex-wrap gap-x-3">
          {concern.labels.map((label) => (
            <span key={label.id}># {label.name}</span>
          ))}
        </p>
      )}
      {concern.closeReason === "merged" && (
        <p className="border-s-4 border-line-2 ps-4">
          {concern.mergedInto ? (
            <>
              {t("mergedInto")} <Other concern={concern.mergedInto} />
            </>
          ) : (
            t("mergedUnseen")
          )}
        </p>
      )}
      {concern.splitFrom && (
        <p className="small">
          {t("splitFrom")} <Other concern={concern.splitFrom} />
        </p>
      )}
      {concern.merged.length > 0 && (
        <p className="small flex flex-wrap gap-x-3">
          {t("merged", { count: concern.merged.length })}
          {concern.merged.map((other) => (
            <Other key={other.number} concern={other} />
          ))}
        </p>
      )}
    </header>
  );
}

function Other({ concern }: { concern: OtherConcern }) {
  return (
    <Link href={`/concerns/${concern.number}`} prefetch={false}>
      <span className="num">{concern.number}</span> <bdi>{concern.title}</bdi>
    </Link>
  );
}
