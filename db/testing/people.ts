import { type SQL, sql } from "drizzle-orm";
import type postgres from "postgres";
import { newId } from "../id.ts";
import type { Gallery } from "./gallery.ts";
import { type Changeable, insert, type Named, sha256, trying, type Values, where } from "./part.ts";
import type { ViewerCode } from "./viewers.ts";
import type { World } from "./world.ts";

/** The part of the permission matrix that is about people: their accounts, what they sign in with, what they hold, and where they belong. */

export const peopleRowTable = `
users                   | the name of the resident                         | .   .   ru  .   .   .   .   .   .   .   .   r   r   .   .
users                   | the name of the officer                          | .   r   r   r   r   .   ru  r   .   r   r   r   r   .   .
users                   | the name of a resident of another community      | .   .   .   .   .   .   .   .   .   .   .   .   r   r   ru
accounts                | of the resident                                  | .   .   ru  .   .   .   .   .   .   .   .   r   r   .   .
accounts                | of the officer                                   | .   .   .   .   .   .   ru  .   .   .   .   r   r   .   .
accounts                | of a colleague in the property company           | .   .   .   .   .   .   .   .   .   r   .   r   r   .   .
accounts                | of the coordinator                               | .   .   .   .   .   .   .   .   .   .   .   ru  r   .   .
accounts                | of the administrator                             | .   .   .   .   .   .   .   .   .   .   .   .   ru  .   .
accounts                | of a resident of another community               | .   .   .   .   .   .   .   .   .   .   .   .   r   r   ru
sessions                | of the resident                                  | .   .   r   .   .   .   .   .   .   .   .   .   .   .   .
credentials             | of the resident                                  | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
throttles               | attempts to sign in                              | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
tokens                  | an invitation into the property company          | .   .   .   .   .   .   .   .   .   .   .   ru  ru  .   .
tokens                  | a doorstep code that the officer handed out      | .   .   .   .   .   .   ru  .   .   .   .   .   .   .   .
tokens                  | a tracking link                                  | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
tokens                  | a link to rate                                   | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
tokens                  | the reset of the resident's password             | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
tokens                  | a registration                                   | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
tokens                  | the mail that confirms a report                  | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
memberships             | of the property company's member                 | .   r   r   r   r   .   r   r   .   r   r   ru  ru  .   .
memberships             | of the officer who has left                      | .   r   r   r   r   .   r   r   r   r   r   ru  ru  .   .
residents               | of 1502                                          | .   .   ru  .   .   .   .   .   .   .   .   ru  .   .   .
residents               | who asks for 1501                                | .   .   .   .   .   ru  .   .   .   .   .   ru  .   .   .
residents               | of another community                             | .   .   .   .   .   .   .   .   .   .   .   .   .   ru  ru
`;

export const peopleActTable = `
tokens                  | + invite into the property company               | .   .   .   .   .   .   .   .   .   .   .   a   a   .   .
tokens                  | + hand out a doorstep code                       | .   .   .   .   .   .   a   .   .   .   .   a   .   .   .
tokens                  | + ask to confirm the unconfirmed report by mail  | .   a   .   .   .   .   .   .   .   .   .   .   .   .   .
tokens                  | + make oneself a tracking link                   | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
tokens                  | + make a reset of the resident's password        | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
tokens                  | read the hash of a token                         | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
residents               | + ask to be a resident of 1301                   | .   .   a   a   a   a   a   a   a   a   a   a   a   a   a
residents               | + ask in another's name                          | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
residents               | confirm the one who asks for 1501                | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
residents               | ask for 1301 and confirm oneself                 | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
`;

/** An officer who is about to leave, and a colleague in the property company. */
export async function addPeople(
  sql: postgres.TransactionSql,
  world: World,
  { former, colleague }: { former: string; colleague: string },
) {
  await sql`insert into users ${sql([
    { id: former, name: "former" },
    { id: colleague, name: "colleague" },
  ])}`;
  await sql`insert into accounts ${sql([
    { user_id: former, email: "former@example.test" },
    { user_id: colleague, email: "colleague@example.test" },
  ])}`;
  await sql`insert into memberships ${sql([
    { user_id: former, organization_id: world.agencyA, role: "officer" },
    { user_id: colleague, organization_id: world.property, role: "partner" },
  ])}`;
}

