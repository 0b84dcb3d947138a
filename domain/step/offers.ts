import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#db/connect.ts";
import { idFrom } from "#db/id.ts";
import { asViewer } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { concernNumber, several, submissionKey } from "../input.ts";
import { onAccompanied } from "./hold.ts";
import { add } from "./write.ts";

/** A step that stands written somewhere already: its text, and the same in other languages. */
type Offer = { key: string; title: string; titles: Partial<Record<string, string>> | null; papers: string };

export type Offers = { policies: { title: string; steps: Offer[] }[]; before: Offer[] };

const marks =
  /^\s*(?:[-*+•·・‣–—●○■□]|\(?\d{1,2}[.)、．）](?!\d)|（\d{1,2}）|[①-⑳]|[一二三四五六七八九十]{1,3}、)\s*(\S.*)$/u;

/** The lines of a text that begin with a list mark, without it. */
export const listIn = (body: string): string[] =>
  body.split("\n").flatMap((one) => marks.exec(one)?.[1]?.trim().slice(0, 120) ?? []);

type Text = { policy: string; locale: string; title: string; body: string };

/** The lists of some policy explanations in the reader's language; with the other languages where those have as many lines. */
export function offersOf(texts: readonly Text[], locale: string): Offers["policies"] {
  return [...Map.groupBy(texts, (t) => t.policy)].flatMap(([policy, all]) => {
    const read = all.find((t) => t.locale === locale) ?? all.find((t) => t.locale === "zh-CN") ?? all[0];
    const lines = read ? listIn(read.body) : [];
    if (!read || !lines.length) return [];
    const others = all.map((t) => [t.locale, listIn(t.body)] as const).filter(([, l]) => l.length === lines.length);
    return [
      {
        title: read.title,
        steps: lines.map((title, i) => ({
          key: `${policy}.${i}`,
          title,
          titles: Object.fromEntries(others.map(([of, l]) => [of, l[i] ?? title])),
          papers: "",
        })),
      },
    ];
  });
}

async function offersIn(
  tx: Transaction,
  { communityId, category, id }: { communityId: string; category: string; id: string },
  locale: string,
): Promise<Offers> {
  const [texts, before, had] = await Promise.all([
    tx.execute<Text>(sql`
      select p.id as policy, t.locale, t.title, t.body from policies p
      join policy_texts t on t.community_id = p.community_id and t.policy_id = p.id
      where p.community_id = ${communityId} and p.category = ${category} and app.policy_holds(p)
      order by p.published_at desc, p.id`),
    tx.execute<Omit<Offer, "key">>(sql`select * from app.generic_steps(${communityId}, ${category}, ${id})`),
    tx.execute<{ title: string }>(
      sql`select title from concern_steps where community_id = ${communityId} and concern_id = ${id}`,
    ),
  ]);
  const there = new Set([...had].map((s) => s.title));
  const isNew = (o: Offer) => !there.has(o.title) && !Object.values(o.titles ?? {}).some((t) => t && there.has(t));
  return {
    policies: offersOf([...texts], locale)
      .map((p) => ({ ...p, steps: p.steps.filter(isNew) }))
      .filter((p) => p.steps.length),
    before: [...before].map((s, i) => ({ ...s, key: `before.${i}` })).filter(isNew),
  };
}

/** What steps might be taken over for a concern: of what is explained about its category, and of the last such case. */
export const stepOffers = (
  viewer: Viewer,
  concern: { communityId: string; category: string; id: string },
  locale: string,
): Promise<Offers> => asViewer(viewer.claims, (tx) => offersIn(tx, concern, locale));

export const takeOverInput = z.object({
  key: submissionKey,
  number: concernNumber,
  locale: z.enum(["zh-CN", "zh-TW", "en"]).catch("zh-CN"),
  offers: several(z.string().max(60)).refine((v) => v.length > 0, { error: "choose" }),
});

/** Takes offered steps over, in the order in which they were offered. What is offered no longer is left out. */
export async function takeOver(viewer: Viewer, input: z.output<typeof takeOverInput>): Promise<void> {
  const { key, number, locale, offers } = input;
  await onAccompanied(viewer, { number, key, command: "step.take_over", content: offers }, async (held) => {
    const found = await offersIn(held.tx, held.concern, locale);
    const all = [...found.policies.flatMap((p) => p.steps), ...found.before];
    await add(
      held,
      all
        .filter((o) => offers.includes(o.key))
        .map((o) => ({
          id: idFrom(held.id, o.key),
          title: o.title,
          titles: o.titles,
          papers: o.papers,
          generic: true,
        })),
    );
  });
}
