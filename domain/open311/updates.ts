import { sql } from "drizzle-orm";
import { atMost } from "#db/at-most.ts";
import { idFrom } from "#db/id.ts";
import { asViewer, submissionId } from "#db/viewer.ts";
import type { Locale } from "../account/preferences.ts";
import { withdraw } from "../concern/close.ts";
import { reopen } from "../concern/reopen.ts";
import { reply } from "../concern/reply.ts";
import { concernNumber, lengthOf } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import type { UpdateLine } from "./answers.ts";
import { momentOfW3 } from "./date.ts";
import { collecting, Fault } from "./fault.ts";
import { mostRows, type Span } from "./filters.ts";
import type { Asking } from "./key.ts";
import type { Params } from "./params.ts";
import type { Jurisdiction } from "./place.ts";
import { sentencesIn } from "./words.ts";

/**
 * What became of requests: to everybody, that somebody is at it and how it ended, as far as that is published; to a system,
 * of what was filed by its own key, all that is said to whoever raised it.
 */
export async function listUpdates(
  { viewer, key }: Asking,
  where: Jurisdiction,
  { span, ids }: { span: Span; ids: readonly string[] },
  locale: Locale,
): Promise<UpdateLine[]> {
  const own = key?.community === where.id ? key.id : null;
  const only = ids.length ? `{${ids.map((v) => JSON.stringify(v)).join(",")}}` : null;
  const [from, until] = [span.from.toISOString(), span.until.toISOString()];
  const say = sentencesIn(locale);
  const rows = await asViewer(viewer.claims, (tx) =>
    tx.execute<{ id: string; request: string; closed: boolean; at: string; said: string | null; begun: boolean }>(sql`
      select * from (
        select p.number || '-begun' as id, p.number as request, false as closed, p.taken_at as at, null::text as said, true as begun
        from publications p
        where p.community_id = ${where.id} and p.hidden_at is null and p.taken_at is not null and ${notOwn(where.id, own)}
        union all
        -- (What is said of its end may change: then it is another update.)
        select p.number || '-ended-' || extract(epoch from p.changed_at)::bigint, p.number, true, p.changed_at, p.outcome, false
        from publications p
        where p.community_id = ${where.id} and p.hidden_at is null and p.state in ('solved', 'closed') and ${notOwn(where.id, own)}
        ${own ? ofKey(where.id, own) : sql``}
      ) u
      where u.at between ${from}::timestamptz and ${until}::timestamptz
        and (${only}::text[] is null or u.request = any (${only}::text[]))
      order by u.at, u.id ${atMost(mostRows)}`),
  );
  return [...rows].map((row) => ({
    id: row.id,
    request: row.request,
    status: row.closed ? "closed" : "open",
    at: new Date(row.at),
    description: row.begun ? say.begun() : row.said,
  }));
}

const notOwn = (community: string, key: string | null) =>
  key
    ? sql`p.concern_id not in (select f.concern_id from filings f where f.community_id = ${community} and f.key_id = ${key})`
    : sql`true`;

/** What was said to everyone on what a key filed, and each change of its state. */
const ofKey = (community: string, key: string) => sql`
  union all
  select c.number || '-' || e.seq, c.number, coalesce((
      select x.to_status in ('solved', 'confirmed', 'closed') from events x
      where x.community_id = e.community_id and x.subject_id = e.subject_id and x.subject_type = 'concern' and x.seq <= e.seq and x.to_status is not null
      order by x.seq desc limit 1), false), e.at, m.body, e.kind = 'taken' and m.body is null
  from filings f
  join concerns c on c.community_id = f.community_id and c.id = f.concern_id
  join events e on e.community_id = c.community_id and e.subject_type = 'concern' and e.subject_id = c.id and e.audience = 'everyone'
  left join messages m on m.community_id = e.community_id and m.id = e.message_id and m.deleted_at is null
  where f.community_id = ${community} and f.key_id = ${key}
    and (m.body is not null or e.to_status is not null and e.message_id is null)`;

export type NewUpdate = {
  request: string;
  update: string;
  status: "open" | "closed";
  description: string;
};

/** @throws Fault with all that is wrong */
export function updateOf(params: Params, now: Date): NewUpdate {
  const { wrong, done } = collecting();
  const needed = (name: string) => {
    const said = params.one(name);
    if (said === null) wrong({ code: "update_missing", field: name, params: { field: name } });
    return said ?? "";
  };
  const request = needed("service_request_id");
  const update = needed("update_id");
  const status = needed("status").toLowerCase();
  const at = needed("updated_datetime");
  const description = needed("description");
  if (status && status !== "open" && status !== "closed") wrong({ code: "status_wrong" });
  const moment = at ? momentOfW3(at) : now;
  if (!moment) wrong({ code: "date_wrong", params: { field: "updated_datetime" } });
  // (Clocks differ by a little.)
  else if (moment.getTime() > now.getTime() + 300_000)
    wrong({ code: "date_future", params: { field: "updated_datetime" } });
  if (lengthOf(description) > 4000) wrong({ code: "description_too_long", params: { max: 4000 } });
  if (update.length > 100) wrong({ code: "account_too_long", params: { max: 100 } });
  done();
  return { request, update, status: status as "open" | "closed", description };
}

async function hasArrived(viewer: Asking["viewer"], sent: Parameters<typeof submissionId>[1]): Promise<boolean> {
  const [row] = await asViewer(viewer.claims, (tx) =>
    tx.execute(sql`select 1 from submissions where key = ${submissionId(viewer.claims, sent)}`),
  );
  return Boolean(row);
}

/**
 * Says something on a request, for whoever raised it: only the key that filed it may. "Closed" takes back what is open,
 * "open" brings back what had ended. The same update of the same system is said once.
 * @returns the id under which it is known
 * @throws Fault
 */
export async function addUpdate(
  { viewer, key }: Asking & { key: NonNullable<Asking["key"]> },
  where: Jurisdiction,
  said: NewUpdate,
): Promise<string> {
  const number = concernNumber.safeParse(said.request).data;
  const [concern] = number
    ? await asViewer(viewer.claims, (tx) =>
        tx.execute<{ closed: boolean; seq: number }>(sql`
          select c.status in ('solved', 'confirmed', 'closed') as closed, c.status from filings f
          join concerns c on c.community_id = f.community_id and c.id = f.concern_id
          where f.community_id = ${where.id} and f.key_id = ${key.id} and c.number = ${number}`),
      )
    : [];
  if (!number || !concern) throw new Fault({ code: "request_unknown" });
  const id = idFrom("open311 update", key.id, number, said.update);
  const input = { key: id, number, body: said.description, attachments: [], uploadKey: null };
  // (Brought back once, it is open: sent again, that is not said a second time.)
  const brought = { key: id, command: "concern.reopen", content: [number, [said.description, []]] };
  if (await hasArrived(viewer, brought)) return id;
  try {
    if (concern.closed && said.status === "open") await reopen(viewer, input);
    else await reply(viewer, { ...input, audience: "everyone" });
    if (!concern.closed && said.status === "closed") await withdraw(viewer, { key: idFrom(id, "withdraw"), number });
  } catch (error) {
    if (error instanceof NotFound) throw new Fault({ code: "request_unknown" });
    if (error instanceof Refusal) throw new Fault({ code: "update_not_now" });
    throw error;
  }
  return id;
}
