import { sql } from "drizzle-orm";
import { z } from "zod";
import { nobody, submit } from "#db/viewer.ts";
import { readSlipCode } from "../account/secret.ts";
import { tokenHash } from "../account/viewer.ts";
import { id, submissionKey } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { timesOf, wishFields } from "./choose.ts";
import { readSlip } from "./slip.ts";

export const slipWishInput = z.object({ key: submissionKey, code: z.string().max(40), ...wishFields });

/**
 * Says by the slip from the letterbox, without an account, when the household wants to be visited: whoever holds it speaks
 * for the door.
 * @param address where the request came from, for throttling
 * @throws NotFound for a wrong code, an old one, and one that never was
 */
export async function chooseBySlip(
  input: z.output<typeof slipWishInput>,
  address: string,
  locale: string,
): Promise<void> {
  const slip = await readSlip(input.code, address);
  const times = timesOf(input, slip.shifts, false);
  const { key, ...content } = input;
  await submit(nobody, { key, command: "wish.slip", content }, async (tx, wishId) => {
    const [row] = await tx.execute<{ ok: boolean }>(sql`
      select auth.slip_wish(${hashOf(input.code)}, ${wishId}, ${input.kind}, ${times}::tstzmultirange, ${input.note},
        ${input.phone}, ${input.email}, ${locale}) as ok`);
    if (!row?.ok) throw new NotFound();
  });
}

export const slipConfirmInput = z.object({ key: submissionKey, code: z.string().max(40), visit: id });

/** Says by the slip that the planned time suits. @throws NotFound; Refusal `notNow` where it was moved meanwhile */
export async function confirmBySlip(
  { key, code, visit }: z.output<typeof slipConfirmInput>,
  address: string,
): Promise<void> {
  const slip = await readSlip(code, address);
  if (slip.visit?.id !== visit) throw new Refusal("notNow");
  await submit(nobody, { key, command: "wish.slip_confirm", content: [code, visit] }, async (tx) => {
    const [row] = await tx.execute<{ ok: boolean }>(sql`select auth.slip_confirm(${hashOf(code)}) as ok`);
    if (!row?.ok) throw new Refusal("notNow");
  });
}

const hashOf = (code: string) => tokenHash(readSlipCode(code) ?? code);
