import { sql } from "drizzle-orm";
import { z } from "zod";
import { submit } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { record } from "../event.ts";
import { email, id, optionalText, orNull, phone, several, submissionKey } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { refusing } from "../refusing.ts";
import { wishKinds } from "./kind.ts";
import { multirange, offersAhead } from "./offers.ts";
import { shiftsOf } from "./read.ts";
import { lift } from "./refuse.ts";

/** What a household says of being visited: the same with an account, by a slip, at the door and in the office. */
export const wishFields = {
  kind: z.enum(wishKinds, { error: "choose" }),
  /** Ids of offers: see offers.ts. */
  times: several(z.string().max(60), 400),
  note: optionalText(200),
  phone: orNull(phone),
  email: orNull(email),
};

type Fields = z.output<z.ZodObject<typeof wishFields>>;

export const wishInput = z.object({ key: submissionKey, household: id, round: id, ...wishFields });

/** The times chosen, as PostgreSQL keeps them. @throws Refusal at `times`, or at `phone` where there is none to call */
export function timesOf(
  { kind, times, phone: number }: Fields,
  shifts: readonly { id: string; startsAt: Date; endsAt: Date }[],
  knows: boolean,
): string {
  if (kind === "call" && !number && !knows) throw new Refusal("phoneToCall", { field: "phone" });
  if (kind !== "times") return "{}";
  const offers = offersAhead(shifts, Date.now());
  const chosen = offers.filter((o) => times.includes(o.id));
  if (!chosen.length || chosen.length < new Set(times).size) throw new Refusal("chooseTimes", { field: "times" });
  return multirange(chosen);
}

/**
 * Says for a household when it wants to be visited in a round; the last word counts. Members of the household say it for
 * themselves, whoever leads for them (`office`), and the officers who visit the door (`door`). Whoever asks for a visit
 * may be visited again.
 * @throws NotFound; Refusal `roundOver`, `chooseTimes`, `phoneToCall`
 */
export async function chooseWish(viewer: Viewer, input: z.output<typeof wishInput>, locale: string): Promise<void> {
  const { key, ...content } = input;
  const { claims } = viewer;
  const userId = claims.userId;
  if (!userId) throw new NotFound();
  await refusing({}, () =>
    submit(claims, { key, command: "wish.choose", content }, async (tx, wishId) => {
      const [place] = await tx.execute<{ communityId: string; open: boolean }>(sql`
        select h.community_id as "communityId", r.status <> 'closed' as open from households h
        join rounds r on r.community_id = h.community_id and r.id = ${input.round}
        where h.id = ${input.household} and h.community_id = any(${`{${claims.memberIn.join(",")}}`}::uuid[])`);
      if (!place) throw new NotFound();
      if (!place.open) throw new Refusal("roundOver");
      const own = claims.households.includes(input.household);
      const leads = claims.coordinates.includes(place.communityId);
      const via = own ? "account" : leads ? "office" : "door";
      // Those of the office find a number in the ledger.
      const times = timesOf(input, await shiftsOf(tx, place.communityId, input.round), !own);
      // What was given before cannot be read; where nothing new is given it stays.
      const kept = sql.join([
        ...(input.phone ? [sql`, phone = ${input.phone}`] : []),
        ...(input.email ? [sql`, email = ${input.email}, locale = ${locale}`] : []),
      ]);
      await tx.execute(sql`
        insert into visit_wishes (community_id, id, round_id, household_id, kind, times, note, phone, email, locale, via, made_by)
        values (${place.communityId}, ${wishId}, ${input.round}, ${input.household}, ${input.kind}, ${times}::tstzmultirange,
          ${input.note}, ${input.phone}, ${input.email}, ${locale}, ${via}, ${userId})
        on conflict (community_id, round_id, household_id) do update set kind = excluded.kind, times = excluded.times,
          note = excluded.note, via = excluded.via, made_by = excluded.made_by, changed_at = now()${kept}`);
      if (input.kind !== "call") await lift(tx, place.communityId, input.household, userId);
      await record(tx, {
        community: place.communityId,
        subject: { type: "household", id: input.household },
        kind: "wish_made",
        audience: "office",
        actor: userId,
      });
    }),
  );
}
