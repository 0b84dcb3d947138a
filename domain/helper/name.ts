import { sql } from "drizzle-orm";
import { z } from "zod";
import { idFrom } from "#db/id.ts";
import { derivedSecret } from "#db/settings.ts";
import { submit } from "#db/viewer.ts";
import { helperCode } from "../account/secret.ts";
import { tokenHash, type Viewer } from "../account/viewer.ts";
import { email, id, line, localDay, optionalId, optionalText, orNull, several, submissionKey } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { refusing } from "../refusing.ts";
import { allowances, consentsHeard, relations } from "./relation.ts";

/** A household has this many at most at once. */
const most = 5;

/** Days in which whoever was named takes it on. */
const days = 14;

export const nameHelperInput = z.object({
  key: submissionKey,
  household: id,
  /** Where it is written down by an officer: the visit at which the household said so. */
  visit: optionalId,
  name: line(60),
  relation: z.enum(relations, { error: "choose" }),
  may: several(z.enum(allowances, { error: "choose" })).refine((v) => v.includes("raise") || v.includes("choose"), {
    params: { key: "helperMay" },
  }),
  email: orNull(email),
  until: orNull(localDay),
  /** How an officer heard it, and from whom. */
  consent: orNull(z.enum(consentsHeard, { error: "choose" })),
  consentBy: optionalText(60),
});

/**
 * A household consents that somebody acts for it: by its own account, or as an officer was told who writes it down. Whoever
 * is named takes it on with an account, by the link of a mail, or by a code that the household passes on.
 * @returns the code, where no mail goes out; it is not shown again
 * @throws NotFound; Refusal by field
 */
export async function nameHelper(
  viewer: Viewer,
  input: z.output<typeof nameHelperInput>,
  locale: string,
): Promise<{ code: string | null }> {
  const { key, visit: _, ...content } = input;
  const userId = viewer.user?.id;
  if (!userId) throw new NotFound();
  const own = viewer.claims.households.includes(input.household);
  if (!own && !input.consent) throw new Refusal("choose", { field: "consent" });
  if (!own && !input.consentBy) throw new Refusal("consentBy", { field: "consentBy" });
  const raises = input.may.includes("raise");
  // Derived, so that a repeated submission shows the same code again.
  const code = input.email ? null : helperCode(`${key} ${userId} ${JSON.stringify(content)}`);
  await refusing({}, async () => {
    await submit(viewer.claims, { key, command: "helper.name", content }, async (tx, helper) => {
      const [place] = await tx.execute<{ community: string; today: string; live: number }>(sql`
        select h.community_id as community, (now() at time zone c.time_zone)::date::text as today, (
          select count(*)::int from helpers x where x.community_id = h.community_id and x.household_id = h.id and x.ended_at is null) as live
        from households h join communities c on c.id = h.community_id where h.id = ${input.household}`);
      if (!place) throw new NotFound();
      if (place.live >= most) throw new Refusal("tooManyHelpers", { params: { max: most } });
      if (input.until && input.until < place.today) throw new Refusal("dayPast", { field: "until" });
      const token = idFrom(helper, "token");
      await tx.execute(sql`
        insert into helpers (community_id, id, household_id, name, relation, token_id, may_raise, may_follow, may_choose, consent,
          consent_by, recorded_by, until)
        values (${place.community}, ${helper}, ${input.household}, ${input.name}, ${input.relation}, ${token}, ${raises},
          ${raises && input.may.includes("follow")}, ${input.may.includes("choose")}, ${own ? "account" : input.consent},
          ${own ? null : input.consentBy}, ${userId}, ${input.until}::date)`);
      await tx.execute(sql`
        insert into tokens (id, hash, kind, community_id, household_id, name, email, created_by, expires_at)
        values (${token}, ${tokenHash(code ?? derivedSecret(`helper mail ${token}`))}, 'helper', ${place.community}, ${input.household},
          ${input.name}, ${input.email}, ${userId}, now() + make_interval(days => ${days}))`);
      if (input.email)
        await tx.execute(sql`
          insert into outbox (topic, payload) values ('token_mail', ${JSON.stringify({ token, locale })}::jsonb)`);
    });
  });
  return { code };
}
