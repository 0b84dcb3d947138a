import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { newId } from "#db/id.ts";
import { settings } from "#db/settings.ts";
import { linkSecret } from "../account/secret.ts";
import { tokenHash } from "../account/viewer.ts";
import type { Mail } from "../mail/send.ts";
import { unsubscribeToken } from "../notification/unsubscribe.ts";
import { asLocale, wordsOf } from "../words.ts";

type Told = {
  community: string;
  step: string;
  kind: "step_soon" | "step_late" | "step_family";
  user?: string;
  person?: string;
};

type Row = { number: string; concern: string; at: string; timed: boolean; zone: string };

/**
 * That a step comes near, or has passed: when it is, and of which concern. What is to be done stays in the house. Where it
 * was settled or moved meanwhile, nothing is said.
 */
export async function stepMail(tx: Transaction, p: Told): Promise<Omit<Mail, "id"> | null> {
  const [row] = await tx.execute<Row>(sql`
    select c.number, c.id as concern, s.at, s.timed, k.time_zone as zone from concern_steps s
    join concern_followings f on f.community_id = s.community_id and f.id = s.following_id and f.ended_at is null
    join concerns c on c.community_id = s.community_id and c.id = s.concern_id and c.closed_at is null
    join communities k on k.id = s.community_id
    where s.community_id = ${p.community} and s.id = ${p.step} and s.status = 'open' and s.at is not null and ${
      p.kind === "step_late" ? sql`s.late_at` : p.kind === "step_soon" ? sql`s.reminded_at` : sql`s.family_told_at`
    } is not null`);
  const [to] = await tx.execute<{ email: string; locale: string | null }>(
    p.user
      ? sql`select a.email, a.locale from accounts a where a.user_id = ${p.user} and a.disabled_at is null and a.mail <> 'none'
          and a.email is not null and app.is_concerned(${p.community}, ${row?.concern ?? null}, a.user_id)`
      : sql`select k.email, k.locale from concern_contacts k
          where k.community_id = ${p.community} and k.person_id = ${p.person ?? null} and k.email is not null and k.muted_at is null`,
  );
  if (!row || !to) return null;
  const locale = asLocale(to.locale);
  const t = wordsOf(locale);
  const when = new Intl.DateTimeFormat(locale, {
    dateStyle: "full",
    ...(row.timed ? { timeStyle: "short" } : {}),
    timeZone: row.zone,
  }).format(new Date(row.at));
  const at = `/concerns/${row.number}`;
  const path = p.person ? `/follow/${await link(tx, p.community, row.concern)}` : `${at}/steps`;
  return {
    to: to.email,
    locale,
    subject: t(`${p.kind}.subject`, { when }),
    lines: [t(`${p.kind}.body`, { when, number: row.number }), t("concern.private")],
    thread: `concern.${row.number}`,
    unsubscribe: unsubscribeToken(p.user ? { user: p.user } : { community: p.community, person: p.person ?? "" }),
    link: { label: t("concern.link"), url: `${settings().baseUrl}${path}` },
  };
}

/** A new link that opens the family's own concern and nothing else. */
async function link(tx: Transaction, community: string, concern: string): Promise<string> {
  const secret = linkSecret();
  await tx.execute(sql`
    insert into tokens (id, hash, kind, community_id, concern_id, expires_at)
    values (${newId()}, ${tokenHash(secret)}, 'tracking', ${community}, ${concern}, now() + interval '180 days')`);
  return secret;
}
