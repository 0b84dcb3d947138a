import { z } from "zod";
import { newId } from "#db/id.ts";
import { asOwner } from "#db/owner.ts";
import { linkSecret } from "../account/secret.ts";
import { tokenHash } from "../account/viewer.ts";
import { nowhere } from "../event.ts";
import { email, line } from "../input.ts";
import { Refusal } from "../refusal.ts";

export const communityInput = z.object({
  code: z.string().regex(/^[a-z0-9-]{2,30}$/, "2 to 30 of a-z, 0-9 and -"),
  name: line(60),
  nameEn: line(60).optional(),
  township: line(60),
  district: line(60),
  agency: line(60),
  timeZone: z.string().refine((zone) => Intl.supportedValuesOf("timeZone").includes(zone), "is no time zone"),
  /** Who leads it: the first coordinator, invited by a link. */
  person: line(60),
  email,
});

/** Days in which the first coordinator follows the link. */
const days = 7;

/**
 * Makes a community, its agency where there is none of that name yet, and an invitation for whoever leads it, all or
 * nothing. Whoever accepts it is on duty until somebody else is. Doors come from the household ledger.
 * @param url the database, as its administrator
 * @returns the secret of the invitation's link: it is kept nowhere
 * @throws Refusal `taken` where a community has that code
 */
export async function setUpCommunity(url: string, input: z.output<typeof communityInput>): Promise<string> {
  const secret = linkSecret();
  await asOwner(url, async (sql) => {
    const [taken] = await sql`select 1 from communities where code = ${input.code}`;
    if (taken) throw new Refusal("taken");
    const [known] = await sql<{ id: string }[]>`
      select id from organizations where kind = 'agency' and name = ${input.agency} and disabled_at is null`;
    const agency = known?.id ?? newId();
    if (!known) await sql`insert into organizations ${sql({ id: agency, kind: "agency", name: input.agency })}`;
    const community = newId();
    await sql`insert into communities ${sql({
      id: community,
      code: input.code,
      name: input.name,
      name_en: input.nameEn ?? null,
      township: input.township,
      district: input.district,
      time_zone: input.timeZone,
      agency_id: agency,
    })}`;
    await sql`insert into community_organizations ${sql({ community_id: community, organization_id: agency })}`;
    await sql`insert into tokens ${sql({
      id: newId(),
      hash: tokenHash(secret),
      kind: "invitation",
      community_id: community,
      organization_id: agency,
      role: "coordinator",
      email: input.email,
      name: input.person,
      expires_at: new Date(Date.now() + days * 86_400_000),
    })}`;
    await sql`
      insert into events (community_id, subject_type, subject_id, kind, audience, data)
      values (${community}, 'community', ${community}, 'set_up', 'office', '{}')`;
  });
  return secret;
}

/**
 * Lets somebody who has an account run the installation (its state, all communities' people; no private case).
 * @returns whether there is such an account
 */
export async function makeAdmin(url: string, address: string): Promise<boolean> {
  return asOwner(url, async (sql) => {
    const [found] = await sql<{ user_id: string }[]>`
      update accounts set admin = true where email = ${address} and disabled_at is null returning user_id`;
    if (!found) return false;
    await sql`
      insert into events (community_id, subject_type, subject_id, kind, audience, data)
      values (${nowhere}, 'account', ${found.user_id}, 'made_admin', 'office', '{}')`;
    return true;
  });
}
