import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "#components/i18n.ts";
import { QuoteAsk } from "#components/story/quote-ask.tsx";
import { throttle } from "#domain/account/sign-in.ts";
import { Refusal } from "#domain/refusal.ts";
import { type LinkedQuote, quoteOf } from "#domain/story/quote-link.ts";
import { quoteAnswers } from "#domain/story/rules.ts";
import { clientAddress, orNotFound } from "../../session.ts";
import { toWait } from "../../waits.ts";
import { answer } from "./actions.ts";

type Props = { params: Promise<{ secret: string }>; searchParams: Promise<{ a?: string; done?: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("quote"))("title") };
}

/** Too many links tried from one place find nothing, as if there were none. */
async function found(secret: string): Promise<LinkedQuote | null> {
  try {
    await throttle(`quote ${await clientAddress()}`, 240, "1 hour");
  } catch (error) {
    if (error instanceof Refusal) {
      await toWait(error);
      return null;
    }
    throw error;
  }
  return orNotFound(quoteOf(secret));
}

/** The link of the mail, without signing in. It asks once more: mail programs open links by themselves. */
export default async function QuotePage({ params, searchParams }: Props) {
  const [{ secret }, { a, done }, t] = await Promise.all([params, searchParams, getTranslations("quote")]);
  const quote = await found(secret);
  if (!quote) return <p className="page-narrow">{t("later")}</p>;
  const over = quote.state === "dropped" || quote.state === "ended";
  return (
    <div className="page-narrow grid gap-5">
      <header className="grid gap-1">
        <h1>{t("title")}</h1>
        {!over && <p>{t(quote.side === "officer" ? "fromNote" : "heardAtDoor")}</p>}
      </header>
      {done === "1" && (
        <p role="status" className="border-s-4 border-done bg-done-wash p-4 text-done">
          {t("thanks")}
        </p>
      )}
      {quote.state === "dropped" && <p>{t("dropped")}</p>}
      {quote.state === "ended" && <p>{t("ended")}</p>}
      {quote.state === "withdrawn" && <p>{t("withdrawn")}</p>}
      {quote.story && (
        <p>
          <Link href={`/stories/${quote.story}`} className="lone">
            {t("standsIn")}
          </Link>
        </p>
      )}
      {!over && (
        <QuoteAsk
          quote={quote}
          action={answer}
          hidden={{ secret }}
          tapped={quoteAnswers.find((one) => one === a) ?? null}
        />
      )}
    </div>
  );
}
