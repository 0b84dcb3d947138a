import { createHmac, timingSafeEqual } from "node:crypto";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { derivedSecret } from "#db/settings.ts";
import { change, nobody } from "#db/viewer.ts";
import { NotFound } from "../refusal.ts";

/**
 * Whose mail a link ends: an account's, its weekly summary alone, that of one who follows a concern without an account, or
 * of an address that follows the public board.
 */
export type Recipient =
  | { user: string }
  | { weekly: string }
  | { community: string; person: string }
  | { community: string; subscription: string };

const mac = (text: string) => createHmac("sha256", derivedSecret("unsubscribe")).update(text).digest("base64url");

const textOf = (of: Recipient): string => {
  if ("user" in of) return `u.${of.user}`;
  if ("weekly" in of) return `w.${of.weekly}`;
  return "person" in of ? `p.${of.community}.${of.person}` : `s.${of.community}.${of.subscription}`;
};

/** What stands in the link of a mail: for nothing but ending these mails, and valid as long as there are any. */
export function unsubscribeToken(of: Recipient): string {
  const text = textOf(of);
  return `${Buffer.from(text).toString("base64url")}.${mac(text)}`;
}

/** @throws NotFound where the token is not ours */
export function recipientOf(token: string): Recipient {
  const [packed = "", given = ""] = token.split(".");
  const text = Buffer.from(packed, "base64url").toString();
  const expected = Buffer.from(mac(text));
  const typed = Buffer.from(given);
  if (typed.length !== expected.length || !timingSafeEqual(typed, expected)) throw new NotFound();
  const [kind, first = "", second = ""] = text.split(".");
  if (kind === "w") return { weekly: first };
  if (kind === "s") return { community: first, subscription: second };
  return kind === "u" ? { user: first } : { community: first, person: second };
}

export const unsubscribeInput = z.object({ token: z.string().max(300), what: z.enum(["stop", "resume"]) });

/** Ends the mails, or lets them come again. @throws NotFound */
export async function unsubscribe({ token, what }: z.output<typeof unsubscribeInput>): Promise<void> {
  const of = recipientOf(token);
  if ("weekly" in of) {
    await change(nobody, (tx) => tx.execute(sql`select auth.set_weekly(${of.weekly}::uuid, ${what === "resume"})`));
    return;
  }
  if ("subscription" in of) {
    // Nothing is left of the address, so nothing can come again.
    if (what === "stop")
      await change(nobody, (tx) =>
        tx.execute(sql`select auth.unsubscribe(${of.community}::uuid, ${of.subscription}::uuid)`),
      );
    return;
  }
  const [user, community, person] = "user" in of ? [of.user, null, null] : [null, of.community, of.person];
  await change(nobody, (tx) =>
    tx.execute(
      what === "stop"
        ? sql`select auth.stop_mail(${user}::uuid, ${community}::uuid, ${person}::uuid)`
        : sql`select auth.resume_mail(${user}::uuid, ${community}::uuid, ${person}::uuid)`,
    ),
  );
}
