import { sql } from "drizzle-orm";
import { z } from "zod";
import { pool } from "#db/connect.ts";
import { newId } from "#db/id.ts";
import { change, nobody } from "#db/viewer.ts";
import { email } from "../input.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { hashPassword, newPassword, passwordFits } from "./password.ts";
import { endSessions, throttle } from "./sign-in.ts";
import { tokenHash, type Viewer } from "./viewer.ts";

export const forgotInput = z.object({ email });

/** Sends a link to choose a new password, if there is such an account; the answer is the same if there is not. */
export async function forgot(input: z.output<typeof forgotInput>, address: string, locale: string): Promise<void> {
  await throttle(`reset address ${address}`, 20, "1 hour");
  await throttle(`reset account ${input.email}`, 5, "1 hour");
  await change(nobody, async (tx) => {
    const [account] = await tx.execute<{ user_id: string }>(sql`select * from auth.account_for_email(${input.email})`);
    if (!account) return;
    const token = newId();
    await tx.execute(sql`select auth.issue_reset(${token}, ${tokenHash(newId())}, ${account.user_id})`);
    await tx.execute(
      sql`insert into outbox (topic, payload) values ('token_mail', ${JSON.stringify({ token, locale })}::jsonb)`,
    );
  });
}

export const resetInput = z.object({ secret: z.string().min(8).max(200), password: newPassword });

/** Sets a new password by the link of a mail; all sessions end. @throws NotFound where the link is used or too old */
export async function reset(input: z.output<typeof resetInput>): Promise<void> {
  const hash = await hashPassword(input.password);
  await change(nobody, async (tx) => {
    const [token] = await tx.execute<{ user_id: string }>(
      sql`select user_id from auth.use_token('password_reset', ${tokenHash(input.secret)})`,
    );
    if (!token) throw new NotFound();
    await tx.execute(sql`select auth.set_password(${token.user_id}, ${hash})`);
    await tx.execute(sql`select auth.end_sessions(${token.user_id}, null, null)`);
  });
}

/** Whether the link of a mail can still be used. */
export async function resetIsOpen(secret: string): Promise<boolean> {
  const [row] = await pool("doorstep_app").db.execute(
    sql`select 1 from auth.peek_token('password_reset', ${tokenHash(secret)})`,
  );
  return Boolean(row);
}

export const changePasswordInput = z.object({
  current: z.string().min(1).max(1000).meta({ required: true }),
  password: newPassword,
});

/** Changes one's own password; all other sessions end. @throws Refusal where the current one is wrong */
export async function changePassword(viewer: Viewer, input: z.output<typeof changePasswordInput>): Promise<void> {
  const user = viewer.user;
  if (!user) throw new NotFound();
  await throttle(`password ${user.id}`, 10, "15 minutes");
  const [found] = await pool("doorstep_app").db.execute<{ password_hash: string }>(
    sql`select * from auth.credential(${user.email ?? user.phone})`,
  );
  if (!(await passwordFits(input.current, found?.password_hash)))
    throw new Refusal("passwordWrong", { field: "current" });
  const hash = await hashPassword(input.password);
  await change(viewer.claims, (tx) => tx.execute(sql`select auth.set_password(${user.id}, ${hash})`));
  await endSessions(user.id, { but: user.session });
}
