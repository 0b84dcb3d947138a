import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { settings } from "#db/settings.ts";
import type { Mail } from "../mail/send.ts";
import { unsubscribeToken } from "../notification/unsubscribe.ts";
import { asLocale, wordsOf } from "../words.ts";
import type { StageKind } from "./stage-rules.ts";

type News = { user: string; community: string; agreement: string; seq: number };

/** What those who carry out an agreement are told of: what is due, late, done, taken up again, or said not to be done. */
export const worksNews = ["works_due", "works_late", "measure_done", "measure_resumed", "told_back"] as const;

type Row = {
  email: string | null;
  locale: string | null;
  title: string;
  kind: (typeof worksNews)[number];
  what: string | null;
  stage: StageKind | null;
  on: string | null;
};

/** That something about what was agreed is due, late, done or not done after all, to one who works on it. */
export async function worksMail(tx: Transaction, p: News): Promise<Omit<Mail, "id"> | null> {
  const [row] = await tx.execute<Row>(sql`
    select a.email, a.locale, g.title, e.kind, m.what, e.data ->> 'stageKind' as stage, e.data ->> 'on' as on
    from events e
    join agreements g on g.community_id = e.community_id and g.id = e.subject_id
    join accounts a on a.user_id = ${p.user} and a.disabled_at is null and a.mail = 'each'
    left join measures m on m.community_id = e.community_id and m.id = (e.data ->> 'measure')::uuid
    where e.community_id = ${p.community} and e.subject_id = ${p.agreement} and e.seq = ${p.seq}
      and not exists (select from notifications n where n.user_id = a.user_id and n.community_id = e.community_id
        and n.agreement_id = g.id and n.seq = e.seq and n.read_at is not null)`);
  if (!row?.email) return null;
  const locale = asLocale(row.locale);
  const t = wordsOf(locale);
  const day = row.on
    ? new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${row.on}T00:00Z`))
    : "";
  const what = row.stage ? t(`works.stages.${row.stage}`) : (row.what ?? "");
  return {
    to: row.email,
    locale,
    subject: t("works.subject", { title: row.title }),
    lines: [t(`works.news.${row.kind}`, { what, day })],
    link: { label: t("works.link"), url: `${settings().baseUrl}/agreements/${p.agreement}/works` },
    thread: `agreement.${p.agreement}`,
    unsubscribe: unsubscribeToken({ user: p.user }),
  };
}
