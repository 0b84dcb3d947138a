import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { newId } from "#db/id.ts";
import { settings } from "#db/settings.ts";
import { linkSecret } from "../account/secret.ts";
import { tokenHash } from "../account/viewer.ts";
import type { Mail } from "../mail/send.ts";
import { unsubscribeToken } from "../notification/unsubscribe.ts";
import { asLocale, wordsOf } from "../words.ts";
import { toldAnswers } from "./answers.ts";

type Told = { community: string; ask: string; user: string | null; person: string | null; open: boolean };

/**
 * That what a household raised is said to be done, in the language of whoever reads it, with the question whether it is:
 * each answer is a link. Where it is private, the mail says neither what nor that it was theirs.
 */
export async function toldMail(tx: Transaction, p: Told): Promise<Omit<Mail, "id"> | null> {
  const [row] = await tx.execute<{
    what: string;
    note: string;
    agreement: string;
    email: string | null;
    locale: string | null;
  }>(sql`
    select m.what, m.done_note as note, g.title as agreement, coalesce(a.email, k.email) as email, coalesce(a.locale, k.locale) as locale
    from measure_asks q
    join measures m on m.community_id = q.community_id and m.id = q.measure_id and m.status = 'done' and m.turn = q.turn
    join agreements g on g.community_id = m.community_id and g.id = m.agreement_id
    left join accounts a on a.user_id = ${p.user}::uuid and a.disabled_at is null and a.mail <> 'none'
      and (q.household_id is null or app.speaks_for_door(q.community_id, q.household_id, a.user_id))
    left join concern_contacts k on k.community_id = q.community_id and k.person_id = ${p.person}::uuid and k.muted_at is null
    where q.community_id = ${p.community} and q.id = ${p.ask} and q.answer is null`);
  // Answered before the mail went out, or taken up again: nothing to ask.
  if (!row?.email) return null;
  const secret = linkSecret();
  await tx.execute(sql`
    insert into tokens (id, hash, kind, community_id, ask_id, user_id, expires_at)
    values (${newId()}, ${tokenHash(secret)}, 'told', ${p.community}, ${p.ask}, ${p.user}::uuid, now() + interval '60 days')`);
  const locale = asLocale(row.locale);
  const t = wordsOf(locale);
  const url = `${settings().baseUrl}/told/${secret}`;
  return {
    to: row.email,
    locale,
    subject: t("told.subject"),
    lines: p.open
      ? [t("told.about", { agreement: row.agreement }), t("told.what", { what: row.what }), row.note]
      : [t("told.private")],
    link: { label: t("told.link"), url },
    choices: {
      question: t("told.question"),
      links: toldAnswers.map((answer) => ({ label: t(`told.answers.${answer}`), url: `${url}?a=${answer}` })),
    },
    unsubscribe: unsubscribeToken(p.user ? { user: p.user } : { community: p.community, person: p.person ?? "" }),
  };
}
