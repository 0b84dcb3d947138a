import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import type { Locale } from "../account/preferences.ts";
import { unsubscribeToken } from "../notification/unsubscribe.ts";
import { publishedOfDay } from "../publication/mail.ts";
import { quotesOfDay } from "../story/quote-mail.ts";
import { asLocale, wordsOf } from "../words.ts";
import { type Composed, page } from "./compose.ts";

/**
 * All that is new since the last one, once a day. Of side rooms no more than that there is news, to those who are still in
 * them.
 */
export async function digestMail(tx: Transaction, p: { user: string }): Promise<Composed> {
  const [account] = await tx.execute<{ email: string | null; locale: string | null; name: string }>(sql`
    select a.email, a.locale, u.name from accounts a join users u on u.id = a.user_id
    where a.user_id = ${p.user} and a.disabled_at is null and a.mail = 'daily'`);
  const locale = asLocale(account?.locale);
  const t = wordsOf(locale);
  const asking = account?.email ? await askingOfDay(tx, p.user, locale) : [];
  const rows = await tx.execute<{ kind: string; number: string | null; n: number }>(sql`
    with marked as (
      update notifications set mailed_at = now() where user_id = ${p.user} and mailed_at is null and read_at is null
      returning community_id, concern_id, room_id, problem_id, meeting_id, agreement_id, policy_id, helper_id)
    select 'concern' as kind, c.number, count(*)::int as n from marked m
    join concerns c on c.community_id = m.community_id and c.id = m.concern_id
    where app.is_concerned(m.community_id, m.concern_id, ${p.user}) group by c.number
    union all
    select 'problem', x.number, count(*)::int from marked m
    join problems x on x.community_id = m.community_id and x.id = m.problem_id
    where app.follows_problem(m.community_id, m.problem_id, ${p.user}) group by x.number
    union all
    select 'room', null, count(distinct m.room_id)::int from marked m
    where m.room_id is not null and app.may_read(m.community_id, m.room_id, 'everyone', ${p.user}) having count(*) > 0
    -- (Of meetings a daily mail says how many news there are, and not of which.)
    union all
    select 'meeting', null, count(*)::int from marked m
    where m.meeting_id is not null and app.told_of_meeting(m.community_id, m.meeting_id, ${p.user}) having count(*) > 0
    union all
    select 'agreement', null, count(*)::int from marked m where m.agreement_id is not null having count(*) > 0
    union all
    select 'policy', null, count(*)::int from marked m where m.policy_id is not null having count(*) > 0
    union all
    select 'helper', null, count(*)::int from marked m where m.helper_id is not null having count(*) > 0
    order by 2 nulls last`);
  if (!account?.email || (!rows.length && !asking.length)) return null;
  const concerns = rows.filter(({ number }) => number !== null);
  return {
    to: account.email,
    locale,
    subject: concerns.length ? t("digest.subject", { count: concerns.length }) : t("room.subject"),
    unsubscribe: unsubscribeToken({ user: p.user }),
    lines: [
      t("greeting", { name: account.name }),
      ...[...rows].map(({ kind, number, n }) =>
        kind === "room"
          ? t("digest.rooms", { count: n })
          : kind === "meeting"
            ? t("digest.meetings", { count: n })
            : kind === "agreement"
              ? t("digest.agreements", { count: n })
              : kind === "policy"
                ? t("digest.policies", { count: n })
                : kind === "helper"
                  ? t("digest.helpers", { count: n })
                  : t("digest.line", { number: number ?? "", count: n }),
      ),
      ...asking,
    ],
    link: { label: t("digest.link"), url: page("/desk") },
  };
}

/** What of the news of a day asks for an answer: words to be quoted, and what everybody reads now. */
async function askingOfDay(tx: Transaction, user: string, locale: Locale): Promise<string[]> {
  const news = await tx.execute<{ quote: string | null; community: string; concern: string | null }>(sql`
    select distinct quote_id as quote, community_id as community, concern_id as concern from notifications
    where user_id = ${user} and mailed_at is null and read_at is null
      and kind in ('quote_asked', 'published_concern', 'changed_publication')`);
  const quotes = [...news].flatMap(({ quote }) => quote ?? []);
  const published = [...news].flatMap(({ community, concern }) => (concern ? { community, concern } : []));
  return [...(await quotesOfDay(tx, user, quotes, locale)), ...(await publishedOfDay(tx, user, published, locale))];
}
