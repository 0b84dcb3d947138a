import { sql } from "drizzle-orm";
import { z } from "zod";
import { pool, type Transaction } from "#db/connect.ts";
import { newId } from "#db/id.ts";
import { change, databaseError, nobody, submit } from "#db/viewer.ts";
import { email, id, line, orNull, phone, submissionKey } from "../input.ts";
import { findEntrance, findHousehold } from "../place/tree.ts";
import { NotFound, Refusal } from "../refusal.ts";
import { hashPassword, newPassword } from "./password.ts";
import { secretHash } from "./secret.ts";
import { throttle } from "./sign-in.ts";
import { tokenHash, type Viewer } from "./viewer.ts";

/**
 * What opens the door: an invitation into an organization, a registration's mail, a code handed out at the door, or a
 * household that names its helper.
 */
type JoinKind = "invitation" | "registration" | "doorstep_code" | "helper";

export type Opening = {
  kind: JoinKind;
  name: string | null;
  email: string | null;
  role: string | null;
  organization: { name: string; nameEn: string | null } | null;
  household: { building: string; entrance: string; door: string } | null;
  /** The invited address has an account already: it must sign in to accept. */
  hasAccount: boolean;
};

const kinds: JoinKind[] = ["invitation", "registration", "doorstep_code", "helper"];

/** What a secret opens, without using it; nothing where it is unknown, used or too old. Attempts are counted. */
export async function openingOf(secret: string, address: string): Promise<Opening | undefined> {
  await throttle(`join address ${address}`, 60, "15 minutes");
  const { db } = pool("doorstep_app");
  const hash = secretHash(secret);
  for (const kind of kinds) {
    const [token] = await db.execute<{
      email: string | null;
      name: string | null;
      role: string | null;
      organization_id: string | null;
      household_id: string | null;
    }>(sql`select * from auth.peek_token(${kind}, ${hash})`);
    if (!token) continue;
    const [[organization], [household], [account]] = await Promise.all([
      db.execute<{ name: string; nameEn: string | null }>(
        sql`select name, name_en as "nameEn" from organizations where id = ${token.organization_id}::uuid`,
      ),
      db.execute<{ building: string; entrance: string; door: string }>(sql`
        select b.name as building, e.name as entrance, h.door from households h
        join entrances e on e.community_id = h.community_id and e.id = h.entrance_id
        join buildings b on b.community_id = e.community_id and b.id = e.building_id
        where h.id = ${token.household_id}::uuid`),
      db.execute<{ user_id: string }>(sql`select * from auth.account_for_email(${token.email})`),
    ]);
    return {
      kind,
      name: token.name,
      email: token.email,
      role: token.role,
      organization: organization ?? null,
      household: household ?? null,
      hasAccount: Boolean(account),
    };
  }
  return undefined;
}

export const joinInput = z.object({
  secret: z.string().min(8).max(200),
  name: line(60),
  email: orNull(email),
  phone: orNull(phone),
  password: newPassword,
});

/**
 * Makes an account from an opening, and what the opening gives: a membership, or a household.
 * @returns the new person's id
 * @throws NotFound where the opening is gone; Refusal by field
 */
export async function join(input: z.output<typeof joinInput>, address: string, locale: string): Promise<string> {
  const opening = await openingOf(input.secret, address);
  if (!opening) throw new NotFound();
  if (opening.hasAccount) throw new Refusal("signInToAccept");
  // An address that a mail went to is proven; one typed at the door is not asked for more than to be free.
  const mail = opening.email ?? input.email;
  if (!mail && !input.phone) throw new Refusal("emailOrPhone", { field: "email" });
  const userId = newId();
  const hash = await hashPassword(input.password);
  try {
    await change({ ...nobody, userId }, async (tx) => {
      await tx.execute(
        sql`select auth.new_account(${userId}, ${input.name}, ${mail}, ${input.phone}, ${locale}, ${hash})`,
      );
      await accept(tx, userId, opening.kind, input.secret);
    });
  } catch (error) {
    const found = databaseError(error);
    if (found?.code === "23505" && found.constraint === "accounts_email")
      throw new Refusal("taken", { field: "email" });
    if (found?.code === "23505" && found.constraint === "accounts_phone")
      throw new Refusal("taken", { field: "phone" });
    throw error;
  }
  return userId;
}

/** Accepts an opening with the account one is signed in with. @throws NotFound where it is gone, or meant for somebody else */
export async function acceptWithAccount(viewer: Viewer, secret: string, address: string): Promise<void> {
  const opening = await openingOf(secret, address);
  const user = viewer.user;
  if (!opening || !user) throw new NotFound();
  if (opening.email && opening.email !== user.email)
    throw new Refusal("forSomebodyElse", { params: { email: opening.email } });
  await change(viewer.claims, (tx) => accept(tx, user.id, opening.kind, secret));
}

async function accept(tx: Transaction, userId: string, kind: JoinKind, secret: string): Promise<void> {
  const [row] = await tx.execute<{ ok: boolean }>(
    sql`select auth.accept(${userId}, ${kind}, ${secretHash(secret)}) as ok`,
  );
  if (!row?.ok) throw new NotFound();
}

export const registerInput = z.object({
  key: submissionKey,
  name: line(60),
  email,
  entrance: id,
  door: line(20),
});

/**
 * Asks to become a resident of a household without a code: a mail goes to the address, the account is made when its
 * link is followed, and a coordinator confirms. The answer is the same whether or not there is an account.
 */
export async function register(input: z.output<typeof registerInput>, address: string, locale: string): Promise<void> {
  await throttle(`register address ${address}`, 10, "1 hour");
  const { key, ...content } = input;
  await submit(nobody, { key, command: "account.register", content }, async (tx) => {
    const entrance = await findEntrance(tx, { id: input.entrance });
    const household = entrance && (await findHousehold(tx, entrance, input.door));
    if (!entrance) throw new Refusal("choose", { field: "entrance" });
    if (!household) throw new Refusal("noSuchDoor", { field: "door", params: { door: input.door } });
    const [account] = await tx.execute<{ user_id: string }>(sql`select * from auth.account_for_email(${input.email})`);
    const token = newId();
    const payload = account ? { account: account.user_id, template: "already_registered" } : { token, locale };
    if (!account) {
      await tx.execute(sql`select auth.issue_registration(${token}, ${tokenHash(newId())}, ${input.name}, ${input.email},
        ${entrance.communityId}, ${household.id})`);
    }
    await tx.execute(
      sql`insert into outbox (topic, payload) values (${account ? "account_mail" : "token_mail"}, ${JSON.stringify(payload)}::jsonb)`,
    );
  });
}
