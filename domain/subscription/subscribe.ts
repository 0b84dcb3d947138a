import { sql } from "drizzle-orm";
import { z } from "zod";
import { newId } from "#db/id.ts";
import { change, nobody } from "#db/viewer.ts";
import type { Locale } from "../account/preferences.ts";
import { throttle } from "../account/sign-in.ts";
import { tokenHash } from "../account/viewer.ts";
import { categoryKeys } from "../concern/category.ts";
import { concernNumber, email, orNull } from "../input.ts";
import { NotFound } from "../refusal.ts";

/** What somebody wants to hear of: all, a topic, a building, or one concern or problem. */
export const subscribeInput = z.object({
  community: z.uuid(),
  email,
  category: orNull(z.enum(categoryKeys, { error: "choose" })),
  building: orNull(z.uuid({ error: "choose" })),
  number: orNull(concernNumber),
});

/**
 * Asks an address whether it wants to follow the board. Whoever asks learns nothing of it: neither whether it follows
 * already, nor whether what it is to follow is there.
 * @param from where the request came from, for throttling
 * @throws Refusal `tooManyAttempts`
 */
export async function subscribe(
  { community, email: to, category, building, number }: z.output<typeof subscribeInput>,
  locale: Locale,
  from: string,
): Promise<void> {
  await throttle(`subscribe ${from}`, 12, "1 hour");
  // (Counted without being kept: an address is erased when its owner says stop.)
  await throttle(`subscribe to ${tokenHash(to).toString("base64url")}`, 4, "1 hour");
  await change(nobody, (tx) =>
    tx.execute(
      sql`select auth.subscribe(${newId()}, ${community}, ${to}, ${locale}, ${category}, ${number ? null : building}, ${number})`,
    ),
  );
}

export const confirmInput = z.object({ secret: z.string().min(8).max(200) });

/** The owner of the address says yes; once more is the same. @throws NotFound where the link is too old or none */
export async function confirmSubscription({ secret }: z.output<typeof confirmInput>): Promise<void> {
  const [row] = await change(nobody, (tx) =>
    tx.execute<{ ok: boolean }>(sql`select auth.confirm_subscription(${tokenHash(secret)}) as ok`),
  );
  if (!row?.ok) throw new NotFound();
}
