import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { settings } from "#db/settings.ts";
import type { Mail } from "../mail/send.ts";
import { unsubscribeToken } from "../notification/unsubscribe.ts";
import { asLocale, wordsOf } from "../words.ts";

type Row = {
  email: string | null;
  locale: string | null;
  name: string;
  helper: boolean;
  lives: boolean;
  moved: boolean;
};

/** That a consent has ended, to whoever helped and to the household: no door, and nothing of what was raised. */
export async function helperMail(
  tx: Transaction,
  p: { user: string; community: string; helper: string },
): Promise<Omit<Mail, "id"> | null> {
  const [row] = await tx.execute<Row>(sql`
    select a.email, a.locale, h.name, h.user_id is not distinct from a.user_id as helper, h.ended_for is not null as moved, exists (
      select from residents r where r.community_id = h.community_id and r.household_id = h.household_id and r.user_id = a.user_id
        and r.status = 'confirmed') as lives
    from helpers h join accounts a on a.user_id = ${p.user} and a.disabled_at is null and a.mail = 'each'
    where h.community_id = ${p.community} and h.id = ${p.helper} and h.ended_at is not null`);
  if (!row?.email) return null;
  const locale = asLocale(row.locale);
  const t = wordsOf(locale);
  const { helper, name, moved, lives } = row;
  return {
    to: row.email,
    locale,
    subject: t(helper ? "helperEnded.subjectHelper" : "helperEnded.subjectHousehold"),
    lines: helper
      ? [t(moved ? "helperEnded.helperMoved" : "helperEnded.helper"), t("helperEnded.helperAfter")]
      : [t(moved ? "helperEnded.householdMoved" : "helperEnded.household", { name }), t("helperEnded.householdAfter")],
    ...(lives && !helper ? { link: { label: t("helperEnded.link"), url: `${settings().baseUrl}/helpers` } } : {}),
    unsubscribe: unsubscribeToken({ user: p.user }),
  };
}
