import { useFormatter, useTranslations } from "#components/i18n.ts";
import { placeLabel } from "#components/place/label.ts";
import type { ConcernPage } from "#domain/concern/page.ts";
import type { Entry } from "./entry.ts";

type Props = {
  page: ConcernPage;
  entries: Entry[];
  /** Whether what those who work on it wrote among themselves is in it: then each sheet says so. */
  working: boolean;
  /** Who prints; null for one without an account. */
  by: string | null;
  now: Date;
  locale: string;
};

/** A case on sheets of A4, with the number of each, when it was printed and by whom. */
export function PrintedCase({ page: { concern, assignments }, entries, working, by, now, locale }: Props) {
  const t = useTranslations("print");
  const words = useTranslations("words");
  const facts = useTranslations("concern");
  const thread = useTranslations("thread");
  const place = useTranslations("place");
  const format = useFormatter();
  const moment = (at: Date) => format.dateTime(at, { dateStyle: "long", timeStyle: "short" });
  const foot = `${concern.number} · ${t("printed", { at: moment(now), who: by ?? thread("reporter") })}${working ? ` · ${t("inside")}` : ""}`;
  const quoted = JSON.stringify(foot).replaceAll("<", "\\3c ");
  const lines: [string, string][] = [
    [t("state"), words(`statuses.${concern.status}`)],
    [t("category"), words(`categories.${concern.category}`)],
    [t("place"), placeLabel(concern, place)],
    [facts("reporter"), [concern.reporter ?? facts("notShown"), concern.door].filter(Boolean).join(" · ")],
    [facts("owner"), concern.owner ?? facts("nobody")],
    ...(concern.nextAt ? [[facts("next"), moment(concern.nextAt)] as [string, string]] : []),
    [facts("visible"), facts(`visibility.${concern.privacy}`)],
    ...assignments.map((a): [string, string] => [
      (locale === "en" && a.organizationEn) || a.organization,
      t("assigned", { state: facts(`assignment.${a.status}`), due: moment(a.dueAt) }),
    ]),
  ];
  return (
    <article className="case-print grid gap-5">
      <style>{`@page { size: A4 portrait; margin: 18mm 16mm 20mm;
        @bottom-left { content: ${quoted}; font-size: 8pt; }
        @bottom-right { content: counter(page) " / " counter(pages); font-size: 8pt; } }`}</style>
      <header className="grid gap-1">
        <p className="num">{concern.number}</p>
        <h1>
          <bdi>{concern.title}</bdi>
        </h1>
        <p className="small">{foot}</p>
      </header>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-5 gap-y-1 border-y border-line py-3 text-t1">
        {lines.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-ink-3">{label}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      <section className="grid gap-1">
        <h2>{t("statement")}</h2>
        <p className="small">{moment(concern.createdAt)}</p>
        <p className="said" dir="auto">
          {concern.body}
        </p>
        {concern.photos.length > 0 && <p className="small">{t("files", { count: concern.photos.length })}</p>}
      </section>
      <section className="grid gap-3">
        <h2>{t("timeline")}</h2>
        <ol className="grid gap-3">
          {entries.map((e) => (
            <li key={e.seq} className="break-inside-avoid border-t border-line pt-2">
              <p className="small flex flex-wrap gap-x-3">
                <time dateTime={e.at}>{moment(new Date(e.at))}</time>
                {e.working && <b>{t("inside")}</b>}
              </p>
              {e.event && <p>{e.event}</p>}
              {(e.body || e.deleted || e.files.length > 0) && (
                <p className="text-t1">
                  <b>
                    <bdi>{e.who}</bdi>
                  </b>
                  {e.detail && <span className="small ms-3">{e.detail}</span>}
                </p>
              )}
              {e.quote && (
                <p className="text-t1 text-ink-2">
                  {e.quote.who} “{e.quote.text}”
                </p>
              )}
              {e.deleted && <p>{e.deleted}</p>}
              {e.body && (
                <p className="said" dir="auto">
                  {e.body}
                </p>
              )}
              {e.versions.map((v) => (
                <p key={v.time + v.body} className="said small" dir="auto">
                  {t("before", { at: v.time })} {v.body}
                </p>
              ))}
              {e.files.length > 0 && (
                <p className="small">
                  {t("files", { count: e.files.length })}{" "}
                  {e.files
                    .map((f) => f.name)
                    .filter(Boolean)
                    .join(", ")}
                </p>
              )}
            </li>
          ))}
        </ol>
      </section>
    </article>
  );
}
