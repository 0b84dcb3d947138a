import { sql } from "drizzle-orm";
import { pool, type Transaction } from "#db/connect.ts";
import { idFrom, newId } from "#db/id.ts";
import { ArrivedBefore, asViewer } from "#db/viewer.ts";
import { linkSecret } from "../account/secret.ts";
import { type Community, tokenHash, type Viewer, viewerOfLink, viewerOfPerson } from "../account/viewer.ts";
import { raise, raiseInput } from "../concern/raise.ts";
import { reply, replyInput } from "../concern/reply.ts";
import { type Capacity, maySpeak, mayWork } from "../concern/rules.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { asLocale } from "../words.ts";
import { bodyOf, takeFiles } from "./body.ts";
import type { Fate } from "./fate.ts";
import type { Letter } from "./parse.ts";
import { unquoted } from "./unquote.ts";

type Reply = { concern: string; number: string; person: string; account: boolean };

type Writer = { viewer: Viewer; locale: string | null };

/**
 * A reply, said in the thread by whom its address was given to. A reporter speaks to everyone on the concern; whoever works
 * on it to those who do: what is written in a hurry, and may quote anything, is not for more people than was thought of.
 */
export async function landReply(tx: Transaction, letter: Letter, to: Reply, key: string): Promise<Fate> {
  const held = (reason: "sender" | "gone" | "empty" | "refused"): Fate => ({
    status: "held",
    reason,
    concern: to.concern,
  });
  const known = await emailOf(tx, to);
  if (!known) return held("gone");
  if (!letter.from || letter.from.address !== known.email) return held("sender");
  const text = unquoted(letter.text);
  if (!text && !letter.files.length) return held("empty");
  const writer = to.account ? await withAccount(tx, to.person) : await withoutAccount(to);
  if (!writer) return held("gone");
  const { viewer } = writer;
  const [concern] = await asViewer(viewer.claims, (own) =>
    own.execute<{ community: string; caps: Capacity[] }>(sql`
      select community_id as community, app.capacities(community_id, id, owner_id) as caps from concerns
      where number = ${to.number}`),
  );
  if (!concern || !maySpeak(concern.caps)) return held("gone");
  const files = await takeFiles(viewer, concern.community, letter.files, key);
  const said = replyInput.safeParse({
    key,
    number: to.number,
    body: bodyOf(text, files, asLocale(writer.locale)),
    audience: mayWork(concern.caps) ? "working" : "everyone",
    attachments: files.taken,
    uploadKey: key,
  });
  if (!said.success) return held("refused");
  try {
    await reply(viewer, said.data, { once: true, via: "mail" });
  } catch (error) {
    if (error instanceof NotFound) return held("gone");
    if (error instanceof Refusal) return held("refused");
    // It had landed, before whoever took it off the queue was struck down.
    if (!(error instanceof ArrivedBefore)) throw error;
  }
  return { status: "landed", concern: to.concern };
}

/** A new concern, private, from an address that an account of the community has. */
export async function landReport(tx: Transaction, letter: Letter, community: string, key: string): Promise<Fate> {
  const held = (reason: "stranger" | "empty" | "refused"): Fate => ({ status: "held", reason });
  const [account] = await tx.execute<{ id: string }>(sql`
    select user_id as id from accounts where email = ${letter.from?.address ?? ""} and disabled_at is null`);
  const writer = account ? await withAccount(tx, account.id) : null;
  if (!writer?.viewer.communities.some((c) => c.id === community)) return held("stranger");
  const text = unquoted(letter.text);
  if (!text && !letter.files.length) return held("empty");
  const files = await takeFiles(writer.viewer, community, letter.files, key);
  const input = reportOf(letter, text, { community, key, files, locale: writer.locale });
  if (!input.success) return held("refused");
  const { user } = writer.viewer;
  try {
    await raise(writer.viewer, input.data, asLocale(writer.locale), { once: true, byMail: { origin: "mail" } });
  } catch (error) {
    if (error instanceof NotFound || error instanceof Refusal) return held("refused");
    if (!(error instanceof ArrivedBefore)) throw error;
  }
  return { status: "raised", concern: idFrom(idFrom(key, "concern.raise", user?.id ?? ""), "concern") };
}

/** What a mail says, as a report form would: private, sorted by its words, at no place in particular. */
export const reportOf = (
  letter: Letter,
  text: string,
  {
    community,
    key,
    files,
    locale,
  }: { community: string; key: string; files: Awaited<ReturnType<typeof takeFiles>>; locale: string | null },
) => {
  const subject = letter.subject?.replace(/^(?:(?:re|fwd?|回复|答复|转发|回覆|轉寄)\s*[:：]\s*)+/i, "").trim();
  const told = subject && !text.startsWith(subject) ? `${subject}\n\n${text}`.trim() : text;
  return raiseInput.safeParse({
    key,
    community,
    entrance: "",
    floor: "",
    spot: "door:",
    body: bodyOf(told, files, asLocale(locale)),
    category: "auto",
    privacy: "private",
    attachments: files.taken,
    uploadKey: key,
    shareContact: false,
  });
};

/** The address that a person may write from. */
async function emailOf(tx: Transaction, { concern, person, account }: Reply) {
  const [found] = await tx.execute<{ email: string | null }>(
    account
      ? sql`select email from accounts where user_id = ${person} and disabled_at is null`
      : sql`
        select k.email from concern_people p
        join concern_contacts k on k.community_id = p.community_id and k.person_id = p.id
        where p.id = ${person} and p.concern_id = ${concern} and p.role = 'reporter' and p.user_id is null`,
  );
  return found?.email ? { email: found.email.toLowerCase() } : null;
}

async function withAccount(tx: Transaction, person: string): Promise<Writer | null> {
  const viewer = await viewerOfPerson(tx, person);
  return viewer && { viewer, locale: viewer.user?.locale ?? null };
}

/** One without an account speaks by a tracking link of a day's life, which nobody is sent. */
async function withoutAccount({ concern, person }: Reply): Promise<Writer | null> {
  return pool("doorstep_worker").transaction(async (tx) => {
    const [found] = await tx.execute<Community & { locale: string | null }>(sql`
      select m.id, m.code, m.name, m.name_en as "nameEn", m.time_zone as "timeZone", m.demo, k.locale from concern_people p
      join communities m on m.id = p.community_id
      left join concern_contacts k on k.community_id = p.community_id and k.person_id = p.id
      where p.id = ${person} and p.concern_id = ${concern}`);
    if (!found) return null;
    const token = newId();
    await tx.execute(sql`
      insert into tokens (id, hash, kind, community_id, concern_id, expires_at)
      values (${token}, ${tokenHash(linkSecret())}, 'tracking', ${found.id}, ${concern}, now() + interval '1 day')`);
    const { locale, ...community } = found;
    return { viewer: viewerOfLink(token, concern, community), locale };
  });
}
