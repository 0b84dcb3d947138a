import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { concerns } from "#db/schema/index.ts";
import { change } from "#db/viewer.ts";
import type { Viewer } from "../account/viewer.ts";
import { concernNumber } from "../input.ts";
import { NotFound } from "../refusal.ts";

export const contactInput = z.object({ number: concernNumber });

export type Contact = { name: string | null; phone: string | null; email: string | null };

/**
 * How to reach whoever raised a concern. Reading it is an event that coordinators see.
 * @throws NotFound where the viewer may not know it
 */
export async function readContact(viewer: Viewer, { number }: z.output<typeof contactInput>): Promise<Contact> {
  return change(viewer.claims, async (tx) => {
    const [concern] = await tx
      .select({ id: concerns.id, communityId: concerns.communityId })
      .from(concerns)
      .where(eq(concerns.number, number));
    if (!concern) throw new NotFound();
    const [contact] = await tx.execute<Contact>(
      sql`select name, phone, email from app.read_concern_contact(${concern.communityId}, ${concern.id})`,
    );
    if (!contact) throw new NotFound();
    return contact;
  });
}
