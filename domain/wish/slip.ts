import { sql } from "drizzle-orm";
import { pool } from "#db/connect.ts";
import { readSlipCode } from "../account/secret.ts";
import { throttle } from "../account/sign-in.ts";
import { tokenHash } from "../account/viewer.ts";
import { NotFound } from "../refusal.ts";
import type { RoundStatus } from "../round/rules.ts";

type Named = { name: string; nameEn: string | null };

/** What the slip from a letterbox tells whoever holds it: nothing of who lives there, nor of what was chosen before. */
export type Slip = {
  code: string;
  community: Named & { id: string; timeZone: string; demo: boolean };
  agency: Named | null;
  round: { id: string; name: string; startsOn: string; endsOn: string; status: RoundStatus };
  building: string;
  entrance: string;
  entranceCode: string;
  door: string;
  floor: number;
  shifts: { id: string; startsAt: Date; endsAt: Date }[];
  visit: { id: string; startsAt: Date; endsAt: Date; confirmed: boolean } | null;
  /** Something was chosen already. */
  chosen: boolean;
};

/** From one address, right and wrong together: a whole building may share one. */
const perAddress = { allowed: 120, window: "15 minutes" } as const;

/**
 * What stands behind the code of a slip.
 * @param address where the request came from, for throttling
 * @throws NotFound for a wrong code, an old one, and one that never was; Refusal `tooManyAttempts`
 */
export async function readSlip(typed: string, address: string): Promise<Slip> {
  await throttle(`slip address ${address}`, perAddress.allowed, perAddress.window);
  const code = readSlipCode(typed);
  // Something that cannot be a code is asked for as well: the answer takes as long.
  const [row] = await pool("doorstep_app").db.execute<{ slip: Told | null }>(
    sql`select auth.slip(${tokenHash(code ?? typed)}) as slip`,
  );
  if (!row?.slip || !code) throw new NotFound();
  const { shifts, visit, chosenAt, ...slip } = row.slip;
  return { ...slip, code, shifts: shifts.map(dated), visit: visit && dated(visit), chosen: chosenAt !== null };
}

type Dates = { startsAt: string; endsAt: string };
type Told = Omit<Slip, "code" | "shifts" | "visit" | "chosen"> & {
  shifts: (Dates & { id: string })[];
  visit: (Dates & { id: string; confirmed: boolean }) | null;
  chosenAt: string | null;
};

const dated = <T extends Dates>(row: T) => ({
  ...row,
  startsAt: new Date(row.startsAt),
  endsAt: new Date(row.endsAt),
});
