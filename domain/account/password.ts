import { hash, verify } from "@node-rs/argon2";
import { z } from "zod";
import { lengthOf } from "../input.ts";

/** OWASP's recommendation for argon2id (the library's default kind): 19 MiB, two passes, one lane. */
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** A password as it is chosen: any characters, long enough, not absurdly long. Nothing is trimmed. */
export const newPassword = z
  .string()
  .transform((v) => v.normalize("NFKC"))
  .refine((v) => lengthOf(v) >= 10, { params: { key: "passwordShort", min: 10 } })
  .refine((v) => lengthOf(v) <= 200, { params: { key: "tooLong", max: 200 } })
  .refine((v) => new Set(v).size >= 4, { params: { key: "passwordSimple" } })
  .meta({ required: true });

export const hashPassword = (password: string): Promise<string> => hash(password.normalize("NFKC"), options);

let decoy: Promise<string> | undefined;

/** Whether a password fits its hash; without one it takes as long and says no. */
export async function passwordFits(password: string, stored: string | undefined): Promise<boolean> {
  decoy ??= hashPassword("nobody's password");
  const fits = await verify(stored ?? (await decoy), password.normalize("NFKC"));
  return fits && stored !== undefined;
}
