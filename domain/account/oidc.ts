import { sql } from "drizzle-orm";
import { pool } from "#db/connect.ts";

/** The account that a provider's verified address belongs to, if there is one. @returns the user's id */
export async function accountForEmail(email: string): Promise<string | undefined> {
  const [row] = await pool("doorstep_app").db.execute<{ user_id: string }>(
    sql`select user_id from auth.account_for_email(${email.toLowerCase()})`,
  );
  return row?.user_id;
}
