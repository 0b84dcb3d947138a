import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { settings } from "#db/settings.ts";
import { post } from "../outgoing/call.ts";
import { Unreachable } from "../outgoing/guard.ts";
import { asLocale, wordsOf } from "../words.ts";
import { Failed } from "../work/failed.ts";
import { encrypted } from "./encrypt.ts";
import { vapid } from "./vapid.ts";

/** A push service keeps it this long for a device that is off, in seconds. */
const keptFor = 86_400;

type Row = {
  endpoint: string;
  p256dh: string;
  auth: string;
  locale: string | null;
  number: string | null;
  personal: boolean;
};

/**
 * Says on a device that there is news: that, in the person's language, and where; never what it is, for it shows on locked
 * screens. Nothing, where it was read meanwhile or the session of that browser is over. A device that is no more is
 * forgotten. Several pieces of news have one name (`Topic`, and the tag in public/sw.js): of two on their way only the
 * later one shows, also where one is sent again.
 * @throws Failed where it was not taken: the queue tries again
 */
export async function deliverPush(
  tx: Transaction,
  p: { notification: string; community: string; subscription: string },
  { call = post }: { item: string; call?: typeof post },
): Promise<void> {
  const [row] = await tx.execute<Row>(sql`
    select s.endpoint, s.p256dh, s.auth, a.locale, c.number, app.is_personal(n.kind) as personal
    from push_subscriptions s
    join sessions x on x.id = s.session_id and x.ended_at is null and x.expires_at > now()
    join accounts a on a.user_id = s.user_id and a.disabled_at is null
    join notifications n on n.community_id = ${p.community} and n.id = ${p.notification} and n.user_id = s.user_id and n.read_at is null
    left join concerns c on c.community_id = n.community_id and c.id = n.concern_id
    where s.id = ${p.subscription} and (a.mail <> 'daily' or a.mentions_at_once and app.is_personal(n.kind))`);
  if (!row) return;
  const t = wordsOf(asLocale(row.locale));
  const told = {
    title: t("push.title"),
    body: t("push.body"),
    url: row.number ? `/concerns/${row.number}` : "/notifications",
  };
  let code: string;
  try {
    const status = await call(row.endpoint, {
      headers: {
        authorization: vapid(row.endpoint, Math.floor(Date.now() / 1000)),
        "content-type": "application/octet-stream",
        "content-encoding": "aes128gcm",
        ttl: String(keptFor),
        urgency: row.personal ? "high" : "normal",
        topic: "news",
      },
      body: encrypted(JSON.stringify(told), row),
      allowed: settings().privateNetworks,
    });
    if (status >= 200 && status < 300) return;
    if (status === 404 || status === 410) {
      await tx.execute(sql`delete from push_subscriptions where id = ${p.subscription}`);
      return;
    }
    code = String(status);
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    code = error.code;
  }
  throw new Failed(code);
}
