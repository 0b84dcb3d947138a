import Link from "next/link";
import { useFormatter, useTranslations } from "#components/i18n.ts";
import { State } from "#components/ui/state.tsx";
import type { MeetingLine } from "#domain/meeting/list.ts";
import { meetingLook } from "#domain/meeting/rules.ts";
import { spanStyle } from "./span.ts";

/** Meetings as rows: when, what, where, and what one has still to say. */
export function MeetingLines({ meetings }: { meetings: MeetingLine[] }) {
  const t = useTranslations("meetings");
  const format = useFormatter();
  return (
    <ul>
      {meetings.map((m) => (
        <li key={m.id} className="relative grid gap-x-6 border-t border-line py-3">
          <span className="small">
            {m.startsAt && m.endsAt ? (
              <time dateTime={m.startsAt.toISOString()}>{format.dateTimeRange(m.startsAt, m.endsAt, spanStyle)}</time>
            ) : (
              t("noTimeYet")
            )}
          </span>
          <Link
            href={`/meetings/${m.id}`}
            prefetch={false}
            className="font-bold no-underline after:absolute after:inset-0 hover:underline"
          >
            <bdi>{m.title}</bdi>
          </Link>
          <span className="flex flex-wrap items-baseline gap-x-3 text-t1">
            <State look={meetingLook(m.status)}>{t(`statuses.${m.status}`)}</State>
            <span className="small">
              {t(`kinds.${m.kind}`)} · <bdi>{m.place}</bdi>
            </span>
            {m.asks && <b className="text-door">{t(`asks.${m.asks}`)}</b>}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The meetings about one thing, and the way to a new one. */
export function MeetingsAbout({ meetings, begin }: { meetings: MeetingLine[]; begin: string | null }) {
  const t = useTranslations("meetings");
  if (!meetings.length && !begin) return null;
  return (
    <section aria-labelledby="meetings">
      <h2 id="meetings" className="mb-2">
        {t("title")}
      </h2>
      <MeetingLines meetings={meetings} />
      {begin && (
        <p className="border-t border-line">
          <Link
            href={begin}
            prefetch={false}
            className="flex min-h-(--touch) items-center font-bold no-underline hover:underline"
          >
            {t("begin")}
          </Link>
        </p>
      )}
    </section>
  );
}
