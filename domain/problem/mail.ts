import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { type Composed, page, wants } from "../mail/compose.ts";
import { unsubscribeToken } from "../notification/unsubscribe.ts";
import { asLocale, wordsOf } from "../words.ts";

/** How far a common problem has come, or that it is now somebody's to lead: to whoever has to do with it still. */
export async function problemMail(
  tx: Transaction,
  p: { user: string; community: string; problem: string; seq: number; kind: string },
): Promise<Composed> {
  const [row] = await tx.execute<{
    email: string | null;
    locale: string | null;
    number: string;
    title: string;
    to: string | null;
  }>(sql`
    select a.email, a.locale, x.number, x.title, e.to_status as to from accounts a
    join problems x on x.community_id = ${p.community} and x.id = ${p.problem}
    join events e on e.community_id = x.community_id and e.subject_id = x.id and e.seq = ${p.seq}
    where a.user_id = ${p.user} and a.disabled_at is null and ${wants(p.kind)}
      and (app.follows_problem(${p.community}, ${p.problem}, a.user_id) or ${p.kind} = 'mentioned' and exists (
        select from messages m where m.community_id = e.community_id and m.id = coalesce(e.message_id, (e.data ->> 'message')::uuid)
          and app.may_read(m.community_id, m.thread_id, m.audience, a.user_id)))
      and not exists (select from notifications n where n.user_id = a.user_id and n.community_id = ${p.community}
        and n.problem_id = ${p.problem} and n.seq = ${p.seq} and n.read_at is not null)`);
  if (!row?.email) return null;
  const locale = asLocale(row.locale);
  const t = wordsOf(locale);
  return {
    to: row.email,
    locale,
    subject: t("problem.subject", { number: row.number }),
    unsubscribe: unsubscribeToken({ user: p.user }),
    lines: [
      p.kind === "mentioned"
        ? t("problem.mentioned", { title: row.title })
        : p.kind === "problem_moved" && row.to
          ? t(`problem.moved.${row.to as "talks"}`, { title: row.title })
          : t(`problem.events.${p.kind as "problem_closed"}`, { title: row.title }),
    ],
    link: { label: t("problem.link"), url: page(`/problems/${row.number}`) },
  };
}
