import { sql } from "drizzle-orm";
import { z } from "zod";
import { pool } from "#db/connect.ts";
import { throttle } from "../account/sign-in.ts";
import { tokenHash } from "../account/viewer.ts";
import { id } from "../input.ts";
import { Refusal } from "../refusal.ts";

export const helpedInput = z.object({ policy: id, answer: z.enum(["yes", "no"], { error: "choose" }) });

/** Of one explanation an address says it once in this time; of all together so often. */
const once = "1 day";
const perAddress = 40;

/**
 * Counts whether an explanation answered what somebody asked. Nobody is kept: an address is known for a day, as a hash
 * that says neither where it is from nor what was answered; said twice, it is counted once, and nobody is told so.
 */
export async function sayHelped({ policy, answer }: z.output<typeof helpedInput>, address: string): Promise<void> {
  const whose = tokenHash(`policy ${address}`).toString("hex");
  try {
    await throttle(`policies ${whose}`, perAddress, once);
    await throttle(`policy ${policy} ${whose}`, 1, once);
  } catch (error) {
    if (error instanceof Refusal) return;
    throw error;
  }
  await pool("doorstep_app").db.execute(sql`select app.count_policy_answer(${policy}, ${answer === "yes"})`);
}
