import Link from "next/link";
import { useFormatter, useTranslations } from "#components/i18n.ts";
import { State } from "#components/ui/state.tsx";
import type { MeetingPage } from "#domain/meeting/page.ts";
import { meetingLook } from "#domain/meeting/rules.ts";
import { spanStyle } from "./span.ts";

/** What a meeting is, when and where; what it is about, as far as the viewer sees that. */
export function MeetingHead({ meeting }: { meeting: MeetingPage }) {
  const t = useTranslations("meetings");
  const format = useFormatter();
  const { startsAt, endsAt, problem, concern } = meeting;
  return (
    <header className="grid gap-3">
      <p className="flex flex-wrap items-center gap-x-4 text-t1 text-ink-2">
        <span>{t(`kinds.${meeting.kind}`)}</span>
        <State look={meetingLook(meeting.status)}>{t(`statuses.${meeting.status}`)}</State>
        {problem && (
          <Link href={`/problems/${problem.number}`} prefetch={false} className="lone">
            {t("about.problem", { number: problem.number })}
          </Link>
        )}
        {concern && (
          <Link href={`/concerns/${concern.number}`} prefetch={false} className="lone">
            {t("about.concern", { number: concern.number })}
          </Link>
        )}
      </p>
      <h1>
        <bdi>{meeting.title}</bdi>
      </h1>
      {startsAt && endsAt && (
        <p className="text-t3">
          {meeting.status === "cancelled" ? (
            <s>{format.dateTimeRange(startsAt, endsAt, spanStyle)}</s>
          ) : (
            <time dateTime={startsAt.toISOString()}>{format.dateTimeRange(startsAt, endsAt, spanStyle)}</time>
          )}
        </p>
      )}
      <p className="text-t1 text-ink-2">
        <bdi>{meeting.place}</bdi> · {t("calledBy", { name: meeting.organizer ?? t("aPerson") })}
      </p>
      {meeting.kind === "three_party" && <p className="small">{t("privateHint")}</p>}
      {meeting.cancelReason && (
        <p className="border-s-4 border-line-2 bg-quiet-wash px-4 py-2">
          {t("cancelledBecause", { reason: meeting.cancelReason })}
        </p>
      )}
      {meeting.note && (
        <p className="said" dir="auto">
          {meeting.note}
        </p>
      )}
    </header>
  );
}
