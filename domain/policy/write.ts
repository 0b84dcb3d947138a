import { and, eq, notInArray, sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#db/connect.ts";
import { policies, policyTexts } from "#db/schema/index.ts";
import { submit } from "#db/viewer.ts";
import type { Locale } from "../account/preferences.ts";
import type { Viewer } from "../account/viewer.ts";
import { categoryKeys } from "../concern/category.ts";
import { record } from "../event.ts";
import { id, line, localDay, optionalId, optionalText, orNull, submissionKey, text } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { refusing } from "../refusing.ts";
import { type PolicyPart, policyParts } from "./parts.ts";

const titleMost = 80;
const bodyMost = 6000;
const partMost = 600;

/** The suffix of the fields of each language. */
const suffixes = { "zh-CN": "", "zh-TW": "Tw", en: "En" } as const satisfies Record<Locale, string>;

type Suffix = (typeof suffixes)[Locale];

type PartField = `${PolicyPart}${Suffix}`;

export const partField = (part: PolicyPart, locale: Locale): PartField => `${part}${suffixes[locale]}`;

const partFields = Object.fromEntries(
  Object.values(suffixes).flatMap((suffix) =>
    policyParts.map((part) => [`${part}${suffix}`, optionalText(partMost).optional()]),
  ),
) as Record<PartField, z.ZodOptional<ReturnType<typeof optionalText>>>;

/** A policy explained, in the language that everybody here reads, and where there are words for it in the other two. */
export const policyInput = z
  .object({
    key: submissionKey,
    community: id,
    /** The one that is changed; none: a new one. */
    policy: optionalId,
    /** The one that this is the next version of. */
    replaces: optionalId.optional(),
    validFrom: orNull(localDay).optional(),
    validUntil: orNull(localDay).optional(),
    category: z.enum(categoryKeys, { error: "choose" }),
    title: line(titleMost),
    body: text(bodyMost),
    titleTw: optionalText(titleMost),
    bodyTw: optionalText(bodyMost),
    titleEn: optionalText(titleMost),
    bodyEn: optionalText(bodyMost),
    ...partFields,
  })
  .superRefine((typed, context) => {
    if (typed.validFrom && typed.validUntil && typed.validUntil < typed.validFrom)
      context.addIssue({ code: "custom", path: ["validUntil"], params: { key: "lastBeforeFirst" } });
    // What follows something begins on a day.
    if (typed.replaces && !typed.validFrom)
      context.addIssue({ code: "custom", path: ["validFrom"], params: { key: "required" } });
    for (const [locale, title] of [
      ["zh-TW", "titleTw"],
      ["en", "titleEn"],
    ] as const)
      if (!typed[title] && policyParts.some((part) => typed[partField(part, locale)]))
        context.addIssue({ code: "custom", path: [title], params: { key: "required" } });
    // A title without its text, or the other way round, is no explanation.
    for (const [a, b] of [
      ["titleTw", "bodyTw"],
      ["titleEn", "bodyEn"],
    ] as const) {
      if (typed[a] && !typed[b]) context.addIssue({ code: "custom", path: [b], params: { key: "required" } });
      if (typed[b] && !typed[a]) context.addIssue({ code: "custom", path: [a], params: { key: "required" } });
    }
  });

type Text = { locale: Locale; title: string; body: string } & Record<PolicyPart, string | null>;

const partsOf = (input: z.output<typeof policyInput>, locale: Locale) =>
  Object.fromEntries(policyParts.map((part) => [part, input[partField(part, locale)] ?? null])) as Record<
    PolicyPart,
    string | null
  >;

function textsOf(input: z.output<typeof policyInput>): Text[] {
  const given = (locale: Locale, title: string | null, body: string | null) =>
    title && body ? [{ locale, title: title.replace(/\s+/g, " "), body, ...partsOf(input, locale) }] : [];
  return [
    { locale: "zh-CN", title: input.title, body: input.body, ...partsOf(input, "zh-CN") },
    ...given("zh-TW", input.titleTw, input.bodyTw),
    ...given("en", input.titleEn, input.bodyEn),
  ];
}

/**
 * Writes a policy explanation, or changes one; what is published changes for its readers at once. One that replaces
 * another is a draft like any other: the earlier one stands until it is published and its day has come.
 * @returns its id
 * @throws NotFound where the viewer does not lead the community; Refusal `replacedAlready` where another follows already
 */
export async function writePolicy(viewer: Viewer, input: z.output<typeof policyInput>): Promise<string> {
  const { key, ...content } = input;
  return refusing({ "23503": new NotFound(), "23505": new Refusal("replacedAlready") }, async () => {
    const { result } = await submit(viewer.claims, { key, command: "policy.write", content }, async (tx, made) => {
      const policy = input.policy ?? made;
      const days = { validFrom: input.validFrom ?? null, validUntil: input.validUntil ?? null };
      const where = and(eq(policies.communityId, input.community), eq(policies.id, policy));
      if (input.policy) {
        const changed = await tx
          .update(policies)
          .set({ category: input.category, ...days, changedAt: sql`now()` })
          .where(where);
        if (!changed.count) throw new NotFound();
      } else {
        await tx.insert(policies).values({
          ...{ communityId: input.community, id: policy, category: input.category, createdBy: viewer.user?.id },
          ...{ ...days, replaces: input.replaces ?? null },
        });
      }
      await say(tx, input.community, policy, textsOf(input));
      await record(tx, {
        community: input.community,
        subject: { type: "community", id: input.community },
        kind: input.policy ? "policy_changed" : "policy_written",
        audience: "office",
        actor: viewer.user?.id ?? null,
        data: { policy },
      });
      return policy;
    });
    return result;
  });
}

/** The texts are these now: a language that is left out is gone. */
async function say(tx: Transaction, communityId: string, policyId: string, texts: Text[]): Promise<void> {
  const of = and(eq(policyTexts.communityId, communityId), eq(policyTexts.policyId, policyId));
  const kept = texts.map((t) => t.locale);
  await tx.delete(policyTexts).where(and(of, notInArray(policyTexts.locale, kept)));
  await tx
    .insert(policyTexts)
    .values(texts.map((t) => ({ communityId, policyId, ...t })))
    .onConflictDoUpdate({
      target: [policyTexts.communityId, policyTexts.policyId, policyTexts.locale],
      set: {
        ...{ title: sql`excluded.title`, body: sql`excluded.body` },
        ...Object.fromEntries(policyParts.map((part) => [part, sql`excluded.${sql.identifier(part)}`])),
      },
    });
}
