import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Viewer } from "../account/viewer.ts";
import { id, orNull, submissionKey, text } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { drafting, leading, move, tell } from "./hold.ts";
import { worksHere } from "./measure.ts";
import { money } from "./money.ts";
import { type Share, shareKinds, shareOut } from "./shares.ts";

export const partyInput = z.object({
  key: submissionKey,
  agreement: id,
  /** A unit; none: the households, who consent by vote. */
  organization: orNull(id),
});

/** Adds a party to a draft. It pays nothing until the shares are set anew. */
export async function addParty(viewer: Viewer, input: z.output<typeof partyInput>): Promise<void> {
  const { key, agreement, organization } = input;
  await drafting(viewer, { agreement, key, command: "party.add", content: organization }, async (held) => {
    const { communityId, id: agreementId } = held.agreement;
    if (organization) await worksHere(held, organization);
    const added = await held.tx.execute(sql`
      insert into agreement_parties (community_id, id, agreement_id, kind, organization_id, ordinal)
      select ${communityId}, ${held.submission}, ${agreementId}, ${organization ? "organization" : "households"}, ${organization}::uuid,
        coalesce(max(ordinal), -1) + 1
      from agreement_parties where community_id = ${communityId} and agreement_id = ${agreementId}
      on conflict do nothing`);
    if (!added.count) throw new Refusal("partyThere", { field: "organization" });
    await tell(held, "party_added", { organization });
  });
}

export const removePartyInput = z.object({
  key: submissionKey,
  agreement: id,
  party: id,
  reason: text(500),
});

/**
 * A party that leaves: in a draft it is no longer asked; after that, what the others signed was signed with it, so the
 * agreement goes back to being a draft, nothing is shared until the shares are set anew, and all sign again.
 */
export async function letPartyLeave(viewer: Viewer, input: z.output<typeof removePartyInput>): Promise<void> {
  const { key, agreement, party, reason } = input;
  await leading(viewer, { agreement, key, command: "party.leave", content: [party, reason] }, async (held) => {
    const { tx } = held;
    const { communityId, id: agreementId, status } = held.agreement;
    const [row] = await tx.execute<{ id: string; organization: string | null }>(sql`
      select id, organization_id as organization from agreement_parties
      where community_id = ${communityId} and agreement_id = ${agreementId} and id = ${party} and left_at is null`);
    if (!row) throw new NotFound();
    if (status !== "draft") await move(held, "recall", "party_left", { data: { organization: row.organization } });
    else await tell(held, "party_left", { organization: row.organization });
    await tx.execute(sql`
      update agreement_parties set left_at = case when id = ${party} then now() end, left_reason = case when id = ${party} then ${reason} end,
        share_kind = null, share_percent = null, share_cents = 0
      where community_id = ${communityId} and agreement_id = ${agreementId} and left_at is null`);
  });
}

/** The shares as a form sends them: `kind.ID` and `value.ID` for each party. */
export const sharesInput = z
  .looseObject({
    key: submissionKey,
    agreement: id,
    estimate: money.refine((cents) => cents > 0, { params: { key: "money" } }),
  })
  .transform(({ key, agreement, estimate, ...rest }) => ({
    key,
    agreement,
    estimate,
    shares: Object.entries(rest).flatMap(([name, kind]) => {
      const party = /^kind\.([0-9a-f-]{36})$/.exec(name)?.[1];
      return party ? [{ party, kind: String(kind), value: String(rest[`value.${party}`] ?? "") }] : [];
    }),
  }));

const percentOf = (typed: string): number | null => {
  const plain = typed.normalize("NFKC").replace(/[\s%]/g, "");
  return /^\d{1,3}(\.\d{1,4})?$/.test(plain) && Number(plain) <= 100 ? Number(plain) : null;
};

/** What one party is to pay, of its kind and what was typed beside it. @throws Refusal at that party's field */
function shareOf(kind: string, typed: string, field: string): Share | null {
  if (!(shareKinds as readonly string[]).includes(kind)) return null;
  if (kind === "rest") return { kind };
  if (kind === "percent") {
    const percent = percentOf(typed);
    if (percent === null) throw new Refusal("percentWrong", { field });
    return { kind, percent };
  }
  const cents = money.safeParse(typed);
  if (!cents.success) throw new Refusal("moneyWrong", { field });
  return { kind: "amount", cents: cents.data };
}

/** Sets the estimate and who pays which share of it, all at once: they add up to exactly the whole, or it is said what is wrong. */
export async function setShares(viewer: Viewer, input: z.output<typeof sharesInput>): Promise<void> {
  const { key, agreement, ...content } = input;
  await drafting(viewer, { agreement, key, command: "shares", content }, async (held) => {
    const { tx } = held;
    const { communityId, id: agreementId } = held.agreement;
    const paying = input.shares.flatMap(({ party, kind, value }) => {
      const share = shareOf(kind, value, `value.${party}`);
      return share ? [{ party, share }] : [];
    });
    if (!paying.length) throw new Refusal("sharesNobody", { field: "estimate" });
    const cents = shareOut(
      input.estimate,
      paying.map((p) => p.share),
    );
    if (!Array.isArray(cents)) {
      if (cents.refused === "negative") throw new Refusal("percentWrong", { field: "estimate" });
      const sum = (cents.cents / 100).toFixed(2);
      if (cents.refused === "missing") throw new Refusal("sharesMissing", { field: "estimate", params: { sum } });
      throw new Refusal("sharesTooMuch", { field: "estimate", params: { sum } });
    }
    await tx.execute(sql`
      update agreements set estimate_cents = ${input.estimate} where community_id = ${communityId} and id = ${agreementId}`);
    await tx.execute(sql`
      update agreement_parties set share_kind = null, share_percent = null, share_cents = 0
      where community_id = ${communityId} and agreement_id = ${agreementId} and left_at is null`);
    for (const [i, { party, share }] of paying.entries()) {
      const set = await tx.execute(sql`
        update agreement_parties set share_kind = ${share.kind}, share_percent = ${share.kind === "percent" ? share.percent : null}::numeric,
          share_cents = ${cents[i] ?? 0}
        where community_id = ${communityId} and agreement_id = ${agreementId} and id = ${party} and left_at is null`);
      if (!set.count) throw new Refusal("draftChanged");
    }
    await tell(held, "shares_set", { estimate: input.estimate });
  });
}
