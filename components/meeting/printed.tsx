import { useFormatter, useTranslations } from "#components/i18n.ts";
import type { MinutesPage } from "#domain/meeting/written.ts";
import { MeasureOf } from "./minutes.tsx";
import { partyName } from "./names.ts";

type Props = { page: MinutesPage; by: string; now: Date; locale: string };

/** How a printed sheet says what it is, on each page. */
export const sheetStyle = (foot: string) => {
  const quoted = JSON.stringify(foot).replaceAll("<", "\\3c ");
  return `@page { size: A4 portrait; margin: 20mm 18mm 20mm;
    @bottom-left { content: ${quoted}; font-size: 8pt; }
    @bottom-right { content: counter(page) " / " counter(pages); font-size: 8pt; } }`;
};

/** The minutes on sheets of A4: when and where, who was there, point by point, the decisions marked, room to sign. */
export function PrintedMinutes({ page: { meeting, lines }, by, now, locale }: Props) {
  const t = useTranslations("minutes");
  const words = useTranslations("meetings");
  const print = useTranslations("print");
  const format = useFormatter();
  const moment = (at: Date) => format.dateTime(at, { dateStyle: "long", timeStyle: "short" });
  const there = meeting.parties.filter((p) => p.attended);
  const points = meeting.points.filter((p) => p.status === "taken");
  const known = new Set(points.map((p) => p.id));
  const rest = lines.filter((line) => !line.item || !known.has(line.item));
  const name = (principal: string) =>
    partyName(
      meeting.parties.find((p) => p.principal === principal),
      words,
      locale,
    );
  const state =
    meeting.status === "settled" && meeting.settledAt
      ? t("settledAt", { at: moment(meeting.settledAt) })
      : meeting.status === "sent" && meeting.objectUntil
        ? t("objectUntil", { until: moment(meeting.objectUntil) })
        : t("draft");
  const facts: [string, string][] = [
    ...(meeting.startsAt && meeting.endsAt
      ? [
          [
            words("time"),
            format.dateTimeRange(meeting.startsAt, meeting.endsAt, { dateStyle: "long", timeStyle: "short" }),
          ] as [string, string],
        ]
      : []),
    [words("place"), meeting.place],
    [words("organizer"), meeting.organizer ?? words("aPerson")],
    ...(meeting.problem
      ? [[t("matter"), `${meeting.problem.number} ${meeting.problem.title}`] as [string, string]]
      : []),
    [t("state"), state],
  ];
  const ofPoint = (of: typeof lines) => (
    <ul className="grid gap-2">
      {of.map((line) => (
        <li
          key={line.id}
          className={`break-inside-avoid ${line.kind === "decision" ? "border-s-4 border-s-door ps-3" : ""}`}
        >
          <p className="said" dir="auto">
            {line.kind === "decision" && <b>{t("decided")} </b>}
            {line.body}
          </p>
          {line.measure && <MeasureOf measure={line.measure} locale={locale} />}
        </li>
      ))}
    </ul>
  );
  return (
    <article className="case-print grid grid-cols-1 gap-5">
      <style>{sheetStyle(`${meeting.title} · ${print("printed", { at: moment(now), who: by })}`)}</style>
      <header className="grid gap-1">
        <p className="text-t1">
          {words(`kinds.${meeting.kind}`)} · {t("title")}
        </p>
        <h1>
          <bdi>{meeting.title}</bdi>
        </h1>
        {meeting.kind === "three_party" && <p className="small">{words("privateHint")}</p>}
      </header>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-5 gap-y-1 border-y border-line py-3 text-t1">
        {facts.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-ink-3">{label}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
        <dt className="text-ink-3">{t("present")}</dt>
        <dd>
          {there.map((p) => (
            <p key={p.principal}>
              <bdi>{partyName(p, words, locale)}</bdi>
              {p.attendees && <span className="ms-2">{p.attendees}</span>}
            </p>
          ))}
        </dd>
      </dl>
      {points.map((point, i) => (
        <section key={point.id} className="grid gap-2">
          <h2 className="break-after-avoid text-t3">
            <span className="num">{i + 1}.</span> <bdi>{point.title}</bdi>
          </h2>
          {ofPoint(lines.filter((line) => line.item === point.id))}
        </section>
      ))}
      {rest.length > 0 && (
        <section className="grid gap-2">
          {points.length > 0 && <h2 className="break-after-avoid text-t3">{t("besides")}</h2>}
          {ofPoint(rest)}
        </section>
      )}
      {meeting.objections.length > 0 && (
        <section className="grid gap-2">
          <h2 className="break-after-avoid text-t3">{t("objections")}</h2>
          {meeting.objections.map((o) => (
            <div key={o.id} className="break-inside-avoid">
              <p>
                <b>{name(o.principal)}</b> {o.body}
              </p>
              {o.answer && <p className="ps-4">{o.answer}</p>}
            </div>
          ))}
        </section>
      )}
      <section className="grid grid-cols-2 gap-x-10 gap-y-6 pt-4 text-t1">
        {there.map((p) => (
          <p key={p.principal} className="break-inside-avoid border-b border-line-2 pb-6">
            <bdi>{partyName(p, words, locale)}</bdi>
          </p>
        ))}
      </section>
    </article>
  );
}
