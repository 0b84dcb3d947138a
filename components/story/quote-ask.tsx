import { useLocale, useTranslations } from "#components/i18n.ts";
import { Choices } from "#components/ui/fields.tsx";
import { Form, Submit } from "#components/ui/form.tsx";
import type { FormState } from "#components/ui/form-state.ts";
import { newId } from "#db/id.ts";
import type { LinkedQuote } from "#domain/story/quote-link.ts";
import { wordsIn } from "#domain/story/read.ts";
import { type QuoteAnswer, quoteAnswers } from "#domain/story/rules.ts";

type Props = {
  quote: LinkedQuote;
  action: (state: FormState, data: FormData) => Promise<FormState>;
  /** What says whose word it is. */
  hidden: Record<string, string>;
  /** What was tapped in the mail. */
  tapped: QuoteAnswer | null;
};

/** One question to whoever would be quoted: the very words, whose they are said to be, and what one says to that. */
export function QuoteAsk({ quote, action, hidden, tapped }: Props) {
  const t = useTranslations("quote");
  const locale = useLocale();
  const said: QuoteAnswer | null = quote.says === "yes" && quote.unnamed && quote.own ? "unnamed" : quote.says;
  // (Without a name they are now for good: with it would be asked for anew.)
  const offered = quoteAnswers.filter((one) => (one === "unnamed" ? quote.own : one !== "yes" || said !== "unnamed"));
  return (
    <Form
      action={action}
      submission={newId()}
      name="quote"
      label={t("question")}
      className="grid gap-4 border-s-4 border-door bg-door-wash p-4"
    >
      {Object.entries(hidden).map(([key, value]) => (
        <input key={key} type="hidden" name={key} value={value} />
      ))}
      {quote.words && (
        <blockquote className="grid gap-1">
          <p className="said font-serif text-t3">{wordsIn(quote.words, locale)}</p>
          <p className="text-t1 text-ink-2">— {quote.attribution && wordsIn(quote.attribution, locale)}</p>
        </blockquote>
      )}
      {quote.says && <p className="font-bold">{t(`yours.${quote.says}`)}</p>}
      <Choices
        name="answer"
        label={t("question")}
        initial={(tapped && offered.includes(tapped) ? tapped : said) ?? ""}
        choices={offered.map((value) => ({ value, label: t(`answers.${value}`) }))}
      />
      <p className="small">{t("noIsGone")}</p>
      <Submit main className="justify-self-start">
        {t(quote.says ? "change" : "send")}
      </Submit>
    </Form>
  );
}
