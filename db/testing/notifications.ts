import { type SQL, sql } from "drizzle-orm";
import type postgres from "postgres";
import { newId } from "../id.ts";
import type { ConcernsOf } from "./concerns.ts";
import type { Gallery } from "./gallery.ts";
import { type Changeable, insert, type Named, trying, where } from "./part.ts";
import type { ViewerCode } from "./viewers.ts";
import type { World } from "./world.ts";

/** The part of the permission matrix that is about who is told, and what waits to be told or sent once. */

export const notificationRowTable = `
notifications           | of the resident                                  | .   .   ru  .   .   .   .   .   .   .   .   .   .   .   .
webhooks                | of the property company                          | .   .   .   .   .   .   .   .   .   rd  .   .   .   .   .
push_subscriptions      | of the resident                                  | .   .   rd  .   .   .   .   .   .   .   .   .   .   .   .
thread_mutes            | of the resident                                  | .   .   rd  .   .   .   .   .   .   .   .   .   .   .   .
outbox                  | a mail to be sent                                | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
submissions             | of the resident                                  | .   .   ru  .   .   .   .   .   .   .   .   .   .   .   .
submissions             | of one without account (holds a number only)     | ru  ru  .   .   .   .   .   .   .   .   .   .   .   .   .
`;

export const notificationActTable = `
webhooks                | + connect the property company's system          | .   .   .   .   .   .   .   .   .   a   .   .   .   .   .
webhooks                | + connect the agency's                           | .   .   .   .   .   .   .   .   .   .   .   a   .   .   .
webhooks                | + connect one in another's name                  | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
webhooks                | read its secret                                  | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
push_subscriptions      | be told in the browser of the resident's session  | .   .   a   .   .   .   .   .   .   .   .   .   .   .   .
push_subscriptions      | write a browser down directly                    | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
push_subscriptions      | read where a browser is told                     | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
thread_mutes            | + hear no more of the neighbourhood one          | .   .   a   a   a   .   a   a   .   a   a   a   .   .   .
thread_mutes            | + hear no more of the private one                | .   .   a   a   .   .   .   .   .   a   .   a   .   .   .
thread_mutes            | + keep another from hearing                      | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
outbox                  | + queue a mail                                   | a   a   a   a   a   a   a   a   a   a   a   a   a   a   a
submissions             | + submit once                                    | a   a   a   a   a   a   a   a   a   a   a   a   a   a   a
submissions             | + submit in another's name                       | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
`;

export async function addNotifications(
  sql: postgres.TransactionSql,
  world: World,
  { secret, told }: ConcernsOf,
  session: string,
) {
  const { people, a } = world;
  const webhook = newId();
  await sql`insert into webhooks ${sql({ id: webhook, organization_id: world.property, url: "https://property.example/", secret: "whsec_x" })}`;
  await sql`insert into thread_mutes ${sql({ community_id: a, concern_id: told.id, user_id: people.resident })}`;
  const notification = newId();
  await sql`insert into notifications ${sql({ community_id: a, id: notification, user_id: people.resident, concern_id: secret.id, kind: "replied", seq: 1 })}`;
  const ids = { device: newId(), outbox: newId(), submission: newId(), openSubmission: newId() };
  await sql`insert into push_subscriptions ${sql({ id: ids.device, user_id: people.resident, session_id: session, endpoint: "https://push.example/x", p256dh: "x", auth: "x" })}`;
  await sql`insert into outbox ${sql({ id: ids.outbox, topic: "concern_mail", payload: {}, due_at: "2099-01-01" })}`;
  await sql`insert into submissions ${sql([
    { key: ids.submission, user_id: people.resident, command: "concern.raise" },
    { key: ids.openSubmission, user_id: null, command: "concern.raise" },
  ])}`;
  return { webhook, notification, ...ids };
}

/** Which columns the app may change at all, and a harmless change of one. */
export const notificationChangeable: Changeable = {
  notifications: { columns: ["read_at"], harmless: "read_at = now()" },
  submissions: { columns: ["result"], harmless: "result = '{}'" },
};

/** Where the rows stand. */
export function notificationRowsOf(g: Gallery): Named<string> {
  const { people } = g;
  return {
    notifications: { "of the resident": where.id(g.notification) },
    webhooks: { "of the property company": where.id(g.webhook) },
    push_subscriptions: { "of the resident": where.id(g.device) },
    thread_mutes: { "of the resident": where.user(people.resident) },
    outbox: { "a mail to be sent": where.id(g.outbox) },
    submissions: {
      "of the resident": `key = '${g.submission}'`,
      "of one without account (holds a number only)": `key = '${g.openSubmission}'`,
    },
  };
}

/** What a viewer might try. */
export function notificationActsOf(g: Gallery, code: ViewerCode): Named<SQL[]> {
  const { people, concerns } = g;
  const { user, somebody } = trying(g, code);
  const connects = (organization: string, by: string | null) =>
    insert("webhooks", {
      id: newId(),
      organization_id: organization,
      url: `https://a.example/${newId()}`,
      secret: "whsec_y",
      created_by: by,
    });
  const mutes = (of: string | null, concern: string) =>
    sql`insert into thread_mutes (community_id, concern_id, user_id) values (${g.a}, ${concern}, ${of}) on conflict do nothing`;
  const submits = (by: string | null) => insert("submissions", { key: newId(), user_id: by, command: "a command" });
  return {
    webhooks: {
      "+ connect the property company's system": [connects(g.property, user)],
      "+ connect the agency's": [connects(g.agencyA, user)],
      "+ connect one in another's name": [connects(g.property, somebody)],
      "read its secret": [sql`select secret from webhooks where id = ${g.webhook}`],
    },
    push_subscriptions: {
      "be told in the browser of the resident's session": [
        sql`select auth.keep_push(${newId()}::uuid, ${g.session}::uuid, ${`https://push.example/${newId()}`}, 'x', 'x')`,
      ],
      "write a browser down directly": [
        insert("push_subscriptions", {
          id: newId(),
          user_id: user,
          session_id: g.session,
          endpoint: `https://push.example/${newId()}`,
          p256dh: "x",
          auth: "x",
        }),
      ],
      "read where a browser is told": [sql`select endpoint, auth from push_subscriptions where id = ${g.device}`],
    },
    thread_mutes: {
      "+ hear no more of the neighbourhood one": [mutes(user, concerns.open.id)],
      "+ hear no more of the private one": [mutes(user, concerns.secret.id)],
      "+ keep another from hearing": [
        mutes(people.spouse === user ? people.neighbour : people.spouse, concerns.open.id),
      ],
    },
    outbox: { "+ queue a mail": [insert("outbox", { topic: "token_mail", payload: sql`'{}'::jsonb` })] },
    submissions: { "+ submit once": [submits(user)], "+ submit in another's name": [submits(somebody)] },
  };
}
