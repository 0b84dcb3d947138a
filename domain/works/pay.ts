import { sql } from "drizzle-orm";
import { z } from "zod";
import { databaseError } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { leading, tell } from "../agreement/hold.ts";
import { money } from "../agreement/money.ts";
import { tieFiles } from "../attachment/tie.ts";
import { id, localDay, optionalText, several, submissionKey, text } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { dayOf } from "../time.ts";

export const payInput = z.object({
  key: submissionKey,
  agreement: id,
  party: id,
  amount: money.refine((cents) => cents > 0, { params: { key: "money" } }),
  day: localDay,
  note: optionalText(300),
  /** Why it comes to more than the share. */
  over: optionalText(300),
  attachments: several(id, 6),
});

/**
 * Enters what a party has paid towards its share.
 * @throws Refusal where it comes to more than the share, and nobody says why
 */
export async function recordPayment(viewer: Viewer, input: z.output<typeof payInput>): Promise<void> {
  const { key, agreement, attachments, ...said } = input;
  try {
    await leading(viewer, { agreement, key, command: "payment", content: [said, attachments] }, async (held) => {
      const { tx, userId, submission } = held;
      const { communityId, id: agreementId, status } = held.agreement;
      if (status !== "concluded" && status !== "carried_out") throw new Refusal("notNow");
      if (said.day > dayOf(new Date(), held.timeZone)) throw new Refusal("dayAhead", { field: "day" });
      const [party] = await tx.execute(sql`
        select 1 from agreement_parties where community_id = ${communityId} and agreement_id = ${agreementId} and id = ${said.party}`);
      if (!party) throw new NotFound();
      await tx.execute(sql`
        insert into payments (community_id, id, agreement_id, party_id, cents, paid_on, note, over_reason, recorded_by)
        values (${communityId}, ${submission}, ${agreementId}, ${said.party}, ${said.amount}, ${said.day}, ${said.note}, ${said.over}, ${userId})`);
      await tell(held, "payment_recorded", { payment: submission, party: said.party, cents: said.amount }, "everyone");
      await tieFiles(tx, communityId, attachments, { payment: submission });
    });
  } catch (error) {
    if (databaseError(error)?.constraint === "payments_over") throw new Refusal("paymentOver", { field: "over" });
    throw error;
  }
}

export const counterInput = z.object({ key: submissionKey, agreement: id, payment: id, note: text(300) });

/** Takes an entry back by another of the same sum, with the reason; nothing is deleted. */
export async function counterPayment(viewer: Viewer, input: z.output<typeof counterInput>): Promise<void> {
  const { key, agreement, payment, note } = input;
  await leading(viewer, { agreement, key, command: "payment.counter", content: [payment, note] }, async (held) => {
    const { tx, userId, submission } = held;
    const { communityId, id: agreementId } = held.agreement;
    const [entry] = await tx.execute<{ party: string; cents: number; countered: boolean }>(sql`
      select p.party_id as party, p.cents::float8 as cents, p.counters_id is not null or exists (
        select from payments c where c.community_id = p.community_id and c.counters_id = p.id) as countered
      from payments p where p.community_id = ${communityId} and p.agreement_id = ${agreementId} and p.id = ${payment}`);
    if (!entry) throw new NotFound();
    if (entry.countered) throw new Refusal("notNow");
    const added = await tx.execute(sql`
      insert into payments (community_id, id, agreement_id, party_id, cents, paid_on, note, counters_id, recorded_by)
      values (${communityId}, ${submission}, ${agreementId}, ${entry.party}, ${-entry.cents}, ${dayOf(new Date(), held.timeZone)}::date,
        ${note}, ${payment}, ${userId})
      on conflict (community_id, counters_id) do nothing`);
    if (!added.count) throw new Refusal("notNow");
    await tell(held, "payment_countered", { payment, party: entry.party, cents: -entry.cents }, "everyone");
  });
}
