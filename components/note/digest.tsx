import Link from "next/link";
import { useFormatter, useTranslations } from "#components/i18n.ts";
import { concernEnds, type Digest, doorOutcomes, feelings, type RoundFigures } from "#domain/note/digest.ts";
import { Headline, type Part, Row, Share } from "./share.tsx";

type Of = { digest: Digest };

/** What a round came to at a glance: doors, trust, concerns, voices. */
export function Glance({ digest: { figures, heard, before } }: Of) {
  const t = useTranslations("digest");
  const then = (of: (f: RoundFigures) => Part) => (before ? { name: before.name, ...of(before.figures) } : null);
  const visited = (f: RoundFigures) => ({ part: f.outcomes.visited, whole: f.doors });
  const glad = (f: RoundFigures) => ({ part: f.feelings.glad, whole: f.asked });
  const solved = (f: RoundFigures) => ({ part: f.concerns.solved, whole: f.concerns.raised });
  const noted = { part: heard.households, whole: figures.knocked };
  return (
    <dl className="grid grid-cols-2 gap-x-8 gap-y-6 border-y border-line py-6 md:grid-cols-4">
      <Headline
        label={t("rates.visited")}
        {...visited(figures)}
        of={t("ratesOf.visited", visited(figures))}
        before={then(visited)}
      />
      <Headline label={t("feelings.glad")} {...glad(figures)} of={t("feelingOf", glad(figures))} before={then(glad)} />
      <Headline label={t("ends.solved")} {...solved(figures)} of={t("endOf", solved(figures))} before={then(solved)} />
      <Headline label={t("noted")} {...noted} of={t("notedOf", noted)} />
    </dl>
  );
}

