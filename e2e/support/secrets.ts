import type { Sql } from "postgres";

/** What no stranger may come upon, by kind. */
export type Secrets = Record<"name" | "phone" | "mail" | "door" | "text" | "id" | "number", string[]>;

/** Whoever reads so many characters of it in a row has read it. */
const telling = 12;

/** The sentences of a text that are long enough to be known again. */
const sentences = (text: string): string[] =>
  text
    .normalize("NFKC")
    .split(/[\n。！？!?;；]|\.\s/)
    .map((part) => part.trim())
    .filter((part) => Array.from(part).length >= telling);

/** All that is private in the portal's database: who lives where, how to reach them, and what is not for the public. */
export async function secretsOf(sql: Sql): Promise<Secrets> {
  const column = async (rows: Promise<{ v: string | null }[]>) =>
    [...new Set((await rows).map(({ v }) => v?.normalize("NFKC").trim() ?? ""))].filter((v) => v !== "");
  const names = await column(sql`
    select holder as v from household_contacts union
    select u.name from residents r join users u on u.id = r.user_id union
    select x.name from concern_people x where x.name is not null union
    select name from guides`);
  // Officers and members of units stand in public with their names; a neighbour who is called the same is not found by it.
  const known = new Set(await column(sql`select name as v from users where works_in <> '{}'`));
  const said = new Set(
    (
      await column(
        sql`select w.value as v from story_quotes q join stories s on s.id = q.story_id, jsonb_each_text(q.words) w where s.status = 'published'`,
      )
    ).flatMap(sentences),
  );
  const openly = (
    await column(sql`
      select title || '。' || body || '。' || coalesce(outcome, '') as v from publications where hidden_at is null union
      select title || '。' || lead || '。' || body from story_texts t join stories s on s.id = t.story_id where s.status = 'published' union
      select face from problems where published_at is not null union
      select t.title || '。' || t.body from policy_texts t join policies p on p.id = t.policy_id where p.published_at is not null`)
  )
    .join("\n")
    .normalize("NFKC");
  const texts = await column(sql`
    select title || '。' || body as v from concerns where privacy = 'private' union
    select m.body from messages m left join concerns c on c.id = m.concern_id
      where m.audience = 'working' or c.privacy = 'private' or (m.concern_id is null and m.problem_id is null) union
    select body from visit_notes union
    select remark from household_contacts union
    select l.body from minute_lines l union
    select b.summary from problem_briefs b`);
  return {
    name: names.filter(
      (name) => Array.from(name).length > 1 && !known.has(name) && !/^(业主|居民|住户|租户)$/.test(name),
    ),
    phone: await column(sql`
      select phone as v from household_contacts union select phone from concern_contacts union select phone from accounts union select phone from guides`),
    mail: await column(sql`select email as v from accounts union select email from concern_contacts`),
    door: await column(sql`
      select b.name || sep || e.name || sep || h.door as v from households h join entrances e on e.id = h.entrance_id
        join buildings b on b.id = e.building_id, (values (' '), (''), ('-')) seps (sep) union
      select h.door || '室' from households h`),
    text: [...new Set(texts.flatMap(sentences))].filter((text) => !said.has(text) && !openly.includes(text)),
    id: await column(sql`
      select id::text as v from concerns where privacy = 'private' union select id::text from households union
      select id::text from users u where works_in = '{}' union select id::text from visits union select id::text from visit_notes`),
    number: await column(sql`select number as v from concerns where privacy = 'private'`),
  };
}

/**
 * Looks for all of them in one walk through a text: each stands under its first two characters, since to look for ten
 * thousand words one after the other in a thousand pages takes minutes.
 * @returns what stands in the text, as kind and word, each once
 */
export function searchFor(secrets: Secrets): (text: string) => { kind: string; word: string }[] {
  const byStart = new Map<string, { kind: string; word: string }[]>();
  for (const [kind, words] of Object.entries(secrets))
    for (const word of words) {
      const start = word.slice(0, 2);
      if (!byStart.has(start)) byStart.set(start, []);
      byStart.get(start)?.push({ kind, word });
    }
  return (text) => {
    const found = new Set<{ kind: string; word: string }>();
    for (let at = 0; at < text.length; at++)
      for (const one of byStart.get(text.slice(at, at + 2)) ?? []) if (text.startsWith(one.word, at)) found.add(one);
    return [...found];
  };
}
