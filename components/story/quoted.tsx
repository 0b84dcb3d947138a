import Link from "next/link";
import { useFormatter, useLocale, useTranslations } from "#components/i18n.ts";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { State } from "#components/ui/state.tsx";
import { newId } from "#db/id.ts";
import type { AskedQuote } from "#domain/story/quote.ts";
import { wordsIn } from "#domain/story/read.ts";
import type { QuoteAnswer } from "#domain/story/rules.ts";

type Props = { quotes: AskedQuote[]; action: (state: FormState, data: FormData) => Promise<FormState>; at: string };

/** Where one's words are asked for or stand, exactly as everybody would read them, with a yes and a no that hold at any time. */
export function QuotedLines({ quotes, action, at }: Props) {
  const t = useTranslations("stories");
  const format = useFormatter();
  const locale = useLocale();
  const answer = (quote: AskedQuote, n: number, says: QuoteAnswer, main: boolean) => {
    const agreed = quote.says === "yes";
    const label = {
      yes: t("sayYes"),
      unnamed: agreed ? t("unnamedNow") : t("unnamedYes"),
      no: agreed ? t("takeBack") : t("sayNo"),
    }[says];
    return (
      <Form
        action={action}
        submission={newId()}
        at={at}
        name={`${says}-${quote.side}-${quote.id}`}
        label={`${label} ${n}`}
      >
        <input type="hidden" name="quote" value={quote.id} />
        <input type="hidden" name="side" value={quote.side} />
        <input type="hidden" name="says" value={says} />
        <Submit main={main}>{label}</Submit>
      </Form>
    );
  };
  return (
    <ul>
      {quotes.map((quote, i) => (
        <li key={`${quote.side}-${quote.id}`} className="grid gap-3 border-t border-line py-5">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            {quote.endedAt ? (
              <State look="quiet">{t("ended", { day: format.dateTime(quote.endedAt, "date") })}</State>
            ) : quote.says === "yes" ? (
              <State look="done">{t("youSaidYes")}</State>
            ) : (
              <State look="waiting">{t("youAreAsked")}</State>
            )}
            <span className="small">{t(quote.side === "officer" ? "asOfficer" : "asHousehold")}</span>
            {quote.how && quote.how !== "account" && <span className="small">{t(`how.${quote.how}`)}</span>}
          </p>
          {quote.words ? (
            <blockquote className="grid gap-1 border-s-4 border-door ps-4">
              <p className="said font-serif text-t3">{wordsIn(quote.words, locale)}</p>
              <p className="text-t1 text-ink-2">— {quote.attribution && wordsIn(quote.attribution, locale)}</p>
            </blockquote>
          ) : (
            <p className="text-ink-2">{t("wordsGone")}</p>
          )}
          {quote.published && !quote.endedAt && (
            <p className="text-t1">
              {t("standsIn")}{" "}
              <Link href={`/stories/${quote.published.id}`}>{wordsIn(quote.published.titles, locale)}</Link>
            </p>
          )}
          {quote.heard && <p className="small">{t("noted", { words: quote.heard })}</p>}
          {!quote.endedAt && (
            <div className="flex flex-wrap gap-3">
              {quote.says === null && answer(quote, i + 1, "yes", true)}
              {quote.side === quote.voice && !quote.unnamed && answer(quote, i + 1, "unnamed", false)}
              {answer(quote, i + 1, "no", false)}
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
