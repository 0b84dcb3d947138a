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

type Payload = { community: string; concern: string; seq: number; user?: string; person?: string };

type Row = {
  number: string;
  title: string;
  body: string;
  outcome: string | null;
  kind: string;
  email: string | null;
  locale: string | null;
};

/** A link by which whoever raised it reads what everybody reads, and takes it down, without signing in. */
async function linkTo(tx: Transaction, { community, concern, user }: Payload): Promise<string> {
  const secret = linkSecret();
  // (Who reported without an account gets a link that opens their concern, and this page with it.)
  const [kind, days] = user ? ["published", 60] : ["tracking", 180];
  await tx.execute(sql`
    insert into tokens (id, hash, kind, community_id, concern_id, user_id, expires_at)
    values (${newId()}, ${tokenHash(secret)}, ${kind}, ${community}, ${concern}, ${user ?? null}::uuid, now() + make_interval(days => ${days}))`);
  return secret;
}

const ofReporter = sql`(x.principal = a.user_id and x.reason = 'reporter'
  or x.reason = 'household' and exists (select from residents r where r.user_id = a.user_id and r.household_id = x.principal and r.status = 'confirmed')
  or x.reason = 'reporter' and exists (select from helpers h where h.id = x.principal and h.user_id = a.user_id and h.may_follow and app.helps_now(h)))`;

/** What everybody reads of a concern now, to whoever raised it, with one press to take it down. */
export async function publishedMail(tx: Transaction, p: Payload): Promise<Omit<Mail, "id"> | null> {
  const [row] = await tx.execute<Row>(sql`
    select c.number, c.title, c.body, c.outcome, e.kind, coalesce(a.email, k.email) as email, coalesce(a.locale, k.locale) as locale
    from publications c
    join events e on e.community_id = c.community_id and e.subject_id = c.concern_id and e.seq = ${p.seq}
    left join accounts a on a.user_id = ${p.user ?? null}::uuid and a.disabled_at is null and a.mail = 'each'
      and exists (select from access x where x.community_id = c.community_id and x.subject_id = c.concern_id and ${ofReporter})
      and not exists (select from notifications n where n.user_id = a.user_id and n.community_id = c.community_id
        and n.concern_id = c.concern_id and n.seq = e.seq and n.read_at is not null)
    left join concern_contacts k on k.community_id = c.community_id and k.person_id = ${p.person ?? null}::uuid and k.muted_at is null
    where c.community_id = ${p.community} and c.concern_id = ${p.concern} and c.hidden_at is null`);
  // Taken down before the mail went out: there is nothing to tell.
  if (!row?.email) return null;
  const locale = asLocale(row.locale);
  const t = wordsOf(locale);
  const secret = await linkTo(tx, p);
  const { baseUrl } = settings();
  return {
    to: row.email,
    locale,
    subject: t("published.subject", { number: row.number }),
    lines: [
      t(row.kind === "published_concern" ? "published.first" : "published.anew"),
      t("published.title", { title: row.title }),
      row.body,
      ...(row.outcome ? [t("published.outcome", { outcome: row.outcome })] : []),
      t("published.noNames"),
    ],
    thread: `concern.${row.number}`,
    link: {
      label: t("published.link"),
      url: p.user ? `${baseUrl}/concerns/${row.number}#public` : `${baseUrl}/follow/${secret}`,
    },
    choices: {
      question: t("published.question"),
      links: [{ label: t("published.takeDown"), url: `${baseUrl}/published/${secret}` }],
    },
    unsubscribe: unsubscribeToken(p.user ? { user: p.user } : { community: p.community, person: p.person ?? "" }),
  };
}

type Told = { community: string; concern: string };

/** The same among the news of a day, of those that everybody still reads. */
export async function publishedOfDay(tx: Transaction, user: string, told: Told[], locale: Locale): Promise<string[]> {
  const t = wordsOf(locale);
  const lines: string[] = [];
  for (const { community, concern } of told) {
    const [row] = await tx.execute<{ number: string; title: string }>(sql`
      select c.number, c.title from publications c join accounts a on a.user_id = ${user}
      where c.community_id = ${community} and c.concern_id = ${concern} and c.hidden_at is null
        and exists (select from access x where x.community_id = c.community_id and x.subject_id = c.concern_id and ${ofReporter})`);
    if (!row) continue;
    const secret = await linkTo(tx, { community, concern, seq: 0, user });
    lines.push(t("published.ofDay", { ...row, url: `${settings().baseUrl}/published/${secret}` }));
  }
  return lines;
}
