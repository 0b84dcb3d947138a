import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { settings } from "#db/settings.ts";
import { post } from "../outgoing/call.ts";
import { Unreachable } from "../outgoing/guard.ts";
import { Failed } from "../work/failed.ts";
import { signed } from "./sign.ts";

/** What a receiver is told: that something happened, on what, by when it is due. Never a text, a name or a door. */
type Told = {
  type: `concern.${string}` | "test";
  timestamp: string;
  data: {
    number?: string;
    url?: string;
    status?: string;
    category?: string;
    /** Counts on the concern without gaps for whoever reads all of it: for putting messages in order. */
    seq?: number;
    assignment?: { status: string; dueAt: string };
  };
};

type Hook = { url: string; secret: string };

type EventRow = Hook & {
  kind: string;
  at: string;
  seq: number;
  number: string;
  status: string;
  category: string;
  assignment: string | null;
  due_at: string | null;
};

/**
 * Tells an organization's system of an event, if it still has to do with the concern (or leads its community).
 * @throws Failed where it was not taken: the queue tries again, for more than a day
 */
export async function deliver(
  tx: Transaction,
  p: { webhook: string; community: string; concern: string; seq: number },
  { item, call = post }: { item: string; call?: typeof post },
): Promise<void> {
  const [row] = await tx.execute<EventRow>(sql`
    select w.url, w.secret, e.kind, e.at, e.seq, c.number, c.status, c.category, a.status as assignment, a.due_at
    from webhooks w
    join organizations o on o.id = w.organization_id and o.disabled_at is null
    join concerns c on c.community_id = ${p.community} and c.id = ${p.concern}
    join events e on e.community_id = c.community_id and e.subject_id = c.id and e.seq = ${p.seq}
    left join assignments a on a.community_id = c.community_id and a.concern_id = c.id and a.organization_id = o.id and a.status <> 'returned'
    where w.id = ${p.webhook} and (a.id is not null or o.kind = 'agency' and exists (
      select from community_organizations co where co.community_id = c.community_id and co.organization_id = o.id))`);
  if (!row) return;
  await tell(tx, p.webhook, row, {
    id: item,
    call,
    told: {
      type: `concern.${row.kind}`,
      timestamp: new Date(row.at).toISOString(),
      data: {
        number: row.number,
        url: `${settings().baseUrl}/concerns/${row.number}`,
        status: row.status,
        category: row.category,
        seq: row.seq,
        ...(row.assignment && row.due_at
          ? { assignment: { status: row.assignment, dueAt: new Date(row.due_at).toISOString() } }
          : {}),
      },
    },
  });
}

/** A message that says nothing, to see whether a receiver takes it. */
export async function deliverTest(
  tx: Transaction,
  p: { webhook: string },
  { item, call = post }: { item: string; call?: typeof post },
): Promise<void> {
  const [row] = await tx.execute<Hook>(sql`select url, secret from webhooks where id = ${p.webhook}`);
  if (!row) return;
  await tell(tx, p.webhook, row, {
    id: item,
    call,
    told: { type: "test", timestamp: new Date().toISOString(), data: {} },
  });
}

async function tell(
  tx: Transaction,
  webhook: string,
  { url, secret }: Hook,
  { id, told, call }: { id: string; told: Told; call: typeof post },
): Promise<void> {
  const body = JSON.stringify(told);
  const headers = {
    "content-type": "application/json",
    "user-agent": "Doorstep",
    ...signed(secret, { id, at: Math.floor(Date.now() / 1000), body }),
  };
  let code: string;
  try {
    const status = await call(url, { headers, body, allowed: settings().privateNetworks });
    if (status >= 200 && status < 300) {
      await tx.execute(
        sql`update webhooks set last_ok_at = now(), failing_since = null, last_error = null where id = ${webhook}`,
      );
      return;
    }
    code = String(status);
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    code = error.code;
  }
  throw new Failed(code, async (outer) => {
    await outer.execute(
      sql`update webhooks set failing_since = coalesce(failing_since, now()), last_error = ${code} where id = ${webhook}`,
    );
  });
}
