import type { Metadata } from "next";
import { getTranslations } from "#components/i18n.ts";
import { QuotedLines } from "#components/story/quoted.tsx";
import { ownQuotes } from "#domain/story/quote.ts";
import { signedIn } from "../../session.ts";
import { answerQuote } from "../actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("stories"))("quotedTitle") };
}

/** Where one is quoted, or would be. */
export default async function QuotedPage() {
  const viewer = await signedIn("/stories/quoted");
  const [t, quotes] = await Promise.all([getTranslations("stories"), ownQuotes(viewer)]);
  return (
    <div className="page-narrow grid gap-5">
      <h1>{t("quotedTitle")}</h1>
      {quotes.length > 0 ? (
        <>
          <p>{t("quotedIntro")}</p>
          <QuotedLines quotes={quotes} action={answerQuote} at="/stories/quoted" />
        </>
      ) : (
        <p className="rule">{t("quotedNone")}</p>
      )}
    </div>
  );
}