/** Credentials, a session and tokens. */
export async function addSignIn(sql: postgres.TransactionSql, world: World, unconfirmed: { id: string }) {
  const { people, a } = world;
  const token = async (kind: string, more: Record<string, string>) => {
    const id = newId();
    await sql`insert into tokens ${sql({ id, hash: sha256(id), kind, expires_at: "2099-01-01", community_id: a, ...more })}`;
    return id;
  };
  const tokens = {
    invitation: await token("invitation", {
      organization_id: world.property,
      role: "partner",
      email: "new@example.test",
      created_by: people.coordinator,
    }),
    rating: await token("rating", { user_id: people.resident }),
    code: await token("doorstep_code", { household_id: world.door1501, created_by: people.officer }),
    reset: await token("password_reset", { user_id: people.resident }),
    registration: await token("registration", { household_id: world.door1501, email: "asks@example.test" }),
    confirmation: await token("mail_confirmation", { concern_id: unconfirmed.id, email: "stranger@example.test" }),
  };
  const session = newId();
  await sql`insert into sessions ${sql({ id: session, user_id: people.resident, expires_at: "2099-01-01" })}`;
  await sql`insert into credentials ${sql({ user_id: people.resident, password_hash: "a hash" })}`;
  await sql`insert into throttles ${sql({ subject: "sign-in account x", count: 1, window_start: "2020-01-01" })}`;
  return { tokens, session };
}

/** Which columns the app may change at all, and a harmless change of one. */
export const peopleChangeable: Changeable = {
  users: { columns: ["name"], harmless: "name = 'renamed'" },
  accounts: {
    columns: ["locale", "mail", "mentions_at_once", "quiet_from", "quiet_until", "theme", "type_size", "weekly"],
    harmless: "theme = 'dark'",
  },
  tokens: { columns: ["used_at"], harmless: "used_at = now()" },
  memberships: { columns: ["ended_at", "lead", "role"], harmless: "ended_at = null" },
  residents: { columns: ["confirmed_at", "confirmed_by", "proof", "status"], harmless: "status = 'ended'" },
};

/** Where the rows stand. */
export function peopleRowsOf(g: Gallery): Named<string> {
  const { people, tokens } = g;
  return {
    users: {
      "the name of the resident": where.id(people.resident),
      "the name of the officer": where.id(people.officer),
      "the name of a resident of another community": where.id(people.residentB),
    },
    accounts: {
      "of the resident": where.user(people.resident),
      "of the officer": where.user(people.officer),
      "of a colleague in the property company": where.user(g.colleague),
      "of the coordinator": where.user(people.coordinator),
      "of the administrator": where.user(people.admin),
      "of a resident of another community": where.user(people.residentB),
    },
    sessions: { "of the resident": where.id(g.session) },
    credentials: { "of the resident": where.user(people.resident) },
    throttles: { "attempts to sign in": "subject = 'sign-in account x'" },
    tokens: {
      "an invitation into the property company": where.id(tokens.invitation),
      "a doorstep code that the officer handed out": where.id(tokens.code),
      "a tracking link": where.id(g.link.token),
      "a link to rate": where.id(tokens.rating),
      "the reset of the resident's password": where.id(tokens.reset),
      "a registration": where.id(tokens.registration),
      "the mail that confirms a report": where.id(tokens.confirmation),
    },
    memberships: {
      "of the property company's member": where.user(people.propertyMember),
      "of the officer who has left": where.user(g.former),
    },
    residents: {
      "of 1502": where.user(people.resident),
      "who asks for 1501": where.user(people.pending),
      "of another community": where.user(people.residentB),
    },
  };
}

/** What a viewer might try. */
export function peopleActsOf(g: Gallery, code: ViewerCode): Named<SQL[]> {
  const { people, concerns } = g;
  const { user, somebody, here, later, change } = trying(g, code);
  const token = (kind: string, more: Values) =>
    insert("tokens", {
      id: newId(),
      hash: sql`${sha256(newId())}::bytea`,
      kind,
      ...here,
      created_by: user,
      expires_at: later,
      ...more,
    });
  const asks = (of: string | null) =>
    insert("residents", { ...here, user_id: of, household_id: g.door1301, status: "pending" });
  return {
    tokens: {
      "+ invite into the property company": [
        token("invitation", { organization_id: g.property, role: "partner", email: "more@example.test" }),
      ],
      "+ hand out a doorstep code": [token("doorstep_code", { household_id: g.door1501 })],
      "+ ask to confirm the unconfirmed report by mail": [
        token("mail_confirmation", { concern_id: concerns.unconfirmed.id, created_by: null }),
      ],
      "+ make oneself a tracking link": [token("tracking", { concern_id: concerns.secret.id })],
      "+ make a reset of the resident's password": [token("password_reset", { user_id: people.resident })],
      "read the hash of a token": [sql`select hash from tokens limit 1`],
    },
    residents: {
      "+ ask to be a resident of 1301": [asks(user)],
      "+ ask in another's name": [asks(somebody)],
      "confirm the one who asks for 1501": [
        change(
          "residents",
          sql`status = 'confirmed', proof = 'coordinator', confirmed_at = now(), confirmed_by = ${user}::uuid`,
          sql`user_id = ${people.pending}`,
        ),
      ],
      "ask for 1301 and confirm oneself": [
        asks(user),
        change(
          "residents",
          sql`status = 'confirmed', proof = 'coordinator', confirmed_at = now(), confirmed_by = ${user}::uuid`,
          sql`user_id = ${user}::uuid and household_id = ${g.door1301}`,
        ),
      ],
    },
  };
}
