import Link from "next/link";
import { useFormatter, useLocale, useTranslations } from "#components/i18n.ts";
import { Choices, SelectField, TextArea, TextField } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { State } from "#components/ui/state.tsx";
import { newId } from "#db/id.ts";
import type { StoryOptions, StoryWork, WorkQuote } from "#domain/story/page.ts";
import { wordsIn } from "#domain/story/read.ts";
import { quoteAnswers } from "#domain/story/rules.ts";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

type Props = {
  work: StoryWork;
  writes: boolean;
  notes: StoryOptions["notes"];
  /** The note whose words are being asked for. */
  chosen: string | undefined;
  actions: { ask: Action; takeOut: Action; answer: Action };
  at: string;
  restored: Record<string, string | string[]> | null;
};

/** Whose words are asked for, what the two said, and asking for more. */
export function StoryQuotes({ work, writes, notes, chosen, actions, at, restored }: Props) {
  const t = useTranslations("stories");
  const note = notes.find((n) => n.id === chosen);
  return (
    <section aria-labelledby="quotes" className="grid min-w-0 gap-4">
      <h2 id="quotes">{t("quotes")}</h2>
      <p className="small">{t("quotesHint")}</p>
      {work.quotes.length > 0 && (
        <ul>
          {work.quotes.map((quote) => (
            <Quote key={quote.id} quote={quote} work={work} writes={writes} actions={actions} at={at} />
          ))}
        </ul>
      )}
      {writes && note && (
        <Form
          action={actions.ask}
          submission={newId()}
          at={`${at}?note=${note.id}`}
          name="quote"
          restored={restored}
          label={t("askQuote")}
          className="grid gap-4 border-t border-line pt-4"
        >
          <input type="hidden" name="story" value={work.id} />
          <input type="hidden" name="note" value={note.id} />
          <p className="font-bold">{t("askQuote")}</p>
          <TextArea name="words" label={t("wordsField")} hint={t("wordsHint")} initial={note.body} rows={3} required />
          <TextField
            name="attribution"
            label={t("attributionField")}
            hint={t("attributionHint")}
            initial={
              note.kind === "heard" ? t("aHousehold", { building: note.place.split(" ")[0] ?? "" }) : note.author
            }
            required
          />
          <details className="fold">
            <summary>{t("inEnglish")}</summary>
            <div className="grid gap-4 pb-3">
              <TextArea name="wordsEn" label={t("wordsEnField")} rows={2} />
              <TextField name="attributionEn" label={t("attributionEnField")} />
            </div>
          </details>
          <Submit className="justify-self-start">{t("askBoth")}</Submit>
        </Form>
      )}
      {writes && notes.length > 0 && (
        <form action={`${at}#quotes`} className="grid gap-3 border-t border-line pt-4">
          <label className="grid gap-2">
            <span className="font-bold">{t("fromNote")}</span>
            <select name="note" defaultValue={chosen ?? ""}>
              {notes.map((n) => (
                <option key={n.id} value={n.id}>
                  {`${n.place} · ${n.author} · ${t(n.kind === "heard" ? "heard" : "thoughts")}：${Array.from(n.body).slice(0, 28).join("")}`}
                </option>
              ))}
            </select>
          </label>
          <button type="submit" className="btn justify-self-start">
            {t("chooseNote")}
          </button>
        </form>
      )}
    </section>
  );
}

function Says({ says }: { says: "yes" | "no" | null }) {
  const t = useTranslations("stories");
  if (says === "yes") return <State look="done">{t("saidYes")}</State>;
  return says === "no" ? <State look="quiet">{t("saidNo")}</State> : <State look="waiting">{t("asked")}</State>;
}

function Quote({
  quote,
  work,
  writes,
  actions,
  at,
}: {
  quote: WorkQuote;
  work: StoryWork;
  writes: boolean;
  actions: Props["actions"];
  at: string;
}) {
  const t = useTranslations("stories");
  const format = useFormatter();
  const locale = useLocale();
  return (
    <li className="grid gap-2 border-t border-line py-4">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <code className="num">{`[[quote:${quote.ordinal}]]`}</code>
        <span className="small">{quote.place}</span>
      </p>
      {quote.words ? (
        <blockquote className="border-s-4 border-door ps-4">
          <p className="said font-serif">{wordsIn(quote.words, locale)}</p>
          <p className="small">— {quote.attribution && wordsIn(quote.attribution, locale)}</p>
        </blockquote>
      ) : (
        <p className="text-ink-2">{t(quote.endedBy === "household" ? "endedByHousehold" : "endedByOfficer")}</p>
      )}
      <dl className="grid gap-1 text-t1">
        <div className="flex flex-wrap items-center gap-x-3">
          <dt>{t("officer", { name: quote.officer })}</dt>
          <dd>
            <Says says={quote.officerSays} />
          </dd>
        </div>
        <div className="flex flex-wrap items-center gap-x-3">
          <dt>{t("household")}</dt>
          <dd className="flex flex-wrap items-center gap-x-3">
            <Says says={quote.householdSays} />
            {quote.householdHow && quote.householdAt && (
              <span className="small">
                {t(`how.${quote.householdHow}`)} · {format.dateTime(new Date(quote.householdAt), "date")}
              </span>
            )}
          </dd>
        </div>
      </dl>
      {quote.householdNote && <p className="small">{t("noted", { words: quote.householdNote })}</p>}
      {quote.words && quote.householdSays === null && (
        <p className="small">{t(quote.reachable ? "askedByPortal" : "askAtDoor")}</p>
      )}
      {quote.words && quote.mayHear && (quote.householdSays === null || work.status === "published") && (
        <details className="fold">
          <summary>{t(quote.householdSays === null ? "noteAnswer" : "noteTakenBack")}</summary>
          <Form
            action={actions.answer}
            submission={newId()}
            at={at}
            name={`answer-${quote.id}`}
            label={t("noteAnswerTo", { n: quote.ordinal })}
            className="grid gap-4 pb-3"
          >
            <input type="hidden" name="quote" value={quote.id} />
            <input type="hidden" name="side" value="household" />
            <SelectField
              name="how"
              label={t("howField")}
              options={(["door", "paper"] as const).map((value) => ({ value, label: t(`how.${value}`) }))}
              initial="door"
            />
            <Choices
              name="says"
              label={t("saysField")}
              choices={(quote.householdSays === null ? quoteAnswers : (["no"] as const))
                .filter((value) => value !== "unnamed" || quote.voice === "household")
                .map((value) => ({ value, label: t(`householdSaid.${value}`) }))}
              inline
            />
            <TextArea name="heard" label={t("heardField")} hint={t("heardHint")} rows={2} required />
            <Submit className="justify-self-start">{t("noteIt")}</Submit>
          </Form>
        </details>
      )}
      {writes && (
        <Form action={actions.takeOut} submission={newId()} at={at} label={t("takeOutQuote", { n: quote.ordinal })}>
          <input type="hidden" name="story" value={work.id} />
          <input type="hidden" name="quote" value={quote.id} />
          <Submit>{t("takeOut")}</Submit>
        </Form>
      )}
      {quote.mine && quote.officerSays === null && quote.words && (
        <p className="small">
          <Link href="/stories/quoted">{t("ownAnswers")}</Link>
        </p>
      )}
    </li>
  );
}
