import { sql } from "drizzle-orm";
import type { Transaction } from "#db/connect.ts";
import { messageMentions } from "#db/schema/index.ts";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import type { Audience } from "../event.ts";
import { Refusal } from "../refusal.ts";
import { placeOf, type Where } from "./where.ts";

/** Somebody, or a unit, who can be named. `label` is what stands behind the @: unlike any other's. */
export type Mentionable = { id: string; kind: "user" | "organization"; label: string; detail: string | null };

export type Named = {
  id: string;
  kind: Mentionable["kind"];
  name: string;
  name_en: string | null;
  detail: string | null;
};

/** Those of one name are told apart by what they do. */
export function labelled(names: readonly Named[]): Mentionable[] {
  const count = new Map<string, number>();
  for (const { name } of names) count.set(name, (count.get(name) ?? 0) + 1);
  return names.map(({ id, kind, name, detail }) => ({
    id,
    kind,
    label: (count.get(name) ?? 0) > 1 && detail ? `${name}（${detail}）` : name,
    detail,
  }));
}

/** Where in a text somebody may be named: an @ that is not within an address. */
const ats = (text: string): number[] =>
  [...text.matchAll(/(?<![\p{Script=Latin}\d._%+-])[@＠]/gu)].map(({ index }) => index + 1);

/** The longest of these that stands right behind an @, each time there is one. */
function behindEach<T extends { as: string }>(text: string, names: readonly T[]): { at: number; found: T[] }[] {
  const lower = text.toLowerCase();
  return ats(text).map((at) => {
    const fits = names.filter(({ as }) => as && lower.startsWith(as.toLowerCase(), at));
    const longest = Math.max(0, ...fits.map(({ as }) => as.length));
    return { at, found: fits.filter(({ as }) => as.length === longest) };
  });
}

/**
 * Whom a text names, among those who may read it and those who may not.
 * @returns the ones named; and what cannot be: a name of one who may not read it, or one that several have
 */
export function namesIn(
  text: string,
  readers: readonly Named[],
  others: readonly { name: string; name_en: string | null }[] = [],
): { named: Mentionable[]; blind?: string; unclear?: string } {
  const labels = new Map(labelled(readers).map((m) => [m.id, m]));
  const forms = [
    ...readers.flatMap((r) =>
      [...new Set([labels.get(r.id)?.label ?? r.name, r.name, r.name_en ?? ""])].map((as) => ({ as, id: r.id })),
    ),
    ...others.flatMap((o) => [o.name, o.name_en ?? ""].map((as) => ({ as, id: null }))),
  ];
  const named = new Map<string, Mentionable>();
  for (const { found } of behindEach(text, forms)) {
    const ids = new Set(found.flatMap(({ id }) => (id ? [id] : [])));
    const [form] = found;
    if (!form) continue;
    if (ids.size > 1) return { named: [], unclear: form.as };
    const [id] = ids;
    const who = id && labels.get(id);
    if (!who) return { named: [], blind: form.as };
    named.set(who.id, who);
  }
  return { named: [...named.values()] };
}

type Readers = { community: string; thread: string; audience: Audience };

/** Whom the viewer of the transaction may name there. */
async function mentionable(tx: Transaction, { community, thread, audience }: Readers): Promise<Named[]> {
  const rows = await tx.execute<Named>(sql`
    select id, kind, name, name_en, detail from app.mentionable(${community}, ${thread}, ${audience}) order by kind, name, id`);
  return [...rows];
}

/**
 * Whom one may name in a thread, in the reader's language: for the list that opens behind an @.
 * @throws NotFound
 */
export async function whomToMention(
  viewer: Viewer,
  { audience, ...where }: Where & { audience: Audience },
  locale: string,
): Promise<Mentionable[]> {
  return asViewer(viewer.claims, async (tx) => {
    const { community, thread } = await placeOf(tx, where);
    const names = await mentionable(tx, { community, thread, audience });
    return labelled(names.map((n) => (locale === "en" && n.name_en ? { ...n, name: n.name_en } : n)));
  });
}

/**
 * Whom a text names, asked from the database only where it may name somebody.
 * @throws Refusal where it names one who could not read it, or a name that several have
 */
export async function mentionsOf(tx: Transaction, where: Readers, body: string): Promise<Mentionable[]> {
  if (!ats(body).length) return [];
  const readers = await mentionable(tx, where);
  const known = readers.map(({ id }) => id);
  const others = await tx.execute<{ name: string; name_en: string | null }>(sql`
    select distinct u.name, null::text as name_en from community_organizations co
    join memberships m on m.organization_id = co.organization_id and m.ended_at is null
    join users u on u.id = m.user_id
    where co.community_id = ${where.community} and u.id <> all (${`{${known.join(",")}}`}::uuid[]) and u.id is distinct from app.user()
    union
    select o.name, o.name_en from community_organizations co join organizations o on o.id = co.organization_id and o.kind <> 'agency'
    where co.community_id = ${where.community} and o.id <> all (${`{${known.join(",")}}`}::uuid[])`);
  const { named, blind, unclear } = namesIn(body, readers, [...others]);
  if (blind) throw new Refusal("mentionBlind", { field: "body", params: { name: blind } });
  if (unclear) throw new Refusal("mentionUnclear", { field: "body", params: { name: unclear } });
  return named;
}

/** Writes down whom a message names; who is told of it follows from the event that comes after. */
export async function name(
  tx: Transaction,
  { community, message, named }: { community: string; message: string; named: Mentionable[] },
): Promise<void> {
  if (!named.length) return;
  await tx
    .insert(messageMentions)
    .values(named.map(({ id, kind }) => ({ communityId: community, messageId: message, principal: id, kind })))
    .onConflictDoNothing();
}
