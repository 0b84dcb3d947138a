import { sql } from "drizzle-orm";
import { atMost } from "#db/at-most.ts";
import type { Transaction } from "#db/connect.ts";
import { linkSecret } from "../account/secret.ts";
import { tokenHash } from "../account/viewer.ts";
import type { CategoryKey } from "../concern/category.ts";
import { type Composed, page } from "../mail/compose.ts";
import { unsubscribeToken } from "../notification/unsubscribe.ts";
import type { PublicState } from "../publication/rules.ts";
import { asLocale, wordsOf } from "../words.ts";

type Asked = { community: string; subscription: string };

type Followed = {
  email: string;
  locale: string;
  confirmed: boolean;
  category: CategoryKey | null;
  building: string | null;
  number: string | null;
};

/** Asks an address whether it wants to follow; where it does already, says so. The secret is made now, and only its hash kept. */
export async function subscriptionMail(tx: Transaction, { community, subscription }: Asked): Promise<Composed> {
  const [row] = await tx.execute<Followed>(sql`
    select s.email, s.locale, s.confirmed_at is not null as confirmed, s.category, b.name as building, s.number
    from subscriptions s left join buildings b on b.community_id = s.community_id and b.id = s.building_id
    where s.community_id = ${community} and s.id = ${subscription}`);
  if (!row) return null;
  const locale = asLocale(row.locale);
  const t = wordsOf(locale);
  const what =
    row.number ??
    ([row.building, row.category && t(`board.categories.${row.category}`)].filter(Boolean).join(" · ") ||
      t("board.all"));
  const letter = { to: row.email, locale, subject: t("board.askSubject") };
  if (row.confirmed)
    return {
      ...letter,
      lines: [t("board.already", { what })],
      link: { label: t("board.open"), url: page("/board") },
      unsubscribe: unsubscribeToken({ community, subscription }),
    };
  const secret = linkSecret();
  await tx.execute(sql`
    update subscriptions set hash = ${tokenHash(secret)} where community_id = ${community} and id = ${subscription}`);
  return {
    ...letter,
    lines: [t("board.ask", { what }), t("board.askHint"), t("notYou")],
    link: { label: t("board.confirm"), url: page(`/board/confirm/${secret}`) },
  };
}

type News = { path: string; title: string; state: PublicState; outcome: string | null; building: string | null };

/** So many are told one by one; the rest is on the board. */
const most = 20;

/** What is new on the board since the last mail, of what an address follows: one mail for all of it, with nothing personal. */
export async function boardMail(tx: Transaction, { community, subscription }: Asked): Promise<Composed> {
  const [own] = await tx.execute<{ email: string; locale: string }>(sql`
    select email, locale from subscriptions
    where community_id = ${community} and id = ${subscription} and confirmed_at is not null for update`);
  if (!own) return null;
  const mine = sql`s.community_id = ${community} and s.email = ${own.email} and s.confirmed_at is not null`;
  const news = await tx.execute<News>(sql`
    select * from (
      select '/concerns/' || p.number as path, p.title, p.state, p.outcome, b.name as building, p.changed_at as at
      from publications p left join buildings b on b.community_id = p.community_id and b.id = p.building_id
      where p.community_id = ${community} and p.hidden_at is null and exists (
        select from subscriptions s where ${mine} and ${newConcern})
      union all
      select '/problems/' || p.number, p.title,
        case p.status when 'done' then 'solved' when 'closed' then 'closed' when 'open' then 'open' else 'doing' end, null, null, p.published_at
      from problems p
      where p.community_id = ${community} and p.published_at is not null and exists (
        select from subscriptions s where ${mine} and ${newProblem})) n
    order by n.at desc ${atMost(most + 1)}`);
  await tx.execute(sql`
    update subscriptions set told_until = now()
    where community_id = ${community} and email = ${own.email} and confirmed_at is not null`);
  if (!news.length) return null;
  const locale = asLocale(own.locale);
  const t = wordsOf(locale);
  return {
    to: own.email,
    locale,
    subject: t("board.newsSubject", { count: Math.min(news.length, most) }),
    lines: [
      ...[...news]
        .slice(0, most)
        .map((one) =>
          [
            `${t(`board.states.${one.state}`)} · ${[one.building, one.title].filter(Boolean).join(" · ")}`,
            ...(one.outcome ? [one.outcome] : []),
            page(one.path),
          ].join("\n"),
        ),
      ...(news.length > most ? [t("board.more")] : []),
    ],
    link: { label: t("board.open"), url: page("/board") },
    unsubscribe: unsubscribeToken({ community, subscription }),
  };
}

/** Whether a publication `p` is new to a subscription `s`, and what it follows. */
const newConcern = sql`p.changed_at > s.told_until and (s.number is null or s.number = p.number)
  and (s.category is null or s.category = p.category) and (s.building_id is null or s.building_id = p.building_id)`;

/** The same for a published problem, which is of no building: that it was published, or has come further. */
const newProblem = sql`(s.number is null or s.number = p.number) and (s.category is null or s.category = p.category)
  and s.building_id is null and (p.published_at > s.told_until or exists (
    select from events e where e.community_id = p.community_id and e.subject_id = p.id and e.to_status is not null
      and e.audience = 'everyone' and e.at > s.told_until))`;

/** From this hour on, in the community's own time, each address hears of the day's news, once. */
const hour = 8;

/** Queues a mail for each address that follows something new; forgets those who never said yes. */
export async function queueBoardMails(tx: Transaction, at: string): Promise<void> {
  await tx.execute(sql`
    insert into outbox (topic, key, payload)
    select distinct on (s.community_id, s.email) 'board_mail',
      concat_ws(' ', 'board', md5(s.community_id || s.email), (${at}::timestamptz at time zone c.time_zone)::date),
      jsonb_build_object('community', s.community_id, 'subscription', s.id)
    from subscriptions s join communities c on c.id = s.community_id
    where s.confirmed_at is not null and extract(hour from ${at}::timestamptz at time zone c.time_zone) >= ${hour} and (
      exists (select from publications p where p.community_id = s.community_id and p.hidden_at is null and ${newConcern})
      or exists (select from problems p where p.community_id = s.community_id and p.published_at is not null and ${newProblem}))
    order by s.community_id, s.email, s.created_at
    on conflict (key) do nothing`);
  await tx.execute(
    sql`delete from subscriptions where confirmed_at is null and created_at < ${at}::timestamptz - interval '3 days'`,
  );
}