/** What was heard most: topics by households, and the words in which it was said. */
export function HeardMost({ digest: { round, heard, before } }: Of) {
  const t = useTranslations("digest");
  const words = useTranslations("words");
  const then = new Map(before?.heard.topics.map((x) => [x.topic, x.households]));
  return (
    <section aria-labelledby="heard" className="grid content-start gap-3">
      <h2 id="heard">{t("heard")}</h2>
      <p className="small">{t("heardOf", { households: heard.households, notes: heard.notes })}</p>
      <dl>
        {heard.topics.map(({ topic, households }) => (
          <Row
            key={topic}
            most={heard.topics[0]?.households ?? 0}
            label={
              <Link href={`/rounds/${round.id}/notes?topic=${topic}`} className="lone">
                {words(`categories.${topic}`)}
              </Link>
            }
            part={households}
            whole={heard.households}
            before={
              before?.heard.households
                ? { name: before.name, part: then.get(topic) ?? 0, whole: before.heard.households }
                : null
            }
          />
        ))}
      </dl>
      {heard.without > 0 && <p className="small">{t("without", { count: heard.without })}</p>}
      {heard.words.length > 0 && (
        <>
          <h3>{t("words")}</h3>
          <ul className="flex flex-wrap gap-x-5">
            {heard.words.map(({ word, households }) => (
              <li key={word}>
                <Link href={`/rounds/${round.id}/notes?q=${encodeURIComponent(word)}`} className="lone gap-1.5">
                  {word}
                  <span className="small num">{t("households", { count: households })}</span>
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** What households said and agreed to be quoted with. */
export function Quotes({ digest: { quotes } }: Of) {
  const t = useTranslations("digest");
  const words = useTranslations("words");
  const format = useFormatter();
  return (
    <section aria-labelledby="quotes" className="grid content-start gap-3">
      <h2 id="quotes">{t("quotes")}</h2>
      <p className="small">{quotes.length ? t("quotesHint") : t("noQuotes")}</p>
      <ul className="grid gap-4">
        {quotes.map((q) => (
          <li key={q.id} className="border-s-4 border-door-fill ps-4 print:break-inside-avoid">
            <blockquote className="said font-(family-name:--serif)" dir="auto">
              {q.body}
            </blockquote>
            <p className="small mt-1">
              {[q.topic && words(`categories.${q.topic}`), format.dateTime(q.at, "date")].filter(Boolean).join(" · ")}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How far the round has come, and how its doors were found. */
export function Coverage({ digest: { round, figures, before } }: Of) {
  const t = useTranslations("digest");
  const words = useTranslations("words");
  const format = useFormatter();
  const { visited } = figures.outcomes;
  const then = (of: (f: RoundFigures) => Part) => (before ? { name: before.name, ...of(before.figures) } : null);
  const rates = [
    ["target", (f: RoundFigures) => ({ part: f.outcomes.visited, whole: f.target })],
    ["planned", (f: RoundFigures) => ({ part: f.outcomes.visited, whole: f.planned })],
  ] as const;
  return (
    <section aria-labelledby="coverage" className="grid content-start gap-3">
      <h2 id="coverage">{t("coverage")}</h2>
      <dl>
        {rates.map(([key, of]) => (
          <Share
            key={key}
            label={t(`rates.${key}`)}
            {...of(figures)}
            of={t(`ratesOf.${key}`, of(figures))}
            before={then(of)}
          />
        ))}
      </dl>
      <div className="overflow-x-auto">
        <table className="w-full border-collapse text-t1 [&_td]:border-t [&_td]:border-line [&_td]:py-1.5 [&_td]:text-end [&_th]:py-1.5 [&_th]:text-start [&_:is(td,th):not(:first-child)]:ps-3 [&_:is(td,th)]:whitespace-nowrap">
          <caption className="sr-only">{t("byBuilding")}</caption>
          <thead className="text-ink-2">
            <tr className="[&>th+th]:text-end">
              <th scope="col">{t("building")}</th>
              <th scope="col">{t("doors")}</th>
              <th scope="col">{t("plannedFor")}</th>
              <th scope="col">{t("knocked")}</th>
              <th scope="col">{t("reached")}</th>
              <th scope="col">%</th>
            </tr>
          </thead>
          <tbody className="num">
            {figures.buildings.map((b) => (
              <tr key={b.id}>
                <th scope="row" className="border-t border-line font-normal">
                  <Link href={`/rounds/${round.id}/notes?building=${b.id}`} className="lone">
                    {b.name}
                  </Link>
                </th>
                <td>{format.number(b.doors)}</td>
                <td>{format.number(b.planned)}</td>
                <td>{format.number(b.knocked)}</td>
                <td>{format.number(b.visited)}</td>
                <td>{b.doors ? Math.floor((100 * b.visited) / b.doors) : "–"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h3>{t("outcomes")}</h3>
      <p className="small">{t("outcomesHint", { knocked: figures.knocked, planned: figures.planned })}</p>
      <dl>
        {doorOutcomes
          .filter((key) => figures.outcomes[key] > 0 || (before?.figures.outcomes[key] ?? 0) > 0)
          .map((key) => (
            <Share
              key={key}
              label={words(`visitStatuses.${key}`)}
              part={figures.outcomes[key]}
              whole={figures.knocked}
              of={t("outcomeOf", { part: figures.outcomes[key], whole: figures.knocked })}
              before={then((f) => ({ part: f.outcomes[key], whole: f.knocked }))}
            />
          ))}
      </dl>
      {visited === 0 && <p className="small">{t("notYet")}</p>}
    </section>
  );
}

/** How households feel about being visited, of those that were asked. */
export function Trust({ digest: { figures, before } }: Of) {
  const t = useTranslations("digest");
  const asked = (f: RoundFigures) => ({ part: f.asked, whole: f.outcomes.visited });
  return (
    <section aria-labelledby="trust" className="grid content-start gap-3">
      <h2 id="trust">{t("trust")}</h2>
      <p className="small">{figures.asked ? t("trustHint") : t("nobodyAsked")}</p>
      <dl>
        {feelings.map((key) => (
          <Share
            key={key}
            label={t(`feelings.${key}`)}
            part={figures.feelings[key]}
            whole={figures.asked}
            of={t("feelingOf", { part: figures.feelings[key], whole: figures.asked })}
            before={before && { name: before.name, part: before.figures.feelings[key], whole: before.figures.asked }}
          />
        ))}
        <Share
          label={t("asked")}
          {...asked(figures)}
          of={t("askedOf", asked(figures))}
          before={before && { name: before.name, ...asked(before.figures) }}
        />
      </dl>
    </section>
  );
}

/** What became of the concerns that were raised at the doors of the round. */
export function Concerns({ digest: { figures, before } }: Of) {
  const t = useTranslations("digest");
  const { raised } = figures.concerns;
  return (
    <section aria-labelledby="concerns" className="grid content-start gap-3">
      <h2 id="concerns">{t("concerns")}</h2>
      <p className="small">{raised ? t("concernsHint", { raised }) : t("noConcerns")}</p>
      {raised > 0 && (
        <dl>
          {concernEnds.map((key) => (
            <Share
              key={key}
              label={t(`ends.${key}`)}
              part={figures.concerns[key]}
              whole={raised}
              of={t("endOf", { part: figures.concerns[key], whole: raised })}
              before={
                before && {
                  name: before.name,
                  part: before.figures.concerns[key],
                  whole: before.figures.concerns.raised,
                }
              }
            />
          ))}
        </dl>
      )}
    </section>
  );
}
