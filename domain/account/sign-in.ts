import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { pool } from "#db/connect.ts";
import { demoPassword } from "#db/demo/accounts.ts";
import { settings } from "#db/settings.ts";
import { clean, email, phone } from "../input.ts";
import { Refusal } from "../refusal.ts";
import { passwordFits } from "./password.ts";

export const signInInput = z.object({
  login: z.string().transform(clean).pipe(z.string().min(1).max(254)).meta({ required: true, maxLength: 254 }),
  password: z.string().min(1).max(1000).meta({ required: true }),
});

/** How long a session lasts without being ended. */
export const sessionDays = 30;

/** At one account from one address; so whoever guesses keeps out nobody but themselves. */
const perBoth = { allowed: 10, window: "15 minutes" } as const;
/** At one account from all addresses together: of many that guess at once. */
const perAccount = { allowed: 50, window: "15 minutes" } as const;
const perAddress = { allowed: 60, window: "15 minutes" } as const;

/** An email or phone as accounts keep it; what is neither stays as typed and will not be found. */
function loginOf(typed: string): string {
  const asEmail = email.safeParse(typed);
  if (asEmail.success) return asEmail.data;
  const asPhone = phone.safeParse(typed);
  return asPhone.success ? asPhone.data : typed.toLowerCase();
}

const minutesIn = { minutes: 1, hour: 60, day: 1440 } as const;
type Window = `${number} ${keyof typeof minutesIn}`;

/** Counts an attempt. @throws Refusal `tooManyAttempts` when there were too many in the window, with its minutes */
export async function throttle(subject: string, allowed: number, window: Window): Promise<void> {
  const [row] = await pool("doorstep_app").db.execute<{ ok: boolean }>(
    sql`select auth.attempt(${subject}, ${allowed}, ${window}::interval) as ok`,
  );
  const [count, unit] = window.split(" ") as [string, keyof typeof minutesIn];
  if (!row?.ok) throw new Refusal("tooManyAttempts", { params: { minutes: Number(count) * minutesIn[unit] } });
}

/**
 * Opens a session for an email or phone and its password. The answer, and the time it takes, are the same whether the
 * account is unknown or the password is wrong.
 * @param address where the request came from, for throttling
 * @param agent what the browser calls itself, shown among the person's sessions
 * @returns the id of the new session
 * @throws Refusal `signInWrong` or `tooManyAttempts`
 */
export async function signIn(
  input: z.output<typeof signInInput>,
  { address, agent }: { address: string; agent: string | null },
): Promise<{ session: string; userId: string }> {
  const login = loginOf(input.login);
  const subjects = { account: `sign-in account ${login}`, both: `sign-in account ${login} from ${address}` };
  await throttle(`sign-in address ${address}`, perAddress.allowed, perAddress.window);
  await throttle(subjects.both, perBoth.allowed, perBoth.window);
  await throttle(subjects.account, perAccount.allowed, perAccount.window);
  const { db } = pool("doorstep_app");
  const [found] = await db.execute<{ user_id: string; password_hash: string }>(
    sql`select * from auth.credential(${login})`,
  );
  // The password that everybody knows opens the accounts of the demo, by whatever name, only where the demo is on.
  const shut = input.password === demoPassword && !settings().demo;
  if (!(await passwordFits(input.password, found?.password_hash)) || !found || shut) throw new Refusal("signInWrong");
  await db.execute(sql`select auth.forget_attempts(${subjects.both}), auth.forget_attempts(${subjects.account})`);
  return { session: await openSession(found.user_id, agent), userId: found.user_id };
}

/** A new session for somebody who has proven who they are. @returns its id */
export async function openSession(userId: string, agent: string | null): Promise<string> {
  // Random, not sortable by time: the id is the secret that the cookie carries.
  const session = randomUUID();
  await pool("doorstep_app").db.execute(
    sql`select auth.open_session(${session}, ${userId}, ${agent}, ${`${sessionDays} days`}::interval)`,
  );
  return session;
}

/** Ends sessions of a person: one of them, or all but one. @returns how many */
export async function endSessions(userId: string, which: { only?: string; but?: string }): Promise<number> {
  const [row] = await pool("doorstep_app").db.execute<{ ended: number }>(
    sql`select auth.end_sessions(${userId}, ${which.only ?? null}::uuid, ${which.but ?? null}::uuid) as ended`,
  );
  return row?.ended ?? 0;
}
