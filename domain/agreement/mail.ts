import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { type Composed, page, wants } from "../mail/compose.ts";
import { unsubscribeToken } from "../notification/unsubscribe.ts";
import { asLocale, wordsOf } from "../words.ts";

/** How far an agreement has come: to its parties, whoever leads, and, where it is for them, to those who live there. */
export async function agreementMail(
  tx: Transaction,
  p: { user: string; community: string; agreement: string; seq: number; kind: string },
): Promise<Composed> {
  const households = [
    "agreement_poll_opened",
    "agreement_concluded",
    "agreement_not_consented",
    "agreement_carried_out",
  ].includes(p.kind);
  const [row] = await tx.execute<{ email: string | null; locale: string | null; title: string }>(sql`
    select a.email, a.locale, x.title from accounts a
    join agreements x on x.community_id = ${p.community} and x.id = ${p.agreement}
    where a.user_id = ${p.user} and a.disabled_at is null and ${wants(p.kind)}
      and app.told_of_agreement(${p.community}, ${p.agreement}, a.user_id, ${households})
      and not exists (select from notifications n where n.user_id = a.user_id and n.community_id = ${p.community}
        and n.agreement_id = ${p.agreement} and n.seq = ${p.seq} and n.read_at is not null)`);
  if (!row?.email) return null;
  const locale = asLocale(row.locale);
  const t = wordsOf(locale);
  return {
    to: row.email,
    locale,
    subject: t("agreement.subject", { title: row.title }),
    unsubscribe: unsubscribeToken({ user: p.user }),
    lines: [t(`agreement.events.${p.kind as "agreement_offered"}`)],
    link: { label: t("agreement.link"), url: page(`/agreements/${p.agreement}`) },
  };
}
