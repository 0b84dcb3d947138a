import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { idFrom, newId } from "#db/id.ts";
import { store } from "../attachment/store.ts";
import { readAddress, readToken } from "./address.ts";
import type { Fate } from "./fate.ts";
import { landReply, landReport } from "./land.ts";
import { type Letter, readLetter } from "./parse.ts";

type Work = { key: string; from: string; to: string; size: number };

const longestKept = 20_000;

/**
 * Takes a mail off the queue: into the thread of a concern as its author's own, as a new concern, or held for who leads.
 * The same mail twice is one. What a program wrote is left aside, and nothing is ever answered by itself.
 */
export async function takeLetter(tx: Transaction, { key, from, to, size }: Work): Promise<void> {
  const raw = await store().get(key);
  if (!raw) return;
  const letter = await readLetter(raw, from).catch(() => null);
  const meant = await whatIsMeant(tx, to, letter?.from?.address ?? from.toLowerCase());
  const messageId = letter?.messageId ?? `<${key}@none>`;
  const id = newId();
  const [fresh] = await tx.execute(sql`
    insert into letters (community_id, id, message_id, to_address, size, status, reason)
    values (${meant.community}, ${id}, ${messageId}, ${to.toLowerCase()}, ${size}, 'held', 'broken')
    on conflict (message_id, to_address) do nothing returning id`);
  if (!fresh) return store().remove(key);
  const fate = await fateOf(tx, letter, meant, idFrom("letter", messageId, to.toLowerCase()));
  const held = fate.status === "held";
  await tx.execute(sql`
    update letters set status = ${fate.status}, reason = ${held ? fate.reason : null},
      concern_id = ${"concern" in fate ? (fate.concern ?? null) : null}
    where community_id = ${meant.community} and id = ${id}`);
  if (!held) return store().remove(key);
  // Who wrote what is kept while somebody is to decide about it, and no longer.
  await tx.execute(sql`
    update letters set from_address = ${(letter?.from?.address ?? from).slice(0, 254)}, from_name = ${letter?.from?.name ?? null},
      subject = ${letter?.subject ?? null}, body = ${Array.from(letter?.text ?? "")
        .slice(0, longestKept)
        .join("")}, raw_key = ${key}
    where community_id = ${meant.community} and id = ${id}`);
}

type Meant = {
  community: string;
  report: boolean;
  /** Whom a reply comes from, on which concern, where we wrote its address. */
  reply: { concern: string; number: string; person: string; account: boolean } | null;
  concern?: string;
};

/** What an address of ours is about; a word that says nothing is held in the sender's community, or the first there is. */
async function whatIsMeant(tx: Transaction, to: string, sender: string): Promise<Meant> {
  const address = readAddress(to);
  if (address?.kind === "concern") {
    const [found] = await tx.execute<{ id: string }>(
      sql`select id from communities where lower(code) = ${address.code.toLowerCase()}`,
    );
    if (found) return { community: found.id, report: true, reply: null };
  }
  const token = address?.kind === "reply" ? readToken(address.token) : null;
  if (token) {
    const [found] = await tx.execute<{ id: string; community: string }>(
      sql`select id, community_id as community from concerns where number = ${token.number}`,
    );
    if (found) {
      const reply = token.valid ? { ...token, concern: found.id } : null;
      return { community: found.community, report: false, reply, ...(reply ? { concern: found.id } : {}) };
    }
  }
  const [nearest] = await tx.execute<{ id: string }>(sql`
    select c.id from communities c
    order by exists (
      select from accounts a where a.email = ${sender} and a.disabled_at is null and (
        exists (select from residents r where r.user_id = a.user_id and r.community_id = c.id and r.status <> 'ended')
        or exists (select from memberships m join community_organizations co on co.organization_id = m.organization_id
          where m.user_id = a.user_id and m.ended_at is null and co.community_id = c.id))) desc, c.code limit 1`);
  if (!nearest) throw new Error("there is no community to hold it for");
  return { community: nearest.id, report: false, reply: null };
}

async function fateOf(tx: Transaction, letter: Letter | null, meant: Meant, key: string): Promise<Fate> {
  if (!letter) return { status: "held", reason: "broken" };
  if (letter.automatic) return { status: "ignored" };
  if (meant.reply) return landReply(tx, letter, meant.reply, key);
  if (meant.report) return landReport(tx, letter, meant.community, key);
  return { status: "held", reason: "unknown" };
}
