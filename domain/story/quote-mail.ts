import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { newId } from "#db/id.ts";
import { settings } from "#db/settings.ts";
import type { Locale } from "../account/preferences.ts";
import { linkSecret } from "../account/secret.ts";
import { tokenHash } from "../account/viewer.ts";
import type { Mail } from "../mail/send.ts";
import { unsubscribeToken } from "../notification/unsubscribe.ts";
import { asLocale, wordsOf } from "../words.ts";
import type { InLanguages } from "./quote.ts";
import { wordsIn } from "./read.ts";
import { quoteAnswers } from "./rules.ts";

type Asked = {
  community: string;
  quote: string;
  side: "officer" | "household";
  own: boolean;
  words: InLanguages;
  attribution: InLanguages;
};

/** The quotes of these that a person is still asked for: neither answered, nor taken out of the story or back. */
const waitingFor = (tx: Transaction, user: string, quotes: string[]) =>
  tx.execute<Asked>(sql`
    select q.community_id as community, q.id as quote, x.side, q.voice = x.side as own, q.words, q.attribution
    from story_quotes q cross join lateral app.asked_for_quote(q) x
    where q.id = any (${`{${quotes.join(",")}}`}::uuid[]) and x.user_id = ${user} and q.ended_at is null
      and case x.side when 'officer' then q.officer_says else q.household_says end is null`);

/** A link by which a person answers for these words without signing in; of it only the hash is kept. */
async function linkTo(tx: Transaction, user: string, { community, quote, side }: Asked): Promise<string> {
  const secret = linkSecret();
  await tx.execute(sql`
    insert into tokens (id, hash, kind, community_id, ask_id, user_id, role, expires_at)
    values (${newId()}, ${tokenHash(secret)}, 'quote', ${community}, ${quote}, ${user}, ${side}, now() + interval '60 days')`);
  return `${settings().baseUrl}/quote/${secret}`;
}

/** That somebody would like to quote a person: the very words, and an answer to each a link. */
export async function quoteMail(
  tx: Transaction,
  p: { user: string; community: string; quote: string },
): Promise<Omit<Mail, "id"> | null> {
  const [account] = await tx.execute<{ email: string | null; locale: string | null }>(sql`
    select a.email, a.locale from accounts a where a.user_id = ${p.user} and a.disabled_at is null and a.mail = 'each'`);
  const [asked] = await waitingFor(tx, p.user, [p.quote]);
  // Answered before the mail went out, or not asked for any more.
  if (!account?.email || !asked) return null;
  const locale = asLocale(account.locale);
  const t = wordsOf(locale);
  const url = await linkTo(tx, p.user, asked);
  return {
    to: account.email,
    locale,
    subject: t("quote.subject"),
    lines: [
      t(asked.side === "officer" ? "quote.fromNote" : "quote.heardAtDoor"),
      t("quote.words", { words: wordsIn(asked.words, locale) }),
      t("quote.as", { name: wordsIn(asked.attribution, locale) }),
      t("quote.anyTime"),
    ],
    link: { label: t("quote.link"), url },
    choices: {
      question: t("quote.question"),
      links: quoteAnswers
        .filter((answer) => answer !== "unnamed" || asked.own)
        .map((answer) => ({ label: t(`quote.answers.${answer}`), url: `${url}?a=${answer}` })),
    },
    unsubscribe: unsubscribeToken({ user: p.user }),
  };
}

/** The same among the news of a day: the words, each with a link that answers for them. */
export async function quotesOfDay(tx: Transaction, user: string, quotes: string[], locale: Locale): Promise<string[]> {
  if (!quotes.length) return [];
  const t = wordsOf(locale);
  const lines: string[] = [];
  for (const asked of await waitingFor(tx, user, quotes))
    lines.push(t("quote.ofDay", { words: wordsIn(asked.words, locale), url: await linkTo(tx, user, asked) }));
  return lines;
}
